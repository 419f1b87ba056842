package org.nicepim.tuner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ParetoFrontTest {
    private static final int SIDE = 9;

    private static List<double[]> points(int n, int objectives, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<double[]> points = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            double[] point = new double[objectives];
            for (int k = 0; k < objectives; k++) {
                point[k] = random.nextInt(SIDE + 2);
            }
            points.add(point);
        }
        return points;
    }

    /** Unit cells of the box between the origin and the reference whose lower corner some point dominates or equals. */
    private static int cells(List<double[]> points, int objectives) {
        int cells = 0;
        for (int cell = 0; cell < Math.pow(SIDE, objectives); cell++) {
            int[] corner = new int[objectives];
            int rest = cell;
            for (int k = 0; k < objectives; k++) {
                corner[k] = rest % SIDE;
                rest /= SIDE;
            }
            cells += points.stream().anyMatch(point -> below(point, corner)) ? 1 : 0;
        }
        return cells;
    }

    private static boolean below(double[] point, int[] corner) {
        for (int k = 0; k < corner.length; k++) {
            if (point[k] > corner[k]) {
                return false;
            }
        }
        return true;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void hypervolumeIsTheNumberOfCellsDominated(int objectives) {
        double[] reference = new double[objectives];
        Arrays.fill(reference, SIDE);
        for (int seed = 0; seed < 40; seed++) {
            List<double[]> points = points(1 + seed, objectives, seed);
            assertThat(ParetoFront.hypervolume(points, reference)).isCloseTo(cells(points, objectives), within(1e-9));
        }
    }

    @Test
    void noPointsDominateNothing() {
        assertThat(ParetoFront.hypervolume(List.of(), new double[] {1, 1})).isZero();
        assertThat(ParetoFront.hypervolume(List.of(new double[] {1, 0}), new double[] {1, 1}))
                .isZero();
    }

    @Test
    void theFrontHoldsEveryPointThatNoOtherDominatesOnce() {
        List<double[]> points = List.of(
                new double[] {1, 5}, new double[] {2, 2}, new double[] {2, 2}, new double[] {2, 3}, new double[] {5, 1
                });
        assertThat(ParetoFront.of(points)).containsExactly(0, 1, 4);
    }
}
