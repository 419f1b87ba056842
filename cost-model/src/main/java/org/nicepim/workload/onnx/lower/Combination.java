package org.nicepim.workload.onnx.lower;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.nicepim.workload.Block;
import org.nicepim.workload.FeatureMap;
import org.nicepim.workload.Layer;
import org.nicepim.workload.LayerInput;
import org.nicepim.workload.LayerType;
import org.nicepim.workload.MapAxis;
import org.nicepim.workload.Operand;
import org.nicepim.workload.Tensor;
import org.nicepim.workload.Window;

/** An element-wise layer of several computations. Extents of 1 are repeated, as ONNX broadcasts. */
final class Combination {
    private final Call call;
    private final String name;
    private final Axes axes;

    private Combination(Call call, String name, Axes axes) {
        this.call = call;
        this.name = name;
        this.axes = axes;
    }

    /**
     * Adds the layer.
     *
     * @param operands computed values
     * @param shape of the result
     * @param vectors stored tensors that take part
     */
    static Value of(Call call, String name, List<Value> operands, List<Integer> shape, List<String> vectors) {
        List<Value> written = operands.stream()
                .map(operand -> call.writer().written(call.name(), operand))
                .toList();
        Combination combination = new Combination(call, name, structure(written, shape));
        List<LayerInput> inputs = new ArrayList<>();
        written.forEach(operand -> inputs.addAll(combination.read(operand)));
        FeatureMap map = combination.axes.map();
        Window window = Window.identity(map.rows(), map.cols());
        Draft draft = call.layers()
                .add(
                        name,
                        free -> new Layer(
                                free,
                                LayerType.ELEMENTWISE,
                                Layers.perChannel(map),
                                window,
                                inputs,
                                0,
                                1,
                                Optional.empty()));
        vectors.forEach(vector -> draft.addParameters(call.parameters().claim(vector)));
        return call.writer().result(draft, combination.axes);
    }

    /** The axes of the first operand that has all words, else of each axis' first operand that is not repeated there. */
    private static Axes structure(List<Value> operands, List<Integer> shape) {
        List<Axes> aligned = operands.stream()
                .map(operand -> operand.axes().ofRank(shape.size()))
                .toList();
        return aligned.stream()
                .filter(axes -> axes.shape().equals(shape) && !axes.repeats())
                .findFirst()
                .orElseGet(() -> merged(aligned, shape));
    }

    private static Axes merged(List<Axes> operands, List<Integer> shape) {
        List<List<Atom>> merged = new ArrayList<>();
        for (int axis = 0; axis < shape.size(); axis++) {
            int at = axis;
            List<List<Atom>> full = operands.stream()
                    .map(axes -> axes.atoms(at))
                    .filter(atoms -> Axes.size(atoms) == shape.get(at))
                    .toList();
            merged.add(full.stream()
                    .filter(atoms -> atoms.stream().noneMatch(Atom::repeats))
                    .findFirst()
                    .or(() -> full.stream().findFirst())
                    .orElse(List.of(new Atom(Role.REPEATED, shape.get(at)))));
        }
        return Axes.packed(merged);
    }

    private List<LayerInput> read(Value operand) {
        Value value = isPartlyRepeated(operand.axes()) ? call.writer().whole(name, operand) : operand;
        FeatureMap map = Axes.packed(seen(value.axes())).map();
        Tensor tensor = LayerWriter.tensor(value);
        Tensor read = call.writer().shaped(name, tensor, map);
        if (!isFull(map) || !read.parts().stream().allMatch(part -> repeats(part, map))) {
            call.note("An operand that is repeated inside an axis of a feature map is written out before it is read");
            Draft whole = call.writer().resampled(name + "/expand", tensor, axes.map(), 1);
            return Tensor.of(whole.name(), axes.map()).as(Operand.IFMAP);
        }
        return read.parts().stream()
                .map(part -> new LayerInput(part.producer(), Operand.IFMAP, part.part(), stretched(part.place(), map)))
                .toList();
    }

    /** True if the operand has all positions of an axis, or one. */
    private boolean isFull(FeatureMap map) {
        return Stream.of(MapAxis.values())
                .allMatch(
                        axis -> map.of(axis) == 1 || map.of(axis) == axes.map().of(axis));
    }

    /** True if a part fills its place: with all its words, or repeated along axes on which it has one position. */
    private boolean repeats(Tensor.Part part, FeatureMap from) {
        Block place = stretched(part.place(), from);
        return part.part().words() == place.words()
                || Stream.of(MapAxis.values()).allMatch(axis -> {
                    int own = part.part().extents().of(axis);
                    return own == 1 || own == place.extents().of(axis);
                });
    }

    private static boolean isPartlyRepeated(Axes axes) {
        return axes.axes().stream()
                .anyMatch(atoms -> atoms.stream().anyMatch(Atom::repeats)
                        && !atoms.stream().allMatch(Atom::repeats));
    }

    /** The result's atoms where the operand has as many words along the axis. */
    private List<List<Atom>> seen(Axes operand) {
        Axes aligned = operand.ofRank(axes.rank());
        List<List<Atom>> seen = new ArrayList<>();
        for (int axis = 0; axis < axes.rank(); axis++) {
            boolean repeated = aligned.isAll(axis, Role.REPEATED);
            seen.add(repeated ? List.of() : axes.atoms(axis));
        }
        return seen;
    }

    private Block stretched(Block place, FeatureMap from) {
        FeatureMap to = axes.map();
        FeatureMap extents = place.extents();
        for (MapAxis axis : MapAxis.values()) {
            if (from.of(axis) == 1) {
                extents = extents.with(axis, to.of(axis));
            }
        }
        return new Block(place.from(), extents);
    }
}
