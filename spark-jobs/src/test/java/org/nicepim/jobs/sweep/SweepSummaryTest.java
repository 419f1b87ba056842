package org.nicepim.jobs.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nicepim.results.EvaluationRow;
import org.nicepim.testkit.Gen;

/** Do parts add up to the whole in any order, and are best and front those that a look at all pairs finds? */
class SweepSummaryTest {
    private static final int CASES = 40;

    static IntStream cases() {
        return IntStream.range(0, CASES);
    }

    /** Small whole numbers, so that rows often tie. */
    private static SweepRow row(Gen gen, int design) {
        String status = gen.oneOf("ok", "ok", "ok", "area_exceeded", "infeasible", "failed");
        double latency = gen.between(1, 6);
        double energy = gen.between(1, 6);
        EvaluationRow.Figures figures = new EvaluationRow.Figures(
                latency * 1000,
                latency,
                new EvaluationRow.Energy(energy, energy, 0, 0, 0, 0, 0),
                latency * energy,
                0.5,
                1,
                1,
                1,
                1,
                1);
        boolean ok = status.equals("ok");
        return new SweepRow(
                new SweepRow.Design(design, Optional.empty(), 1, 1, 8, 8, 64, 64, 64),
                gen.oneOf("default", "narrow"),
                gen.oneOf("edp", "latency"),
                gen.oneOf("alexnet", "zfnet"),
                gen.between(1, 2),
                new EvaluationRow.Verdict(status, ok, "", gen.between(1, 4)),
                ok ? Optional.of(figures) : Optional.empty(),
                Optional.empty(),
                new EvaluationRow.Effort(1, gen.between(0, 3), 0, 0, false, "", 0, 0));
    }

    private static List<SweepRow> rows(int seed) {
        Gen gen = new Gen(seed);
        List<SweepRow> rows = new ArrayList<>();
        for (int design = 0; design < 120; design++) {
            rows.add(row(gen, design));
        }
        return rows;
    }

    @ParameterizedTest
    @MethodSource("cases")
    void partsAddUpInAnyOrder(int seed) {
        List<SweepRow> rows = rows(seed);
        List<SweepSummary> parts = new ArrayList<>();
        for (int first = 0; first < rows.size(); first += 7) {
            parts.add(SweepSummary.of(rows.subList(first, Math.min(rows.size(), first + 7))));
        }
        Collections.shuffle(parts, new Random(seed));
        SweepSummary sum = SweepSummary.NOTHING;
        for (SweepSummary part : parts) {
            sum = sum.plus(part);
        }
        assertThat(sum).isEqualTo(SweepSummary.of(rows));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void bestAndFrontAreThoseOfAllPairs(int seed) {
        List<SweepRow> rows = rows(seed);
        SweepSummary summary = SweepSummary.of(rows);
        assertThat(summary.counts().rows()).isEqualTo(rows.size());
        assertThat(summary.counts().ok()).isEqualTo((int)
                rows.stream().filter(r -> r.verdict().feasible()).count());
        assertThat(summary.groups().stream().mapToInt(SweepSummary.Group::rows).sum())
                .isEqualTo(rows.size());
        for (SweepSummary.Group group : summary.groups()) {
            List<SweepRow> peers = rows.stream()
                    .filter(row -> SweepSummary.Key.of(row).equals(group.key()))
                    .filter(row -> row.figures().isPresent())
                    .toList();
            assertThat(group.ok()).isEqualTo(peers.size());
            assertThat(group.front())
                    .extracting(SweepSummary.Point::designId)
                    .isEqualTo(peers.stream()
                            .filter(row -> peers.stream().noneMatch(rival -> beats(rival, row)))
                            .map(row -> row.design().designId())
                            .toList());
            assertThat(group.best().map(best -> best.row().design().designId()))
                    .isEqualTo(first(peers, group.key().objective()));
            assertThat(group.reason().map(SweepSummary.Reason::designId))
                    .isEqualTo(rows.stream()
                            .filter(row -> SweepSummary.Key.of(row).equals(group.key()))
                            .filter(row -> List.of("infeasible", "failed")
                                    .contains(row.verdict().status()))
                            .map(row -> row.design().designId())
                            .findFirst());
        }
    }

    private static boolean beats(SweepRow a, SweepRow b) {
        double[] x = point(a);
        double[] y = point(b);
        boolean noWorse = IntStream.range(0, 3).allMatch(i -> x[i] <= y[i]);
        return noWorse && IntStream.range(0, 3).anyMatch(i -> x[i] < y[i]);
    }

    private static double[] point(SweepRow row) {
        EvaluationRow.Figures figures = row.figures().orElseThrow();
        return new double[] {
            figures.latencyMs(), figures.energy().energyPj(), row.verdict().areaMm2()
        };
    }

    /** The first design that has the least value. */
    private static Optional<Integer> first(List<SweepRow> rows, String objective) {
        Optional<Integer> found = Optional.empty();
        double least = Double.POSITIVE_INFINITY;
        for (SweepRow row : rows) {
            EvaluationRow.Figures figures = row.figures().orElseThrow();
            double value = objective.equals("edp") ? figures.edpJs() : figures.latencyMs();
            if (value < least) {
                least = value;
                found = Optional.of(row.design().designId());
            }
        }
        return found;
    }
}
