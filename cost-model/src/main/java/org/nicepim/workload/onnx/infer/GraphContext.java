package org.nicepim.workload.onnx.infer;

import java.util.Map;

/**
 * What holds for all nodes of a graph.
 *
 * @param file for messages
 * @param opset version of the default operator set
 * @param absences why the values of some small stored tensors are not known, by tensor name
 */
public record GraphContext(String file, int opset, Map<String, String> absences) {
    /** Freezes the map. */
    public GraphContext {
        absences = Map.copyOf(absences);
    }
}
