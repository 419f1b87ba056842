package org.nicepim.workload.onnx.zoo;

import static org.nicepim.testkit.OnnxBuilder.integer;
import static org.nicepim.testkit.OnnxBuilder.ints;

import java.util.List;
import org.nicepim.testkit.OnnxBuilder;
import org.nicepim.workload.onnx.graph.ElementType;
import org.nicepim.workload.onnx.proto.AttributeProto;

/** A bottleneck block of ResNet-50 (256 channels at 56×56) and a feed-forward layer of BERT, quantised as onnxruntime does. */
final class QuantisedNets {
    private final OnnxBuilder onnx = new OnnxBuilder("quantised").opset(13).opset("com.microsoft", 1);
    private int scales;

    private QuantisedNets() {}

    /** Real operators between pairs of QuantizeLinear and DequantizeLinear; weights per channel. */
    static OnnxBuilder blockByPairs() {
        QuantisedNets file = new QuantisedNets();
        String x = file.pair("x", file.onnx.input("input", 1, 256, 56, 56));
        String y = file.pairedConv("conv1", x, 256, 64, 1);
        y = file.pair("relu1_q", file.onnx.node("Relu", "relu1", List.of(y)));
        y = file.pairedConv("conv2", y, 64, 64, 3);
        y = file.pair("relu2_q", file.onnx.node("Relu", "relu2", List.of(y)));
        y = file.pair("conv3_q", file.pairedConv("conv3", y, 64, 256, 1));
        String sum = file.onnx.node("Add", "add", List.of(y, x));
        return file.onnx.output(file.pair("out", file.onnx.node("Relu", "relu3", List.of(sum))));
    }

    private String pair(String name, String x) {
        String scale = onnx.scalarReal(name + "_scale", 0.02);
        String zero = onnx.weight(name + "_zero_point", ElementType.UINT8);
        String quantised = onnx.node("QuantizeLinear", name + "_QuantizeLinear", List.of(x, scale, zero));
        return onnx.node("DequantizeLinear", name + "_DequantizeLinear", List.of(quantised, scale, zero));
    }

    private String pairedConv(String name, String x, int inputs, int outputs, int size) {
        String weight = onnx.weight(name + ".weight_quantized", ElementType.INT8, outputs, inputs, size, size);
        String scale = onnx.weight(name + ".weight_scale", outputs);
        String zero = onnx.weight(name + ".weight_zero_point", ElementType.INT8, outputs);
        String kernel =
                onnx.node("DequantizeLinear", name + ".weight_DQ", List.of(weight, scale, zero), integer("axis", 0));
        String bias = onnx.node(
                "DequantizeLinear",
                name + ".bias_DQ",
                List.of(
                        onnx.weight(name + ".bias_quantized", ElementType.INT32, outputs),
                        onnx.weight(name + ".bias_scale", outputs),
                        onnx.weight(name + ".bias_zero_point", ElementType.INT32, outputs)),
                integer("axis", 0));
        return onnx.node("Conv", name, List.of(x, kernel, bias), window(size));
    }

    /** Operators on integers, onnxruntime's among them. */
    static OnnxBuilder blockByIntegers() {
        QuantisedNets file = new QuantisedNets();
        OnnxBuilder onnx = file.onnx;
        String input = onnx.input("input", 1, 256, 56, 56);
        String x = onnx.node("QuantizeLinear", "input_quantized", List.of(input, file.scale(), file.zero()));
        String y = file.integerConv("conv1", x, 256, 64, 1);
        y = file.integerConv("conv2", y, 64, 64, 3);
        y = file.integerConv("conv3", y, 64, 256, 1);
        List<String> summands =
                List.of(y, file.scale(), file.zero(), x, file.scale(), file.zero(), file.scale(), file.zero());
        String sum = onnx.node("com.microsoft", "QLinearAdd", "add", summands, List.of("add"))
                .get(0);
        return onnx.output(onnx.node("DequantizeLinear", "output", List.of(sum, file.scale(), file.zero())));
    }

    private String integerConv(String name, String x, int inputs, int outputs, int size) {
        List<String> read = List.of(
                x,
                scale(),
                zero(),
                onnx.weight(name + ".weight_quantized", ElementType.INT8, outputs, inputs, size, size),
                onnx.weight(name + ".weight_scale", outputs),
                onnx.weight(name + ".weight_zero_point", ElementType.INT8, outputs),
                scale(),
                zero(),
                onnx.weight(name + ".bias_quantized", ElementType.INT32, outputs));
        return onnx.node("QLinearConv", name, read, window(size));
    }

    private String scale() {
        return onnx.scalarReal("scale_" + scales++, 0.02);
    }

    private String zero() {
        return onnx.weight("zero_point_" + scales++, ElementType.UINT8);
    }

    private static AttributeProto[] window(int size) {
        long pad = size / 2;
        return new AttributeProto[] {ints("kernel_shape", size, size), ints("pads", pad, pad, pad, pad)};
    }

    /** Activations quantised while running, products of integers, rescaled: 128 tokens of width 768. */
    static OnnxBuilder feedForwardByDynamicRange() {
        QuantisedNets file = new QuantisedNets();
        String x = file.onnx.input("hidden", 1, 128, 768);
        String wide = file.onnx.node("Relu", "relu", List.of(file.dynamicProduct("in", x, 768, 3072)));
        String y = file.dynamicProduct("out", wide, 3072, 768);
        return file.onnx.output(file.onnx.node("Add", "residual", List.of(y, x)));
    }

    private String dynamicProduct(String name, String x, int inputs, int outputs) {
        List<String> q = onnx.nodes("DynamicQuantizeLinear", name + "_quantized", List.of(x), 3);
        String weight = onnx.weight(name + ".weight_quantized", ElementType.INT8, inputs, outputs);
        String zero = onnx.weight(name + ".weight_zero_point", ElementType.INT8);
        String product = onnx.node("MatMulInteger", name + "_product", List.of(q.get(0), weight, q.get(2), zero));
        String real = onnx.node("Cast", name + "_cast", List.of(product), integer("to", ElementType.FLOAT.number()));
        String scale =
                onnx.node("Mul", name + "_scale", List.of(q.get(1), onnx.scalarReal(name + ".weight_scale", 0.01)));
        String scaled = onnx.node("Mul", name + "_scaled", List.of(real, scale));
        return onnx.node("Add", name + "_bias", List.of(scaled, onnx.weight(name + ".bias", outputs)));
    }
}
