/**
 * Which network does an ONNX file hold?
 *
 * <p>Types: {@link org.nicepim.workload.onnx.OnnxImporter} turns a file into a workload, by way of {@link
 * org.nicepim.workload.onnx.OnnxReader}, which gives a {@link org.nicepim.workload.onnx.graph.ShapedGraph}, and {@code
 * onnx.lower}, which makes layers of it. Weights are never loaded. May depend on {@code config}, {@code workload}, {@code
 * onnx.graph}, {@code onnx.infer} and {@code onnx.lower}; the only package tree that knows protobuf.
 */
@NullMarked
package org.nicepim.workload.onnx;

import org.jspecify.annotations.NullMarked;
