package org.nicepim.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nicepim.config.ConfigException;
import org.nicepim.jobs.spark.SparkBatchRunner;
import org.nicepim.results.EvaluationRow;

/** Does an asynchronous exploration evaluate each design once, wait for none, and go on after it died? */
class AsynchronousTest {
    private static final String ASYNCHRONOUS =
            "tuner={kind: random, initial: 2, mode: asynchronous, designsPerIteration: 5}";

    private final TestRun run = TestRun.quick(ASYNCHRONOUS);
    private final Path folder;

    AsynchronousTest(@TempDir Path temporary) {
        folder = temporary.resolve("run");
    }

    private static void assertEachOnce(List<EvaluationRow> rows, int designs) {
        assertThat(rows).hasSize(2 * designs);
        assertThat(rows.stream().map(row -> row.design().designId() + row.workload()))
                .doesNotHaveDuplicates();
        assertThat(new HashSet<>(rows.stream().map(ExploreSummary::point).toList()))
                .as("different points")
                .hasSize(designs);
        assertThat(rows).allMatch(row -> row.design().designId() < designs);
    }

    @Test
    void onSparkEachDesignIsEvaluatedOnce() throws IOException {
        TestRun bayesian = TestRun.quick("tuner.mode=asynchronous", "tuner.designsPerIteration=5");
        ExploreSummary summary;
        try (SparkSession session = TestRun.session("local[2]")) {
            summary = bayesian.run(folder, false, new SparkBatchRunner(session, bayesian.context()));
        }
        List<EvaluationRow> rows = bayesian.rows(folder);
        assertEachOnce(rows, 12);
        assertThat(summary.evaluated()).isEqualTo(12);
        assertThat(summary.stopped()).isEmpty();
        assertThat(rows).anyMatch(row -> row.prediction().predictedMean().isPresent());
    }

    /** The first design comes back when all others have: none of them waits for it. */
    @Test
    void nobodyWaitsForASlowDesign() throws IOException {
        ExploreJob.BatchRunner real = run.remembered();
        CountDownLatch others = new CountDownLatch(11);
        ExploreSummary summary = run.run(folder, false, tasks -> {
            if (tasks.get(0).designId() == 0) {
                try {
                    others.await();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
                return real.run(tasks);
            }
            List<TaskResult> results = real.run(tasks);
            others.countDown();
            return results;
        });
        assertThat(summary.evaluated()).isEqualTo(12);
        List<EvaluationRow> rows = run.rows(folder);
        assertEachOnce(rows, 12);
        // Ten came back before the slow one was let go; the last of them may be told after it.
        assertThat(rows.subList(0, 2 * 9)).noneMatch(row -> row.design().designId() == 0);
    }

    @Test
    void aRunThatDiedGoesOn() throws IOException {
        AtomicInteger lives = new AtomicInteger(7);
        ExploreJob.BatchRunner real = run.remembered();
        ExploreJob.BatchRunner mortal = tasks -> {
            if (lives.getAndDecrement() <= 0) {
                throw new IllegalStateException("killed");
            }
            return real.run(tasks);
        };
        assertThatThrownBy(() -> run.run(folder, false, mortal)).hasMessage("killed");
        List<EvaluationRow> before = run.rows(folder);
        assertThat(before).isNotEmpty();
        List<Integer> again = java.util.Collections.synchronizedList(new ArrayList<>());
        ExploreSummary summary = run.run(folder, true, tasks -> {
            again.add(tasks.get(0).designId());
            return real.run(tasks);
        });
        assertThat(summary.evaluated()).isEqualTo(12);
        List<EvaluationRow> rows = run.rows(folder);
        assertEachOnce(rows, 12);
        assertThat(rows.subList(0, before.size())).isEqualTo(before);
        assertThat(again).hasSize(12 - before.size() / 2);
        assertThat(run.run(folder, true, tasks -> {
                    throw new IllegalStateException("nothing is left to evaluate");
                }))
                .isEqualTo(summary);
    }

    @Test
    void aRunThatWasStoppedGoesOn() throws IOException {
        TestRun stopped = TestRun.quick(ASYNCHRONOUS, "stop={maxEvaluations: 7}");
        ExploreSummary seven = stopped.run(folder, false, stopped.remembered());
        assertThat(seven.evaluated()).isEqualTo(7);
        assertThat(seven.stopped()).contains(ExploreSummary.Stop.MAX_EVALUATIONS);
        assertEachOnce(run.rows(folder), 7);
        assertThat(run.run(folder, true, run.remembered()).evaluated()).isEqualTo(12);
        assertEachOnce(run.rows(folder), 12);
    }

    @Test
    void aFolderOfAnotherRunIsRefused() throws IOException {
        run.run(folder, false, run.remembered());
        Files.copy(
                folder.resolve("evaluations/batch-00001.parquet"),
                folder.resolve("evaluations/batch-00002.parquet"),
                java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        assertThatThrownBy(() -> run.run(folder, true, run.remembered()))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("batch 2 holds other designs");
        TestRun synchronous = TestRun.quick("tuner={kind: random, initial: 2, designsPerIteration: 5}");
        assertThatThrownBy(() -> synchronous.open(folder, true))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("random, asynchronous");
    }
}
