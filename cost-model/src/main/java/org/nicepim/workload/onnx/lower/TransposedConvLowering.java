package org.nicepim.workload.onnx.lower;

import java.util.List;
import java.util.stream.Stream;
import org.nicepim.workload.FeatureMap;
import org.nicepim.workload.LayerDims;
import org.nicepim.workload.Tensor;

/**
 * Transposed convolutions: each position of the input is multiplied with all K·R·S weights of its channels, so that K, R and S
 * stand on K and the window is a single position. Results that overlap, or are cut off at the edges, are added up and placed by
 * a second layer, {@code <node>/overlap_add}; results that lie side by side need none.
 */
final class TransposedConvLowering {
    private TransposedConvLowering() {}

    static void lower(Call call) {
        List<Integer> filter = call.shape(1);
        List<Integer> out = call.outputShape();
        Folded folded = Folded.of(call, call.value(0), true);
        Value value = folded.padded().isPresent() ? call.whole(0) : folded.value();
        List<Integer> in = value.axes().shape();
        int groups = (int) call.attributes().integer("group", 1);
        int window = Axes.count(filter.subList(2, filter.size()));
        FeatureMap map = new FeatureMap(in.get(0), in.get(1), in.get(2), in.size() > 3 ? in.get(3) : 1);
        LayerDims dims = new LayerDims(
                map.n(),
                groups,
                Math.multiplyExact(filter.get(1), window),
                filter.get(0) / groups,
                map.rows(),
                map.cols(),
                1,
                1);
        Tensor input = ConvLowering.image(call, value, map);
        Draft draft = ConvLowering.add(call, dims, Sliding.still(map), input, call.input(1));
        folded.vectors().forEach(vector -> draft.addParameters(call.parameters().claim(vector)));
        ConvLowering.addBias(call, draft, 2);
        call.returns(placed(call, draft, filter, out));
    }

    private static Value placed(Call call, Draft draft, List<Integer> filter, List<Integer> out) {
        FeatureMap map = draft.layer().ofmap();
        List<Integer> kernel = filter.subList(2, filter.size());
        if (tiles(call, kernel, map, out)) {
            return tiled(call, draft, kernel, out);
        }
        Axes axes = Axes.of(out, Roles.image(out.size()));
        int operations = Math.toIntExact(
                Math.max(1, (map.words() + axes.map().words() - 1) / axes.map().words()));
        Tensor products = Tensor.of(draft.name(), map);
        return call.writer()
                .result(call.writer().resampled(call.name() + "/overlap_add", products, axes.map(), operations), axes);
    }

    /** True if windows stand side by side and fill the output. */
    private static boolean tiles(Call call, List<Integer> kernel, FeatureMap map, List<Integer> out) {
        List<Long> strides = call.attributes()
                .integers("strides", kernel.stream().map(size -> 1L).toList());
        List<Integer> in = List.of(map.rows(), map.cols());
        for (int axis = 0; axis < kernel.size(); axis++) {
            boolean apart =
                    in.get(axis) == 1 || strides.get(axis) == kernel.get(axis).longValue();
            if (!apart || out.get(axis + 2) != in.get(axis) * kernel.get(axis)) {
                return false;
            }
        }
        return Stream.of("pads", "output_padding")
                .flatMap(attribute -> call.attributes().integers(attribute, List.of()).stream())
                .allMatch(zeros -> zeros == 0);
    }

    /** Channels (K, R, S) over input positions, seen as channels K over output positions. */
    private static Value tiled(Call call, Draft draft, List<Integer> kernel, List<Integer> out) {
        FeatureMap map = draft.layer().ofmap();
        boolean flat = kernel.size() == 1;
        List<Integer> apart = flat
                ? List.of(map.n(), out.get(1), kernel.get(0), map.rows())
                : List.of(map.n(), out.get(1), kernel.get(0), kernel.get(1), map.rows(), map.cols());
        List<Role> roles = flat
                ? List.of(Role.N, Role.CHANNEL, Role.CHANNEL, Role.ROW)
                : List.of(Role.N, Role.CHANNEL, Role.CHANNEL, Role.CHANNEL, Role.ROW, Role.COL);
        Value value = call.writer().result(draft, Axes.of(apart, roles));
        List<Integer> order = flat ? List.of(0, 1, 3, 2) : List.of(0, 1, 4, 2, 5, 3);
        return LayoutLowering.regrouped(call, value.with(value.axes().permuted(order)), out);
    }
}
