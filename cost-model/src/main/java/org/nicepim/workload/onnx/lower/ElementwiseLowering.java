package org.nicepim.workload.onnx.lower;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One operation per element. A function of one computation folds into what computes it, however it is written: activations,
 * gates of a value by itself, scalars, masks. So do learned vectors, if nothing but they read the product before them; else
 * they, and all that combines a tensor with statistics of itself, become a normalisation. Several computations make a layer.
 */
final class ElementwiseLowering {
    private static final Set<String> SUMS = Set.of("Add", "Sub", "Sum");
    private static final Set<String> PRODUCTS = Set.of("Mul", "QLinearMul");

    private final Call call;
    private final String name;
    private final String op;
    private final List<Integer> shape;
    private final List<Value> values = new ArrayList<>();
    private final List<String> vectors = new ArrayList<>();

    private ElementwiseLowering(Call call, String name, String op) {
        this.call = call;
        this.name = name;
        this.op = op;
        this.shape = call.outputShape();
    }

    /** The first input alone is data. */
    static void alias(Call call) {
        combine(call, List.of(0));
        for (int output = 1; output < call.outputs(); output++) {
            if (call.hasOutput(output)) {
                call.returns(output, call.free(output));
            }
        }
    }

    /** All inputs are data. */
    static void all(Call call) {
        combine(call, call.inputs());
    }

    /** Two operands, each followed by its scale and zero point. */
    static void quantised(Call call) {
        combine(call, List.of(0, 3));
    }

    /** The sum inside a fused operator. */
    static Value sum(Call call, String name, List<Integer> inputs) {
        return new ElementwiseLowering(call, name, "Add").of(inputs);
    }

    private static void combine(Call call, List<Integer> inputs) {
        call.returns(new ElementwiseLowering(call, call.name(), call.op()).of(inputs));
    }

    private Value of(List<Integer> inputs) {
        for (int input : inputs) {
            if (!call.isStored(input)) {
                values.add(call.value(input));
            } else if (call.parameters().isLearned(call.input(input))) {
                vectors.add(call.input(input));
            }
        }
        return lower();
    }

    private Value lower() {
        values.removeIf(Value::isFree);
        if (PRODUCTS.contains(op) && values.stream().anyMatch(value -> !isTable(value))) {
            values.removeIf(ElementwiseLowering::isTable);
        }
        if (values.isEmpty()) {
            return call.free(0);
        }
        if (values.stream().anyMatch(ElementwiseLowering::isScores)) {
            values.removeIf(this::isMask);
        }
        Set<Object> origins = new LinkedHashSet<>();
        values.forEach(value -> origins.add(value.origin()));
        if (origins.size() > 1) {
            return Combination.of(call, name, distinct(), shape, vectors);
        }
        Optional<String> table = alongPositions();
        return table.isPresent() ? addTable(table.get()) : fold();
    }

    /** Cosines and sines that are looked up by position multiply queries and keys, and are no parameters then. */
    private static boolean isTable(Value value) {
        return value.content() instanceof Content.Table;
    }

    /** Of several values with one origin and shape the first. */
    private List<Value> distinct() {
        IdentityHashMap<Object, Set<List<Integer>>> seen = new IdentityHashMap<>();
        return values.stream()
                .filter(value -> seen.computeIfAbsent(value.origin(), key -> new LinkedHashSet<>())
                        .add(value.axes().shape()))
                .toList();
    }

    /** A learned tensor that is added and differs from position to position: an embedding of positions. */
    private Optional<String> alongPositions() {
        return SUMS.contains(op) && !isScores(values.get(0))
                ? vectors.stream().filter(this::variesAlongPositions).findFirst()
                : Optional.empty();
    }

    private static boolean isScores(Value value) {
        return value.content() instanceof Content.Known known
                && known.source().layer().filter(Layers::isScores).isPresent();
    }

    /** An input of the network that is the same for all heads, beside scores. */
    private boolean isMask(Value value) {
        int heads = shape.size() - 3;
        return isInput(value) && (heads < 0 || value.axes().ofRank(shape.size()).extent(heads) == 1);
    }

    private static boolean isInput(Value value) {
        Content content =
                value.content() instanceof Content.Part part ? part.base().content() : value.content();
        return content instanceof Content.Known known && known.source().isInput();
    }

    private boolean variesAlongPositions(String stored) {
        Axes aligned = largest().axes().ofRank(shape.size());
        List<Integer> extents = aligned(stored);
        for (int axis = 0; axis < shape.size(); axis++) {
            boolean positions =
                    aligned.atoms(axis).stream().anyMatch(atom -> atom.role() == Role.ROW || atom.role() == Role.COL);
            if (positions && extents.get(axis) > 1) {
                return true;
            }
        }
        return false;
    }

    /** Extents of a stored tensor, outer axes of 1 in front. */
    private List<Integer> aligned(String stored) {
        List<Integer> own = call.graph().shape(stored);
        List<Integer> extents = new ArrayList<>();
        for (int axis = own.size() - shape.size(); axis < own.size(); axis++) {
            extents.add(axis < 0 ? 1 : own.get(axis));
        }
        return extents;
    }

