package org.nicepim.workload.onnx.lower;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.nicepim.testkit.Gen;
import org.nicepim.workload.FeatureMap;

/** Do axes lead to the same words after they were regrouped and turned? */
class AxesTest {
    private static final int CASES = 500;

    /** Where each element of a tensor lies in the feature map, in the tensor's order: n, channel, row, column. */
    private static List<List<Integer>> places(Axes axes) {
        List<List<Integer>> places = List.of(List.of(0, 0, 0, 0));
        for (Atom atom : axes.atoms()) {
            List<List<Integer>> more = new ArrayList<>();
            for (List<Integer> place : places) {
                for (int i = 0; i < atom.size(); i++) {
                    List<Integer> moved = new ArrayList<>(place);
                    if (!atom.repeats()) {
                        int role = atom.role().ordinal();
                        moved.set(role, place.get(role) + i * atom.stride());
                    }
                    more.add(moved);
                }
            }
            places = more;
        }
        return places;
    }

    private static Axes random(Gen gen) {
        List<List<Atom>> axes = new ArrayList<>();
        for (int axis = 0; axis < 3; axis++) {
            axes.add(gen.list(gen.between(0, 2), () -> new Atom(gen.oneOf(Role.values()), gen.oneOf(2, 3, 4))));
        }
        return Axes.packed(axes);
    }

    @Test
    void atomsFillTheFeatureMap() {
        for (int seed = 0; seed < CASES; seed++) {
            Axes axes = random(new Gen(seed));
            FeatureMap map = axes.map();
            assertThat(Set.copyOf(places(axes))).as("seed %d", seed).hasSize((int) map.words());
        }
    }

    @Test
    void regroupingMovesNoWord() {
        int regrouped = 0;
        for (int seed = 0; seed < CASES; seed++) {
            Gen gen = new Gen(seed);
            Axes axes = random(gen);
            List<Integer> shape = new ArrayList<>();
            int rest = Axes.size(axes.atoms());
            while (rest > 1) {
                int extent = gen.between(1, rest);
                if (rest % extent == 0) {
                    shape.add(extent);
                    rest /= extent;
                }
            }
            Optional<Axes> other = axes.regrouped(shape);
            if (other.isPresent()) {
                assertThat(other.get().shape()).isEqualTo(shape);
                assertThat(places(other.get())).as("seed %d", seed).isEqualTo(places(axes));
                regrouped++;
            }
        }
        assertThat(regrouped).isGreaterThan(CASES / 2);
    }

    @Test
    void turningMovesWholeAxes() {
        for (int seed = 0; seed < CASES; seed++) {
            Axes axes = random(new Gen(seed));
            List<Integer> order = new ArrayList<>();
            for (int axis = 0; axis < axes.rank(); axis++) {
                order.add(axis);
            }
            Collections.shuffle(order, new Random(seed));
            Axes turned = axes.permuted(order);
            assertThat(turned.map()).isEqualTo(axes.map());
            assertThat(places(turned)).hasSameElementsAs(places(axes));
            for (int axis = 0; axis < axes.rank(); axis++) {
                assertThat(turned.extent(axis)).isEqualTo(axes.extent(order.get(axis)));
            }
        }
    }

    @Test
    void headsComeOutOfAHiddenVector() {
        Axes hidden = Axes.of(List.of(1, 128, 768), List.of(Role.N, Role.ROW, Role.CHANNEL));
        Axes heads = hidden.regrouped(List.of(1, 128, 12, 64)).orElseThrow().permuted(List.of(0, 2, 1, 3));
        assertThat(heads.axes())
                .containsExactly(
                        List.of(),
                        List.of(new Atom(Role.CHANNEL, 12, 64)),
                        List.of(new Atom(Role.ROW, 128, 1)),
                        List.of(new Atom(Role.CHANNEL, 64, 1)));
        assertThat(hidden.regrouped(List.of(1, 128 * 4, 192)).orElseThrow().atoms(1))
                .hasSize(2);
        assertThat(hidden.regrouped(List.of(1, 96, 1024))).isEmpty();
    }
}
