package org.nicepim.workload.onnx.lower;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.nicepim.workload.Block;
import org.nicepim.workload.FeatureMap;
import org.nicepim.workload.Layer;
import org.nicepim.workload.LayerDims;
import org.nicepim.workload.LayerInput;
import org.nicepim.workload.LayerType;
import org.nicepim.workload.MapAxis;
import org.nicepim.workload.Operand;
import org.nicepim.workload.Tensor;
import org.nicepim.workload.Window;

/** Makes layers that belong to no single operator: what is read but was not in memory yet, and copies into another shape. */
final class LayerWriter {
    private final Layers layers;
    private final Parameters parameters;
    private final Notes notes;
    private final IdentityHashMap<Content, Content.Known> written = new IdentityHashMap<>();
    private final IdentityHashMap<Draft, String> tables = new IdentityHashMap<>();
    private final IdentityHashMap<Tensor, Tensor> copies = new IdentityHashMap<>();

    LayerWriter(Layers layers, Parameters parameters, Notes notes) {
        this.layers = layers;
        this.parameters = parameters;
        this.notes = notes;
    }

    /** The result of a layer under axes of as many words. */
    Value result(Draft draft, Axes axes) {
        Tensor tensor = Tensor.of(draft.name(), draft.layer().ofmap()).reshape(axes.map());
        return new Value(axes, new Content.Known(tensor, Source.of(draft)), true);
    }

    /** The tensor of a value that {@link #written} or {@link #whole} gave. */
    static Tensor tensor(Value value) {
        if (value.content() instanceof Content.Known known) {
            return known.tensor();
        }
        throw new IllegalStateException("a value that is not in memory: " + value);
    }

    /** The value in memory; what was put off becomes a layer, once. */
    Value written(String node, Value value) {
        if (value.content() instanceof Content.Known) {
            return value;
        }
        Content.Known known = written.get(value.content());
        if (known == null) {
            known = write(node, value);
            written.put(value.content(), known);
        }
        return new Value(value.axes(), known, value.exclusive());
    }

    private Content.Known write(String node, Value value) {
        Content content = value.content();
        if (content instanceof Content.Normalised normalised) {
            return known(normalise(normalised));
        }
        if (content instanceof Content.Statistic statistic) {
            return known(reduce(statistic));
        }
        if (content instanceof Content.Table table) {
            return known(lookUp(table.node(), table.map(), Optional.of(table.stored())));
        }
        if (content instanceof Content.Part part) {
            return Blocks.of(this, notes, part);
        }
        if (content instanceof Content.Padded padded) {
            Value base = whole(padded.node(), padded.base());
            return known(resampled(padded.node(), tensor(base), value.axes().map(), 1));
        }
        FeatureMap map = value.axes().map();
        return content instanceof Content.Free free && free.input().isPresent()
                ? new Content.Known(layers.input(free.input().get(), map), Source.input())
                : known(lookUp(node + "/given", map, Optional.empty()));
    }

    private static Content.Known known(Draft draft) {
        return new Content.Known(Tensor.of(draft.name(), draft.layer().ofmap()), Source.of(draft));
    }

    private Draft normalise(Content.Normalised content) {
        Tally tally = content.tally();
        Tensor base = tensor(content.base());
        Draft draft = resampled(tally.node(), base, base.shape(), tally.operations());
        tally.vectors().forEach(vector -> draft.addParameters(parameters.claim(vector)));
        return draft;
    }

    private Draft reduce(Content.Statistic content) {
        Reduction reduction = content.reduction();
        String node = content.tally().node();
        Tensor read = shaped(node, tensor(content.base()), reduction.read());
        return pool(node, read, reduction.dims(), reduction.window());
    }

    /** A pooling layer. */
    Draft pool(String name, Tensor input, LayerDims dims, Window window) {
        List<LayerInput> read = input.as(Operand.IFMAP);
        return layers.add(name, free -> new Layer(free, LayerType.POOLING, dims, window, read, 0, 1, Optional.empty()));
    }

    /**
     * A table look-up.
     *
     * @param stored the table; its values count once, and not here if a product has them as its weights
     */
    Draft lookUp(String name, FeatureMap map, Optional<String> stored) {
        Window window = Window.identity(map.rows(), map.cols());
        Draft draft = layers.add(
                name,
                free -> new Layer(
                        free, LayerType.EMBEDDING, Layers.perChannel(map), window, List.of(), 0, 1, Optional.empty()));
        stored.ifPresent(table -> tables.put(draft, table));
        return draft;
    }

