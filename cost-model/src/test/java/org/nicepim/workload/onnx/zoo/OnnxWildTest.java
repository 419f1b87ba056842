package org.nicepim.workload.onnx.zoo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nicepim.workload.onnx.OnnxReader;
import org.nicepim.workload.onnx.graph.ShapedGraph;

/** Do networks that nobody built in have the figures that others state? */
class OnnxWildTest {
    @ParameterizedTest
    @MethodSource("org.nicepim.workload.onnx.zoo.WildFile#all")
    void read(WildFile file) {
        ShapedGraph graph = OnnxReader.read(file.file().get().bytes(), file.network(), file.dims());
        assertThat(graph.unsupported()).isEmpty();
    }
}
