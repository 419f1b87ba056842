package org.nicepim.tuner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nicepim.hardware.DesignPoint;

class BayesianTunerTest {
    private static final int SEEDS = 3;
    private static final int BUDGET = 48;

    private static Tuner tuner(String kind, TunerOptions options) {
        return Tuners.create(kind, Surfaces.accelerator(), Surfaces.areaOracle(), options);
    }

    private static double medianRegret(String kind, double optimum) {
        return LongStream.range(0, SEEDS)
                .mapToDouble(seed -> TunerBench.regret(kind, seed, BUDGET, optimum))
                .sorted()
                .toArray()[SEEDS / 2];
    }

    /** The initial design told, whatever the surrogate. */
    private static Tuner informed(String kind, TunerOptions options) {
        Tuner tuner = tuner(kind, options);
        tuner.tell(tuner.ask(options.initial()).stream()
                .map(p -> Surfaces.observe(p.point()))
                .toList());
        return tuner;
    }

    @Test
    void modelsFindBetterDesignsThanRandomSearch() {
        double optimum = TunerBench.optimum();
        double random = medianRegret("random", optimum);
        assertThat(medianRegret("dkl", optimum)).isLessThan(0.5 * random);
        assertThat(medianRegret("gp", optimum)).isLessThan(0.5 * random);
    }

    @ParameterizedTest
    @ValueSource(strings = {"dkl", "gp"})
    void predictionsFollowTheInitialDesign(String kind) {
        TunerOptions options = TunerOptions.defaults(2);
        Tuner tuner = tuner(kind, options);
        List<Proposal> design = tuner.ask(options.initial());
        assertThat(design).allMatch(p -> p.prediction().isEmpty());
        assertThat(tuner.lastModel()).isEmpty();
        tuner.tell(design.stream().map(p -> Surfaces.observe(p.point())).toList());
        assertThat(tuner.ask(4)).allMatch(p -> p.prediction().isPresent());
        assertThat(tuner.lastModel()).isPresent();
    }

    @Test
    void plainTunerNamesItsSurrogate() {
        Tuner tuner = informed("gp", TunerOptions.defaults(2));
        tuner.ask(1);
        assertThat(tuner.lastModel())
                .hasValueSatisfying(text -> assertThat(text).matches("ard-gp -?[0-9.]+ on [0-9]+; measured [0-9]+"));
    }

    @Test
    void predictionsComeTrueWithinTheirDeviations() {
        Tuner tuner = informed("dkl", TunerOptions.defaults(4).withInitial(60));
        for (Proposal proposal : tuner.ask(8)) {
            Prediction prediction = proposal.prediction().orElseThrow();
            double truth = Surfaces.energyDelay(proposal.point());
            assertThat(Math.abs(Math.log(truth) - prediction.logMean()))
                    .isLessThan(4 * prediction.logDeviation() + 0.05);
            assertThat(prediction.median()).isEqualTo(Math.exp(prediction.logMean()));
        }
    }

    @Test
    void batchesAreSpreadBecauseEarlierChoicesAreBelieved() {
        List<Proposal> batch = informed("gp", TunerOptions.defaults(6)).ask(4);
        double first = batch.get(0).prediction().orElseThrow().acquisition();
        assertThat(batch.stream().map(p -> p.prediction().orElseThrow().acquisition()))
                .allMatch(value -> value <= first);
    }

    /** A fault of the design ("the small weight buffer never fits") is avoided once seen, and never enters the targets. */
    @Test
    void infeasibleRegionsAreAvoidedAndDoNotPoisonTheTargets() {
        Tuner tuner = tuner("gp", TunerOptions.defaults(1));
        List<DesignPoint> lateFailures = new ArrayList<>();
        for (int asked = 0; asked < 56; asked += 4) {
            List<Observation> observations = new ArrayList<>();
            for (Proposal proposal : tuner.ask(4)) {
                boolean fits = proposal.point().values().get(0) >= 8;
                observations.add(
                        fits
                                ? Surfaces.observe(proposal.point())
                                : new Observation(proposal.point(), new Outcome.Infeasible("does not fit")));
                proposal.prediction().ifPresent(p -> assertThat(p.median()).isBetween(1.0, 1e9));
                if (!fits && asked >= 36) {
                    lateFailures.add(proposal.point());
                }
            }
            tuner.tell(observations);
        }
        assertThat(lateFailures).hasSizeLessThan(5);
    }

    @Test
    void fitsOfAtMostSoManyPointsGoOn() {
        TunerOptions options = new TunerOptions(1, 40, 100, 0.5, 100, 12);
        assertThat(informed("dkl", options).ask(3)).hasSize(3).allMatch(p -> p.prediction()
                .isPresent());
    }

    @Test
    void unknownKindsAndOptionsOutOfRangeAreRejected() {
        assertThatThrownBy(() -> tuner("grid", TunerOptions.defaults(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("tuner = grid must be one of dkl, gp, nsga2, annealing, sobol, random");
        assertThatThrownBy(() -> TunerOptions.defaults(1).withInitial(1)).hasMessageContaining("initial = 1");
        assertThatThrownBy(() -> new TunerOptions(1, 2, 1, Double.NaN, 1, 2)).hasMessageContaining("areaThreshold");
        for (double objective : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThatThrownBy(() -> new Outcome.Measured(objective))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("objective = " + objective);
        }
    }
}
