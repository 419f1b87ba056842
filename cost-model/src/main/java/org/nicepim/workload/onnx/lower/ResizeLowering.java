package org.nicepim.workload.onnx.lower;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.nicepim.workload.Tensor;

/** Feature maps that grow or shrink: interpolation, padding that nothing takes in, and words that are picked or sorted. */
final class ResizeLowering {
    /** Interpolation between two neighbours: subtract, multiply, add. */
    private static final int LINEAR = 3;

    /** Between four neighbours: four weights for rows, and four products and three additions; twice. */
    private static final int CUBIC = 7;

    private ResizeLowering() {}

    /**
     * Resize, Upsample. Per element of the result: nothing but a copy for the nearest neighbour; else along each axis that
     * changes, in two axes 7 for linear (three interpolations would be 9, but two differences are shared) and 32 for cubic.
     */
    static void resize(Call call) {
        Value value = call.whole(0);
        List<Integer> in = call.shape(0);
        List<Integer> out = call.outputShape();
        if (in.equals(out)) {
            call.returns(value);
            return;
        }
        List<Role> roles = in.size() == 3 ? Roles.image(3) : Roles.of(in.size());
        Axes axes = Axes.of(out, roles);
        Tensor tensor = call.tensor(0, roles);
        int axesThatChange = 0;
        for (int axis = 0; axis < in.size(); axis++) {
            axesThatChange += in.get(axis).equals(out.get(axis)) ? 0 : 1;
        }
        int operations =
                switch (call.attributes().text("mode", "nearest")) {
                    case "linear", "bilinear", "trilinear" -> axesThatChange == 1 ? LINEAR : 7;
                    case "cubic" -> axesThatChange == 1 ? CUBIC : 32;
                    default -> 1;
                };
        call.returns(call.writer().resampled(call.name(), tensor, axes.map(), operations), axes);
    }

    /** Padding waits for a convolution or pooling that takes it in; a negative one is a slice. */
    static void pad(Call call) {
        Value value = call.value(0);
        List<Integer> out = call.outputShape();
        if (value.isFree() || call.shape(0).equals(out)) {
            call.returns(value.isFree() ? call.free(0) : value);
            return;
        }
        int rank = out.size();
        int[] before = new int[rank];
        int[] after = new int[rank];
        List<Long> pads = call.integers("pads", 1).orElse(List.of());
        Optional<List<Long>> axes = call.integers("axes", 3);
        for (int i = 0; i < pads.size() / 2; i++) {
            int axis = axes.isPresent() ? Call.axis(axes.get().get(i), rank) : i;
            before[axis] = Math.toIntExact(pads.get(i));
            after[axis] = Math.toIntExact(pads.get(i + pads.size() / 2));
        }
        call.returns(padded(call, cropped(call, value, before, after), before, after));
    }

    private static Value cropped(Call call, Value value, int[] before, int[] after) {
        Value cropped = value;
        for (int axis = 0; axis < before.length; axis++) {
            int front = Math.max(0, -before[axis]);
            int size = cropped.axes().extent(axis) - front - Math.max(0, -after[axis]);
            cropped = new Slicing(call).range(cropped, axis, front, size);
        }
        return cropped;
    }

    private static Value padded(Call call, Value value, int[] before, int[] after) {
        List<Integer> out = call.outputShape();
        if (value.axes().shape().equals(out)) {
            return value;
        }
        Axes from = value.axes();
        Axes axes = from;
        for (int axis = 0; axis < from.rank(); axis++) {
            if (from.extent(axis) != out.get(axis)) {
                Role role = from.atoms(axis).stream()
                        .map(Atom::role)
                        .filter(found -> found != Role.REPEATED)
                        .findFirst()
                        .orElse(Roles.of(from.rank()).get(axis));
                axes = axes.with(axis, List.of(new Atom(role, out.get(axis))));
            }
        }
        return new Value(
                Axes.packed(axes.axes()),
                new Content.Padded(value, positive(before), positive(after), call.name()),
                value.exclusive());
    }

    private static List<Integer> positive(int[] zeros) {
        return Arrays.stream(zeros).map(zero -> Math.max(0, zero)).boxed().toList();
    }
}
