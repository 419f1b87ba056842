/**
 * Which shape has every tensor of an ONNX graph, and which tensors are known before the network runs?
 *
 * <p>One shape rule per operator; a second one, for some operators, computes small constants. May depend on {@code config} and
 * {@code onnx.graph} only.
 */
@NullMarked
package org.nicepim.workload.onnx.infer;

import org.jspecify.annotations.NullMarked;