    /**
     * Gives their parameters to the tables that are nobody's weights; after all other layers. What no product reads, directly
     * or not, is not learned: the grid that a detector adds to its boxes.
     */
    void countTables(List<Draft> drafts) {
        boolean products =
                drafts.stream().anyMatch(draft -> draft.layer().type().hasMacs());
        Set<String> read = new HashSet<>();
        List<Draft> learned = new ArrayList<>();
        for (int i = drafts.size() - 1; i >= 0; i--) {
            Draft draft = drafts.get(i);
            boolean leads = read.contains(draft.name());
            if (leads || draft.layer().type().hasMacs()) {
                read.addAll(draft.layer().producers());
            }
            if ((leads || !products) && tables.containsKey(draft)) {
                learned.add(draft);
            }
        }
        Collections.reverse(learned);
        learned.forEach(draft -> Optional.ofNullable(tables.get(draft))
                .ifPresent(table -> draft.addParameters(parameters.claimWhole(table))));
    }

    /** The value in memory without repeats: these are written out. */
    Value whole(String node, Value value) {
        Value known = written(node, value);
        if (!known.axes().repeats()) {
            return known;
        }
        Axes axes = spread(known.axes());
        return result(resampled(node + "/expand", tensor(known), axes.map(), 1), axes);
    }

    /** Repeats lie where the rest of their axis lies, else on the role that an axis of that position has in general. */
    private static Axes spread(Axes axes) {
        List<List<Atom>> spread = new ArrayList<>();
        for (int axis = 0; axis < axes.rank(); axis++) {
            Role role = axes.atoms(axis).stream()
                    .map(Atom::role)
                    .filter(found -> found != Role.REPEATED)
                    .findFirst()
                    .orElse(Roles.of(axes.rank()).get(axis));
            spread.add(axes.atoms(axis).stream()
                    .map(atom -> atom.repeats() ? new Atom(role, atom.size()) : atom)
                    .toList());
        }
        return Axes.packed(spread);
    }

    /** The value in memory under axes of as many words. */
    Value seen(String node, Value value, Axes axes) {
        Value whole = whole(node, value);
        Tensor tensor = shaped(node, tensor(whole), axes.map());
        Source source = ((Content.Known) whole.content()).source();
        return new Value(axes, new Content.Known(tensor, source), whole.exclusive());
    }

    /** The same words under another shape, copied if they lie in several tensors that do not fit together there. */
    Tensor shaped(String node, Tensor tensor, FeatureMap map) {
        try {
            return tensor.reshape(map);
        } catch (IllegalArgumentException e) {
            if (tensor.parts().size() == 1 || tensor.shape().words() != map.words()) {
                throw e;
            }
            return gathered(node, tensor).reshape(map);
        }
    }

    /** A copy in one piece. */
    Tensor gathered(String node, Tensor tensor) {
        if (tensor.parts().size() == 1) {
            return tensor;
        }
        notes.add(node, "A concatenation is copied into one tensor before it is read in another shape");
        return copied(node, tensor);
    }

    /** A copy, made once. */
    Tensor copied(String node, Tensor tensor) {
        Tensor copy = copies.get(tensor);
        if (copy == null) {
            copy = known(resampled(node + "/copy", tensor, tensor.shape(), 1)).tensor();
            copies.put(tensor, copy);
        }
        return copy;
    }

    /** A layer that writes a feature map of any shape out of all words of a tensor. */
    Draft resampled(String name, Tensor from, FeatureMap to, int ops) {
        Tensor read = stretches(from, to) ? from : gathered(name, from);
        List<LayerInput> inputs = new ArrayList<>();
        for (Tensor.Part part : read.parts()) {
            inputs.add(new LayerInput(part.producer(), Operand.IFMAP, part.part(), place(part, read, to)));
        }
        Window window = Window.identity(to.rows(), to.cols());
        LayerDims dims = Layers.perChannel(to);
        return layers.add(
                name, free -> new Layer(free, LayerType.REDUCTION, dims, window, inputs, 0, ops, Optional.empty()));
    }

    /** True if rows and columns alone change, and no part ends inside them; or nothing changes. */
    private static boolean stretches(Tensor from, FeatureMap to) {
        FeatureMap shape = from.shape();
        boolean sameChannels = shape.n() == to.n() && shape.channels() == to.channels();
        boolean whole = from.parts().stream()
                .map(part -> part.place().extents())
                .allMatch(extents -> extents.rows() == shape.rows() && extents.cols() == shape.cols());
        return shape.equals(to) || sameChannels && whole;
    }

    private static Block place(Tensor.Part part, Tensor read, FeatureMap to) {
        if (read.shape().equals(to)) {
            return part.place();
        }
        if (read.parts().size() == 1) {
            return Block.whole(to);
        }
        FeatureMap extents = part.place().extents();
        return new Block(
                part.place().from(), extents.with(MapAxis.ROW, to.rows()).with(MapAxis.COL, to.cols()));
    }
}
