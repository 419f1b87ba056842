package org.nicepim.workload.yaml;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.nicepim.workload.Block;
import org.nicepim.workload.Corner;
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
 * Works out what a file leaves out of a layer.
 *
 * <p><b>Shape read.</b> Inputs without a place stand side by side along the channels; those of an element-wise layer lie over
 * each other, an extent of 1 repeated. A matrix product flattens each sample, unless it reads sequences (one column): then
 * each position is a row of the product. Attention products read {@code 1 × G·C × P × 1}.
 *
 * <p><b>Dims.</b> N is the input's batch; G the channels, where channels stand on G; C the channels over G; P and Q follow from
 * the window; the rest is 1. K must be said where there are weights, unless G is (a depthwise convolution).
 *
 * <p><b>Places.</b> A single input of an operand is all of it, in whatever shape. In an attention product of two inputs the second
 * is the weight.
 */
final class LayerCompletion {
    private final LayerDraft draft;
    private final int batch;
    private final List<Part> parts;

    /** What is read of a producer, and for which operand; {@code index} counts the inputs of the layer. */
    private record Part(int index, InputDraft input, Operand operand, Block block) {
        FeatureMap extents() {
            return block.extents();
        }
    }

    LayerCompletion(LayerDraft draft, Map<String, FeatureMap> known, int batch) {
        this.draft = draft;
        this.batch = batch;
        List<Part> read = new ArrayList<>();
        for (InputDraft input : draft.inputs()) {
            FeatureMap written = Objects.requireNonNull(known.get(input.from()), input.from());
            boolean second = draft.type().isAttention() && draft.inputs().size() == 2 && read.size() == 1;
            Operand operand = input.operand().orElse(second ? Operand.WEIGHT : Operand.IFMAP);
            read.add(new Part(read.size(), input, operand, input.partOf(written)));
        }
        parts = List.copyOf(read);
    }

    Layer layer() {
        FeatureMap read = shapeRead();
        LayerDims dims = dims(read);
        Window window = new Window(
                draft.rows().extent().orElse(read.rows()),
                draft.cols().extent().orElse(read.cols()),
                draft.rows().stride(),
                draft.cols().stride(),
                draft.rows().padBefore(),
                draft.cols().padBefore(),
                draft.rows().dilation(),
                draft.cols().dilation());
        LayerDraft.Rest rest = draft.rest();
        return new Layer(
                draft.name(),
                draft.type(),
                dims,
                window,
                inputs(dims, window),
                rest.extraParameters(),
                rest.opsPerPoint(),
                rest.weightBits());
    }

    private int said(Dim dim, int otherwise) {
        return draft.dims().getOrDefault(dim, otherwise);
    }

    private FeatureMap shapeRead() {
        if (draft.type().isAttention()) {
            return new FeatureMap(1, Math.multiplyExact(said(Dim.G, 1), said(Dim.C, 1)), said(Dim.P, 1), 1);
        }
        if (parts.isEmpty()) {
            return new FeatureMap(said(Dim.N, batch), said(Dim.G, 1), said(Dim.P, 1), said(Dim.Q, 1));
        }
        return around(places(parts));
    }

    /** The smallest shape that holds all blocks. */
    private static FeatureMap around(List<Block> blocks) {
        FeatureMap shape = blocks.get(0).extents();
        for (MapAxis axis : MapAxis.values()) {
            long end = blocks.stream().mapToLong(block -> block.end(axis)).max().orElseThrow();
            shape = shape.with(axis, Math.toIntExact(end));
        }
        return shape;
    }

    /** Where a file puts the inputs of one operand. */
    private List<Block> places(List<Part> ofOperand) {
        boolean flat = flattens(ofOperand);
        List<Block> places = new ArrayList<>();
        int channels = 0;
        for (Part part : ofOperand) {
            FeatureMap extents = flat ? flat(part.extents()) : part.extents();
            Corner corner = draft.type() == LayerType.ELEMENTWISE
                    ? Corner.ORIGIN
                    : Corner.ORIGIN.with(MapAxis.CHANNEL, channels);
            Block place = part.input()
                    .place()
                    .map(spans -> InputDraft.block(spans, part.extents()))
                    .orElse(new Block(corner, extents));
            places.add(place);
            channels = Math.max(channels, Math.toIntExact(place.end(MapAxis.CHANNEL)));
        }
        return places;
    }

