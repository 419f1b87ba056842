package org.nicepim.testkit;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.nicepim.workload.onnx.graph.ElementType;
import org.nicepim.workload.onnx.proto.AttributeProto;
import org.nicepim.workload.onnx.proto.AttributeProto.AttributeType;
import org.nicepim.workload.onnx.proto.FunctionProto;
import org.nicepim.workload.onnx.proto.GraphProto;
import org.nicepim.workload.onnx.proto.ModelProto;
import org.nicepim.workload.onnx.proto.NodeProto;
import org.nicepim.workload.onnx.proto.OperatorSetIdProto;
import org.nicepim.workload.onnx.proto.StringStringEntryProto;
import org.nicepim.workload.onnx.proto.TensorProto;
import org.nicepim.workload.onnx.proto.TensorShapeProto.Dimension;
import org.nicepim.workload.onnx.proto.TypeProto;
import org.nicepim.workload.onnx.proto.ValueInfoProto;

/**
 * Writes ONNX files. Whatever adds a tensor returns its name, so that networks read like code:
 *
 * <pre>{@code
 * OnnxBuilder graph = new OnnxBuilder("net").opset(17);
 * String x = graph.input("x", "batch", 3, 224, 224);
 * String c = graph.node("Conv", "conv1", List.of(x, graph.weight("w1", 64, 3, 7, 7)), ints("strides", 2, 2));
 * byte[] file = graph.output(graph.node("Relu", "relu1", List.of(c))).bytes();
 * }</pre>
 *
 * Dims are numbers, names, or {@code "?"} for an unnamed open one. An output is named as its node.
 */
public final class OnnxBuilder {
    private final ModelProto.Builder model = ModelProto.newBuilder().setIrVersion(8);
    private final GraphProto.Builder graph = GraphProto.newBuilder();

    /** An empty graph at opset 17. */
    public OnnxBuilder(String name) {
        graph.setName(name);
        opset(17);
    }

    /** Replaces the opset of the default domain, and forgets those of other domains. */
    public OnnxBuilder opset(long version) {
        model.clearOpsetImport();
        return opset("", version);
    }

    /** Adds the opset of a domain. */
    public OnnxBuilder opset(String domain, long version) {
        model.addOpsetImport(OperatorSetIdProto.newBuilder().setDomain(domain).setVersion(version));
        return this;
    }

    /** Adds a graph input of type FLOAT. */
    public String input(String name, Object... dims) {
        return input(name, ElementType.FLOAT, dims);
    }

    /** Adds a graph input. */
    public String input(String name, ElementType type, Object... dims) {
        graph.addInput(valueOf(name, type, dims));
        return name;
    }

    /** Adds a graph output without type and shape. */
    public OnnxBuilder output(String name) {
        graph.addOutput(ValueInfoProto.newBuilder().setName(name));
        return this;
    }

    /** Adds a graph output of type FLOAT with a shape. */
    public OnnxBuilder output(String name, Object... dims) {
        graph.addOutput(valueOf(name, ElementType.FLOAT, dims));
        return this;
    }

    /** States type FLOAT and shape of a tensor inside the graph. */
    public OnnxBuilder valueInfo(String name, Object... dims) {
        graph.addValueInfo(valueOf(name, ElementType.FLOAT, dims));
        return this;
    }

    /** Adds an initialiser of type FLOAT without data, as stripped files hold them. */
    public String weight(String name, long... dims) {
        return weight(name, ElementType.FLOAT, dims);
    }

    /** Adds an initialiser without data. */
    public String weight(String name, ElementType type, long... dims) {
        return initializer(tensor(name, type, dims).build());
    }

    /** Adds an initialiser of type FLOAT whose zeros are in the file. */
    public String zeros(String name, long... dims) {
        int bytes = Math.toIntExact(4 * LongStream.of(dims).reduce(1, Math::multiplyExact));
        return initializer(tensor(name, ElementType.FLOAT, dims)
                .setRawData(ByteString.copyFrom(new byte[bytes]))
                .build());
    }

    /** Adds an initialiser whose data is said to lie in another file. */
    public String external(String name, ElementType type, String location, long offset, long... dims) {
        return initializer(tensor(name, type, dims)
                .setDataLocation(TensorProto.DataLocation.EXTERNAL)
                .addExternalData(entry("location", location))
                .addExternalData(entry("offset", Long.toString(offset)))
                .build());
    }

    /** Adds a one-dimensional INT64 initialiser with its values. */
    public String constant(String name, long... values) {
        return initializer(int64s(values).setName(name).build());
    }

    /** Adds an INT64 scalar with its value. */
    public String scalar(String name, long value) {
        return initializer(int64s(new long[] {value}).clearDims().setName(name).build());
    }

    /** Adds a one-dimensional FLOAT initialiser with its values. */
    public String constantReals(String name, double... values) {
        return initializer(floats(values).setName(name).build());
    }

    /** Adds a FLOAT scalar with its value. */
    public String scalarReal(String name, double value) {
        return initializer(floats(value).clearDims().setName(name).build());
    }

