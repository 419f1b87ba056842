package org.nicepim.workload.onnx.lower;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.nicepim.workload.onnx.graph.ElementType;
import org.nicepim.workload.onnx.graph.Extents;
import org.nicepim.workload.onnx.graph.OnnxNode;
import org.nicepim.workload.onnx.graph.ShapedGraph;

/**
 * Which stored tensors are learned parameters, and which of them are counted already.
 *
 * <p>A tensor that follows from others is traced to those that the file holds: a transposed weight is the weight, a slice of a
 * table is the table. Parameters are real numbers, or whole ones that are dequantised; scalars, masks, indices, scales and zero
 * points are none, nor are cosines and sines of positions.
 */
final class Parameters {
    private static final Set<String> OF_FIRST_INPUT = Set.of(
            "Cast",
            "CastLike",
            "DequantizeLinear",
            "Expand",
            "Flatten",
            "Gather",
            "Identity",
            "Pad",
            "QuantizeLinear",
            "Reshape",
            "Slice",
            "Split",
            "Squeeze",
            "Tile",
            "Transpose",
            "Trilu",
            "Unsqueeze");
    private static final Set<String> OF_NOTHING =
            Set.of("ConstantOfShape", "Cos", "EyeLike", "NonZero", "OneHot", "Range", "Shape", "Sin", "Size");
    private static final Set<ElementType> QUANTISED =
            Set.of(ElementType.INT8, ElementType.UINT8, ElementType.INT4, ElementType.UINT4);
    private static final int MOST_STEPS = 10_000;

    private final ShapedGraph graph;
    private final Map<String, OnnxNode> makers = new HashMap<>();
    private final Map<String, Set<String>> roots = new HashMap<>();
    private final Set<String> counted = new HashSet<>();

    Parameters(ShapedGraph graph) {
        this.graph = graph;
        for (OnnxNode node : graph.folded()) {
            node.outputs().forEach(output -> makers.put(output, node));
        }
    }

    /** True if a stored tensor holds learned vectors. */
    boolean isLearned(String stored) {
        return !roots(stored).isEmpty();
    }

    /** Learned values of a stored tensor that nobody has counted; from now on they are. */
    long claim(String stored) {
        return count(roots(stored));
    }

    /** True if a stored tensor holds quantised values, such as a table that is looked up before it is scaled. */
    boolean isQuantised(String stored) {
        return QUANTISED.contains(graph.type(stored));
    }

    /** As {@link #claim}, for biases and tables of quantised networks, which are stored in whole numbers. */
    long claimWhole(String stored) {
        return count(roots(stored).isEmpty() ? Set.of(stored) : roots(stored));
    }

    private long count(Set<String> tensors) {
        long words = 0;
        for (String tensor : tensors) {
            if (counted.add(tensor)) {
                words = Math.addExact(words, Extents.count(graph.shape(tensor)));
            }
        }
        return words;
    }

    /**
     * Says that a layer has a stored tensor as its weights.
     *
     * @return false if a layer before has the same ones
     */
    boolean weigh(String stored) {
        Set<String> tensors = roots(stored).isEmpty() ? Set.of(stored) : roots(stored);
        return counted.addAll(tensors);
    }

    /** Bits of an element of quantised weights; empty if they are real numbers. */
    Optional<Integer> bits(String stored) {
        String tensor = stored;
        for (int step = 0; step < MOST_STEPS; step++) {
            ElementType type = graph.type(tensor);
            if (!type.isReal()) {
                return Optional.of(type.bits());
            }
            OnnxNode maker = makers.get(tensor);
            if (maker == null || !OF_FIRST_INPUT.contains(maker.op())) {
                return Optional.empty();
            }
            tensor = maker.inputs().get(0);
        }
        return Optional.empty();
    }

    private Set<String> roots(String stored) {
        return roots.computeIfAbsent(stored, this::trace);
    }

    private Set<String> trace(String stored) {
        Set<String> found = new LinkedHashSet<>();
        Set<String> seen = new HashSet<>();
        List<Step> open = new ArrayList<>(List.of(new Step(stored, false)));
        while (!open.isEmpty()) {
            Step step = open.remove(open.size() - 1);
            OnnxNode maker = makers.get(step.tensor);
            if (maker == null || maker.op().equals("Constant")) {
                if (isParameter(step)) {
                    found.add(step.tensor);
                }
            } else if (!OF_NOTHING.contains(maker.op())) {
                sources(maker)
                        .filter(seen::add)
                        .map(source ->
                                new Step(source, step.dequantised || maker.op().equals("DequantizeLinear")))
                        .forEach(open::add);
            }
        }
        return found;
    }

    /**
     * A tensor on the way back.
     *
     * @param tensor stored
     * @param dequantised true if it is turned into real numbers on the way
     */
    private record Step(String tensor, boolean dequantised) {}

    private static Stream<String> sources(OnnxNode maker) {
        return maker.inputs().stream()
                .filter(input -> !input.isEmpty())
                .limit(OF_FIRST_INPUT.contains(maker.op()) ? 1 : Long.MAX_VALUE);
    }

    private boolean isParameter(Step step) {
        ElementType type = graph.type(step.tensor);
        boolean real = !type.isInteger() && type != ElementType.STRING;
        return (real || step.dequantised) && Extents.count(graph.shape(step.tensor)) > 1;
    }
}
