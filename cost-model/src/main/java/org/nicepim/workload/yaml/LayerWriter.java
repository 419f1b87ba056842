package org.nicepim.workload.yaml;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.nicepim.workload.Dim;
import org.nicepim.workload.FeatureMap;
import org.nicepim.workload.Layer;
import org.nicepim.workload.LayerDims;
import org.nicepim.workload.LayerInput;
import org.nicepim.workload.LayerType;
import org.nicepim.workload.MapAxis;
import org.nicepim.workload.Operand;
import org.nicepim.workload.Window;

/**
 * Writes one layer: everything said first, then key by key left out as long as {@link LayerDraft#complete} still gives the
 * same layer. So the writer knows no rule of the reader's, and cannot disagree with it.
 */
final class LayerWriter {
    /** In the order in which they are tried: extents that others follow from come last. */
    private static final List<Dim> DIMS = List.of(Dim.C, Dim.P, Dim.Q, Dim.N, Dim.G, Dim.K, Dim.R, Dim.S);

    private final Layer layer;
    private final Map<String, FeatureMap> known;
    private final int batch;

    private LayerWriter(Layer layer, Map<String, FeatureMap> known, int batch) {
        this.layer = layer;
        this.known = known;
        this.batch = batch;
    }

    /** The item of the list of layers. */
    static String text(Layer layer, Map<String, FeatureMap> known, int batch) {
        LayerWriter writer = new LayerWriter(layer, known, batch);
        return text(writer.shortened(writer.whole()));
    }

    private LayerDraft whole() {
        LayerDims d = layer.dims();
        Window w = layer.window();
        Map<Dim, Integer> dims = new EnumMap<>(Dim.class);
        for (Dim dim : Dim.values()) {
            dims.put(dim, d.of(dim));
        }
        return new LayerDraft(
                layer.name(),
                layer.type(),
                layer.inputs().stream().map(this::whole).toList(),
                dims,
                AxisDraft.of(w.ifmapRows(), w.strideRows(), w.padTop(), w.dilationRows(), d.r(), d.p()),
                AxisDraft.of(w.ifmapCols(), w.strideCols(), w.padLeft(), w.dilationCols(), d.s(), d.q()),
                new LayerDraft.Rest(layer.extraParameters(), layer.opsPerPoint(), layer.weightBits()));
    }

    private InputDraft whole(LayerInput input) {
        FeatureMap written = Objects.requireNonNull(known.get(input.producer()), input.producer());
        return new InputDraft(
                input.producer(),
                Optional.of(input.operand()),
                InputDraft.spans(input.part(), written),
                Optional.of(InputDraft.spans(input.place(), input.part().extents())));
    }

    private LayerDraft shortened(LayerDraft whole) {
        LayerDraft draft = whole;
        draft = shorter(draft, draft.with(map(draft, input -> input.without(input.part(), Optional.empty()))));
        draft = shorter(draft, draft.with(map(draft, InputDraft::withoutOperand)));
        draft = shorter(draft, draft.with(map(draft, LayerWriter::withoutIfmap)));
        for (int i = 0; i < draft.inputs().size(); i++) {
            draft = shorter(draft, withoutPlace(draft, i));
        }
        draft = shorter(draft, draft.with(draft.rows().withoutExtent(), draft.cols()));
        draft = shorter(draft, draft.with(draft.rows(), draft.cols().withoutExtent()));
        for (Dim dim : DIMS) {
            draft = shorter(draft, draft.without(dim));
        }
        return draft;
    }

    private static List<InputDraft> map(LayerDraft draft, UnaryOperator<InputDraft> change) {
        return draft.inputs().stream().map(change).toList();
    }

    private static LayerDraft withoutPlace(LayerDraft draft, int input) {
        List<InputDraft> inputs = new ArrayList<>(draft.inputs());
        inputs.set(input, inputs.get(input).without(inputs.get(input).part(), Optional.empty()));
        return draft.with(inputs);
    }

    private static InputDraft withoutIfmap(InputDraft input) {
        return input.operand().equals(Optional.of(Operand.IFMAP)) ? input.withoutOperand() : input;
    }

