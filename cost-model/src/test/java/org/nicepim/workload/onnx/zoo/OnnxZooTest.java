package org.nicepim.workload.onnx.zoo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nicepim.workload.onnx.OnnxReader;
import org.nicepim.workload.onnx.graph.ShapedGraph;

/** Is a network of the zoo the same when it comes as an ONNX file? */
class OnnxZooTest {
    @ParameterizedTest
    @MethodSource("org.nicepim.workload.onnx.zoo.ZooFile#all")
    void logitsHaveTheirShape(ZooFile file) {
        ShapedGraph graph = OnnxReader.read(file.file().get().bytes(), file.toString(), file.dims());
        assertThat(graph.unsupported()).isEmpty();
        assertThat(graph.shape(graph.outputs().get(0))).startsWith(file.batch());
    }
}
