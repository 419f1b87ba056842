package org.nicepim.workload.onnx;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.nicepim.workload.onnx.graph.OnnxNode;
import org.nicepim.workload.onnx.proto.ValueInfoProto;

/**
 * Which graph inputs are weights: files whose data was stripped, or that leave it to the caller, list weights as inputs.
 *
 * <p>An input is a weight if all its dims are numbers and every use is a weight's. Some uses are sure: the kernel and bias of a
 * convolution or Gemm, the parameters of a normalisation, scale and zero point of a quantisation. Others are a weight's only if
 * the name says so ("weight", "kernel", "bias", "embed", "scale") or if the file has sure ones: the matrix behind a MatMul, a
 * vector that is added or multiplied, the table of a Gather. A network keeps at least one input.
 */
final class StoredInputs {
    private static final Map<String, Set<Integer>> SURE = Map.ofEntries(
            Map.entry("Conv", Set.of(1, 2)),
            Map.entry("ConvTranspose", Set.of(1, 2)),
            Map.entry("ConvInteger", Set.of(1, 2, 3)),
            Map.entry("QLinearConv", Set.of(1, 2, 3, 4, 5, 6, 7, 8)),
            Map.entry("QLinearMatMul", Set.of(1, 2, 4, 5, 6, 7)),
            Map.entry("Gemm", Set.of(1, 2)),
            Map.entry("BatchNormalization", Set.of(1, 2, 3, 4)),
            Map.entry("InstanceNormalization", Set.of(1, 2)),
            Map.entry("GroupNormalization", Set.of(1, 2)),
            Map.entry("LayerNormalization", Set.of(1, 2)),
            Map.entry("RMSNormalization", Set.of(1)),
            Map.entry("SimplifiedLayerNormalization", Set.of(1)),
            Map.entry("PRelu", Set.of(1)),
            Map.entry("QuantizeLinear", Set.of(1, 2)),
            Map.entry("DequantizeLinear", Set.of(1, 2)));

    private static final List<String> TELLING_NAMES = List.of("weight", "kernel", "bias", "embed", "scale");

    private enum Use {
        SURE,
        LIKELY,
        ACTIVATION
    }

    private StoredInputs() {}

    /**
     * Names of the inputs that are weights.
     *
     * @param nodes in any order
     * @param inputs of the graph that are no initialisers
     */
    static Set<String> find(List<OnnxNode> nodes, List<ValueInfoProto> inputs) {
        Map<String, Integer> ranks = inputs.stream()
                .filter(Declarations::isStatic)
                .collect(Collectors.toMap(
                        ValueInfoProto::getName,
                        input -> input.getType().getTensorType().getShape().getDimCount(),
                        (first, second) -> first));
        Map<String, Use> uses = uses(nodes, ranks);
        boolean someSure = uses.containsValue(Use.SURE);
        Set<String> stored = uses.entrySet().stream()
                .filter(use -> use.getValue() == Use.SURE
                        || use.getValue() == Use.LIKELY && (someSure || isTelling(use.getKey())))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
        return stored.size() < inputs.size() ? stored : Set.of();
    }

    private static boolean isTelling(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return TELLING_NAMES.stream().anyMatch(lower::contains);
    }

    /** The least sure use of each input. */
    private static Map<String, Use> uses(List<OnnxNode> nodes, Map<String, Integer> ranks) {
        Map<String, Use> uses = new HashMap<>();
        for (OnnxNode node : nodes) {
            for (int i = 0; i < node.inputs().size(); i++) {
                String input = node.inputs().get(i);
                if (ranks.containsKey(input)) {
                    Use use = use(node, i, ranks.getOrDefault(input, 0));
                    uses.merge(input, use, (a, b) -> a.compareTo(b) >= 0 ? a : b);
                }
            }
        }
        return uses;
    }

    private static Use use(OnnxNode node, int index, int rank) {
        if (SURE.getOrDefault(node.op(), Set.of()).contains(index)) {
            return Use.SURE;
        }
        boolean likely =
                switch (node.op()) {
                    case "MatMul" -> index == 1 && rank == 2;
                    case "QLinearMatMul" -> index == 3 && rank == 2;
                    case "Add", "Mul" -> rank == 1;
                    case "Gather" -> index == 0 && rank == 2;
                    default -> false;
                };
        return likely ? Use.LIKELY : Use.ACTIVATION;
    }
}
