/**
 * Which layers compute what an ONNX graph says?
 *
 * <p>{@link org.nicepim.workload.onnx.lower.Lowering} walks a {@link org.nicepim.workload.onnx.graph.ShapedGraph} once. The
 * axes of each tensor are taken apart into atoms that lie on an axis of a feature map, so that reshapes, transposes and
 * slices cost nothing and attention is found without patterns. One class per family of operators turns nodes into layers, or
 * into nothing. May depend on {@code config}, {@code workload} and {@code onnx.graph} only.
 */
@NullMarked
package org.nicepim.workload.onnx.lower;

import org.jspecify.annotations.NullMarked;
