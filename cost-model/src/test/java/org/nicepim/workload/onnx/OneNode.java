package org.nicepim.workload.onnx;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.nicepim.testkit.OnnxBuilder;
import org.nicepim.workload.onnx.graph.ElementType;
import org.nicepim.workload.onnx.graph.ShapedGraph;
import org.nicepim.workload.onnx.proto.AttributeProto;

/**
 * A graph of one node, written on a line.
 *
 * <p>Inputs, separated by blanks: {@code 2x3} is computed by the network, {@code w2x3} is a weight without data, {@code [1,-1]}
 * and {@code #1} are stored whole numbers, {@code [1.5]} and {@code #1.5} real ones, {@code -} is omitted; {@code :INT8} behind
 * dims gives a type. Attributes, separated by blanks: {@code axis=1 alpha=0.5 pads=[1,1] mode=linear}.
 *
 * @param op operator, with {@code domain::} in front if it is not of the default one, and {@code @opset} behind
 * @param inputs as above
 * @param attributes as above
 * @param outputs how many
 */
record OneNode(String op, String inputs, String attributes, int outputs) {
    private static final Pattern NUMBER = Pattern.compile("-?\\d+");

    ShapedGraph read() {
        return OnnxReader.read(build().bytes(), "one.onnx", Map.of());
    }

    OnnxBuilder build() {
        String[] versioned = op.split("@", -1);
        String[] domained = versioned[0].split("::", -1);
        OnnxBuilder graph = new OnnxBuilder("one").opset(versioned.length > 1 ? Long.parseLong(versioned[1]) : 17);
        List<String> names = new ArrayList<>();
        for (String input : words(inputs)) {
            names.add(addInput(graph, input, "in" + names.size()));
        }
        List<String> outputNames =
                IntStream.range(0, outputs).mapToObj(i -> "out" + i).toList();
        AttributeProto[] settings =
                words(attributes).stream().map(OneNode::attribute).toArray(AttributeProto[]::new);
        graph.node(
                domained.length > 1 ? domained[0] : "",
                domained[domained.length - 1],
                "node",
                names,
                outputNames,
                settings);
        outputNames.forEach(graph::output);
        return graph;
    }

    /** Shapes of the outputs: {@code 2x3 2x1}; a scalar is {@code ()}. */
    String shapes() {
        ShapedGraph graph = read();
        return graph.outputs().stream().map(output -> text(graph.shape(output))).collect(Collectors.joining(" "));
    }

    /** Type of the first output. */
    ElementType type() {
        return read().type("out0");
    }

    /** Values of the first output: whole numbers, or real ones. */
    String values() {
        ShapedGraph graph = read();
        return graph.integers("out0")
                .map(Object::toString)
                .or(() -> graph.reals("out0").map(Object::toString))
                .orElse("unknown")
                .replace(" ", "");
    }

    private static String text(List<Integer> shape) {
        return shape.isEmpty() ? "()" : shape.stream().map(String::valueOf).collect(Collectors.joining("x"));
    }

    private static List<String> words(String line) {
        return Stream.of(line.trim().split("\\s+"))
                .filter(word -> !word.isEmpty())
                .toList();
    }

    private static String addInput(OnnxBuilder graph, String word, String name) {
        if ("-".equals(word)) {
            return "";
        }
        if (word.startsWith("#")) {
            return word.contains(".")
                    ? graph.scalarReal(name, Double.parseDouble(word.substring(1)))
                    : graph.scalar(name, Long.parseLong(word.substring(1)));
        }
        if (word.startsWith("[")) {
            return word.contains(".") ? graph.constantReals(name, reals(word)) : graph.constant(name, integers(word));
        }
        String[] typed = word.split(":", -1);
        ElementType type = typed.length > 1 ? ElementType.valueOf(typed[1]) : ElementType.FLOAT;
        long[] dims = dims(typed[0]);
        return typed[0].startsWith("w")
                ? graph.weight(name, type, dims)
                : graph.input(name, type, Arrays.stream(dims).boxed().toArray());
    }

    private static long[] dims(String word) {
        Matcher matcher = NUMBER.matcher(word);
        return matcher.results()
                .mapToLong(result -> Long.parseLong(result.group()))
                .toArray();
    }

    private static long[] integers(String word) {
        return dims(word);
    }

    private static double[] reals(String word) {
        return Stream.of(word.substring(1, word.length() - 1).split(",", -1))
                .mapToDouble(Double::parseDouble)
                .toArray();
    }

    private static AttributeProto attribute(String word) {
        String[] parts = word.split("=", 2);
        String value = parts[1];
        if (value.startsWith("[")) {
            return value.contains(".")
                    ? OnnxBuilder.reals(parts[0], reals(value))
                    : OnnxBuilder.ints(parts[0], integers(value));
        }
        if (NUMBER.matcher(value).matches()) {
            return OnnxBuilder.integer(parts[0], Long.parseLong(value));
        }
        return value.matches("-?\\d+\\.\\d+")
                ? OnnxBuilder.real(parts[0], Double.parseDouble(value))
                : OnnxBuilder.text(parts[0], value);
    }
}
