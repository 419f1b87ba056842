package org.nicepim.jobs.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nicepim.jobs.DesignEvaluator;
import org.nicepim.jobs.DesignTask;
import org.nicepim.jobs.EvaluationContext;
import org.nicepim.jobs.ExploreSummary;
import org.nicepim.jobs.TaskResult;
import org.nicepim.jobs.TestRun;
import org.nicepim.results.EvaluationRow;

/**
 * Are 10,000 evaluations all there, each once, while executors are killed at random? Not a part of {@code verify}: the profile {@code soak} runs it
 * (docs/cluster.md). The evaluations are cheap: they look at no mapping and say that they failed.
 */
@Tag("soak")
@Tag("slow")
class SoakTest {
    private static final int DESIGNS = 10_000;
    private static final int EVALUATIONS_PER_KILL = 1000;
    private static final int SOON_MILLIS = 200;
    private static final String CHEAP = "0 attempts ended without an answer: lost executors";

    private final Path folder;

    SoakTest(@TempDir Path temporary) {
        folder = temporary.resolve("run");
    }

    private static SparkSession cluster() throws IOException {
        Files.createDirectories(Path.of(System.getenv("SPARK_HOME"), "jars"));
        SparkConf conf = Sessions.conf("soak", Optional.of("local-cluster[2,1,1024]"))
                .set("spark.executor.extraClassPath", System.getProperty("java.class.path"))
                .set("spark.executor.memory", "700m");
        return Sessions.open(conf);
    }

    private static TaskResult cheap(EvaluationContext context, DesignTask task, int attempt) {
        DesignEvaluator evaluator = new DesignEvaluator(context, Executors.scheduler(context.scheduler()));
        try {
            Thread.sleep(5);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return attempt < 2
                ? evaluator.abandoned(task, Executors.HOST, 0)
                : evaluator.abandoned(task, Executors.HOST, attempt);
    }

    /** By evaluations, not by the clock: a slow machine must have the time to start executors anew. */
    private static synchronized boolean kills(Random random, int evaluations) {
        return random.nextDouble() < (double) evaluations / EVALUATIONS_PER_KILL;
    }

    private static int killSoon() {
        try {
            Thread.sleep(SOON_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return ClusterTest.killAnExecutor();
    }

    @ParameterizedTest
    @ValueSource(strings = {"synchronous", "asynchronous"})
    void nothingIsLostAndNothingTwice(String mode) throws IOException {
        TestRun run = TestRun.quick(
                "space=default",
                "workloads=[alexnet]",
                "evaluations=" + DESIGNS,
                "tuner={kind: random, mode: " + mode + ", initial: 2, designsPerIteration: 200}");
        AtomicInteger killed = new AtomicInteger();
        Random random = new Random(1);
        try (SparkSession session = cluster()) {
            SparkBatchRunner runner = new SparkBatchRunner(session, run.context(), SoakTest::cheap);
            ExploreSummary summary = run.run(folder, false, tasks -> {
                if (kills(random, tasks.size())) {
                    new Thread(() -> killed.addAndGet(killSoon())).start();
                }
                return runner.run(tasks);
            });
            assertThat(summary.evaluated()).isEqualTo(DESIGNS);
            System.out.println(mode + ": " + runner.effort());
        }
        List<EvaluationRow> rows = run.rows(folder);
        Set<Integer> ids = new HashSet<>();
        Set<List<Integer>> points = new HashSet<>();
        rows.forEach(row -> {
            ids.add(row.design().designId());
            points.add(ExploreSummary.point(row));
        });
        long givenUp = rows.stream()
                .filter(row -> !row.verdict().reason().equals(CHEAP))
                .count();
        System.out.println(mode + ": " + rows.size() + " rows, " + ids.size() + " designs, " + points.size()
                + " points, " + killed + " executors killed, " + givenUp + " given up after two losses");
        assertThat(rows).hasSize(DESIGNS);
        assertThat(ids).hasSize(DESIGNS);
        assertThat(points).hasSize(DESIGNS);
        assertThat(killed.get()).isGreaterThan(2);
    }
}
