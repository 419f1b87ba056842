package org.nicepim.jobs.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;
import org.nicepim.jobs.run.RunIdentity;
import org.nicepim.jobs.run.SweepConfig;
import org.nicepim.jobs.run.SweepFolder;
import org.nicepim.jobs.spark.SparkSweepRunner;
import org.nicepim.jobs.sweep.SweepJob;

/** What a sweep's driver keeps as rows come in. The executors share its heap here, so it is a little less than what is told. */
public final class HeapBench {
    private static final double MIB = 1 << 20;

    private HeapBench() {}

    /**
     * A moment.
     *
     * @param rows that are there
     * @param liveMib heap in use after a collection
     * @param seconds since the start
     */
    public record Point(int rows, double liveMib, double seconds) {}

    /**
     * Sweeps.
     *
     * @param at numbers of rows after which the heap is looked at, ascending
     * @param folder new folder of the sweep
     * @throws IOException if it cannot be written
     */
    public static List<Point> run(SparkSession session, SweepConfig config, List<Integer> at, Path folder)
            throws IOException {
        SweepFolder sweep = SweepFolder.open(folder.toString(), RunIdentity.of(config), false, new Configuration());
        sweep.begin();
        SparkSweepRunner runner = new SparkSweepRunner(session, config.context(), sweep.tables());
        List<Point> points = new ArrayList<>();
        Iterator<Integer> next = at.iterator();
        double start = Usage.now().wallSeconds();
        int[] due = {next.next()};
        SweepJob.Progress watch = (soFar, resumed) -> {
            int rows = soFar.counts().rows();
            if (rows >= due[0]) {
                points.add(new Point(rows, live(), Usage.now().wallSeconds() - start));
                while (due[0] <= rows) {
                    due[0] = next.hasNext() ? next.next() : Integer.MAX_VALUE;
                }
            }
        };
        new SweepJob(config.plan(), sweep, runner, watch).run();
        return points;
    }

    private static double live() {
        Runtime runtime = Runtime.getRuntime();
        System.gc();
        return (runtime.totalMemory() - runtime.freeMemory()) / MIB;
    }
}
