/**
 * Which network does an ONNX file hold?
 *
 * <p>Types: {@link org.nicepim.workload.onnx.OnnxReader} turns a file into a {@link
 * org.nicepim.workload.onnx.graph.ShapedGraph}. Weights are never loaded. May depend on {@code config}, {@code workload},
 * {@code onnx.graph} and {@code onnx.infer}; the only package tree that knows protobuf.
 */
@NullMarked
package org.nicepim.workload.onnx;

import org.jspecify.annotations.NullMarked;
