package org.nicepim.jobs;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.nicepim.jobs.run.ExploreConfig;
import org.nicepim.jobs.run.RunFolder;
import org.nicepim.results.EvaluationRow;

/**
 * An exploration without rounds: as many designs as an iteration has are out at any time, each evaluated by a call of its own. When a quarter
 * of them have come back, and with them all that came back meanwhile, they are written as one batch and told, and as many are asked for, with
 * the others pending in the tuner's model.
 *
 * <p>Which designs are visited depends on the order in which answers come, and on that alone: batches hold it, so a resumed run tells the
 * same groups in the same order, and has out again what was out and unanswered.
 */
final class AsynchronousLoop {
    private static final int GROUPS = 4;

    private final int width;
    private final int outAtOnce;
    private final int budget;
    private final Tuning tuning;
    private final RunFolder folder;
    private final ExploreJob.BatchRunner runner;
    private final ExploreJob.Progress progress;
    private final Map<Integer, Tuning.Asked> pending = new LinkedHashMap<>();
    private final List<Tuning.Asked> waiting = new ArrayList<>();

    AsynchronousLoop(
            ExploreConfig config,
            EvaluationContext context,
            Tuning tuning,
            RunFolder folder,
            ExploreJob.BatchRunner runner,
            ExploreJob.Progress progress) {
        this.width = context.workloads().size();
        this.outAtOnce = config.search().designsPerIteration();
        this.budget = config.search().evaluations();
        this.tuning = tuning;
        this.folder = folder;
        this.runner = runner;
        this.progress = progress;
    }

    /** What came of one design. */
    private record Answer(Tuning.Asked asked, List<TaskResult> results) {}

    ExploreSummary run(ExploreSummary start, StopCheck stop) throws IOException {
        ExploreSummary summary = asked(start, outAtOnce);
        int batch = 0;
        for (; folder.has(batch); batch++) {
            summary = recorded(summary, batch);
            stop.told(summary);
            progress.batch(summary, true);
        }
        ExecutorService threads = Executors.newFixedThreadPool(outAtOnce);
        try {
            return evaluated(summary, stop, batch, new ExecutorCompletionService<>(threads));
        } finally {
            threads.shutdownNow();
        }
    }

    private ExploreSummary evaluated(
            ExploreSummary resumed, StopCheck stop, int next, CompletionService<Answer> service) throws IOException {
        ExploreSummary summary = resumed;
        int out = 0;
        for (int batch = next; ; batch++) {
            Optional<ExploreSummary.Stop> reason = stop.reason(summary);
            for (int left = stop.left(summary) - out; reason.isEmpty() && left > 0 && !waiting.isEmpty(); left--) {
                Tuning.Asked begun = waiting.remove(0);
                service.submit(() -> new Answer(begun, runner.run(tuning.tasks(List.of(begun)))));
                out++;
            }
            if (out == 0) {
                boolean spent = waiting.isEmpty() || summary.evaluated() == budget;
                return spent ? summary : summary.stopped(reason.orElseThrow());
            }
            List<Answer> group = group(service, Math.min(out, Math.max(1, outAtOnce / GROUPS)));
            out -= group.size();
            folder.write(
                    batch, group.stream().flatMap(a -> a.results().stream()).toList());
            summary = told(
                    summary,
                    group.stream().map(Answer::asked).toList(),
                    group.stream()
                            .flatMap(a -> a.results().stream())
                            .map(TaskResult::evaluation)
                            .toList());
            stop.told(summary);
            progress.batch(summary, false);
        }
    }

    /** At least so many answers, and all that are there. */
    private static List<Answer> group(CompletionService<Answer> service, int least) {
        List<Answer> group = new ArrayList<>();
        try {
            while (group.size() < least) {
                group.add(service.take().get());
            }
            for (Future<Answer> more = service.poll(); more != null; more = service.poll()) {
                group.add(more.get());
            }
            return group;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while designs were out", e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException plain ? plain : new IllegalStateException(e.getCause());
        }
    }

    private ExploreSummary asked(ExploreSummary summary, int designs) {
        List<Tuning.Asked> asked = tuning.ask(designs);
        if (asked.isEmpty()) {
            return summary;
        }
        asked.forEach(a -> pending.put(a.id(), a));
        waiting.addAll(asked);
        String model = tuning.model(asked);
        progress.model(model);
        return summary.modelled(model);
    }

    private ExploreSummary told(ExploreSummary summary, List<Tuning.Asked> group, List<EvaluationRow> rows) {
        group.forEach(a -> pending.remove(a.id()));
        return asked(tuning.tell(summary, group, rows), group.size());
    }

    private ExploreSummary recorded(ExploreSummary summary, int batch) {
        List<EvaluationRow> rows = folder.read(batch);
        List<Tuning.Asked> group = new ArrayList<>();
        for (int row = 0; row < rows.size(); row += width) {
            Tuning.Asked asked = pending.get(rows.get(row).design().designId());
            if (asked == null) {
                throw ExploreJob.otherDesigns(folder, batch);
            }
            group.add(asked);
        }
        if (!tuning.same(rows, tuning.tasks(group))) {
            throw ExploreJob.otherDesigns(folder, batch);
        }
        waiting.removeAll(group);
        return told(summary, group, rows);
    }
}
