package org.nicepim.tuner.space;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SobolSequenceTest {
    /** Points 3 and 7 of SciPy 1.17's unscrambled generator, which reads the full table of Joe and Kuo. */
    @Test
    void agreesWithAnotherImplementation() {
        SobolSequence sequence = SobolSequence.unshifted(21);
        double[][] points = IntStream.range(0, 8).mapToObj(i -> sequence.next()).toArray(double[][]::new);
        assertThat(points[3])
                .containsExactly(
                        0.25, 0.75, 0.75, 0.75, 0.25, 0.25, 0.75, 0.25, 0.25, 0.25, 0.25, 0.25, 0.75, 0.75, 0.25, 0.75,
                        0.25, 0.75, 0.25, 0.75, 0.75);
        assertThat(points[7])
                .containsExactly(
                        0.125, 0.625, 0.375, 0.125, 0.125, 0.375, 0.625, 0.625, 0.625, 0.875, 0.625, 0.125, 0.625,
                        0.375, 0.125, 0.125, 0.125, 0.125, 0.625, 0.875, 0.875);
    }

    @Test
    void everyAxisIsStratified() {
        for (SobolSequence sequence :
                new SobolSequence[] {SobolSequence.unshifted(21), new SobolSequence(21, new SplittableRandom(5))}) {
            double[][] points =
                    IntStream.range(0, 1024).mapToObj(i -> sequence.next()).toArray(double[][]::new);
            for (int axis = 0; axis < 21; axis++) {
                Set<Integer> strata = new HashSet<>();
                for (double[] point : points) {
                    strata.add((int) (point[axis] * 1024));
                }
                assertThat(strata).as("axis %d", axis).hasSize(1024);
            }
        }
    }

    /** Of 256 points, one falls into each box of 16 by 16: a property of the first two axes, kept by the shift. */
    @Test
    void firstTwoAxesAreANet() {
        SobolSequence sequence = new SobolSequence(2, new SplittableRandom(6));
        Set<Integer> boxes = new HashSet<>();
        for (int i = 0; i < 256; i++) {
            double[] point = sequence.next();
            boxes.add(16 * ((int) (point[0] * 16)) + (int) (point[1] * 16));
        }
        assertThat(boxes).hasSize(256);
    }

    @Test
    void seedsGiveDifferentPoints() {
        assertThat(Arrays.equals(
                        new SobolSequence(3, new SplittableRandom(1)).next(),
                        new SobolSequence(3, new SplittableRandom(2)).next()))
                .isFalse();
    }

    @Test
    void tooManyDimensionsAreRejected() {
        assertThatThrownBy(() -> new SobolSequence(22, new SplittableRandom(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("dimensions = 22 must be 1 to 21");
    }
}
