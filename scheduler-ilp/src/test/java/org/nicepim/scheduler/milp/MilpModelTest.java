package org.nicepim.scheduler.milp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class MilpModelTest {
    private static void refused(Runnable action, String part) {
        assertThatThrownBy(action::run)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(part);
    }

    @Test
    void refusesWhatMakesSolversErr() {
        MilpModel.Builder builder = MilpModel.builder();
        int x = builder.binary(1);
        double none = Double.NEGATIVE_INFINITY;
        refused(() -> builder.binary(Double.NaN), "objective coefficient = NaN");
        refused(() -> builder.real(0, Double.POSITIVE_INFINITY, 0), "upper bound = Infinity");
        refused(() -> builder.real(2, 1, 0), "lower bound 2.0 is above");
        refused(() -> builder.row(none, 1, new int[] {x}, new double[] {1e20}), "coefficient = 1.0E20");
        refused(() -> builder.row(none, 1, new int[] {x}, new double[] {Double.NaN}), "coefficient = NaN");
        refused(() -> builder.row(none, Double.NaN, new int[] {x}, new double[] {1}), "is above upper bound NaN");
        refused(() -> builder.row(none, 1, new int[] {x + 1}, new double[] {1}), "foreign");
        refused(() -> builder.row(none, 1, new int[] {x, x}, new double[] {1, 1}), "twice");
        refused(() -> builder.row(none, 1, new int[] {x}, new double[] {1, 1}), "1 variables, 2 coefficients");
        refused(() -> builder.row(none, none, new int[] {x}, new double[] {1}), "no sum lies between");
        refused(() -> new MilpLimits(0, 1), "nodes = 0");
        refused(() -> new MilpLimits(1, 1, 1), "relativeGap = 1.0");
    }

    @Test
    void countsItsObjective() {
        MilpModel.Builder builder = MilpModel.builder();
        builder.binary(3);
        builder.real(0, 5, -2);
        assertThat(builder.build().objective(List.of(1.0, 4.0))).isEqualTo(-5);
    }
}
