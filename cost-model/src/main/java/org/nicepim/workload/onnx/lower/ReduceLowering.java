package org.nicepim.workload.onnx.lower;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Sums, means and maxima over axes. They are put off: what follows may be a normalisation. Read by anything else they are
 * pooling layers with a window over the axes that vanish.
 */
final class ReduceLowering {
    private static final Set<String> OF_SQUARES = Set.of("ReduceL2", "ReduceSumSquare", "ReduceLogSumExp", "ReduceL1");

    private ReduceLowering() {}

    static void reduce(Call call) {
        Value value = call.value(0);
        if (value.isFree()) {
            call.returns(call.free(0));
            return;
        }
        int rank = value.axes().rank();
        List<Long> stated = call.integers("axes", 1).orElse(List.of());
        boolean none = stated.isEmpty() && call.attributes().integer("noop_with_empty_axes", 0) != 0;
        Set<Integer> vanishing = new HashSet<>();
        for (int axis = 0; axis < rank && !none; axis++) {
            int at = axis;
            boolean named = stated.stream().anyMatch(name -> Call.axis(name, rank) == at);
            if (stated.isEmpty() || named) {
                vanishing.add(axis);
            }
        }
        call.returns(statistic(call, value, vanishing));
    }

    /** Positions of the largest and smallest values: as many comparisons as a maximum takes. */
    static void arg(Call call) {
        Value value = call.value(0);
        int axis = Call.axis(call.attributes().integer("axis", 0), value.axes().rank());
        if (value.isFree()) {
            call.returns(call.free(0));
        } else {
            call.returns(call.writer().written(call.name(), statistic(call, value, Set.of(axis))));
        }
    }

    private static Value statistic(Call call, Value value, Set<Integer> vanishing) {
        List<Integer> out = call.outputShape();
        if (vanishing.stream().allMatch(axis -> value.axes().extent(axis) == 1)) {
            return LayoutLowering.regrouped(call, value, out);
        }
        int operations = OF_SQUARES.contains(call.op()) ? 2 : 1;
        if (value.content() instanceof Content.Normalised normalised
                && !value.axes().repeats()) {
            // What is summed up of a normalised value was squared or exponentiated before.
            Tally tally = normalised.tally().statistic(call.name(), 2);
            return of(normalised.base().with(value.axes()), vanishing, tally, value, out);
        }
        Value base = call.writer().whole(call.name(), value);
        return of(base, vanishing, Tally.of(call.name(), operations, true), base, out);
    }

    private static Value of(Value base, Set<Integer> vanishing, Tally tally, Value read, List<Integer> out) {
        Reduction reduction = Reduction.of(base.axes(), vanishing);
        Axes axes = reduction
                .axes()
                .regrouped(out)
                .orElseThrow(() -> new IllegalArgumentException("its result is declared as " + out
                        + ", which its axes do not lead to. Maybe its axes are computed while the network runs?"));
        return new Value(axes, new Content.Statistic(base, reduction, tally), read.exclusive());
    }
}
