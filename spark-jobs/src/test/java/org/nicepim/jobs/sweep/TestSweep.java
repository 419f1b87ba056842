package org.nicepim.jobs.sweep;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hadoop.conf.Configuration;
import org.nicepim.config.YamlNode;
import org.nicepim.jobs.run.RunIdentity;
import org.nicepim.jobs.run.SweepConfig;
import org.nicepim.jobs.run.SweepFolder;
import org.nicepim.jobs.run.SweepTables;
import org.nicepim.results.EvaluationRow;

/**
 * A small sweep for tests: 5 designs, of which one is too large, on a block of two language models at two batches, mapped with little effort.
 *
 * @param config as read
 */
public record TestSweep(SweepConfig config) {
    /** Rows of the sweep. */
    public static final int ROWS = 20;

    /** As a file. */
    public static final String YAML = """
            hardware:
              - {nodeRows: [1, 2], nodeCols: 2, peRows: 16, peCols: [8, 16], ifmapBufferBytes: 8KiB, weightBufferBytes: 8KiB, ofmapBufferBytes: 8KiB}
              - {nodeRows: 8, nodeCols: 8, peRows: 64, peCols: 64, ifmapBufferBytes: 8KiB, weightBufferBytes: 8KiB, ofmapBufferBytes: 8KiB}
            workloads:
              - {workload: bert_base, blocks: 1, sequence: 16, name: encoder}
              - {workload: gpt2_decode, blocks: 1, sequence: 16, name: decoder}
            batch: [1, 2]
            objective: edp
            scheduler: shortest
            mapper: {style: baseline, budget: 100}
            rowsPerFile: 3
            layers: true
            """;

    /** The sweep above with values of its own, as {@code --set} gives them. */
    public static TestSweep with(String... sets) {
        YamlNode top = YamlNode.parse(YAML, "sweep.yaml");
        List.of(sets).forEach(top::set);
        return new TestSweep(SweepConfig.read(top));
    }

    /** What it sweeps. */
    public SweepContext context() {
        return config.context();
    }

    /** Opens the folder, ready to be written. */
    public SweepFolder open(String uri, boolean resume) {
        return open(uri, resume, new Configuration());
    }

    /** Opens the folder on some file system, ready to be written. */
    public SweepFolder open(String uri, boolean resume, Configuration hadoop) {
        SweepFolder folder = SweepFolder.open(uri, RunIdentity.of(config), resume, hadoop);
        folder.begin();
        return folder;
    }

    /** Runs to the end. */
    public SweepSummary run(SweepFolder folder, SweepJob.Runner runner) throws IOException {
        return new SweepJob(config.plan(), folder, runner, (soFar, resumed) -> {}).run();
    }

    /** Runs to the end in this thread. */
    public SweepSummary run(SweepFolder folder) throws IOException {
        return run(folder, inThread(folder.tables()));
    }

    /** Does the work in this thread, without Spark. */
    public BatchWork work(SweepTables tables) {
        return new BatchWork(context(), context().scheduler().create(), tables);
    }

    /** Does batches in this thread, without Spark. */
    public SweepJob.Runner inThread(SweepTables tables) {
        AtomicInteger attempt = new AtomicInteger();
        return (batches, done) -> {
            for (SweepBatch batch : batches) {
                try {
                    String writer = String.valueOf(attempt.incrementAndGet());
                    done.accept(batch, work(tables).done(batch, new BatchWork.Worker("here", 0, writer)));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        };
    }

    /** All rows of a folder without where, when and how long, in the order of the sweep. */
    public static List<SweepRow> timeless(SweepTables tables) throws IOException {
        List<SweepRow> rows = new ArrayList<>();
        for (int number : tables.evaluations().numbers().stream()
                .sorted(Comparator.naturalOrder())
                .toList()) {
            tables.evaluations().read(number).forEach(row -> rows.add(timeless(row)));
        }
        return rows;
    }

    private static SweepRow timeless(SweepRow row) {
        EvaluationRow.Effort e = row.effort();
        return new SweepRow(
                row.design(),
                row.technology(),
                row.objective(),
                row.workload(),
                row.batch(),
                row.verdict(),
                row.figures(),
                row.simulated(),
                new EvaluationRow.Effort(
                        e.evaluations(), e.ilpSolves(), 0, e.ilpFallbacks(), e.timeLimited(), "", 0, 0));
    }
}
