package org.nicepim.workload.onnx.zoo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.nicepim.testkit.OnnxBuilder.integer;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nicepim.testkit.OnnxBuilder;
import org.nicepim.workload.FeatureMap;
import org.nicepim.workload.Workload;
import org.nicepim.workload.onnx.OnnxImporter;

/** Do the axes of an input become what its first reader that says so takes them for? */
class OnnxInputAxesTest {
    private static final FeatureMap SOUND = new FeatureMap(1, 64, 100, 1);

    @TempDir
    private Path folder;

    private final SequenceNet net = new SequenceNet("axes", 13);
    private final String input = net.onnx().input("x", 1, 64, 100);

    @Test
    void theChannelsOfSoundStandFirst() {
        assertThat(read(convolved(input)).tensor("x")).isEqualTo(SOUND);
    }

    @Test
    void paddingInFrontOfAConvolutionKeepsTheAxes() {
        String padded = net.op("Pad", "pad", List.of(input, net.longs(0, 0, 3, 0, 0, 0)));
        Workload causal = read(convolved(padded));
        assertThat(causal.tensor("x")).isEqualTo(SOUND);
        assertThat(causal.layer("conv").dims().p()).isEqualTo(100);
    }

    @Test
    void aSliceInFrontOfAConvolutionKeepsTheAxes() {
        Workload cut = read(convolved(net.sliced("slice", input, 2, 10, 53)));
        assertThat(cut.tensor("x")).isEqualTo(SOUND);
        assertThat(cut.layer("conv").inputs()).singleElement().satisfies(read -> {
            assertThat(read.part().from().row()).isEqualTo(10);
            assertThat(read.part().extents()).isEqualTo(new FeatureMap(1, 64, 43, 1));
        });
    }

    @Test
    void theChannelsOfASequenceStandLast() {
        assertThat(read(net.product("product", input, 100, 8)).tensor("x")).isEqualTo(new FeatureMap(1, 100, 64, 1));
    }

    private String convolved(String x) {
        return net.op("Conv", "conv", List.of(x, net.weight("w", 64, 1, 4)), integer("group", 64));
    }

    private Workload read(String output) {
        OnnxBuilder graph = net.onnx().output(output);
        return OnnxImporter.read(graph.write(folder.resolve("axes.onnx")), Map.of(), false)
                .workload();
    }
}
