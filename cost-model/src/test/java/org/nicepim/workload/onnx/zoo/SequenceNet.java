package org.nicepim.workload.onnx.zoo;

import static org.nicepim.testkit.OnnxBuilder.int64s;
import static org.nicepim.testkit.OnnxBuilder.integer;
import static org.nicepim.testkit.OnnxBuilder.ints;
import static org.nicepim.testkit.OnnxBuilder.real;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.nicepim.testkit.OnnxBuilder;
import org.nicepim.workload.onnx.graph.ElementType;
import org.nicepim.workload.onnx.proto.AttributeProto;

/**
 * An ONNX graph of a transformer while it is written: sub-graphs that exporters make of one call each. Every method names its
 * last node as said and returns its output.
 */
final class SequenceNet {
    private final OnnxBuilder onnx;
    private final int opset;
    private int constants;

    SequenceNet(String name, int opset) {
        this.onnx = new OnnxBuilder(name).opset(opset);
        this.opset = opset;
    }

    OnnxBuilder onnx() {
        return onnx;
    }

    /** Token numbers or a mask. */
    String tokens(String name, Object batch, Object sequence) {
        return onnx.input(name, ElementType.INT64, batch, sequence);
    }

    String op(String operator, String name, List<String> inputs, AttributeProto... attributes) {
        return onnx.node(operator, name, inputs, attributes);
    }

    String op(String operator, String name, String x, AttributeProto... attributes) {
        return onnx.node(operator, name, List.of(x), attributes);
    }

    String weight(String name, long... dims) {
        return onnx.weight(name, dims);
    }

    /** A whole number without dims. */
    String scalar(long value) {
        return onnx.scalar("onnx::Constant_" + constants++, value);
    }

    /** A real number without dims. */
    String real0(double value) {
        return onnx.scalarReal("onnx::Constant_" + constants++, value);
    }

    String longs(long... values) {
        return onnx.constant("onnx::Constant_" + constants++, values);
    }

    /** The numbers from 0 on as a stored tensor. */
    String counting(String name, int count, long... dims) {
        return onnx.initializer(int64s(LongStream.range(0, count).toArray())
                .clearDims()
                .addAllDims(Arrays.stream(dims).boxed().toList())
                .setName(name)
                .build());
    }

    /** A product with a stored matrix, with the bias as the first input of the sum, as PyTorch writes it. */
    String linear(String name, String x, int inputs, int outputs) {
        String product = product(name + "/MatMul", x, inputs, outputs);
        return op("Add", name + "/Add", List.of(weight(name + ".bias", outputs), product));
    }

    String product(String name, String x, int inputs, int outputs) {
        return op("MatMul", name, List.of(x, weight(name + ".weight", inputs, outputs)));
    }

    String transposed(String name, String x, long... order) {
        return op("Transpose", name, x, ints("perm", order));
    }

    String reshaped(String name, String x, long... shape) {
        return op("Reshape", name, List.of(x, longs(shape)));
    }

    /** Reshaped to batch and sequence of {@code like} and further dims: Shape, Gather, Unsqueeze, Concat, Reshape. */
    String reshapedLike(String name, String x, String like, long... rest) {
        String batch = unsqueezed(name + "/batch", dim(name + "/0", like, 0), 0);
        String sequence = unsqueezed(name + "/sequence", dim(name + "/1", like, 1), 0);
        String shape = op("Concat", name + "/shape", List.of(batch, sequence, longs(rest)), integer("axis", 0));
        return op("Reshape", name, List.of(x, shape));
    }

    /** One dim of a tensor as a number without dims. */
    String dim(String name, String x, int axis) {
        String shape = op("Shape", name + "/Shape", x);
        return op("Gather", name + "/Gather", List.of(shape, scalar(axis)), integer("axis", 0));
    }

    /** Axes are an attribute before opset 13, an input from then on. */
    String unsqueezed(String name, String x, long... axes) {
        return opset < 13
                ? op("Unsqueeze", name, x, ints("axes", axes))
                : op("Unsqueeze", name, List.of(x, longs(axes)));
    }

    /** Axes are an attribute before opset 13, an input from then on. */
    String squeezed(String name, String x, long... axes) {
        return opset < 13 ? op("Squeeze", name, x, ints("axes", axes)) : op("Squeeze", name, List.of(x, longs(axes)));
    }

