package org.nicepim.workload.onnx.lower;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.nicepim.workload.FeatureMap;
import org.nicepim.workload.Tensor;

/**
 * Concatenations: no layers, their readers read from all parts. A stored part, such as a class token, is looked up in a table.
 */
final class ConcatLowering {
    private final Call call;
    private final int axis;
    private final Map<Integer, Value> computed = new LinkedHashMap<>();

    private ConcatLowering(Call call) {
        this.call = call;
        this.axis = Call.axis(
                call.attributes().integer("axis", 0), call.outputShape().size());
    }

    static void concat(Call call) {
        new ConcatLowering(call).join(call.inputs());
    }

    /** Scale and zero point of the result, then each part followed by its own. */
    static void quantised(Call call) {
        new ConcatLowering(call)
                .join(call.inputs().stream().filter(input -> input % 3 == 2).toList());
    }

    private void join(List<Integer> inputs) {
        List<Integer> parts =
                inputs.stream().filter(input -> !call.shape(input).contains(0)).toList();
        Optional<Value> again = rejoined(parts);
        if (again.isPresent()) {
            call.returns(again.get());
            return;
        }
        for (int input : parts) {
            if (!call.isStored(input) && !call.value(input).isFree()) {
                computed.put(input, call.whole(input));
            }
        }
        if (computed.isEmpty()) {
            call.returns(call.free(0));
        } else if (parts.size() == 1) {
            call.returns(call.value(parts.get(0)));
        } else {
            Axes axes = structure(reference());
            List<Tensor> tensors = parts.stream().map(part -> part(part, axes)).toList();
            call.returns(Value.known(axes, Tensor.concat(role(axes).axis(), tensors), Source.mixture()));
        }
    }

    private Optional<Value> rejoined(List<Integer> inputs) {
        List<Content.Part> parts = new ArrayList<>();
        for (int input : inputs) {
            boolean isPart = call.isComputed(input)
                    && call.value(input).content() instanceof Content.Part part
                    && part.axes().equals(call.value(input).axes());
            if (!isPart) {
                return Optional.empty();
            }
            parts.add((Content.Part) call.value(input).content());
        }
        return Parts.joined(parts, axis);
    }

    private Role role(Axes axes) {
        return axes.atoms(axis).get(0).role();
    }

    /** A part that a layer computes knows its axes better than an input. */
    private Axes reference() {
        return computed.values().stream()
                .filter(value ->
                        ((Content.Known) value.content()).source().layer().isPresent())
                .findFirst()
                .or(() -> computed.values().stream().findFirst())
                .map(Value::axes)
                .orElseThrow();
    }

    /** The axes of the result: those of a part, with one atom on the axis of the concatenation, the outer one of its role. */
    private Axes structure(Axes part) {
        int extent = call.outputShape().get(axis);
        Role role = computed.values().stream()
                .flatMap(value -> value.axes().atoms(axis).stream())
                .map(Atom::role)
                .findFirst()
                .orElseGet(() -> unused(part));
        if (part.isOuter(axis)) {
            int rest = part.extent(role) / part.extent(axis);
            return part.with(axis, List.of(new Atom(role, extent, rest)));
        }
        if (part.atoms(axis).size() == 1) {
            call.note("A concatenation inside an axis of a feature map is read as parts one after another");
        }
        return Axes.packed(part.with(axis, List.of(new Atom(role, extent))).axes());
    }

    /** Parts of extent 1, such as one token: positions if there are no others, else channels. */
    private Role unused(Axes part) {
        Role general = Roles.of(part.rank()).get(axis);
        Role role = general == Role.COL ? Role.ROW : general;
        return part.extent(role) == 1 ? role : Role.CHANNEL;
    }

    private Tensor part(int input, Axes axes) {
        List<List<Atom>> own = new ArrayList<>(axes.axes());
        own.set(axis, List.of(new Atom(role(axes), call.shape(input).get(axis))));
        FeatureMap map = Axes.packed(own).map();
        Value value = computed.get(input);
        if (value != null) {
            return call.writer().shaped(call.name(), LayerWriter.tensor(value), map);
        }
        Optional<String> stored = Optional.of(input).filter(call::isStored).map(call::input);
        Draft draft = call.writer().lookUp(call.name() + "/table", map, stored.filter(call.parameters()::isLearned));
        return Tensor.of(draft.name(), map);
    }
}