    /** The shorter draft if it means the layer too. */
    private LayerDraft shorter(LayerDraft draft, LayerDraft shorter) {
        try {
            return shorter.complete(known, batch).equals(layer) ? shorter : draft;
        } catch (IllegalArgumentException e) {
            return draft;
        }
    }

    private static String text(LayerDraft draft) {
        List<String> fields = new ArrayList<>();
        fields.add("name: " + Yaml.scalar(draft.name()));
        fields.add("type: " + Words.of(draft.type()));
        boolean plain = draft.inputs().stream().allMatch(InputDraft::isPlain);
        if (!draft.inputs().isEmpty() && plain) {
            fields.add("inputs: "
                    + Yaml.list(draft.inputs().stream()
                            .map(input -> Yaml.scalar(input.from()))
                            .toList()));
        }
        fields.addAll(numbers(draft));
        if (plain) {
            return "  - " + Yaml.mapping(fields) + "\n";
        }
        StringBuilder text = new StringBuilder("  - " + String.join("\n    ", fields) + "\n    inputs:\n");
        draft.inputs()
                .forEach(input -> text.append("      - ").append(text(input)).append('\n'));
        return text.toString();
    }

    private static List<String> numbers(LayerDraft draft) {
        List<String> fields = new ArrayList<>();
        List<String> dims = new ArrayList<>();
        for (Dim dim : Dim.values()) {
            if (draft.dims().containsKey(dim)) {
                dims.add(dim + ": " + draft.dims().get(dim));
            }
        }
        if (!dims.isEmpty()) {
            fields.add("dims: " + Yaml.mapping(dims));
        }
        List<String> window = window(draft.rows(), draft.cols());
        if (!window.isEmpty()) {
            fields.add("window: " + Yaml.mapping(window));
        }
        LayerDraft.Rest rest = draft.rest();
        if (rest.extraParameters() != 0) {
            fields.add("extraParameters: " + rest.extraParameters());
        }
        if (rest.opsPerPoint() != 1 || draft.type() == LayerType.REDUCTION) {
            fields.add("opsPerPoint: " + rest.opsPerPoint());
        }
        rest.weightBits().ifPresent(bits -> fields.add("weightBits: " + bits));
        return fields;
    }

    private static List<String> window(AxisDraft rows, AxisDraft cols) {
        List<String> fields = new ArrayList<>();
        rows.extent().ifPresent(extent -> fields.add("rows: " + extent));
        cols.extent().ifPresent(extent -> fields.add("cols: " + extent));
        if (rows.stride() != 1 || cols.stride() != 1) {
            fields.add("stride: " + both(rows.stride(), cols.stride()));
        }
        if (rows.padBefore() != rows.padAfter() || cols.padBefore() != cols.padAfter()) {
            fields.add("pad: [" + rows.padBefore() + ", " + cols.padBefore() + ", " + rows.padAfter() + ", "
                    + cols.padAfter() + "]");
        } else if (rows.padBefore() != 0 || cols.padBefore() != 0) {
            fields.add("pad: " + both(rows.padBefore(), cols.padBefore()));
        }
        if (rows.dilation() != 1 || cols.dilation() != 1) {
            fields.add("dilation: " + both(rows.dilation(), cols.dilation()));
        }
        return fields;
    }

    private static String both(int rows, int cols) {
        return rows == cols ? String.valueOf(rows) : "[" + rows + ", " + cols + "]";
    }

    private static String text(InputDraft input) {
        if (input.isPlain()) {
            return Yaml.scalar(input.from());
        }
        List<String> fields = new ArrayList<>();
        fields.add("from: " + Yaml.scalar(input.from()));
        if (!input.part().isEmpty()) {
            fields.add("part: " + spans(input.part()));
        }
        input.place().ifPresent(place -> fields.add("place: " + spans(place)));
        input.operand().ifPresent(operand -> fields.add("operand: " + Words.of(operand)));
        return Yaml.mapping(fields);
    }

    private static String spans(Map<MapAxis, Span> spans) {
        List<String> fields = new ArrayList<>();
        Words.AXES.forEach((axis, word) -> {
            Span span = spans.get(axis);
            if (span != null) {
                fields.add(word + ": [" + span.first() + ", " + span.end() + "]");
            }
        });
        return Yaml.mapping(fields);
    }
}
