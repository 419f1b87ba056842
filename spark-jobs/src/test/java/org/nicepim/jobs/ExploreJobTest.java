package org.nicepim.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nicepim.jobs.spark.SparkBatchRunner;
import org.nicepim.results.EvaluationRow;
import org.nicepim.tuner.TunerOptions;

/** Does the whole loop (tuner, Spark tasks, Parquet) give the rows that it promises, whoever evaluates them? */
class ExploreJobTest {
    private static final double RELATIVE = 1e-9;

    private final TestRun run = TestRun.with();
    private final Path temporary;

    ExploreJobTest(@TempDir Path temporary) {
        this.temporary = temporary;
    }

    private List<EvaluationRow> spark(TestRun asked, String master) throws IOException {
        Path folder = temporary.resolve(master);
        try (SparkSession session = TestRun.session(master)) {
            asked.run(folder, false, new SparkBatchRunner(session, asked.context()));
        }
        return asked.timelessRows(folder);
    }

    @Test
    void rowsHoldWhatTheyPromise() throws IOException {
        Path folder = temporary.resolve("run");
        ExploreSummary summary;
        List<EvaluationRow> rows;
        try (SparkSession session = TestRun.session("local[2]")) {
            summary = run.run(folder, false, new SparkBatchRunner(session, run.context()));
            rows = run.rows(folder);
            assertSparkSqlAgrees(session, folder, rows);
        }
        assertThat(rows).hasSize(12 * 2);
        assertDesigns(rows);
        assertCounts(summary, rows);
        assertPredictions(rows);
        rows.stream().flatMap(row -> row.figures().stream()).forEach(ExploreJobTest::assertFigures);
        assertThat(rows).anyMatch(row -> row.effort().ilpSolves() > 0);
        assertBest(summary, rows);
    }

    private static void assertDesigns(List<EvaluationRow> rows) {
        for (int i = 0; i < rows.size(); i++) {
            assertThat(rows.get(i).design().designId()).isEqualTo(i / 2);
            assertThat(rows.get(i).design().iteration()).isEqualTo(i / 2 / 3);
            assertThat(rows.get(i).workload()).isEqualTo(i % 2 == 0 ? "alexnet" : "zfnet");
        }
        assertThat(new HashSet<>(rows.stream().map(ExploreSummary::point).toList()))
                .as("no design twice")
                .hasSize(12);
    }

    private static void assertCounts(ExploreSummary summary, List<EvaluationRow> rows) {
        ExploreSummary.Counts counts = summary.counts();
        assertThat(summary.evaluated()).isEqualTo(12);
        assertThat(counts.feasible() + counts.infeasible() + counts.areaExceeded() + counts.failed())
                .isEqualTo(12);
        assertThat(counts.failed()).isZero();
        assertThat(rows.stream().filter(row -> row.verdict().feasible()).count())
                .isEqualTo(2L * counts.feasible());
        assertThat(rows.stream()
                        .filter(row -> row.verdict().status().equals(EvaluationRow.AREA_EXCEEDED))
                        .count())
                .isEqualTo(2L * counts.areaExceeded());
        assertThat(counts.ilpSolves())
                .isEqualTo(
                        rows.stream().mapToLong(row -> row.effort().ilpSolves()).sum());
    }

    /** The surrogate takes part once the initial design is told: asked 4 of the first 6 at least before that. */
    private void assertPredictions(List<EvaluationRow> rows) {
        assertThat(run.config().search().initial()).isEqualTo(4);
        assertThat(TunerOptions.defaults(3).withInitial(4).initial()).isEqualTo(4);
        for (EvaluationRow row : rows) {
            boolean initial = row.design().designId() < 4;
            boolean later = row.design().iteration() >= 2;
            OptionalDouble mean = row.prediction().predictedMean();
            assertThat(row.prediction().areaProbability()).isBetween(0.0, 1.0);
            if (initial || later) {
                assertThat(mean.isPresent()).as("%s", row.design()).isEqualTo(later);
                assertThat(row.prediction().predictedDeviation().isPresent()).isEqualTo(later);
            }
        }
    }

    private static void assertFigures(EvaluationRow.Figures f) {
        EvaluationRow.Energy e = f.energy();
        double parts = e.energyMacPj()
                + e.energyPeRegisterPj()
                + e.energyBufferPj()
                + e.energyDramPj()
                + e.energyNocPj()
                + e.energyLeakagePj();
        assertThat(parts).isCloseTo(e.energyPj(), within(RELATIVE * e.energyPj()));
        assertThat(f.edpJs()).isCloseTo(e.energyPj() * 1e-12 * f.latencyMs() * 1e-3, within(RELATIVE * f.edpJs()));
        assertThat(f.latencyCycles()).isGreaterThanOrEqualTo(f.latencyLowerBoundCycles());
        assertThat(f.utilization()).isBetween(0.0, 1.0);
        assertThat(f.dramCapacityUsedMaxNodeBytes()).isLessThanOrEqualTo(f.dramCapacityUsedBytes());
    }

