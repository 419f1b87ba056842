package org.nicepim.tuner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nicepim.hardware.DesignPoint;
import org.nicepim.hardware.DesignSpace;
import org.nicepim.hardware.Parameter;

/** What every tuner keeps. */
class TunerContractTest {
    private static final TunerOptions OPTIONS = new TunerOptions(3, 6, 60, 0.5, 120, 40);

    static List<String> kinds() {
        return Tuners.kinds();
    }

    private static Tuner accelerator(String kind) {
        return Tuners.create(kind, Surfaces.accelerator(), Surfaces.areaOracle(), OPTIONS);
    }

    private static Tuner tiny(String kind, AreaOracle oracle) {
        return Tuners.create(kind, Surfaces.tiny(), oracle, OPTIONS);
    }

    private static Observation measured(DesignPoint point, double objective) {
        return new Observation(point, new Outcome.Measured(objective));
    }

    /** Runs an asynchronous loop of uneven batches and returns all proposals. */
    private static List<Proposal> run(Tuner tuner, int steps, Function<DesignPoint, Observation> evaluate) {
        Random random = new Random(5);
        List<Proposal> proposals = new ArrayList<>();
        List<DesignPoint> running = new ArrayList<>();
        for (int step = 0; step < steps; step++) {
            List<Proposal> asked = tuner.ask(1 + step % 4);
            proposals.addAll(asked);
            asked.forEach(p -> running.add(p.point()));
            Collections.shuffle(running, random);
            List<DesignPoint> done = running.subList(0, running.size() / 2);
            tuner.tell(done.stream().map(evaluate).toList());
            done.clear();
            assertThat(tuner.pending()).isEqualTo(running.size());
        }
        return proposals;
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void neverAsksAPointTwicePendingOrTold(String kind) {
        List<Proposal> proposals = run(accelerator(kind), 14, Surfaces::observe);
        assertThat(proposals.stream().map(Proposal::point)).hasSize(33).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void theSameCallsGiveTheSameProposals(String kind) {
        assertThat(run(accelerator(kind), 12, Surfaces::observe))
                .isEqualTo(run(accelerator(kind), 12, Surfaces::observe));
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void anotherSeedGivesOtherProposals(String kind) {
        Tuner other = Tuners.create(
                kind, Surfaces.accelerator(), Surfaces.areaOracle(), TunerOptions.defaults(OPTIONS.seed() + 1));
        assertThat(other.ask(4)).isNotEqualTo(accelerator(kind).ask(4));
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void asksEveryPointOfATinySpaceThenNone(String kind) {
        Tuner tuner = tiny(kind, point -> point.values().get(0) < 4);
        Set<DesignPoint> asked = new HashSet<>();
        for (int step = 0; step < 3; step++) {
            for (Proposal proposal : tuner.ask(5)) {
                assertThat(asked.add(proposal.point())).isTrue();
                tuner.tell(List.of(measured(proposal.point(), asked.size())));
            }
        }
        assertThat(asked).hasSize(12);
        assertThat(tuner.ask(5)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void asksEveryPointEvenIfNoneIsTold(String kind) {
        Tuner tuner = tiny(kind, AreaOracle.unlimited());
        assertThat(tuner.ask(7)).hasSize(7);
        assertThat(tuner.ask(7)).hasSize(5);
        assertThat(tuner.ask(7)).isEmpty();
        assertThat(tuner.pending()).isEqualTo(12);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void pointsThatMeetTheAreaLimitComeFirst(String kind) {
        long met = run(accelerator(kind), 12, Surfaces::observe).stream()
                .filter(p -> Surfaces.areaMm2(p.point()) <= Surfaces.LIMIT_MM2)
                .count();
        // Unfiltered, a third would.
        assertThat(met).isGreaterThan(21);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void nothingMeetingTheLimitDoesNotStopIt(String kind) {
        Tuner tuner = Tuners.create(kind, Surfaces.accelerator(), point -> false, OPTIONS);
        List<Proposal> proposals = run(tuner, 8, point -> new Observation(point, new Outcome.AreaExceeded()));
        assertThat(proposals).hasSize(20).allMatch(p -> p.areaProbability() < 0.1);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void nothingFeasibleDoesNotStopIt(String kind) {
        List<Proposal> proposals = run(
                accelerator(kind),
                10,
                point -> new Observation(
                        point,
                        point.values().get(0) < 8 ? new Outcome.Infeasible("no room") : new Outcome.Failed("crash")));
        assertThat(proposals).hasSize(23).allMatch(p -> p.prediction().isEmpty());
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void extremeObjectivesAreNoProblem(String kind) {
        Tuner tuner = accelerator(kind);
        double[] objectives = {Double.MIN_VALUE, 1e-300, 1, 1, 1, Double.MAX_VALUE};
        int[] at = {0};
        List<Proposal> proposals = run(tuner, 10, p -> measured(p, objectives[at[0]++ % objectives.length]));
        for (Proposal proposal : proposals) {
            proposal.prediction().ifPresent(prediction -> {
                assertThat(prediction.logMean()).isFinite();
                assertThat(prediction.logDeviation()).isFinite().isPositive();
                assertThat(prediction.acquisition()).isFinite();
            });
        }
    }

    /** Two objectives that pull apart: all kinds take them, and what they propose stays a function of the calls. */
    @ParameterizedTest
    @MethodSource("kinds")
    void severalObjectivesAreTaken(String kind) {
        Function<DesignPoint, Observation> evaluate = point -> new Observation(
                point,
                new Outcome.Measured(List.of(
                        Surfaces.energyDelay(point),
                        1.0 + point.values().get(0) * point.values().get(2))));
        List<Proposal> proposals = run(accelerator(kind), 12, evaluate);
        assertThat(proposals).hasSize(30).isEqualTo(run(accelerator(kind), 12, evaluate));
        proposals.stream().flatMap(p -> p.prediction().stream()).forEach(prediction -> assertThat(prediction.logs())
                .hasSize(2));
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void anotherNumberOfObjectivesIsRejected(String kind) {
        Tuner tuner = accelerator(kind);
        List<Proposal> asked = tuner.ask(2);
        tuner.tell(List.of(measured(asked.get(0).point(), 1)));
        assertRejected(
                tuner,
                "has 2 objectives, points before it had 1",
                new Observation(asked.get(1).point(), new Outcome.Measured(List.of(1.0, 2.0))));
        assertThat(tuner.pending()).isEqualTo(1);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void aSpaceOfOnePointIsAskedOnce(String kind) {
        DesignSpace one = new DesignSpace(List.of(new Parameter("a", List.of(4)), new Parameter("b", List.of(0))));
        for (AreaOracle oracle : List.of(AreaOracle.unlimited(), (AreaOracle) point -> false)) {
            Tuner tuner = Tuners.create(kind, one, oracle, OPTIONS);
            List<Proposal> asked = tuner.ask(3);
            assertThat(asked).hasSize(1);
            tuner.tell(List.of(measured(asked.get(0).point(), 7)));
            assertThat(tuner.ask(1)).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void hugeSpacesAreNotEnumerated(String kind) {
        List<Integer> values = IntStream.rangeClosed(1, 16).boxed().toList();
        DesignSpace huge = new DesignSpace(IntStream.range(0, 13)
                .mapToObj(i -> new Parameter("p" + i, values))
                .toList());
        Tuner tuner = Tuners.create(kind, huge, point -> point.values().get(0) < 12, OPTIONS);
        assertThat(run(tuner, 6, p -> measured(p, p.values().get(1)))).hasSize(13);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void wrongTellsAreRejectedAndChangeNothing(String kind) {
        Tuner tuner = accelerator(kind);
        List<Proposal> asked = tuner.ask(3);
        DesignPoint first = asked.get(0).point();
        Set<DesignPoint> points =
                new HashSet<>(asked.stream().map(Proposal::point).toList());
        DesignPoint never = IntStream.range(0, 4)
                .mapToObj(Surfaces.accelerator()::point)
                .filter(p -> !points.contains(p))
                .findFirst()
                .orElseThrow();
        assertRejected(tuner, "never asked", measured(first, 1), measured(never, 1));
        assertRejected(tuner, "told before", measured(first, 1), measured(first, 1));
        assertRejected(tuner, "is no value of the space", measured(new DesignPoint(List.of(3, 3, 3, 3, 3, 3, 3)), 1));
        assertThat(tuner.pending()).isEqualTo(3);
        tuner.tell(List.of(measured(first, 1)));
        assertRejected(tuner, "told before", measured(first, 1));
        assertThat(tuner.pending()).isEqualTo(2);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void batchesBelowOneAreRejected(String kind) {
        Tuner tuner = accelerator(kind);
        assertThatThrownBy(() -> tuner.ask(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("n = 0");
    }

    private static void assertRejected(Tuner tuner, String message, Observation... observations) {
        assertThatThrownBy(() -> tuner.tell(List.of(observations)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }
}
