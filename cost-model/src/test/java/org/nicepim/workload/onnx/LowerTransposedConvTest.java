package org.nicepim.workload.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nicepim.testkit.OnnxBuilder;
import org.nicepim.workload.Layer;
import org.nicepim.workload.LayerType;
import org.nicepim.workload.Workload;

/** Do transposed convolutions multiply and add as often as the definition does? */
class LowerTransposedConvTest {
    private static Workload lower(String inputs, String attributes) {
        return OnnxImporter.lower(new OneNode("ConvTranspose", inputs, attributes, 1).read(), "one")
                .workload();
    }

    /** One product per input element, output channel of its group, and filter element. */
    private static long products(int n, int channels, int rows, int cols, int outputs, int filterRows, int filterCols) {
        long products = 0;
        for (int image = 0; image < n; image++) {
            for (int c = 0; c < channels; c++) {
                for (int row = 0; row < rows; row++) {
                    for (int col = 0; col < cols; col++) {
                        for (int filter = 0; filter < outputs * filterRows * filterCols; filter++) {
                            products++;
                        }
                    }
                }
            }
        }
        return products;
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            2 | 4 | 5 | 6 | 3 | 3 | 2 | strides=[2,2] pads=[1,0,1,0]
            1 | 4 | 5 | 5 | 3 | 3 | 3 | group=2 dilations=[2,2]
            1 | 6 | 4 | 3 | 2 | 4 | 4 | group=3 strides=[2,2] pads=[1,1,1,1]
            1 | 4 | 5 | 5 | 3 | 3 | 3 | strides=[3,2] output_shape=[10,8]
            """)
    void productsAreThoseOfTheDefinition(
            int n, int channels, int rows, int cols, int outputs, int filterRows, int filterCols, String attributes) {
        String inputs = n + "x" + channels + "x" + rows + "x" + cols + " w" + channels + "x" + outputs + "x"
                + filterRows + "x" + filterCols;
        Workload workload = lower(inputs, attributes);
        assertThat(workload.macs()).isEqualTo(products(n, channels, rows, cols, outputs, filterRows, filterCols));
        assertThat(workload.parameters()).isEqualTo((long) channels * outputs * filterRows * filterCols);
        assertThat(workload.layers()).extracting(Layer::name).containsExactly("node", "node/overlap_add");
        Layer adds = workload.layer("node/overlap_add");
        assertThat(adds.type()).isEqualTo(LayerType.REDUCTION);
        assertThat(adds.vectorOps())
                .isGreaterThanOrEqualTo(workload.layer("node").ofmap().words());
    }

    @Test
    void windowsSideBySideNeedNoAdditions() {
        OnnxBuilder graph = new OnnxBuilder("net");
        String x = graph.input("x", 1, 16, 7, 7);
        String up = graph.node(
                "ConvTranspose",
                "up",
                List.of(x, graph.weight("w", 16, 8, 2, 2), graph.weight("b", 8)),
                OnnxBuilder.ints("strides", 2, 2));
        String c = graph.node("Conv", "c", List.of(up, graph.weight("v", 4, 8, 1, 1)));
        assertThat(LayerLines.of(graph.output(c)))
                .containsExactly(
                        "up: CONVOLUTION K32 C16 P7 Q7, 520 parameters < x",
                        "c: CONVOLUTION K4 C8 P14 Q14, 32 parameters < up");
    }

    @Test
    void sequencesGrowToo() {
        assertThat(LayerLines.of(lower("1x4x5 w4x3x4", "strides=[2] pads=[1,1]")))
                .containsExactly(
                        "node: CONVOLUTION K12 C4 P5, 48 parameters < in0",
                        "node/overlap_add: REDUCTION G3 P10 x2 < node");
    }
}
