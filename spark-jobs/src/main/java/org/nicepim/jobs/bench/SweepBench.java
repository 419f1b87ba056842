package org.nicepim.jobs.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;
import org.nicepim.jobs.run.RunIdentity;
import org.nicepim.jobs.run.SweepConfig;
import org.nicepim.jobs.run.SweepFolder;
import org.nicepim.jobs.spark.SparkSweepRunner;
import org.nicepim.jobs.sweep.SweepJob;
import org.nicepim.jobs.sweep.SweepRow;
import org.nicepim.jobs.sweep.SweepSummary;

/** The same sweep on one core and on several. */
public final class SweepBench {
    private SweepBench() {}

    /**
     * One sweep.
     *
     * @param cores that it had
     * @param rows of the sweep
     * @param wallSeconds of the sweep
     * @param cpuSeconds of the process meanwhile
     * @param evaluationSeconds wall time of all evaluations, one after another
     */
    public record Round(int cores, int rows, double wallSeconds, double cpuSeconds, double evaluationSeconds) {
        /** The share of the cores' time in which an evaluation was running. */
        public double busy() {
            return evaluationSeconds / (cores * wallSeconds);
        }
    }

    /**
     * One sweep on one core, and one on several.
     *
     * @param one on one core
     * @param several on more
     */
    public record Pair(Round one, Round several) {
        /** Speed-up over the number of cores, by the clock. */
        public double wallEfficiency() {
            return one.wallSeconds / several.wallSeconds * one.cores / several.cores;
        }

        /**
         * The same where other processes use the cores too. By the clock it is the ratio of the evaluations' times, times the ratio of the shares of
         * time in which the cores were busy with them. Here the first is told by CPU time, of the whole process, which grows if the cores get in each
         * other's way and not if somebody else has them; in the second, both parts of a share grow alike.
         */
        public double efficiency() {
            return one.cpuSeconds / several.cpuSeconds * (several.busy() / one.busy());
        }
    }

    /**
     * Sweeps.
     *
     * @param session on as many cores of this machine
     * @param folder new folder of the sweep
     * @throws IOException if it cannot be written
     */
    public static Round run(SparkSession session, int cores, SweepConfig config, Path folder) throws IOException {
        SweepFolder sweep = SweepFolder.open(folder.toString(), RunIdentity.of(config), false, new Configuration());
        sweep.begin();
        SparkSweepRunner runner = new SparkSweepRunner(session, config.context(), sweep.tables());
        Usage before = Usage.now();
        SweepSummary summary = new SweepJob(config.plan(), sweep, runner, (soFar, resumed) -> {}).run();
        Usage used = Usage.now().since(before);
        double evaluations = 0;
        for (int batch : sweep.written()) {
            List<SweepRow> rows = sweep.tables().evaluations().read(batch);
            evaluations +=
                    rows.stream().mapToDouble(row -> row.effort().seconds()).sum();
        }
        return new Round(cores, summary.counts().rows(), used.wallSeconds(), used.cpuSeconds(), evaluations);
    }
}
