package org.nicepim.workload.onnx.infer;

import java.util.List;
import org.nicepim.workload.onnx.graph.OnnxException;

/** How the shapes of one operator's outputs follow from its inputs. */
@FunctionalInterface
interface ShapeRule {
    /**
     * Types and dims of the outputs, in the operator's order; at least as many as the node names.
     *
     * @param operation a node, whose inputs all have shapes
     * @throws OnnxException if inputs and attributes do not fit each other
     */
    List<OutputType> infer(Operation operation);
}
