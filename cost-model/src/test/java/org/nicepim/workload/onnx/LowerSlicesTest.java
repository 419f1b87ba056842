package org.nicepim.workload.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.nicepim.testkit.OnnxBuilder.ints;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nicepim.testkit.Gen;
import org.nicepim.testkit.OnnxBuilder;
import org.nicepim.workload.Block;
import org.nicepim.workload.FeatureMap;
import org.nicepim.workload.LayerInput;
import org.nicepim.workload.MapAxis;

/** Does what is read through reshapes, transposes, slices and concatenations consist of the right words? */
class LowerSlicesTest {
    private static final int CASES = 400;
    private static final long[] SHAPE = {2, 12, 6, 4};

    /** A tensor element by element: each holds its number in the input. */
    private static final class Elements {
        private final int[] shape;
        private final int[] words;

        Elements(int[] shape, int[] words) {
            this.shape = shape;
            this.words = words;
        }

        Elements transposed(int... perm) {
            int[] to = IntStream.of(perm).map(axis -> shape[axis]).toArray();
            int[] moved = new int[words.length];
            for (int i = 0; i < words.length; i++) {
                int[] index = index(i, to);
                int[] source = new int[shape.length];
                for (int axis = 0; axis < perm.length; axis++) {
                    source[perm[axis]] = index[axis];
                }
                moved[i] = words[flat(source, shape)];
            }
            return new Elements(to, moved);
        }

        Elements sliced(int axis, int from, int size) {
            int[] to = shape.clone();
            to[axis] = size;
            int[] kept = new int[words.length / shape[axis] * size];
            for (int i = 0; i < kept.length; i++) {
                int[] index = index(i, to);
                index[axis] += from;
                kept[i] = words[flat(index, shape)];
            }
            return new Elements(to, kept);
        }

        private static int[] index(int flat, int[] shape) {
            int[] index = new int[shape.length];
            int rest = flat;
            for (int axis = shape.length - 1; axis >= 0; axis--) {
                index[axis] = rest % shape[axis];
                rest /= shape[axis];
            }
            return index;
        }

        private static int flat(int[] index, int[] shape) {
            int flat = 0;
            for (int axis = 0; axis < shape.length; axis++) {
                flat = flat * shape[axis] + index[axis];
            }
            return flat;
        }
    }

    private OnnxBuilder graph = new OnnxBuilder("net");

    private static int[] ints32(long... values) {
        return Arrays.stream(values).mapToInt(Math::toIntExact).toArray();
    }

    private String reshape(String name, String x, int... shape) {
        long[] dims = IntStream.of(shape).asLongStream().toArray();
        return graph.node("Reshape", name, List.of(x, graph.constant(name + ".shape", dims)));
    }

    private String slice(String name, String x, int axis, int from, int size) {
        return graph.node(
                "Slice",
                name,
                List.of(
                        x,
                        graph.constant(name + ".from", from),
                        graph.constant(name + ".to", from + size),
                        graph.constant(name + ".axis", axis)));
    }

    /** Words of the input that a layer reads. */
    private static Set<Integer> read(List<LayerInput> inputs, int[] shape) {
        Set<Integer> words = new TreeSet<>();
        for (LayerInput input : inputs) {
            Block part = input.part();
            FeatureMap extents = part.extents();
            for (int i = 0; i < extents.words(); i++) {
                int[] own = {extents.n(), extents.channels(), extents.rows(), extents.cols()};
                int[] index = Elements.index(i, own);
                for (MapAxis axis : MapAxis.values()) {
                    index[axis.ordinal()] += part.from().of(axis);
                }
                words.add(Elements.flat(index, shape));
            }
        }
        return words;
    }

