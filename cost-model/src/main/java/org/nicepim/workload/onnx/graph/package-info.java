/**
 * What does an ONNX file say, once every tensor has a shape?
 *
 * <p>Types: {@link org.nicepim.workload.onnx.graph.ShapedGraph} of {@link org.nicepim.workload.onnx.graph.OnnxNode}s, with a
 * {@link org.nicepim.workload.onnx.graph.TensorFact} per tensor. "Node" is ONNX's word for an operator here; it never means a
 * cell of the mesh. May depend on {@code config} and the generated messages only.
 */
@NullMarked
package org.nicepim.workload.onnx.graph;

import org.jspecify.annotations.NullMarked;