    private boolean flattens(List<Part> ofOperand) {
        return draft.type() == LayerType.MATRIX_PRODUCT
                && ofOperand.stream().anyMatch(part -> part.extents().cols() > 1);
    }

    private static FeatureMap flat(FeatureMap map) {
        return new FeatureMap(map.n(), Math.toIntExact(map.words() / map.n()), 1, 1);
    }

    private LayerDims dims(FeatureMap read) {
        boolean channelsOnG = !draft.type().hasMacs();
        int g = said(Dim.G, channelsOnG ? read.channels() : 1);
        int r = said(Dim.R, 1);
        int s = said(Dim.S, 1);
        return new LayerDims(
                said(Dim.N, read.n()),
                g,
                outputsPerGroup(),
                draft.type().hasStoredWeights() ? inputsPerGroup(read, g) : said(Dim.C, 1),
                outputs(Dim.P, draft.rows(), r, read.rows()),
                outputs(Dim.Q, draft.cols(), s, read.cols()),
                r,
                s);
    }

    private int outputsPerGroup() {
        if (draft.type().hasStoredWeights()
                && !draft.dims().containsKey(Dim.K)
                && !draft.dims().containsKey(Dim.G)) {
            throw error("dims need K, the output channels (or G alone, for a depthwise convolution)");
        }
        return said(Dim.K, 1);
    }

    private int inputsPerGroup(FeatureMap read, int groups) {
        if (draft.dims().containsKey(Dim.C)) {
            return said(Dim.C, 1);
        }
        if (read.channels() % groups != 0) {
            throw error("G = " + groups + " groups must divide the " + read.channels() + " channels that it reads");
        }
        return read.channels() / groups;
    }

    /** What is said, or all that the window gives; not more, since padding says what lies outside of the input. */
    private int outputs(Dim dim, AxisDraft window, int filter, int read) {
        int in = window.extent().orElse(read);
        int all;
        try {
            all = window.outputs(filter, in);
        } catch (IllegalArgumentException e) {
            throw error(String.valueOf(e.getMessage()));
        }
        int outputs = said(dim, all);
        if (outputs > all) {
            throw error(dim + " = " + outputs + " outputs are more than the " + all + " that a window over " + in
                    + " inputs gives. Maybe its pad is missing?");
        }
        return outputs;
    }

    private List<LayerInput> inputs(LayerDims dims, Window window) {
        Map<Operand, FeatureMap> shapes = Map.of(
                Operand.IFMAP,
                new FeatureMap(
                        dims.n(), Math.multiplyExact(dims.g(), dims.c()), window.ifmapRows(), window.ifmapCols()),
                Operand.WEIGHT,
                weightShape(dims));
        List<LayerInput> inputs = new ArrayList<>(parts.size());
        parts.forEach(part -> inputs.add(LayerInput.whole(part.input().from(), part.extents())));
        shapes.forEach((operand, shape) -> place(operand, shape, inputs));
        return inputs;
    }

    private FeatureMap weightShape(LayerDims dims) {
        boolean scores = draft.type() == LayerType.ATTENTION_SCORES;
        int channels = Math.multiplyExact(dims.g(), scores ? dims.c() : dims.k());
        return new FeatureMap(1, channels, scores ? dims.k() : dims.c(), 1);
    }

    /** Gives the operand's inputs their places in the list of all. */
    private void place(Operand operand, FeatureMap shape, List<LayerInput> inputs) {
        List<Part> own =
                parts.stream().filter(part -> part.operand() == operand).toList();
        List<Block> places = places(own);
        boolean over = own.size() == 1 || draft.type() == LayerType.ELEMENTWISE;
        for (int i = 0; i < own.size(); i++) {
            Part part = own.get(i);
            Block place = over && part.input().place().isEmpty() ? Block.whole(shape) : places.get(i);
            inputs.set(part.index(), new LayerInput(part.input().from(), operand, part.block(), place));
        }
    }

    private IllegalArgumentException error(String rule) {
        return new IllegalArgumentException(draft.name() + ": " + rule);
    }
}
