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
import org.nicepim.workload.Window;

/** Reads one entry of {@code layers}. */
final class LayerReader {
    private static final int MOST = Integer.MAX_VALUE;
    /** Strides, paddings and dilations beyond this are no windows. */
    private static final int MOST_STEP = Window.MOST;

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
                node.has("extraParameters") ? node.get("extraParameters").integer(0, Long.MAX_VALUE) : 0,
                node.has("opsPerPoint") ? node.get("opsPerPoint").integer(1, MOST) : 1,
                node.has("weightBits") ? Optional.of(node.get("weightBits").integer(1, 64)) : Optional.empty());
    }

    private static InputDraft input(YamlNode node) {
        if (!node.isMapping()) {
            return InputDraft.whole(node.text());
        }
        String from = node.get("from").text();
        Optional<Operand> operand = node.has("operand") ? Optional.of(operand(node.get("operand"))) : Optional.empty();
        Map<MapAxis, Span> part = node.has("part") ? spans(node.get("part")) : Map.of();
        Optional<Map<MapAxis, Span>> place =
                node.has("place") ? Optional.of(spans(node.get("place"))) : Optional.empty();
        node.done();
        return new InputDraft(from, operand, part, place);
    }

    private static Operand operand(YamlNode node) {
        return node.word(List.of("ifmap", "weight")).equals("weight") ? Operand.WEIGHT : Operand.IFMAP;
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
        int[] ends = integers(node, 0, MOST, 2);
        if (ends.length != 2 || ends[0] >= ends[1]) {
            throw node.error("must be [first, end) with first < end, such as [0, 64] for 64 positions.");
        }
        return new Span(ends[0], ends[1]);
    }

    private static Map<Dim, Integer> dims(YamlNode node) {
        Map<Dim, Integer> dims = new EnumMap<>(Dim.class);
        for (Dim dim : Dim.values()) {
            if (node.has(dim.name())) {
                dims.put(dim, node.get(dim.name()).integer(1, MOST));
            }
        }
        node.done();
        return dims;
    }

    /** Half by half: rows, then columns. */
    private static AxisDraft[] window(YamlNode node) {
        int[] stride = both(node, "stride", 1);
        int[] dilation = both(node, "dilation", 1);
        int[] pad = node.has("pad") ? pad(node.get("pad")) : new int[4];
        Optional<Integer> rows = node.has("rows") ? Optional.of(node.get("rows").integer(1, MOST)) : Optional.empty();
        Optional<Integer> cols = node.has("cols") ? Optional.of(node.get("cols").integer(1, MOST)) : Optional.empty();
        node.done();
        return new AxisDraft[] {
            new AxisDraft(rows, stride[0], pad[0], pad[2], dilation[0]),
            new AxisDraft(cols, stride[1], pad[1], pad[3], dilation[1])
        };
    }

    /** One number for rows and columns, or one each. */
    private static int[] both(YamlNode node, String key, int otherwise) {
        if (!node.has(key)) {
            return new int[] {otherwise, otherwise};
        }
        int[] values = integers(node.get(key), 1, MOST_STEP, 2);
        return new int[] {values[0], values[values.length - 1]};
    }

    private static int[] pad(YamlNode node) {
        int[] pad = integers(node, 0, MOST_STEP, 4);
        return switch (pad.length) {
            case 1 -> new int[] {pad[0], pad[0], pad[0], pad[0]};
            case 2 -> new int[] {pad[0], pad[1], pad[0], pad[1]};
            case 4 -> pad;
            default -> throw node.error("must be one number, [rows, cols], or [top, left, bottom, right].");
        };
    }

    /** A number, or a list of at most so many. */
    private static int[] integers(YamlNode node, int least, int most, int size) {
        if (!node.isList()) {
            return new int[] {node.integer(least, most)};
        }
        int[] values =
                node.list().stream().mapToInt(item -> item.integer(least, most)).toArray();
        if (values.length > size) {
            throw node.error("must be a list of at most " + size + " numbers.");
        }
        return values;
    }
}
