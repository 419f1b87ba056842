package org.nicepim.workload.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.nicepim.testkit.OnnxBuilder.ints;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nicepim.testkit.OnnxBuilder;
import org.nicepim.workload.onnx.graph.ElementType;

/** Are normalisations and activations found that exporters take apart? A hidden vector of 16 words, then a product with 16 × 4. */
class LowerNormsTest {
    private static final String PRODUCT = "MATRIX_PRODUCT N2 K4 C16 P9, 64 parameters";

    private final OnnxBuilder graph = new OnnxBuilder("net");
    private final String x = graph.input("x", 2, 9, 16);

    private String node(String op, String name, String... inputs) {
        return graph.node(op, name, List.of(inputs));
    }

    private String mean(String op, String name, String input) {
        return graph.node(op, name, List.of(input), ints("axes", -1));
    }

    private List<String> layers(String normalised) {
        return LayerLines.of(graph.output(node("MatMul", "out", normalised, graph.weight("w", 16, 4))));
    }

    private String layerNorm() {
        String centred = node("Sub", "centred", x, mean("ReduceMean", "mean", x));
        String square = node("Pow", "square", centred, graph.scalarReal("two", 2));
        String variance = mean("ReduceMean", "variance", square);
        String deviation = node("Sqrt", "deviation", node("Add", "eps", variance, graph.scalarReal("epsilon", 1e-5)));
        String scaled = node("Mul", "scaled", node("Div", "unit", centred, deviation), graph.weight("gamma", 16));
        return node("Add", "shifted", scaled, graph.weight("beta", 16));
    }

    @Test
    void layerNormInNineNodesIsOneLayer() {
        assertThat(layers(layerNorm()))
                .containsExactly(
                        "shifted: REDUCTION N2 G16 P9 x7, 32 parameters < x", "out: " + PRODUCT + " < shifted");
    }

    @Test
    void theResultIsWrittenOnceForAllReaders() {
        String normed = layerNorm();
        node("MatMul", "other", node("Relu", "relu", normed), graph.weight("v", 16, 4));
        graph.output("other");
        assertThat(layers(normed))
                .containsExactly(
                        "shifted: REDUCTION N2 G16 P9 x7, 32 parameters < x",
                        "other: " + PRODUCT + " < shifted",
                        "out: " + PRODUCT + " < shifted");
    }

    @Test
    void scaleAndShiftAheadOfTheTensorAreAsGood() {
        String mean = mean("ReduceMean", "mean", x);
        String distance = node("Sub", "distance", x, mean);
        String variance = mean("ReduceMean", "variance", node("Mul", "square", distance, distance));
        String inverse = node("Reciprocal", "inverse", node("Sqrt", "root", variance));
        String factor = node("Mul", "factor", inverse, graph.weight("gamma", 16));
        String offset = node("Sub", "offset", graph.weight("beta", 16), node("Mul", "shift", mean, factor));
        assertThat(layers(node("Add", "sum", node("Mul", "product", x, factor), offset)))
                .hasSize(2)
                .first()
                .asString()
                .startsWith("sum: REDUCTION N2 G16 P9 x")
                .endsWith(", 32 parameters < x");
    }

    @Test
    void rmsNormIsOneLayer() {
        String square = node("Pow", "square", x, graph.scalarReal("two", 2));
        String mean = node("Add", "eps", mean("ReduceMean", "mean", square), graph.scalarReal("epsilon", 1e-6));
        String inverse = node("Div", "inverse", graph.scalarReal("one", 1), node("Sqrt", "root", mean));
        String unit = node("Mul", "unit", x, inverse);
        assertThat(layers(node("Mul", "scaled", graph.weight("gamma", 16), unit)))
                .containsExactly("scaled: REDUCTION N2 G16 P9 x4, 16 parameters < x", "out: " + PRODUCT + " < scaled");
    }

