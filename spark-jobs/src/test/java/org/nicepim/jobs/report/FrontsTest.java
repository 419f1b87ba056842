package org.nicepim.jobs.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalDouble;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.nicepim.testkit.Gen;
import org.nicepim.tuner.ParetoFront;

/** Are fronts those of comparing all with all, and is a parameter as important as it was made? */
class FrontsTest {
    @Test
    void frontsEqualBruteForce() {
        for (int seed = 0; seed < 200; seed++) {
            Gen gen = new Gen(seed);
            int values = gen.oneOf(3, 10, 1000);
            List<double[]> points = gen.list(gen.between(0, 80), () ->
                    new double[] {gen.between(1, values), gen.between(1, values), gen.between(1, values)});
            assertThat(new HashSet<>(Fronts.of(points))).isEqualTo(new HashSet<>(ParetoFront.of(points)));
        }
    }

    @Test
    void aParameterThatDecidesAllExplainsAll() {
        List<Integer> levels = new ArrayList<>();
        double[] logs = new double[30];
        for (int i = 0; i < logs.length; i++) {
            levels.add(i % 3);
            logs[i] = 2 * (i % 3);
        }
        assertThat(Importance.share(levels, logs)).hasValue(1);
    }

    @Test
    void aParameterThatDecidesNothingExplainsNothing() {
        double sum = 0;
        for (int seed = 0; seed < 100; seed++) {
            Gen gen = new Gen(seed);
            List<Integer> levels = gen.list(60, () -> gen.between(1, 4));
            double[] logs = gen.list(60, gen::unit).stream().mapToDouble(x -> x).toArray();
            sum += Importance.share(levels, logs).orElseThrow();
        }
        assertThat(sum / 100).isCloseTo(0, Assertions.within(0.03));
    }

    @Test
    void nothingIsSaidOfFewDesignsOrOneValue() {
        assertThat(Importance.share(List.of(1, 2, 1), new double[] {1, 2, 3})).isEqualTo(OptionalDouble.empty());
        List<Integer> one = java.util.Collections.nCopies(40, 7);
        assertThat(Importance.share(
                        one,
                        new Gen(1)
                                .list(40, new Gen(2)::unit).stream()
                                        .mapToDouble(x -> x)
                                        .toArray()))
                .isEmpty();
        List<Integer> each = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            each.add(i);
        }
        assertThat(Importance.share(each, new double[40])).isEmpty();
    }
}
