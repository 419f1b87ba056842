package org.nicepim.workload.onnx.lower;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Look-ups. In a stored table: an embedding. In a computed tensor: a slice if the positions are known and follow each other;
 * else a block of as many words stands for what is picked, or a copy if more is read than there is.
 */
final class GatherLowering {
    private GatherLowering() {}

    static void gather(Call call) {
        if (call.isStored(0)) {
            lookUp(call);
            return;
        }
        Value value = call.value(0);
        int axis = Call.axis(call.attributes().integer("axis", 0), value.axes().rank());
        if (value.isFree()) {
            call.returns(call.free(0));
        } else {
            call.returns(pick(call, value, axis));
        }
    }

    private static Value pick(Call call, Value value, int axis) {
        List<Integer> out = call.outputShape();
        int extent = value.axes().extent(axis);
        int size = Axes.count(call.shape(1));
        Optional<List<Long>> known = call.isStored(1) ? call.graph().integers(call.input(1)) : Optional.empty();
        List<Integer> positions = known.orElse(List.of()).stream()
                .map(position -> Call.axis(position, extent))
                .toList();
        Optional<Value> repeated =
                Optional.of(positions).filter(at -> at.size() > extent).flatMap(at -> repeated(value, axis, at));
        if (repeated.isPresent()) {
            return LayoutLowering.regrouped(call, repeated.get(), out);
        }
        if (size > extent) {
            return copied(call);
        }
        Slicing slicing = new Slicing(call);
        Value part = !positions.isEmpty() && isRange(positions)
                ? slicing.range(value, axis, positions.get(0), size)
                : size == extent ? value : slicing.scattered(value, axis, 0, size);
        return LayoutLowering.regrouped(call, part, out);
    }

    private static boolean isRange(List<Integer> positions) {
        for (int i = 1; i < positions.size(); i++) {
            if (positions.get(i) != positions.get(i - 1) + 1) {
                return false;
            }
        }
        return true;
    }

    /** Each position several times in a row, as heads are repeated for grouped queries. */
    private static Optional<Value> repeated(Value value, int axis, List<Integer> positions) {
        int extent = value.axes().extent(axis);
        int times = positions.size() / extent;
        for (int i = 0; i < positions.size(); i++) {
            if (positions.get(i) != i / times) {
                return Optional.empty();
            }
        }
        List<Atom> atoms = new ArrayList<>(value.axes().atoms(axis));
        atoms.add(new Atom(Role.REPEATED, times));
        return Optional.of(value.with(value.axes().with(axis, atoms)));
    }

    /** Words that are picked by computed positions, or several times: one operation per word. */
    static void copy(Call call) {
        if (call.isStored(0) || call.value(0).isFree()) {
            call.returns(
                    call.isStored(0) && call.isComputed(1) && !call.value(1).isFree() ? call.value(1) : call.free(0));
            return;
        }
        call.returns(copied(call));
    }

    private static Value copied(Call call) {
        Axes axes = call.plain(call.outputShape());
        Value whole = call.whole(0);
        call.note("Words that are picked by position are read as the whole tensor, and written at one operation each");
        return call.writer()
                .result(call.writer().resampled(call.name(), LayerWriter.tensor(whole), axes.map(), 1), axes);
    }

    private static void lookUp(Call call) {
        List<Integer> table = call.shape(0);
        int axis = Call.axis(call.attributes().integer("axis", 0), table.size());
        Value indices = call.value(1);
        Parameters parameters = call.parameters();
        boolean learned = parameters.isLearned(call.input(0)) || parameters.isQuantised(call.input(0));
        boolean rows = table.size() > 1 && learned;
        if (!rows) {
            call.returns(call.free(0));
            return;
        }
        if (!indices.isFree()) {
            call.layers().keep(LayerWriter.tensor(call.writer().written(call.name(), indices)));
        }
        List<List<Atom>> axes = new ArrayList<>();
        for (int i = 0; i < table.size(); i++) {
            if (i == axis) {
                axes.addAll(indices.axes().axes());
            } else {
                axes.add(List.of(new Atom(Role.CHANNEL, table.get(i))));
            }
        }
        Axes found = Axes.packed(axes);
        call.returns(new Value(found, new Content.Table(call.input(0), found.map(), call.name()), true));
    }
}
