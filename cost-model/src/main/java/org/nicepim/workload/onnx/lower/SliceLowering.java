package org.nicepim.workload.onnx.lower;

import java.util.List;
import java.util.Optional;

/** Slice, Split and Gather by known positions: no layers, their readers read blocks. */
final class SliceLowering {
    private SliceLowering() {}

    /** Each axis by itself; how many positions are taken follows from the shapes. */
    static void slice(Call call) {
        Value value = call.value(0);
        if (value.isFree()) {
            call.returns(call.free(0));
            return;
        }
        List<Integer> out = call.outputShape();
        int rank = out.size();
        List<Long> starts = call.integers("starts", 1).orElse(List.of());
        Optional<List<Long>> axes = call.integers("axes", 3);
        Optional<List<Long>> steps = call.integers("steps", 4);
        for (int i = 0; i < Math.max(starts.size(), 1); i++) {
            int axis = axes.isPresent() ? Call.axis(axes.get().get(i), rank) : i;
            long step = steps.isPresent() ? steps.get().get(i) : 1;
            long start = starts.isEmpty() ? 0 : starts.get(i);
            value = cut(call, value, axis, start, step, out.get(axis));
        }
        call.returns(value);
    }

    private static Value cut(Call call, Value value, int axis, long start, long step, int size) {
        int extent = value.axes().extent(axis);
        if (size == extent) {
            return value;
        }
        int from = (int) Math.max(0, Math.min(extent - 1L, start < 0 ? start + extent : start));
        Slicing slicing = new Slicing(call);
        if (step == 1 && from + size <= extent) {
            return slicing.range(value, axis, from, size);
        }
        return step == -1
                ? slicing.range(value, axis, Math.max(0, from - size + 1), size)
                : slicing.scattered(value, axis, (int) (from % Math.max(1, Math.abs(step))), size);
    }

    static void split(Call call) {
        Value value = call.value(0);
        int axis = Call.axis(call.attributes().integer("axis", 0), value.axes().rank());
        int from = 0;
        for (int output = 0; output < call.outputs(); output++) {
            if (call.hasOutput(output)) {
                int size = call.outputShape(output).get(axis);
                boolean free = value.isFree();
                call.returns(output, free ? call.free(output) : new Slicing(call).range(value, axis, from, size));
                from += size;
            }
        }
    }
}
