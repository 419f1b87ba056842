package org.nicepim.workload.onnx.graph;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A network with the shape of every tensor.
 *
 * @param name of the graph, or of the file if the graph has none
 * @param file where it came from, for messages
 * @param opset version of the default operator set
 * @param nodes producers before consumers; without nodes whose outputs are all stored or that lead to no output
 * @param tensors facts by tensor name
 * @param inputs of the network, in the file's order: neither initialisers nor weights
 * @param outputs of the network, in the file's order
 * @param folded nodes whose outputs are all stored, in the order of {@code nodes}: what became of stored tensors
 * @param unsupported names of nodes that are passed through: operators that are not supported
 */
public record ShapedGraph(
        String name,
        String file,
        int opset,
        List<OnnxNode> nodes,
        Map<String, TensorFact> tensors,
        List<String> inputs,
        List<String> outputs,
        List<OnnxNode> folded,
        Set<String> unsupported) {
    /** Freezes the collections. */
    public ShapedGraph {
        nodes = List.copyOf(nodes);
        tensors = Map.copyOf(tensors);
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
        folded = List.copyOf(folded);
        unsupported = Set.copyOf(unsupported);
    }

    /**
     * Dims, outermost first; a scalar has none.
     *
     * @throws OnnxException if the tensor is downstream of a skipped operator
     */
    public List<Integer> shape(String tensor) {
        return knownShape(tensor)
                .orElseThrow(() -> new OnnxException(file + ": tensor '" + tensor
                        + "' has no shape, because an operator before it is not supported: " + unsupported));
    }

    /** Dims, outermost first; empty if the tensor is downstream of a skipped operator and the file does not state them. */
    public Optional<List<Integer>> knownShape(String tensor) {
        return fact(tensor).shape();
    }

    /** Type of the elements. */
    public ElementType type(String tensor) {
        return fact(tensor).type();
    }

    /** Whether the tensor is known before the network runs: an initialiser, or computed from such alone. */
    public boolean isStored(String tensor) {
        return fact(tensor).stored();
    }

    /** Values of a small stored tensor of whole numbers or truth values. */
    public Optional<List<Long>> integers(String tensor) {
        TensorFact fact = fact(tensor);
        return fact.type().isInteger() ? fact.values().map(TensorValues::integers) : Optional.empty();
    }

    /** Values of a small stored tensor of real numbers. */
    public Optional<List<Double>> reals(String tensor) {
        TensorFact fact = fact(tensor);
        return fact.type().isReal() ? fact.values().map(TensorValues::reals) : Optional.empty();
    }

    /** Whether the node is passed through, because its operator is not supported. */
    public boolean isUnsupported(OnnxNode node) {
        return unsupported.contains(node.name());
    }

    /** File and node, as messages begin. */
    public String where(OnnxNode node) {
        return file + ": " + node.label();
    }

    private TensorFact fact(String tensor) {
        return Optional.ofNullable(tensors.get(tensor))
                .orElseThrow(() -> new IllegalArgumentException("no tensor '" + tensor + "' in " + file));
    }
}