    private Value largest() {
        Value largest = values.get(0);
        for (Value value : values) {
            if (Axes.size(value.axes().atoms()) > Axes.size(largest.axes().atoms())) {
                largest = value;
            }
        }
        return largest;
    }

    private Value addTable(String stored) {
        Axes axes = largest().axes().repeated(shape);
        List<Integer> extents = aligned(stored);
        List<List<Atom>> read = new ArrayList<>();
        for (int axis = 0; axis < shape.size(); axis++) {
            read.add(extents.get(axis) > 1 ? axes.atoms(axis) : List.of());
        }
        Axes table = Axes.packed(read);
        Draft draft = call.writer().lookUp(name + "/table", table.map(), Optional.of(stored));
        List<Value> operands = new ArrayList<>(distinct());
        operands.add(call.writer().result(draft, table));
        List<String> rest =
                vectors.stream().filter(vector -> !vector.equals(stored)).toList();
        return Combination.of(call, name, operands, shape, rest);
    }

    private Value fold() {
        Value largest = largest();
        Value view = new Value(largest.axes().repeated(shape), largest.content(), largest.exclusive());
        List<String> learned = learned();
        if (values.stream().allMatch(value -> isSame(value, largest))) {
            return learned.isEmpty() ? view : scaled(view, learned);
        }
        Tally tally = values.stream()
                .map(Value::content)
                .flatMap(content -> tally(content).stream())
                .reduce(Tally::merged)
                .orElseThrow();
        return values.stream().allMatch(value -> value.content() instanceof Content.Statistic)
                ? statistic(view, tally.plus(name, 0, learned))
                : normalised(view, tally.plus(name, 1, learned));
    }

    /**
     * What is a parameter: no masks of attention, which are the same for all heads, no waves along positions, and no scales of
     * pictures.
     */
    private List<String> learned() {
        if (isInput(values.get(0))) {
            return List.of();
        }
        if (isScores(values.get(0))) {
            int heads = shape.size() - 3;
            return vectors.stream()
                    .filter(vector -> heads >= 0 && aligned(vector).get(heads) > 1)
                    .toList();
        }
        return vectors.stream()
                .filter(vector -> !PRODUCTS.contains(op) || !variesAlongPositions(vector))
                .toList();
    }

    private static boolean isSame(Value value, Value other) {
        boolean known = value.content() instanceof Content.Known && other.content() instanceof Content.Known;
        boolean part = value.content() instanceof Content.Part && other.content() instanceof Content.Part;
        return known || part || value.content() == other.content();
    }

    private static Optional<Tally> tally(Content content) {
        if (content instanceof Content.Normalised normalised) {
            return Optional.of(normalised.tally());
        }
        return content instanceof Content.Statistic statistic ? Optional.of(statistic.tally()) : Optional.empty();
    }

    /** Learned vectors fold into the layer before, or into a normalisation, or start one. */
    private Value scaled(Value view, List<String> learned) {
        Optional<Tally> tally = tally(view.content()).map(before -> before.plus(name, 1, learned));
        if (view.content() instanceof Content.Statistic) {
            return statistic(view, tally.orElseThrow());
        }
        if (view.content() instanceof Content.Normalised) {
            return normalised(view, tally.orElseThrow());
        }
        return scaled(call, view, learned, 1);
    }

    /**
     * Folds learned vectors into the layer that computes a value, if nothing else reads it before; else starts a
     * normalisation, which a convolution behind may still take in.
     */
    static Value scaled(Call call, Value view, List<String> learned, int operations) {
        Value known = call.writer().written(call.name(), view);
        Optional<Draft> layer = known.content() instanceof Content.Known content
                ? content.source().layer().filter(Draft::absorbs)
                : Optional.empty();
        if (known.exclusive() && layer.isPresent()) {
            learned.forEach(
                    vector -> layer.get().addParameters(call.parameters().claim(vector)));
            return known;
        }
        Tally tally = Tally.of(call.name(), operations, false).plus(call.name(), operations, learned);
        return new Value(known.axes(), new Content.Normalised(known, tally), true);
    }

    private static Value normalised(Value view, Tally tally) {
        return new Value(view.axes(), new Content.Normalised(base(view), tally), view.exclusive());
    }

    /** A statistic that a vector makes as large as the tensor is a normalisation in the making. */
    private Value statistic(Value view, Tally tally) {
        if (!(view.content() instanceof Content.Statistic statistic)) {
            throw new IllegalStateException("no statistic: " + view);
        }
        boolean grown = view.axes().repeats()
                && Axes.size(statistic.base().axes().atoms())
                        == Axes.size(view.axes().atoms());
        return grown
                ? new Value(statistic.base().axes(), new Content.Normalised(statistic.base(), tally), view.exclusive())
                : new Value(
                        view.axes(),
                        new Content.Statistic(statistic.base(), statistic.reduction(), tally),
                        view.exclusive());
    }

    /** The tensor in which the axes of a view lie. */
    private static Value base(Value view) {
        if (view.content() instanceof Content.Normalised normalised) {
            return normalised.base();
        }
        return view.content() instanceof Content.Statistic statistic ? statistic.base() : view;
    }
}
