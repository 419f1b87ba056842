package org.nicepim.workload.onnx.lower;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Operators that move no words: they group axes otherwise, change their order, or repeat. */
final class LayoutLowering {
    private LayoutLowering() {}

    /** Reshape, Flatten, Squeeze, Unsqueeze. */
    static void regroup(Call call) {
        call.returns(regrouped(call, call.value(0), call.outputShape()));
    }

    /** The value under another shape of as many words. */
    static Value regrouped(Call call, Value value, List<Integer> shape) {
        Value base = value.content() instanceof Content.Padded ? call.writer().written(call.name(), value) : value;
        Optional<Axes> axes = base.axes().regrouped(shape);
        if (axes.isPresent()) {
            return base.with(axes.get());
        }
        if (base.isFree()) {
            return call.free(0);
        }
        call.note("Words are counted, but not followed, through a regrouping that cuts across axes");
        return call.writer().seen(call.name(), base, call.plain(shape));
    }

    static void transpose(Call call) {
        Value value = call.value(0);
        int rank = value.axes().rank();
        Value base = value.content() instanceof Content.Padded ? call.writer().written(call.name(), value) : value;
        List<Integer> order = call.attributes().integers("perm", List.of()).stream()
                .map(axis -> Call.axis(axis, rank))
                .toList();
        call.returns(base.with(base.axes().permuted(order.isEmpty() ? reversed(rank) : order)));
    }

    private static List<Integer> reversed(int rank) {
        List<Integer> order = new ArrayList<>();
        for (int axis = rank - 1; axis >= 0; axis--) {
            order.add(axis);
        }
        return order;
    }

    /** Expand, Tile: repeats are not stored. */
    static void repeat(Call call) {
        Value value = call.value(0);
        Value base = value.content() instanceof Content.Padded ? call.writer().written(call.name(), value) : value;
        call.returns(base.with(base.axes().repeated(call.outputShape())));
    }

    /** (N, b·b·C, H, W) becomes (N, C, H·b, W·b). */
    static void depthToSpace(Call call) {
        List<Integer> out = call.outputShape();
        int block = (int) call.attributes().integer("blocksize", 1);
        boolean channelsFirst = call.attributes().text("mode", "DCR").equals("CRD");
        int rows = out.get(2) / block;
        int cols = out.get(3) / block;
        int channels = out.get(1);
        List<Integer> split = channelsFirst
                ? List.of(out.get(0), channels, block, block, rows, cols)
                : List.of(out.get(0), block, block, channels, rows, cols);
        List<Integer> order = channelsFirst ? List.of(0, 1, 4, 2, 5, 3) : List.of(0, 3, 4, 1, 5, 2);
        Value apart = regrouped(call, call.whole(0), split);
        call.returns(regrouped(call, apart.with(apart.axes().permuted(order)), out));
    }

    /** (N, C, H·b, W·b) becomes (N, b·b·C, H, W). */
    static void spaceToDepth(Call call) {
        List<Integer> out = call.outputShape();
        int block = (int) call.attributes().integer("blocksize", 1);
        int channels = out.get(1) / (block * block);
        List<Integer> split = List.of(out.get(0), channels, out.get(2), block, out.get(3), block);
        Value apart = regrouped(call, call.whole(0), split);
        call.returns(regrouped(call, apart.with(apart.axes().permuted(List.of(0, 3, 5, 1, 2, 4))), out));
    }
}
