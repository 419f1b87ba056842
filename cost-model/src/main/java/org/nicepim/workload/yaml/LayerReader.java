package org.nicepim.workload.yaml;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.nicepim.config.YamlNode;
import org.nicepim.workload.Dim;
import org.nicepim.workload.LayerType;
import org.nicepim.workload.MapAxis;
import org.nicepim.workload.Operand;

/** Reads one entry of {@code layers}. */
final class LayerReader {
    private LayerReader() {}

    static LayerDraft read(YamlNode node) {
        String name = node.get("name").text();
        LayerType type = Words.type(node.get("type"));
        List<InputDraft> inputs = node.has("inputs")
                ? node.get("inputs").list().stream().map(LayerReader::input).toList()
                : List.of();
        Map<Dim, Integer> dims = node.has("dims") ? dims(node.get("dims")) : Map.of();
        AxisDraft[] window = {AxisDraft.IDENTITY, AxisDraft.IDENTITY};
        if (node.has("window")) {
            window = window(node.get("window"));
        }
        LayerDraft draft = new LayerDraft(name, type, inputs, dims, window[0], window[1], rest(node));
        node.done();
        return draft;
    }

    private static LayerDraft.Rest rest(YamlNode node) {
        return new LayerDraft.Rest(
                node.get("extraParameters").longInteger(),
                node.get("opsPerPoint").integer(),
                node.find("weightBits").map(YamlNode::integer));
    }

    private static InputDraft input(YamlNode node) {
        if (!node.isMapping()) {
            return InputDraft.whole(node.text());
        }
        String from = node.get("from").text();
        Optional<Operand> operand = node.find("operand").map(LayerReader::operand);
        Map<MapAxis, Span> part = node.has("part") ? spans(node.get("part")) : Map.of();
        Optional<Map<MapAxis, Span>> place = node.find("place").map(LayerReader::spans);
        node.done();
        return new InputDraft(from, operand, part, place);
    }

    private static Operand operand(YamlNode node) {
        return node.word().equals("weight") ? Operand.WEIGHT : Operand.IFMAP;
    }

    private static Map<MapAxis, Span> spans(YamlNode node) {
        Map<MapAxis, Span> spans = new EnumMap<>(MapAxis.class);
        Words.AXES.forEach((axis, word) -> {
            if (node.has(word)) {
                spans.put(axis, span(node.get(word)));
            }
        });
        node.done();
        return spans;
    }

    private static Span span(YamlNode node) {
        int[] ends = integers(node, 2);
        if (ends.length != 2 || ends[0] >= ends[1]) {
            throw node.error("must be [first, end) with first < end, such as [0, 64] for 64 positions.");
        }
        return new Span(ends[0], ends[1]);
    }

    private static Map<Dim, Integer> dims(YamlNode node) {
        Map<Dim, Integer> dims = new EnumMap<>(Dim.class);
        for (Dim dim : Dim.values()) {
            if (node.has(dim.name())) {
                dims.put(dim, node.get(dim.name()).integer());
            }
        }
        node.done();
        return dims;
    }

    /** Half by half: rows, then columns. */
    private static AxisDraft[] window(YamlNode node) {
        int[] stride = both(node.get("stride"));
        int[] dilation = both(node.get("dilation"));
        int[] pad = pad(node.get("pad"));
        Optional<Integer> rows = node.find("rows").map(YamlNode::integer);
        Optional<Integer> cols = node.find("cols").map(YamlNode::integer);
        node.done();
        return new AxisDraft[] {
            new AxisDraft(rows, stride[0], pad[0], pad[2], dilation[0]),
            new AxisDraft(cols, stride[1], pad[1], pad[3], dilation[1])
        };
    }

    /** One number for rows and columns, or one each. */
    private static int[] both(YamlNode node) {
        int[] values = integers(node, 2);
        return new int[] {values[0], values[values.length - 1]};
    }

    private static int[] pad(YamlNode node) {
        int[] pad = integers(node, 4);
        return switch (pad.length) {
            case 1 -> new int[] {pad[0], pad[0], pad[0], pad[0]};
            case 2 -> new int[] {pad[0], pad[1], pad[0], pad[1]};
            case 4 -> pad;
            default -> throw node.error("must be one number, [rows, cols], or [top, left, bottom, right].");
        };
    }

    /** A number, or a list of at most so many. */
    private static int[] integers(YamlNode node, int size) {
        if (!node.isList()) {
            return new int[] {node.integer()};
        }
        int[] values = node.list().stream().mapToInt(YamlNode::integer).toArray();
        if (values.length > size) {
            throw node.error("must be a list of at most " + size + " numbers.");
        }
        return values;
    }
}
