package org.nicepim.jobs.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.BlockLocation;
import org.apache.hadoop.hdfs.MiniDFSCluster;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nicepim.jobs.run.SweepFolder;
import org.nicepim.jobs.run.SweepTables;
import org.nicepim.jobs.sweep.BatchWork;
import org.nicepim.jobs.sweep.SweepBatch;
import org.nicepim.jobs.sweep.SweepContext;
import org.nicepim.jobs.sweep.SweepJob;
import org.nicepim.jobs.sweep.SweepRow;
import org.nicepim.jobs.sweep.SweepSummary;
import org.nicepim.jobs.sweep.TestSweep;
import org.nicepim.results.EvaluationRow;
import org.nicepim.sharing.DataScheduler;
import org.nicepim.sharing.SharingProblem;
import org.nicepim.sharing.SharingSchedule;
import org.nicepim.sharing.ShortestPathScheduler;

/**
 * Do executors in processes of their own write to HDFS the rows that this process writes here, even if a row ends each process that evaluates
 * it, and if a data node dies meanwhile?
 */
@Tag("slow")
class SweepClusterTest {
    private static final int DEADLY_BATCH = 1;
    private static final int DATA_NODES = 3;

    private final TestSweep sweep = TestSweep.with("layers=false");
    private final Path temporary;

    SweepClusterTest(@TempDir Path temporary) {
        this.temporary = temporary;
    }

    private SparkSession cluster() throws IOException {
        Files.createDirectories(Path.of(System.getenv("SPARK_HOME"), "jars"));
        SparkConf conf = Sessions.conf("cluster", Optional.of("local-cluster[2,1,1024]"))
                .set("spark.executor.extraClassPath", System.getProperty("java.class.path"))
                .set("spark.executor.memory", "1g")
                // Other hosts may speak another language and live in another time zone; Turkish has a capital i of its
                // own.
                .set(
                        "spark.executor.extraJavaOptions",
                        "-Duser.language=tr -Duser.country=TR -Duser.timezone=Asia/Tokyo");
        return Sessions.open(conf);
    }

    private MiniDFSCluster hdfs() throws IOException {
        Configuration hadoop = new Configuration();
        hadoop.set(
                MiniDFSCluster.HDFS_MINIDFS_BASEDIR, temporary.resolve("hdfs").toString());
        return new MiniDFSCluster.Builder(hadoop).numDataNodes(DATA_NODES).build();
    }

    /** Ends its JVM when it schedules the sharing of the first row that it sees, as a native solver may. */
    private record Deadly() implements DataScheduler {
        @Override
        public SharingSchedule schedule(SharingProblem problem) {
            Runtime.getRuntime().halt(134);
            return new ShortestPathScheduler().schedule(problem);
        }
    }

    /** The first row of one batch is deadly as long as nobody suspects it. */
    private static SweepSummary deadly(
            SweepContext context, SweepTables tables, BatchWork work, SweepBatch batch, BatchWork.Worker worker)
            throws IOException {
        boolean dies = batch.number() == DEADLY_BATCH
                && tables.suspects(batch.number()).isEmpty();
        return (dies ? new BatchWork(context, new Deadly(), tables) : work).done(batch, worker);
    }

    @Test
    void aDeadlyRowCostsItselfAlone() throws IOException {
        SweepFolder here = sweep.open(temporary.resolve("here").toString(), false);
        sweep.run(here);
        List<SweepRow> expected = TestSweep.timeless(here.tables());
        MiniDFSCluster hdfs = hdfs();
        try (SparkSession session = cluster()) {
            String uri = hdfs.getFileSystem().getUri() + "/runs/sweep";
            SweepFolder there = sweep.open(uri, false);
            SweepJob.Runner cluster =
                    new SparkSweepRunner(session, sweep.context(), there.tables(), SweepClusterTest::deadly);
            AtomicInteger batches = new AtomicInteger();
            SweepJob.Progress killer = (soFar, resumed) -> {
                if (batches.getAndIncrement() == 0) {
                    kill(hdfs, uri + "/manifest.json");
                }
            };
            SweepSummary summary = new SweepJob(sweep.config().plan(), there, cluster, killer).run();
            assertThat(batches.get())
                    .as("files, all but one to come when a node was killed")
                    .isEqualTo(7);
            assertThat(hdfs.getDataNodes()).hasSize(DATA_NODES - 1);
            assertThat(summary.counts().rows()).isEqualTo(TestSweep.ROWS);
            assertThat(summary.counts().failed()).isEqualTo(1);
            List<SweepRow> rows = TestSweep.timeless(there.tables());
            assertThat(rows.get(3).verdict().status()).isEqualTo(EvaluationRow.FAILED);
            assertThat(rows.get(3).verdict().reason()).contains("attempts ended without an answer");
            assertThat(without(rows, 3)).isEqualTo(without(expected, 3));
            assertNothingHidden(hdfs, uri);
            assertResumed(session, uri, rows);
        } finally {
            hdfs.shutdown();
        }
    }

    /** Ends a data node that holds the file. */
    private static void kill(MiniDFSCluster hdfs, String file) {
        try {
            BlockLocation block =
                    hdfs.getFileSystem().getFileBlockLocations(new org.apache.hadoop.fs.Path(file), 0, 1)[0];
            hdfs.stopDataNode(block.getNames()[0]);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<SweepRow> without(List<SweepRow> rows, int one) {
        return Stream.concat(rows.subList(0, one).stream(), rows.subList(one + 1, rows.size()).stream())
                .toList();
    }

    private static void assertNothingHidden(MiniDFSCluster hdfs, String uri) throws IOException {
        assertThat(hdfs.getFileSystem().listStatus(new org.apache.hadoop.fs.Path(uri, "evaluations")))
                .extracting(file -> file.getPath().getName())
                .hasSize(7)
                .allMatch(name -> name.matches("batch-0000\\d\\.parquet"));
    }

    /** HDFS does not replace a file by renaming: an attempt that comes late finds the rows there, and they stay. */
    private void assertResumed(SparkSession session, String uri, List<SweepRow> rows) throws IOException {
        SweepFolder again = sweep.open(uri, true);
        again.tables().evaluations().writeOnce(0, List.of(rows.get(0)), "late");
        assertThat(again.tables().evaluations().read(0)).hasSize(3);
        SweepSummary summary = sweep.run(again, new SparkSweepRunner(session, sweep.context(), again.tables()));
        assertThat(summary.counts().rows()).isEqualTo(TestSweep.ROWS);
        assertThat(TestSweep.timeless(again.tables())).isEqualTo(rows);
        assertThat(session.read().parquet(uri + "/evaluations").count()).isEqualTo(TestSweep.ROWS);
    }
}
