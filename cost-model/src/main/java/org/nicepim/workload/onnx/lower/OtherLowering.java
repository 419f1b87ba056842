package org.nicepim.workload.onnx.lower;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.nicepim.workload.Tensor;

/** Operators that networks seldom have inside, and nodes that are passed through. */
final class OtherLowering {
    private OtherLowering() {}

    /** Ones and zeros, ranges, shapes: nothing to compute. */
    static void free(Call call) {
        for (int output = 0; output < call.outputs(); output++) {
            if (call.hasOutput(output)) {
                call.returns(output, call.free(output));
            }
        }
    }

    /** The largest values: one comparison per element, then the first ones of the sorted tensor. */
    static void topK(Call call) {
        Value value = call.value(0);
        free(call);
        if (!value.isFree()) {
            Value whole = call.whole(0);
            int axis = Call.axis(
                    call.attributes().integer("axis", -1), whole.axes().rank());
            Value sorted = once(call, whole);
            call.returns(
                    0,
                    new Slicing(call).range(sorted, axis, 0, call.outputShape().get(axis)));
            call.returns(1, call.result());
        }
    }

    /** One operation per element: CumSum. */
    static void once(Call call) {
        call.returns(call.value(0).isFree() ? call.free(0) : once(call, call.whole(0)));
    }

    private static Value once(Call call, Value whole) {
        Tensor tensor = LayerWriter.tensor(whole);
        return call.writer().result(call.writer().resampled(call.name(), tensor, tensor.shape(), 1), whole.axes());
    }

    /** Updates of a tensor in place: it is read on as it was, and what is written into it stays in memory. */
    static void scatter(Call call) {
        if (call.isComputed(2) && !call.value(2).isFree()) {
            Value updates = call.whole(2);
            if (call.isStored(0) || call.value(0).isFree()) {
                Axes axes = call.plain(call.outputShape());
                call.returns(call.writer().resampled(call.name(), LayerWriter.tensor(updates), axes.map(), 1), axes);
                return;
            }
            call.note("A tensor that is updated in place is read as it was; the updates stay in memory");
            call.layers().keep(LayerWriter.tensor(updates));
        }
        call.returns(call.isStored(0) || call.value(0).isFree() ? call.free(0) : call.value(0));
    }

    /** An operator that is not supported: its first output is its first computed input. */
    static void passThrough(Call call) {
        Optional<Value> input = IntStream.range(0, call.inputs().size())
                .map(index -> call.inputs().get(index))
                .filter(call::isComputed)
                .mapToObj(call::value)
                .filter(value -> !value.isFree())
                .findFirst();
        for (int output = 0; output < call.outputs(); output++) {
            if (call.hasOutput(output)) {
                Optional<List<Integer>> shape = call.knownOutputShape(output);
                call.returns(output, passed(call, input, shape));
            }
        }
    }

    private static Value passed(Call call, Optional<Value> input, Optional<List<Integer>> shape) {
        if (input.isEmpty() || shape.isEmpty()) {
            return call.nothing(shape.orElse(List.of()));
        }
        Value whole = call.writer().whole(call.name(), input.get());
        if (whole.axes().shape().equals(shape.get())) {
            return whole;
        }
        Axes axes = call.plain(shape.get());
        Tensor tensor = LayerWriter.tensor(whole);
        return tensor.shape().words() == axes.map().words()
                ? LayoutLowering.regrouped(call, whole, shape.get())
                : call.writer().result(call.writer().resampled(call.name(), tensor, axes.map(), 1), axes);
    }
}