    /** Starts and ends are attributes before opset 10, inputs from then on. */
    String sliced(String name, String x, int axis, long from, long to) {
        return opset < 10
                ? op("Slice", name, x, ints("starts", from), ints("ends", to), ints("axes", axis))
                : op("Slice", name, List.of(x, longs(from), longs(to), longs(axis), longs(1)));
    }

    /** The slice up to an end that other nodes compute. */
    String slicedTo(String name, String x, int axis, String to) {
        return op("Slice", name, List.of(x, longs(0), to, longs(axis), longs(1)));
    }

    /** Sizes are an attribute before opset 13, an input from then on, and a number of equal parts from 18 on. */
    List<String> split(String name, String x, int axis, int parts, long size) {
        if (opset >= 18) {
            return onnx.nodes("Split", name, List.of(x), parts, integer("axis", axis), integer("num_outputs", parts));
        }
        long[] sizes = IntStream.range(0, parts).mapToLong(i -> size).toArray();
        return opset < 13
                ? onnx.nodes("Split", name, List.of(x), parts, integer("axis", axis), ints("split", sizes))
                : onnx.nodes("Split", name, List.of(x, longs(sizes)), parts, integer("axis", axis));
    }

    /** Axes are an attribute before opset 18, an input from then on. */
    String mean(String name, String x) {
        return opset < 18
                ? op("ReduceMean", name, x, ints("axes", -1), integer("keepdims", 1))
                : op("ReduceMean", name, List.of(x, longs(-1)), integer("keepdims", 1));
    }

    String layerNorm(String name, String x, int width) {
        List<String> inputs = List.of(x, weight(name + ".weight", width), weight(name + ".bias", width));
        return op("LayerNormalization", name, inputs, integer("axis", -1), real("epsilon", 1e-12));
    }

    /** Before opset 17 there is no operator: the mean, the variance, and what is done with them. */
    String layerNormOfParts(String name, String x, int width) {
        String centred = op("Sub", name + "/Sub", List.of(x, mean(name + "/mean", x)));
        String square = op("Pow", name + "/Pow", List.of(centred, real0(2)));
        String variance = op("Add", name + "/eps", List.of(mean(name + "/variance", square), real0(1e-12)));
        String normed = op("Div", name + "/Div", List.of(centred, op("Sqrt", name + "/Sqrt", variance)));
        String scaled = op("Mul", name + "/Mul", List.of(normed, weight(name + ".weight", width)));
        return op("Add", name + "/Add", List.of(scaled, weight(name + ".bias", width)));
    }

    /** x / sqrt(mean(x²) + ε), scaled. */
    String rmsNorm(String name, String x, int width) {
        String square = op("Pow", name + "/Pow", List.of(x, real0(2)));
        String mean = op("Add", name + "/Add", List.of(mean(name + "/ReduceMean", square), real0(1e-6)));
        String inverse = op("Div", name + "/Div", List.of(real0(1), op("Sqrt", name + "/Sqrt", mean)));
        String normed = op("Mul", name + "/Mul", List.of(x, inverse));
        return op("Mul", name + "/Mul_1", List.of(weight(name + ".weight", width), normed));
    }

    /** x/2·(1 + erf(x/√2)). */
    String erfGelu(String name, String x) {
        String erf = op("Erf", name + "/Erf", op("Div", name + "/Div", List.of(x, real0(Math.sqrt(2)))));
        String sum = op("Add", name + "/Add", List.of(erf, real0(1)));
        return op("Mul", name + "/Mul_1", List.of(op("Mul", name + "/Mul", List.of(x, sum)), real0(0.5)));
    }

    /** x/2·(1 + tanh(√(2/π)·(x + 0.044715·x³))). */
    String tanhGelu(String name, String x) {
        String half = op("Mul", name + "/half", List.of(x, real0(0.5)));
        String cube = op("Pow", name + "/Pow", List.of(x, real0(3)));
        String inner = op("Mul", name + "/Mul", List.of(cube, real0(0.044715)));
        String sum = op("Add", name + "/Add", List.of(x, inner));
        String tanh = op("Tanh", name + "/Tanh", op("Mul", name + "/Mul_1", List.of(sum, real0(0.79788))));
        return op("Mul", name + "/Mul_2", List.of(half, op("Add", name + "/Add_1", List.of(tanh, real0(1)))));
    }

    String softmax(String name, String x) {
        return op("Softmax", name, x, integer("axis", opset < 13 ? 3 : -1));
    }
}
