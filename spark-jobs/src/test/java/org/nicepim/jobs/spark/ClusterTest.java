package org.nicepim.jobs.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nicepim.jobs.DesignTask;
import org.nicepim.jobs.EvaluationContext;
import org.nicepim.jobs.ExploreJob;
import org.nicepim.jobs.TaskResult;
import org.nicepim.jobs.TestRun;
import org.nicepim.jobs.run.ParquetTable;
import org.nicepim.results.EvaluationRow;
import org.nicepim.results.LayerRow;

/**
 * Do executors in processes of their own give the rows that this process gives, even if they are killed? Spark's {@code
 * local-cluster} starts a master and two workers; their executors know only what is shipped to them.
 */
@Tag("slow")
class ClusterTest {
    private static final int DEADLY_DESIGN = 4;

    private final TestRun run = TestRun.with("evaluations=6", "seed=1");
    private final Path temporary;

    ClusterTest(@TempDir Path temporary) {
        this.temporary = temporary;
    }

    private static SparkConf conf() throws IOException {
        Files.createDirectories(Path.of(System.getenv("SPARK_HOME"), "jars"));
        return Sessions.conf("cluster", Optional.of("local-cluster[2,1,1024]"))
                .set("spark.executor.extraClassPath", System.getProperty("java.class.path"))
                .set("spark.executor.memory", "1g")
                // Other hosts may speak another language and live in another time zone; Turkish has a capital i of its
                // own.
                .set(
                        "spark.executor.extraJavaOptions",
                        "-Duser.language=tr -Duser.country=TR -Duser.timezone=Asia/Tokyo");
    }

    private static SparkSession cluster() throws IOException {
        return Sessions.open(conf());
    }

    /** Kills one executor: master and workers run in this process, so each Java process below it is one. */
    static int killAnExecutor() {
        List<ProcessHandle> executors = ProcessHandle.current()
                .descendants()
                .filter(process -> process.info().command().orElse("").endsWith("java"))
                .limit(1)
                .toList();
        executors.forEach(ProcessHandle::destroyForcibly);
        return executors.size();
    }

    /** Kills one executor in the middle of the second batch. */
    @Test
    void aClusterThatLosesAnExecutorGivesTheSameRows() throws IOException {
        Path local = temporary.resolve("local");
        Path shared = temporary.resolve("cluster");
        run.run(local, false, run.inThread());
        AtomicInteger killed = new AtomicInteger();
        try (SparkSession session = cluster()) {
            ExploreJob.BatchRunner runner = new SparkBatchRunner(session, run.context());
            run.run(shared, false, tasks -> {
                Thread killer = new Thread(() -> killed.addAndGet(killOne()));
                if (tasks.get(0).iteration() == 1) {
                    killer.start();
                }
                return runner.run(tasks);
            });
        }
        List<EvaluationRow> rows = run.rows(shared);
        assertThat(killed).hasValue(1);
        assertThat(rows.stream().map(TestRun::timeless).toList()).isEqualTo(run.timelessRows(local));
        assertThat(rows).anyMatch(row -> row.effort().ilpSolves() > 0);
    }

    private static int killOne() {
        try {
            Thread.sleep(300);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return killAnExecutor();
    }

    /** OR-Tools unpacks its library into the folder for temporary files: if that is a file, no solver can be loaded. */
    @Test
    void executorsWithoutTheSolverUseHeuristicsAndSaySo() throws IOException {
        Path folder = temporary.resolve("heuristics");
        SparkConf conf = conf().set(
                        "spark.executor.extraJavaOptions",
                        "-Djava.io.tmpdir=" + Files.createFile(temporary.resolve("file")));
        try (SparkSession session = Sessions.open(conf)) {
            run.run(folder, false, new SparkBatchRunner(session, run.context()));
        }
        Path local = temporary.resolve("local");
        run.run(local, false, run.inThread());
        assertThat(run.rows(local)).anyMatch(row -> row.effort().ilpSolves() > 0);
        assertThat(run.rows(folder))
                .hasSameSizeAs(run.rows(local))
                .allMatch(row -> row.effort().ilpSolves() == 0)
                .allMatch(row -> !row.verdict().status().equals(EvaluationRow.FAILED));
        // Optimal is what meets a lower bound without a solver's help.
        assertThat(layers(folder))
                .extracting(layer -> layer.schedule().scheduleStatus())
                .isSubsetOf("none", "optimal", "fallback")
                .contains("optimal");
    }

    private static List<LayerRow> layers(Path folder) throws IOException {
        return new ParquetTable<>(
                        new org.apache.hadoop.fs.Path(folder + "/layers"), LayerRow.class, new Configuration())
                .read(0);
    }

    private static TaskResult deadly(EvaluationContext context, DesignTask task, int attempt) {
        if (task.designId() == DEADLY_DESIGN && task.workload() == 0 && attempt < 2) {
            Runtime.getRuntime().halt(134);
        }
        return SparkBatchRunner.evaluate(context, task, attempt);
    }

    /** A design that ends its executor's JVM each time, as a native solver may, costs itself and not the run. */
    @Test
    void aDesignThatKillsItsExecutorsIsARow() throws IOException {
        Path folder = temporary.resolve("deadly");
        try (SparkSession session = cluster()) {
            run.run(folder, false, new SparkBatchRunner(session, run.context(), ClusterTest::deadly));
        }
        List<EvaluationRow> rows = run.rows(folder);
        assertThat(rows).hasSize(6 * 2);
        assertThat(rows)
                .filteredOn(row -> row.verdict().status().equals(EvaluationRow.FAILED))
                .singleElement()
                .satisfies(row -> {
                    assertThat(row.design().designId()).isEqualTo(DEADLY_DESIGN);
                    assertThat(row.verdict().reason()).contains("2 attempts ended without an answer");
                    assertThat(row.effort().attempt()).isEqualTo(2);
                });
    }
}
