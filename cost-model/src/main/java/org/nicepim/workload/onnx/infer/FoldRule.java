package org.nicepim.workload.onnx.infer;

import java.util.Optional;
import org.nicepim.workload.onnx.graph.TensorValues;

/** How the values of one operator's outputs follow from small constants. */
@FunctionalInterface
interface FoldRule {
    /**
     * Values of one output in row-major order, before they are rounded to its type; empty if they are not known.
     *
     * @param operation a node whose inputs all have values
     * @param output what the shape rule found
     * @param index position of the output
     */
    Optional<TensorValues> fold(Operation operation, OutputType output, int index);
}
