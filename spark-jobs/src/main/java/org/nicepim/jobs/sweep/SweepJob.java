package org.nicepim.jobs.sweep;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import org.nicepim.config.ConfigException;
import org.nicepim.jobs.run.SweepFolder;

/**
 * Evaluates every row of a sweep that its folder does not hold yet. Executors write the rows; this side knows the plan and adds up
 * summaries.
 */
public final class SweepJob {
    private final SweepPlan plan;
    private final SweepFolder folder;
    private final Runner runner;
    private final Progress progress;
    private SweepSummary summary = SweepSummary.NOTHING;

    /**
     * A job.
     *
     * @param folder opened for this sweep
     * @param runner does the batches
     * @param progress told about each batch
     */
    public SweepJob(SweepPlan plan, SweepFolder folder, Runner runner, Progress progress) {
        this.plan = plan;
        this.folder = folder;
        this.runner = runner;
        this.progress = progress;
    }

    /** Does batches somewhere. */
    public interface Runner {
        /**
         * Does all batches, in about this order.
         *
         * @param done told once for each batch, one after another; what it throws ends the run
         */
        void run(List<SweepBatch> batches, BiConsumer<SweepBatch, SweepSummary> done);
    }

    /** Hears how the sweep goes. */
    public interface Progress {
        /**
         * A batch is there.
         *
         * @param soFar all batches that are
         * @param resumed true if this one was there before
         */
        void batch(SweepSummary soFar, boolean resumed);
    }

    /**
     * Runs to the end.
     *
     * @return the summary of all rows, those that were there before included
     * @throws IOException if the folder cannot be read
     */
    public SweepSummary run() throws IOException {
        Set<Integer> before = folder.written();
        List<SweepBatch> batches = new ArrayList<>();
        plan.batches().stream().filter(batch -> before.contains(batch.number())).forEach(batches::add);
        plan.batches().stream()
                .filter(batch -> !before.contains(batch.number()))
                .forEach(batches::add);
        runner.run(batches, (batch, part) -> {
            requireSeen(batch);
            summary = summary.plus(part);
            progress.batch(summary, before.contains(batch.number()));
        });
        return summary;
    }

    /** On a cluster, a path of local disks is another one on each host: better to say so after the first batch than at the end. */
    private void requireSeen(SweepBatch batch) {
        try {
            if (!folder.tables().evaluations().has(batch.number())) {
                throw new ConfigException("--out " + folder.path() + ": an executor wrote batch " + batch.number()
                        + ", but the driver does not find it there. Maybe --out must name a file system that all hosts"
                        + " share, such as hdfs:///runs/sweep?");
            }
        } catch (IOException e) {
            throw new ConfigException("--out " + folder.path() + ": cannot be read (" + e.getMessage() + ").", e);
        }
    }
}
