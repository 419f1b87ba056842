package org.nicepim.tuner.acquisition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nicepim.tuner.surrogate.Posterior;

class ScalarisationTest {
    private static final int DRAWS = 400_000;

    @Test
    void oneObjectiveStaysAsItIs() {
        Posterior belief = new Posterior(-7.5, 0.3);
        assertThat(Scalarisation.single().of(List.of(belief))).isEqualTo(belief);
        assertThat(Scalarisation.single().of(new double[] {4})).isEqualTo(4);
    }

    /** Mean and deviation of the larger of two normal numbers, against drawing them. */
    @ParameterizedTest
    @CsvSource({"0, 1, 0, 1", "1, 0.5, -0.5, 2", "1000, 0.1, 1000.1, 0.2", "5, 1, -40, 1", "0, 1e-9, 0, 1"})
    void momentsAgreeWithDraws(double meanA, double deviationA, double meanB, double deviationB) {
        SplittableRandom random = new SplittableRandom(5);
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < DRAWS; i++) {
            double larger =
                    Math.max(meanA + deviationA * random.nextGaussian(), meanB + deviationB * random.nextGaussian());
            sum += (larger - meanA) / DRAWS;
            squares += (larger - meanA) * (larger - meanA) / DRAWS;
        }
        Posterior closed = Scalarisation.larger(new Posterior(meanA, deviationA), new Posterior(meanB, deviationB));
        double unit = Math.max(deviationA, deviationB);
        assertThat(closed.mean()).isCloseTo(meanA + sum, within(0.01 * unit));
        assertThat(closed.deviation()).isCloseTo(Math.sqrt(squares - sum * sum), within(0.01 * unit));
    }

    /** Every point of a front, on its hollow part too, is the best for some weights; a dominated one for none. */
    @Test
    void weightsReachTheWholeFrontAndNothingElse() {
        List<double[]> points = List.of(
                new double[] {0, 10}, new double[] {4, 7}, new double[] {6, 6}, new double[] {10, 0}, new double[] {9, 9
                });
        SplittableRandom random = new SplittableRandom(1);
        Set<Integer> best = new HashSet<>();
        for (int i = 0; i < 500; i++) {
            Scalarisation goal = Scalarisation.random(points, random);
            int least = 0;
            for (int j = 1; j < points.size(); j++) {
                least = goal.of(points.get(j)) < goal.of(points.get(least)) ? j : least;
            }
            best.add(least);
        }
        assertThat(best).containsExactlyInAnyOrder(0, 1, 2, 3);
    }
}
