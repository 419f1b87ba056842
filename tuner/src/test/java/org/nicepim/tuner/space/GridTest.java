package org.nicepim.tuner.space;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.nicepim.hardware.DesignSpace;
import org.nicepim.hardware.Parameter;

class GridTest {
    private static final DesignSpace SPACE = new DesignSpace(List.of(
            new Parameter("a", List.of(1, 2, 4, 8)),
            new Parameter("one", List.of(5)),
            new Parameter("b", List.of(0, 1, 3))));

    private final Grid grid = new Grid(SPACE);

    private static int distance(int[] a, int[] b) {
        return IntStream.range(0, a.length).map(i -> Math.abs(a[i] - b[i])).sum();
    }

    @Test
    void numbersPointsAsTheSpaceDoes() {
        assertThat(grid.size()).isEqualTo(12);
        for (long i = 0; i < 12; i++) {
            int[] levels = grid.levels(i);
            assertThat(IntStream.of(levels).boxed()).isEqualTo(SPACE.levels(SPACE.point(i)));
            assertThat(grid.index(levels)).isEqualTo(i).isEqualTo(SPACE.index(grid.point(i)));
        }
    }

    @Test
    void cornersOfTheUnitCubeAreTheFirstAndLastPoint() {
        assertThat(grid.index(new double[] {0, 0, 0})).isZero();
        assertThat(grid.index(new double[] {Math.nextDown(1.0), 0.5, Math.nextDown(1.0)}))
                .isEqualTo(11);
    }

    @Test
    void neighboursAreAllPointsAtLevelDistanceOne() {
        for (long i = 0; i < 12; i++) {
            int[] from = grid.levels(i);
            List<Long> expected = LongStream.range(0, 12)
                    .filter(j -> distance(from, grid.levels(j)) == 1)
                    .boxed()
                    .toList();
            assertThat(grid.neighbours(i).boxed()).containsExactlyInAnyOrderElementsOf(expected);
        }
    }

    @Test
    void featuresAreLogarithmsOfMeanZeroAndDeviationOne() {
        Encoding encoding = new Encoding(grid);
        double step = 2 / Math.sqrt(5);
        assertThat(encoding.features(0)[0]).isCloseTo(-1.5 * step, within(1e-12));
        assertThat(encoding.features(11)[0]).isCloseTo(1.5 * step, within(1e-12));
        double[] sum = new double[3];
        double[] squares = new double[3];
        for (long i = 0; i < 12; i++) {
            for (int k = 0; k < 3; k++) {
                sum[k] += encoding.features(i)[k];
                squares[k] += Math.pow(encoding.features(i)[k], 2) / 12;
            }
        }
        assertThat(sum).containsExactly(new double[] {0, 0, 0}, within(1e-12));
        assertThat(squares).containsExactly(new double[] {1, 0, 1}, within(1e-12));
    }

    @Test
    void bothOrdersVisitEveryPointOnce() {
        Grid larger = new Grid(new DesignSpace(List.of(
                new Parameter("a", IntStream.range(0, 17).boxed().toList()),
                new Parameter("b", IntStream.range(0, 23).boxed().toList()))));
        for (PointOrder order : List.of(
                new RandomOrder(larger, new SplittableRandom(1)), new SobolOrder(larger, new SplittableRandom(1)))) {
            List<Long> visited = LongStream.range(0, larger.size())
                    .map(i -> order.next().orElseThrow())
                    .boxed()
                    .toList();
            assertThat(visited).doesNotHaveDuplicates().allMatch(i -> i >= 0 && i < larger.size());
            assertThat(order.next()).isEmpty();
        }
    }

    @Test
    void randomOrderIsUniform() {
        int[][] counts = new int[12][12];
        SplittableRandom random = new SplittableRandom(2);
        for (int trial = 0; trial < 12_000; trial++) {
            RandomOrder order = new RandomOrder(grid, random.split());
            for (int place = 0; place < 12; place++) {
                counts[place][(int) order.next().orElseThrow()]++;
            }
        }
        for (int[] row : counts) {
            assertThat(IntStream.of(row)).allMatch(count -> Math.abs(count - 1000) < 150);
        }
    }
}