    /** Some axes cut in two, in some order, and a range of one of them: exact, unless a note says otherwise. */
    @Test
    void rangesOfRegroupedTensorsAreTheirWords() {
        Map<Boolean, Integer> exact = new HashMap<>();
        for (int seed = 0; seed < CASES; seed++) {
            Gen gen = new Gen(seed);
            graph = new OnnxBuilder("net");
            String x = graph.input("x", 2, 12, 6, 4);
            Elements elements = new Elements(
                    ints32(SHAPE), IntStream.range(0, 2 * 12 * 6 * 4).toArray());
            int[] split = {2, gen.oneOf(2, 3, 4), 0, gen.oneOf(1, 2, 3), 0, 4};
            split[2] = 12 / split[1];
            split[4] = 6 / split[3];
            String view = reshape("apart", graph.node("Softmax", "soft", List.of(x)), split);
            List<Integer> order = new ArrayList<>(List.of(0, 1, 2, 3, 4, 5));
            Collections.shuffle(order, new Random(seed));
            int[] perm = order.stream().mapToInt(Integer::intValue).toArray();
            view = graph.node(
                    "Transpose",
                    "turned",
                    List.of(view),
                    ints("perm", IntStream.of(perm).asLongStream().toArray()));
            elements = new Elements(split, elements.words).transposed(perm);
            int axis = gen.between(0, 5);
            int size = gen.between(1, elements.shape[axis]);
            int from = gen.between(0, elements.shape[axis] - size);
            view = slice("part", view, axis, from, size);
            elements = elements.sliced(axis, from, size);
            ImportedWorkload imported = LayerLines.lower(graph.output(graph.node("Softmax", "last", List.of(view))));
            List<LayerInput> inputs = imported.workload().layer("last").inputs();
            Set<Integer> expected =
                    new TreeSet<>(IntStream.of(elements.words).boxed().toList());
            Set<Integer> actual = read(inputs, ints32(SHAPE));
            assertThat(actual).as("seed %d", seed).hasSameSizeAs(expected);
            if (imported.notes().isEmpty()) {
                assertThat(actual).as("seed %d", seed).isEqualTo(expected);
            }
            exact.merge(imported.notes().isEmpty(), 1, Integer::sum);
        }
        assertThat(exact.get(true)).isGreaterThan(CASES * 3 / 4);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void stridedSlicesReadAsManyWords(int stride) {
        String x = graph.node("Softmax", "soft", List.of(graph.input("x", 2, 12, 6, 4)));
        String part = graph.node(
                "Slice",
                "part",
                List.of(
                        x,
                        graph.constant("from", 0),
                        graph.constant("to", 6),
                        graph.constant("axis", 2),
                        graph.constant("step", stride)));
        ImportedWorkload imported = LayerLines.lower(graph.output(graph.node("Softmax", "last", List.of(part))));
        assertThat(imported.workload().layer("last").dims().p()).isEqualTo(6 / stride);
        assertThat(imported.notes()).hasSize(stride == 1 ? 0 : 1);
    }

    /** Rows that leave at one end come in at the other. */
    @Test
    void rowsThatAreShiftedRoundAreAllRows() {
        String x = graph.node("Softmax", "soft", List.of(graph.input("x", 1, 12, 7, 4)));
        List<String> parts = List.of(slice("end", x, 2, 3, 4), slice("start", x, 2, 0, 3));
        String shifted = graph.node("Concat", "shifted", parts, OnnxBuilder.integer("axis", 2));
        String sum = graph.node("Add", "sum", List.of(x, shifted));
        assertThat(LayerLines.of(graph.output(sum)))
                .containsExactly("soft: REDUCTION G12 P7 Q4 x5 < x", "sum: ELEMENTWISE G12 P7 Q4 < soft");
    }

    @Test
    void partsInOrderAreTheTensor() {
        String x = graph.node("Softmax", "soft", List.of(graph.input("x", 1, 12, 7, 4)));
        List<String> parts = graph.nodes("Split", "parts", List.of(x), 3, OnnxBuilder.integer("axis", 1));
        String whole = graph.node("Concat", "whole", parts, OnnxBuilder.integer("axis", 1));
        assertThat(LayerLines.of(graph.output(graph.node("Add", "sum", List.of(x, whole)))))
                .containsExactly("soft: REDUCTION G12 P7 Q4 x5 < x");
    }

    @Test
    void aFocusReadsEachWordOnce() {
        String x = graph.node("Softmax", "soft", List.of(graph.input("x", 1, 3, 8, 8)));
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            parts.add(graph.node(
                    "Slice",
                    "part" + i,
                    List.of(
                            x,
                            graph.constant("from" + i, i / 2, i % 2),
                            graph.constant("to" + i, 8, 8),
                            graph.constant("axes" + i, 2, 3),
                            graph.constant("steps" + i, 2, 2))));
        }
        String all = graph.node("Concat", "all", parts, OnnxBuilder.integer("axis", 1));
        String c = graph.node("Conv", "c", List.of(all, graph.weight("w", 8, 12, 1, 1)));
        List<LayerInput> inputs =
                LayerLines.lower(graph.output(c)).workload().layer("c").inputs();
        assertThat(read(inputs, new int[] {1, 3, 8, 8})).hasSize(3 * 8 * 8);
    }
}
