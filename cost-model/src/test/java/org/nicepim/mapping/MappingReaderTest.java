package org.nicepim.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nicepim.config.ConfigException;
import org.nicepim.config.YamlNode;
import org.nicepim.hardware.HardwareReader;
import org.nicepim.workload.Affine;
import org.nicepim.workload.Heads;
import org.nicepim.workload.Kernel;
import org.nicepim.workload.Tensor;
import org.nicepim.workload.Workload;
import org.nicepim.workload.WorkloadBuilder;

/** How many copies of weights does a mapping's file get through, and what does it hear otherwise? */
class MappingReaderTest {
    /** A convolution whose weights 8 of 16 nodes need, a pooling, and a product of two activations that 4 nodes share. */
    private static Workload workload() {
        WorkloadBuilder net = new WorkloadBuilder("three", 1);
        Tensor image = net.input("image", 8, 8, 8);
        net.pool("pool", net.conv("conv", image, 8, Kernel.square(1), Affine.NONE), Kernel.square(2));
        Tensor q = net.input("q", 8, 4, 1);
        Tensor k = net.input("k", 8, 4, 1);
        net.attentionScores("scores", q, k, Heads.multi(2));
        return net.build();
    }

    private static String layer(String name, String placement, String parts, int rows, int cols, int copies) {
        return """
                - name: %s
                  region: {row: 0, col: 0, rows: %d, cols: %d}
                  placement: %s
                  partition: {%s}
                  weight_copies: %d
                  ifmap_layout: CHW
                  ofmap_layout: CHW
                  loop_nest: {tile: {N: 1, G: 1, K: 1, C: 1, P: 1, Q: 1}, order: G_NPQ_K_C, dataflow: C_K}
                """.formatted(name, rows, cols, placement, parts, copies);
    }

    private static Mapping read(int conv, int pool, int scores) {
        String text = "layers:\n"
                + layer("conv", "P4/K2Q2", "N: 1, G: 1, K: 2, C: 1, P: 4, Q: 2", 4, 4, conv)
                + layer("pool", "P2/Q2", "N: 1, G: 1, K: 1, C: 1, P: 2, Q: 2", 2, 2, pool)
                + layer("scores", "P4/", "N: 1, G: 1, K: 1, C: 1, P: 4, Q: 1", 4, 1, scores);
        return MappingReader.read(YamlNode.parse(text, "three.yaml"), workload(), HardwareReader.read("chip4x4"));
    }

    @Test
    void copiesThatDivideTheNodesThatShareAreRead() {
        Workload workload = workload();
        Partition partition = read(1, 1, 1).layers().get(0).partition();
        assertThat(WeightCopies.legal(workload.layer("conv"), partition)).containsExactly(1, 2, 4, 8);
        assertThat(WeightCopies.legal(workload.layer("pool"), partition)).containsExactly(1);
        for (int copies : List.of(1, 2, 4, 8)) {
            assertThat(read(copies, 1, 1).layers().get(0).weightCopies()).isEqualTo(copies);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0 | 1 | 1 | layers[0].weight_copies: '0' must lie between 1 and",
                "3 | 1 | 1 | layers[0].weight_copies: layer 'conv': 3 must divide the 8 nodes that need the same weights."
                        + " Maybe 2 or 4?",
                "16 | 1 | 1 | layer 'conv': 16 must divide the 8 nodes that need the same weights. Maybe 8?",
                "1 | 2 | 1 | layers[1].weight_copies: layer 'pool': has no stored weights that could be copied: must be 1,"
                        + " not 2. Maybe 1?",
                "1 | 1 | 4 | layers[2].weight_copies: layer 'scores': has no stored weights that could be copied: must be 1,"
                        + " not 4. Maybe 1?",
            })
    void otherCopiesAreRefused(int conv, int pool, int scores, String message) {
        assertThatThrownBy(() -> read(conv, pool, scores))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("three.yaml")
                .hasMessageContaining(message);
    }

    @Test
    void aMappingInCodeIsHeldToTheSameRule() {
        LayerMapping conv = read(1, 1, 1).layers().get(0);
        assertThatThrownBy(() -> new LayerMapping(
                        conv.layer(), conv.region(), conv.partition(), 3, conv.layouts(), conv.loopNest()))
                .hasMessage("conv: weightCopies: 3 must divide the 8 nodes that need the same weights. Maybe 2 or 4?");
    }
}
