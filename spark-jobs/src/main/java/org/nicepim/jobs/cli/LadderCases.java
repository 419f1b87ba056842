package org.nicepim.jobs.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.nicepim.hardware.HardwareConfig;
import org.nicepim.jobs.Ladder;
import org.nicepim.jobs.LadderRow;
import org.nicepim.jobs.run.LadderFolder;
import org.nicepim.workload.Workload;

/**
 * Climbs ladders of workloads on chips, several at once. A case that its folder holds is read from there. What comes of it does not
 * depend on the number of threads.
 */
final class LadderCases {
    /** A search of a large network takes a few hundred MiB. */
    private static final int MOST_THREADS = 4;

    private final Ladder ladder;
    private final LadderFolder folder;
    private final List<Work> all = new ArrayList<>();

    private record Work(LadderRow.Case of, Workload workload, HardwareConfig chip) {}

    /**
     * Every workload on every chip.
     *
     * @param folder where the cases lie
     * @throws org.nicepim.config.ConfigException if the folder holds cases of another setting
     */
    LadderCases(
            Ladder ladder, LadderFolder folder, Map<String, Workload> workloads, Map<String, HardwareConfig> chips) {
        this.ladder = ladder;
        this.folder = folder;
        workloads.forEach((workload, network) -> chips.forEach(
                (hardware, chip) -> all.add(new Work(new LadderRow.Case(workload, hardware), network, chip))));
    }

    private Optional<List<LadderRow>> there(Work work) {
        return folder.read(work.of(), work.workload(), work.chip());
    }

    /** Steps that no file holds yet. */
    int steps() {
        int cases = (int) all.stream().filter(work -> there(work).isEmpty()).count();
        return cases * ladder.steps().size();
    }

    /** The rows of all cases, in order. */
    List<LadderRow> climb(ProgressLine progress) throws InterruptedException {
        int threads = Math.min(MOST_THREADS, Runtime.getRuntime().availableProcessors());
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            AtomicInteger done = new AtomicInteger();
            List<Callable<List<LadderRow>>> tasks = new ArrayList<>();
            all.forEach(work -> tasks.add(() -> rows(work, done, progress)));
            List<LadderRow> rows = new ArrayList<>();
            for (Future<List<LadderRow>> one : pool.invokeAll(tasks)) {
                rows.addAll(result(one));
            }
            return rows;
        } finally {
            pool.shutdownNow();
        }
    }

    private static List<LadderRow> result(Future<List<LadderRow>> one) throws InterruptedException {
        try {
            return one.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException fault) {
                throw fault;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    private List<LadderRow> rows(Work work, AtomicInteger done, ProgressLine progress) {
        return there(work).orElseGet(() -> {
            String name = work.of().workload() + " on " + work.of().hardware() + ": ";
            AtomicInteger begun = new AtomicInteger();
            List<LadderRow> climbed = ladder.climb(work.of(), work.workload(), work.chip(), step -> {
                int before = begun.getAndIncrement() == 0 ? done.get() : done.incrementAndGet();
                synchronized (progress) {
                    progress.step(before, name + step.word());
                }
            });
            done.incrementAndGet();
            folder.write(work.of(), work.workload(), work.chip(), climbed);
            return climbed;
        });
    }
}
