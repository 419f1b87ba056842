package org.nicepim.jobs;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.nicepim.config.ConfigException;
import org.nicepim.jobs.run.ExploreConfig;
import org.nicepim.jobs.run.RunFolder;
import org.nicepim.results.EvaluationRow;

/**
 * The main job: ask the tuner for designs, evaluate them on the executors, write the rows, tell the tuner. Synchronous, batch by batch:
 * the points visited are a function of the configuration alone, so a resumed run takes what its folder holds and visits
 * the points that an uninterrupted one would. Or asynchronous ({@link AsynchronousLoop}): no executor waits for the slowest of a batch.
 */
public final class ExploreJob {
    private final ExploreConfig config;
    private final EvaluationContext context;
    private final Tuning tuning;
    private final RunFolder folder;
    private final BatchRunner runner;
    private final Progress progress;

    /**
     * A job.
     *
     * @param context what the configuration's names stand for
     * @param folder opened for this configuration
     * @param runner evaluates batches
     * @param progress told about each batch
     */
    public ExploreJob(
            ExploreConfig config, EvaluationContext context, RunFolder folder, BatchRunner runner, Progress progress) {
        this.config = config;
        this.context = context;
        this.tuning = new Tuning(config, context);
        this.folder = folder;
        this.runner = runner;
        this.progress = progress;
    }

    /** Evaluates a batch of tasks somewhere; the results come in the order of the tasks. */
    public interface BatchRunner {
        /** Evaluates all tasks. An asynchronous run calls this from several threads at once. */
        List<TaskResult> run(List<DesignTask> tasks);
    }

    /** Hears how the run goes. */
    public interface Progress {
        /** A batch is done; {@code resumed} if it was read from the folder. */
        void batch(ExploreSummary soFar, boolean resumed);

        /** Designs are about to be evaluated that this surrogate chose. */
        default void model(String text) {}

        /** The budget is spent; so many of the best designs are simulated. */
        default void simulating(int designs) {}
    }

    /**
     * Runs to the end of the budget, or until a rule of the configuration stops it.
     *
     * @throws IOException if the run's folder cannot be written
     */
    public ExploreSummary run() throws IOException {
        StopCheck stop = new StopCheck(config.search().stop(), System::nanoTime);
        ExploreSummary start = ExploreSummary.start(
                config.mapper().objective(), context.fidelity().best());
        ExploreSummary summary = config.search().asynchronous()
                ? new AsynchronousLoop(config, context, tuning, folder, runner, progress).run(start, stop)
                : rounds(start, stop);
        return context.fidelity().best() > 0 ? simulateBest(summary) : summary;
    }

    private ExploreSummary rounds(ExploreSummary start, StopCheck stop) throws IOException {
        ExploreSummary summary = start;
        for (int iteration = 0; ; iteration++) {
            boolean there = folder.has(iteration);
            Optional<ExploreSummary.Stop> reason = stop.reason(summary);
            if (!there
                    && reason.isPresent()
                    && summary.evaluated() < config.search().evaluations()) {
                return summary.stopped(reason.get());
            }
            List<Tuning.Asked> asked = tuning.ask(config.search().designsPerIteration());
            if (asked.isEmpty()) {
                return summary;
            }
            String model = tuning.model(asked);
            progress.model(model);
            summary = summary.modelled(model);
            // A batch that a rule cut short is whole again when the run goes on.
            List<EvaluationRow> rows = there ? recorded(iteration, asked) : List.of();
            int have = rows.size() / context.workloads().size();
            int want = Math.max(have, Math.min(asked.size(), reason.isPresent() ? 0 : stop.left(summary)));
            if (want > have) {
                rows = evaluate(iteration, tuning.tasks(asked.subList(0, want)));
            }
            summary = tuning.tell(summary, asked.subList(0, want), rows);
            stop.told(summary);
            progress.batch(summary, want == have);
            if (want < asked.size()) {
                return summary.stopped(reason.orElse(ExploreSummary.Stop.MAX_EVALUATIONS));
            }
        }
    }

    /** Simulates the best designs and ranks them by that. */
    private ExploreSummary simulateBest(ExploreSummary summary) throws IOException {
        int most = Math.min(context.fidelity().best(), summary.best().size());
        List<DesignTask> tasks = tuning.simulations(summary.best().subList(0, most));
        if (tasks.isEmpty()) {
            return summary;
        }
        List<EvaluationRow> before = folder.hasSimulated() ? folder.readSimulated() : List.of();
        // A run that was stopped and goes on may have found better ones.
        List<EvaluationRow> rows = tuning.same(before, tasks) ? before : simulated(tasks, most);
        return summary.ranked(rows, context.workloads().size());
    }

    private List<EvaluationRow> simulated(List<DesignTask> tasks, int designs) throws IOException {
        progress.simulating(designs);
        List<EvaluationRow> rows =
                runner.run(tasks).stream().map(TaskResult::evaluation).toList();
        folder.writeSimulated(rows);
        return rows;
    }

    private List<EvaluationRow> evaluate(int iteration, List<DesignTask> tasks) throws IOException {
        List<TaskResult> results = runner.run(tasks);
        folder.write(iteration, results);
        return results.stream().map(TaskResult::evaluation).toList();
    }

    /** The rows of a batch that is there: all designs asked for, or the first of them. */
    private List<EvaluationRow> recorded(int iteration, List<Tuning.Asked> asked) {
        List<EvaluationRow> rows = folder.read(iteration);
        int designs = rows.size() / context.workloads().size();
        if (designs > asked.size() || !tuning.same(rows, tuning.tasks(asked.subList(0, designs)))) {
            throw otherDesigns(folder, iteration);
        }
        return rows;
    }

    /** A folder's batch that this run cannot have written. */
    static ConfigException otherDesigns(RunFolder folder, int batch) {
        return new ConfigException(
                folder.path() + ": batch " + batch
                        + " holds other designs than this configuration asks for. Maybe the run was written by another version?");
    }
}
