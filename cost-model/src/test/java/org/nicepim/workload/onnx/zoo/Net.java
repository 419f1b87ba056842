package org.nicepim.workload.onnx.zoo;

import static org.nicepim.testkit.OnnxBuilder.integer;
import static org.nicepim.testkit.OnnxBuilder.real;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.nicepim.testkit.OnnxBuilder;
import org.nicepim.workload.onnx.graph.ElementType;
import org.nicepim.workload.onnx.proto.AttributeProto;

/**
 * An ONNX graph of a feature-map network while it is written: each layer knows the channels of what it reads, so that weights
 * get their dims. Every method adds one node, named as said, and returns its output.
 */
final class Net {
    /** How a file holds its weights. */
    enum Weights {
        /** Dims without data, as stripped files. */
        STRIPPED,
        /** Dims, and where the data is said to lie in another file. */
        EXTERNAL,
        /** Zeros in the file. */
        INLINE,
        /** Dims without data, listed as graph inputs too, as files of IR version 3 must. */
        LISTED_AS_INPUTS
    }

    private final OnnxBuilder onnx;
    private final Weights weights;
    private final Map<String, Integer> channels = new HashMap<>();
    private long offset;

    Net(String name, int opset, Weights weights) {
        this.onnx = new OnnxBuilder(name).opset(opset);
        this.weights = weights;
    }

    /** The graph, for nodes that no method here writes. */
    OnnxBuilder onnx() {
        return onnx;
    }

    /** Ends the graph. */
    OnnxBuilder output(String tensor) {
        return onnx.output(tensor);
    }

    String image(String name, Object batch, int width, int size) {
        return known(onnx.input(name, batch, width, size, size), width);
    }

    /** Says how many channels a tensor has that was written elsewhere. */
    String known(String tensor, int width) {
        channels.put(tensor, width);
        return tensor;
    }

    int channels(String tensor) {
        Integer width = channels.get(tensor);
        if (width == null) {
            throw new IllegalArgumentException("nobody said how many channels " + tensor + " has");
        }
        return width;
    }

    String weight(String name, long... dims) {
        if (weights == Weights.EXTERNAL) {
            long bytes = 4;
            for (long dim : dims) {
                bytes *= dim;
            }
            offset += bytes;
            return onnx.external(name, ElementType.FLOAT, "weights.bin", offset - bytes, dims);
        }
        if (weights == Weights.INLINE) {
            return onnx.zeros(name, dims);
        }
        if (weights == Weights.LISTED_AS_INPUTS) {
            Object[] boxed = Arrays.stream(dims).boxed().toArray();
            onnx.input(name, boxed);
        }
        return onnx.weight(name, dims);
    }

    String conv(String name, String x, int outputs, Filter filter) {
        return conv(name, x, outputs, filter, false);
    }

    String biasedConv(String name, String x, int outputs, Filter filter) {
        return conv(name, x, outputs, filter, true);
    }

    private String conv(String name, String x, int outputs, Filter filter, boolean bias) {
        List<String> inputs = new ArrayList<>(List.of(x));
        inputs.add(weight(name + ".weight", outputs, channels(x) / filter.groups(), filter.rows(), filter.cols()));
        if (bias) {
            inputs.add(weight(name + ".bias", outputs));
        }
        return known(onnx.node("Conv", name, inputs, filter.ofConv()), outputs);
    }

    String batchNorm(String name, String x) {
        int width = channels(x);
        List<String> inputs = List.of(
                x,
                weight(name + ".weight", width),
                weight(name + ".bias", width),
                weight(name + ".running_mean", width),
                weight(name + ".running_var", width));
        return known(
                onnx.node("BatchNormalization", name, inputs, real("epsilon", 1e-5), real("momentum", 0.9)), width);
    }

    String relu(String name, String x) {
        return op("Relu", name, x);
    }

    /** An operator that keeps the channels. */
    String op(String operator, String name, String x, AttributeProto... attributes) {
        return known(onnx.node(operator, name, List.of(x), attributes), channels(x));
    }

    String pool(String operator, String name, String x, Filter filter) {
        return op(operator, name, x, filter.ofPool());
    }

    /** An operator of several tensors, as wide as the first. */
    String join(String operator, String name, String... tensors) {
        return known(onnx.node(operator, name, List.of(tensors)), channels(tensors[0]));
    }

    String concat(String name, List<String> tensors) {
        int width = tensors.stream().mapToInt(this::channels).sum();
        return known(onnx.node("Concat", name, tensors, integer("axis", 1)), width);
    }

    /** A fully connected layer as PyTorch and Caffe2 write it, with the weight transposed. */
    String gemm(String name, String x, int inputs, int outputs) {
        List<String> read = List.of(x, weight(name + ".weight", outputs, inputs), weight(name + ".bias", outputs));
        return known(onnx.node("Gemm", name, read, real("alpha", 1), real("beta", 1), integer("transB", 1)), outputs);
    }

    /** A fully connected layer as TensorFlow writes it. */
    String matMulAdd(String name, String x, int inputs, int outputs) {
        String product = onnx.node("MatMul", name + "/MatMul", List.of(x, weight(name + "/kernel", inputs, outputs)));
        return known(onnx.node("Add", name + "/BiasAdd", List.of(product, weight(name + "/bias", outputs))), outputs);
    }
}
