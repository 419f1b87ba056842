package org.nicepim.mapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.assertj.core.data.Offset;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nicepim.testkit.Gen;

/** Is an objective what its word says, to the bit where it has a name, and never better for more energy or cycles? */
class ObjectiveTest {
    private static final int CASES = 2000;

    private static Objective objective(Gen gen) {
        return gen.chance(0.3)
                ? gen.oneOf(Objective.withNames())
                : new Objective(Objective.MOST_POWER * gen.unit(), Objective.MOST_POWER * gen.unit());
    }

    /** Between one and 10^12. */
    private static double figure(Gen gen) {
        return Math.pow(10, 12 * gen.unit());
    }

    @Test
    void thoseWithNamesAreWhatTheySay() {
        for (int seed = 0; seed < CASES; seed++) {
            Gen gen = new Gen(seed);
            double cycles = figure(gen);
            double pj = figure(gen);
            assertThat(Objective.LATENCY.of(cycles, pj)).isEqualTo(cycles);
            assertThat(Objective.ENERGY.of(cycles, pj)).isEqualTo(pj);
            assertThat(Objective.EDP.of(cycles, pj)).isEqualTo(cycles * pj);
            assertThat(Objective.ED2P.of(cycles, pj)).isCloseTo(pj * cycles * cycles, Percentage.withPercentage(1e-9));
        }
    }

    @Test
    void theLinearOnesWeighAsTheyAre() {
        assertThat(Objective.LATENCY.perCycle(7, 5)).isEqualTo(1);
        assertThat(Objective.LATENCY.perPj(7, 5)).isEqualTo(0);
        assertThat(Objective.ENERGY.perCycle(7, 5)).isEqualTo(0);
        assertThat(Objective.ENERGY.perPj(7, 5)).isEqualTo(1);
        assertThat(Objective.EDP.perCycle(7, 5)).isEqualTo(5);
        assertThat(Objective.EDP.perPj(7, 5)).isEqualTo(7);
    }

    @Test
    void moreIsNeverBetter() {
        for (int seed = 0; seed < CASES; seed++) {
            Gen gen = new Gen(seed);
            Objective objective = objective(gen);
            double cycles = figure(gen);
            double pj = figure(gen);
            double value = objective.of(cycles, pj);
            assertThat(value).as("seed %d", seed).isFinite().isPositive();
            assertThat(objective.of(cycles * (1 + gen.unit()), pj)).isGreaterThanOrEqualTo(value);
            assertThat(objective.of(cycles, pj * (1 + gen.unit()))).isGreaterThanOrEqualTo(value);
        }
    }

    @Test
    void slopesAreThoseOfTheValue() {
        for (int seed = 0; seed < CASES; seed++) {
            Gen gen = new Gen(seed);
            Objective objective = objective(gen);
            double t = figure(gen);
            double e = figure(gen);
            double step = 1e-5;
            double value = objective.of(t, e);
            double alongT = (objective.of(t * (1 + step), e) - objective.of(t * (1 - step), e)) / (2 * step * value);
            double alongE = (objective.of(t, e * (1 + step)) - objective.of(t, e * (1 - step))) / (2 * step * value);
            assertThat(objective.perCycle(t, e) * t / value).as("seed %d", seed).isCloseTo(alongT, Offset.offset(1e-6));
            assertThat(objective.perPj(t, e) * e / value).as("seed %d", seed).isCloseTo(alongE, Offset.offset(1e-6));
        }
    }

    @Test
    void aWordIsReadAsItWasWritten() {
        for (int seed = 0; seed < CASES; seed++) {
            Objective objective = objective(new Gen(seed));
            assertThat(Objective.parse(objective.word())).as("seed %d", seed).isEqualTo(objective);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "EDP, edp",
        "e*d, edp",
        "E^1*D^2, ed2p",
        "e^0*d^1, latency",
        "e^1*d^0, energy",
        "e*d^2, ed2p",
        "e^2*d, e^2*d^1",
        "e^.50*d^1.0, e^0.5*d^1",
        "e^1e-1*d^10, e^0.1*d^10",
        "e^-0*d^2, e^0*d^2",
    })
    void aWordHasOneForm(String word, String form) {
        assertThat(Objective.parse(word).word()).isEqualTo(form);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "e", "d^2", "e^2*d^2*d", "e2*d2", "e^1*d^", "e^-1*d", "e^11*d", "e^0*d^0", "e^NaN*d"})
    void otherWordsAreRefused(String word) {
        assertThatThrownBy(() -> Objective.parse(word))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'" + word + "'");
    }

    @Test
    void powersOutOfBoundsAreRefused() {
        for (double power : new double[] {-1, 10.5, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThatThrownBy(() -> new Objective(power, 1)).hasMessageContaining("from 0 to 10");
            assertThatThrownBy(() -> new Objective(1, power)).hasMessageContaining("from 0 to 10");
        }
        assertThatThrownBy(() -> new Objective(0, 0)).hasMessageContaining("not both 0");
    }
}