    @Test
    void softmaxInFiveNodesIsOneLayer() {
        String exp = node("Exp", "exp", node("Sub", "less", x, mean("ReduceMax", "max", x)));
        String sum = graph.node("ReduceSum", "sum", List.of(exp, graph.constant("last", -1)));
        assertThat(layers(node("Div", "soft", exp, sum)))
                .containsExactly("soft: REDUCTION N2 G16 P9 x5 < x", "out: " + PRODUCT + " < soft");
    }

    @Test
    void aMeanThatOthersReadIsPooling() {
        String mean = graph.node("ReduceMean", "mean", List.of(x), ints("axes", 1));
        assertThat(layers(mean))
                .containsExactly("mean: POOLING N2 G16 R9 < x", "out: MATRIX_PRODUCT N2 K4 C16, 64 parameters < mean");
    }

    @ParameterizedTest
    @ValueSource(strings = {"gelu", "tanhGelu", "silu", "hardSwish", "mish", "quickGelu", "relu6", "quantised"})
    void activationsFoldHoweverTheyAreWritten(String activation) {
        String product = node("MatMul", "in", x, graph.weight("v", 16, 16));
        assertThat(layers(activation(activation, product)))
                .containsExactly("in: MATRIX_PRODUCT N2 K16 C16 P9, 256 parameters < x", "out: " + PRODUCT + " < in");
    }

    private String activation(String name, String a) {
        String one = graph.scalarReal("c1", 1);
        String half = graph.scalarReal("c2", 0.5);
        return switch (name) {
            case "gelu" ->
                node(
                        "Mul",
                        "m2",
                        node("Mul", "m1", a, node("Add", "a1", node("Erf", "e", node("Div", "d", a, one)), one)),
                        half);
            case "tanhGelu" -> {
                String cube = node("Mul", "m1", a, node("Mul", "m2", a, a));
                String inner = node("Add", "a1", a, node("Mul", "m3", cube, half));
                yield node("Mul", "m4", a, node("Add", "a2", node("Tanh", "t", inner), one));
            }
            case "silu" -> node("Mul", "m", a, node("Sigmoid", "s", a));
            case "hardSwish" ->
                node("Mul", "m", a, node("Div", "d", node("Clip", "c", node("Add", "a", a, one)), half));
            case "mish" -> node("Mul", "m", a, node("Tanh", "t", node("Softplus", "s", a)));
            case "quickGelu" -> node("Mul", "m", a, node("Sigmoid", "s", node("Mul", "scaled", a, half)));
            case "relu6" -> node("Clip", "c", a, graph.scalarReal("low", 0), graph.scalarReal("high", 6));
            default -> {
                String zero = graph.scalar("zero", 0);
                yield node("DequantizeLinear", "dq", node("QuantizeLinear", "q", a, one, zero), one, zero);
            }
        };
    }

    @Test
    void aGateOfAnotherTensorIsALayer() {
        String gate = node("Sigmoid", "gate", node("MatMul", "a", x, graph.weight("wa", 16, 16)));
        String up = node("MatMul", "b", x, graph.weight("wb", 16, 16));
        assertThat(layers(node("Mul", "gated", gate, up)))
                .containsExactly(
                        "a: MATRIX_PRODUCT N2 K16 C16 P9, 256 parameters < x",
                        "b: MATRIX_PRODUCT N2 K16 C16 P9, 256 parameters < x",
                        "gated: ELEMENTWISE N2 G16 P9 < a b",
                        "out: " + PRODUCT + " < gated");
    }

    @Test
    void masksFoldAway() {
        String mask = graph.input("mask", ElementType.BOOL, 2, 9, 1);
        String product = node("MatMul", "in", x, graph.weight("v", 16, 16));
        String masked = node("Where", "where", mask, product, graph.scalarReal("low", -1e9));
        assertThat(layers(masked))
                .containsExactly("in: MATRIX_PRODUCT N2 K16 C16 P9, 256 parameters < x", "out: " + PRODUCT + " < in");
    }
}
