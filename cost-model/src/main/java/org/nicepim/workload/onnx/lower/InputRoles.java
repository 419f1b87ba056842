package org.nicepim.workload.onnx.lower;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.nicepim.workload.onnx.graph.OnnxNode;
import org.nicepim.workload.onnx.graph.ShapedGraph;

/** What the axes of the network's inputs are, by their rank and by who reads them first. */
final class InputRoles {
    private static final Set<String> SPATIAL = Set.of(
            "Conv",
            "ConvTranspose",
            "ConvInteger",
            "QLinearConv",
            "FusedConv",
            "MaxPool",
            "AveragePool",
            "LpPool",
            "GlobalAveragePool",
            "GlobalMaxPool",
            "GlobalLpPool",
            "BatchNormalization",
            "InstanceNormalization",
            "GroupNormalization",
            "QLinearAveragePool",
            "QLinearGlobalAveragePool",
            "Resize",
            "Upsample");
    private static final Set<String> SEQUENTIAL =
            Set.of("MatMul", "FusedMatMul", "TransposeMatMul", "Einsum", "ScatterND", "ScatterElements");
    private static final Set<String> MOVING = Set.of("Pad", "Slice");
    /** Keys and values in one tensor, in front of the batch. */
    private static final List<Role> PAIRED = List.of(Role.CHANNEL, Role.N, Role.CHANNEL, Role.ROW, Role.CHANNEL);

    private static final int MOST_STEPS = 16;

    private final ShapedGraph graph;
    private final Map<String, List<OnnxNode>> readers;
    /** What each slice is a slice of. */
    private final Map<String, String> wholes = new HashMap<>();

    /**
     * Looks at one graph.
     *
     * @param readers who reads a tensor, in the order of the graph
     */
    InputRoles(ShapedGraph graph, Map<String, List<OnnxNode>> readers) {
        this.graph = graph;
        this.readers = readers;
        graph.nodes().stream()
                .filter(node -> node.op().equals("Slice") || node.op().equals("Split"))
                .forEach(node -> node.outputs()
                        .forEach(output -> wholes.put(output, node.inputs().get(0))));
    }

    /** One role per axis. */
    List<Role> of(String input) {
        return find(input, graph.shape(input).size(), MOST_STEPS);
    }

    private List<Role> find(String tensor, int rank, int steps) {
        Optional<OnnxNode> reader =
                readers.getOrDefault(tensor, List.of()).stream().findFirst();
        if (reader.isEmpty() || steps == 0) {
            return Roles.of(rank);
        }
        OnnxNode node = reader.get();
        Optional<List<Role>> known = ofReader(node, rank);
        return known.orElseGet(() -> isTranspose(node, rank)
                ? transposed(node, find(node.outputs().get(0), rank, steps - 1))
                : behind(node, tensor, rank, steps));
    }

    private Optional<List<Role>> ofReader(OnnxNode node, int rank) {
        if (SPATIAL.contains(node.op()) && (rank == 3 || rank == 4)) {
            return Optional.of(Roles.image(rank));
        }
        if (SEQUENTIAL.contains(node.op()) && rank == 4) {
            return Optional.of(Roles.HEADS);
        }
        if (node.op().equals("Concat") && rank >= 3 && !joinsOneTensor(node)) {
            return ofConcat((int) node.attributes().integer("axis", 0), rank);
        }
        boolean split = node.op().equals("Gather")
                || node.op().equals("Split")
                || node.op().equals("Slice");
        return split && rank == 5 ? Optional.of(PAIRED) : Optional.empty();
    }

    /** Parts of one tensor, such as rows that are shifted round, are no keys of earlier and of new tokens. */
    private boolean joinsOneTensor(OnnxNode concat) {
        return wholes.keySet().containsAll(concat.inputs())
                && concat.inputs().stream().map(wholes::get).distinct().count() == 1;
    }

    /** Earlier keys or values: new ones follow behind the last position. */
    private static Optional<List<Role>> ofConcat(int stated, int rank) {
        int axis = stated < 0 ? stated + rank : stated;
        if (axis < (rank == 3 ? 1 : 2)) {
            return Optional.empty();
        }
        List<Role> roles = new ArrayList<>();
        for (int i = 0; i < rank; i++) {
            roles.add(i == axis ? Role.ROW : Role.CHANNEL);
        }
        roles.set(0, Role.N);
        return Optional.of(roles);
    }

    private static boolean isTranspose(OnnxNode node, int rank) {
        return node.op().equals("Transpose")
                && node.attributes().integers("perm", List.of()).size() == rank;
    }

    private static List<Role> transposed(OnnxNode node, List<Role> behind) {
        List<Role> roles = new ArrayList<>(behind);
        List<Long> perm = node.attributes().integers("perm", List.of());
        for (int axis = 0; axis < perm.size(); axis++) {
            roles.set(perm.get(axis).intValue(), behind.get(axis));
        }
        return swapsLast(perm) && roles.contains(Role.CHANNEL) && behind.equals(Roles.HEADS) ? Roles.HEADS : roles;
    }

    /** Keys that are transposed for a product keep their positions on the rows. */
    private static boolean swapsLast(List<Long> perm) {
        return perm.equals(List.of(0L, 1L, 3L, 2L));
    }

    /** Behind what keeps the axes, such as a cast, the subtraction of a mean, or padding in front of a convolution. */
    private List<Role> behind(OnnxNode node, String tensor, int rank, int steps) {
        boolean first = node.inputs().indexOf(tensor) == 0 && !node.outputs().isEmpty();
        boolean sameAxes = first
                && (MOVING.contains(node.op())
                        || graph.knownShape(node.outputs().get(0)).equals(Optional.of(graph.shape(tensor))));
        return sameAxes ? find(node.outputs().get(0), rank, steps - 1) : Roles.of(rank);
    }
}