    /** Adds an initialiser as it is. */
    public String initializer(TensorProto tensor) {
        graph.addInitializer(tensor);
        return tensor.getName();
    }

    /** Adds a node with one output, which is named as the node. */
    public String node(String op, String name, List<String> inputs, AttributeProto... attributes) {
        return node("", op, name, inputs, List.of(name), attributes).get(0);
    }

    /** Adds a node with several outputs, named {@code name:0}, {@code name:1}, …. */
    public List<String> nodes(String op, String name, List<String> inputs, int outputs, AttributeProto... attributes) {
        List<String> names =
                IntStream.range(0, outputs).mapToObj(i -> name + ":" + i).toList();
        return node("", op, name, inputs, names, attributes);
    }

    /** Adds a node of any domain with outputs of any names, and returns these. */
    public List<String> node(
            String domain,
            String op,
            String name,
            List<String> inputs,
            List<String> outputs,
            AttributeProto... attributes) {
        graph.addNode(NodeProto.newBuilder()
                .setDomain(domain)
                .setOpType(op)
                .setName(name)
                .addAllInput(inputs)
                .addAllOutput(outputs)
                .addAllAttribute(List.of(attributes)));
        return outputs;
    }

    /** Adds a local function. */
    public OnnxBuilder function(FunctionProto function) {
        model.addFunctions(function);
        return this;
    }

    /** What was added so far, for changes that no method here offers. */
    public GraphProto.Builder graph() {
        return graph;
    }

    /** The file as a message. */
    public ModelProto build() {
        return model.setGraph(graph).build();
    }

    /** The file as bytes. */
    public byte[] bytes() {
        return build().toByteArray();
    }

    /** Writes the file and returns its path. */
    public Path write(Path file) {
        try {
            return Files.write(file, bytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** An attribute of type INT. */
    public static AttributeProto integer(String name, long value) {
        return attribute(name, AttributeType.INT).setI(value).build();
    }

    /** An attribute of type INTS. */
    public static AttributeProto ints(String name, long... values) {
        return attribute(name, AttributeType.INTS)
                .addAllInts(LongStream.of(values).boxed().toList())
                .build();
    }

    /** An attribute of type FLOAT. */
    public static AttributeProto real(String name, double value) {
        return attribute(name, AttributeType.FLOAT).setF((float) value).build();
    }

    /** An attribute of type FLOATS. */
    public static AttributeProto reals(String name, double... values) {
        return attribute(name, AttributeType.FLOATS)
                .addAllFloats(floatList(values))
                .build();
    }

    /** An attribute of type STRING. */
    public static AttributeProto text(String name, String value) {
        return attribute(name, AttributeType.STRING)
                .setS(ByteString.copyFromUtf8(value))
                .build();
    }

    /** An attribute of type TENSOR. */
    public static AttributeProto tensor(String name, TensorProto value) {
        return attribute(name, AttributeType.TENSOR).setT(value).build();
    }

    /** An attribute of type GRAPH. */
    public static AttributeProto subgraph(String name, GraphProto value) {
        return attribute(name, AttributeType.GRAPH).setG(value).build();
    }

    /** A one-dimensional INT64 tensor. */
    public static TensorProto.Builder int64s(long... values) {
        return TensorProto.newBuilder()
                .setDataType(ElementType.INT64.number())
                .addDims(values.length)
                .addAllInt64Data(LongStream.of(values).boxed().toList());
    }

    /** A one-dimensional FLOAT tensor. */
    public static TensorProto.Builder floats(double... values) {
        return TensorProto.newBuilder()
                .setDataType(ElementType.FLOAT.number())
                .addDims(values.length)
                .addAllFloatData(floatList(values));
    }

    /** A tensor without data. */
    public static TensorProto.Builder tensor(String name, ElementType type, long... dims) {
        return TensorProto.newBuilder()
                .setName(name)
                .setDataType(type.number())
                .addAllDims(LongStream.of(dims).boxed().toList());
    }

    /** Name, type and shape of a tensor; dims are numbers, names, or {@code "?"}. */
    public static ValueInfoProto valueOf(String name, ElementType type, Object... dims) {
        TypeProto.Tensor.Builder tensor = TypeProto.Tensor.newBuilder().setElemType(type.number());
        tensor.getShapeBuilder();
        for (Object dim : dims) {
            tensor.getShapeBuilder().addDim(dimension(dim));
        }
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder().setTensorType(tensor))
                .build();
    }

    private static Dimension dimension(Object dim) {
        if (dim instanceof Number number) {
            return Dimension.newBuilder().setDimValue(number.longValue()).build();
        }
        return "?".equals(dim)
                ? Dimension.getDefaultInstance()
                : Dimension.newBuilder().setDimParam(dim.toString()).build();
    }

    private static List<Float> floatList(double... values) {
        return DoubleStream.of(values).mapToObj(value -> (float) value).toList();
    }

    private static AttributeProto.Builder attribute(String name, AttributeType type) {
        return AttributeProto.newBuilder().setName(name).setType(type);
    }

    private static StringStringEntryProto entry(String key, String value) {
        return StringStringEntryProto.newBuilder().setKey(key).setValue(value).build();
    }
}
