package org.nicepim.workload.onnx.graph;

import java.util.List;

/**
 * One operator of the file.
 *
 * @param name as in the file, or {@code <op>_<index>}; unique in its graph
 * @param op operator type, such as {@code Conv}
 * @param domain operator set; the default one is empty
 * @param inputs tensors in the operator's order; an omitted optional one is empty
 * @param outputs tensors in the operator's order; an omitted optional one is empty
 * @param attributes the node's settings
 */
public record OnnxNode(
        String name, String op, String domain, List<String> inputs, List<String> outputs, OnnxAttributes attributes) {
    /** Freezes the lists. */
    public OnnxNode {
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
    }

    /**
     * Whether an input is given.
     *
     * @param index position in the operator's order, from 0
     */
    public boolean hasInput(int index) {
        return index < inputs.size() && !inputs.get(index).isEmpty();
    }

    /** {@code node 'name' (Op)}, with the domain if it is not the default one. */
    public String label() {
        return "node '" + name + "' (" + (domain.isEmpty() ? "" : domain + ".") + op + ")";
    }
}