    private static void assertBest(ExploreSummary summary, List<EvaluationRow> rows) {
        double least = Double.POSITIVE_INFINITY;
        for (int i = 0; i < rows.size(); i += 2) {
            Optional<EvaluationRow.Figures> a = rows.get(i).figures();
            Optional<EvaluationRow.Figures> b = rows.get(i + 1).figures();
            if (a.isPresent() && b.isPresent()) {
                least = Math.min(least, Math.sqrt(a.get().edpJs() * b.get().edpJs()));
            }
        }
        assertThat(summary.best().get(0).value()).isCloseTo(least, within(RELATIVE * least));
        assertThat(summary.best()).hasSizeLessThanOrEqualTo(ExploreSummary.BEST);
        assertThat(summary.best()).isSortedAccordingTo((x, y) -> Double.compare(x.value(), y.value()));
    }

    private static void assertSparkSqlAgrees(SparkSession session, Path folder, List<EvaluationRow> rows) {
        Dataset<Row> evaluations = session.read().parquet(folder + "/evaluations");
        Dataset<Row> layers = session.read().parquet(folder + "/layers");
        assertThat(evaluations.count()).isEqualTo(rows.size());
        double energy = rows.stream()
                .flatMap(row -> row.figures().stream())
                .mapToDouble(f -> f.energy().energyPj())
                .sum();
        double read = evaluations.selectExpr("sum(energy_pj)").head().getDouble(0);
        assertThat(read).isCloseTo(energy, within(RELATIVE * energy));
        assertThat(layers.join(evaluations.where("feasible"), new String[] {"design_id", "workload"}, "left_anti")
                        .count())
                .as("layers belong to feasible rows")
                .isZero();
        double ofLayers = layers.selectExpr("sum(energy_pj)").head().getDouble(0);
        assertThat(ofLayers).as("layers add up").isCloseTo(energy, within(1e-6 * energy));
    }

    @Test
    void anyNumberOfCoresGivesTheSameRows() throws IOException {
        TestRun shorter = TestRun.with("evaluations=7");
        Path inThread = temporary.resolve("thread");
        shorter.run(inThread, false, shorter.inThread());
        List<EvaluationRow> expected = shorter.timelessRows(inThread);
        assertThat(expected).hasSize(7 * 2);
        assertThat(spark(shorter, "local[1]")).isEqualTo(expected);
        assertThat(spark(shorter, "local[2]")).isEqualTo(expected);
    }

    @Test
    void anotherSeedVisitsOtherDesigns() throws IOException {
        assertThat(points(TestRun.quick("seed=3"), "3")).isNotEqualTo(points(TestRun.quick("seed=4"), "4"));
    }

    private List<List<Integer>> points(TestRun of, String name) throws IOException {
        Path folder = temporary.resolve(name);
        of.run(folder, false, of.inThread());
        return of.rows(folder).stream().map(ExploreSummary::point).toList();
    }

    /** A design that breaks down is a row with its message; the run goes on and the tuner hears of it. */
    @Test
    void aFailingDesignIsARow() throws IOException {
        ExploreJob.BatchRunner healthy = run.inThread();
        DesignEvaluator failing = new DesignEvaluator(run.context(), problem -> {
            throw new IllegalStateException("broken scheduler");
        });
        ExploreJob.BatchRunner runner = tasks -> {
            List<TaskResult> results = new ArrayList<>(healthy.run(tasks));
            results.set(0, failing.evaluate(tasks.get(0), "here", 0));
            return results;
        };
        ExploreSummary summary = run.run(temporary.resolve("run"), false, runner);
        List<EvaluationRow> rows = run.rows(temporary.resolve("run"));
        List<EvaluationRow> failed = rows.stream()
                .filter(row -> row.verdict().status().equals(EvaluationRow.FAILED))
                .toList();
        assertThat(summary.evaluated()).isEqualTo(12);
        assertThat(failed).hasSizeBetween(1, 4).allSatisfy(row -> {
            assertThat(row.verdict().reason()).contains("broken scheduler");
            assertThat(row.figures()).isEmpty();
        });
        assertThat(summary.counts().failed()).isEqualTo(failed.size());
        assertThat(summary.best()).allSatisfy(best -> assertThat(best.rows())
                .allMatch(row -> row.verdict().feasible()));
    }
}
