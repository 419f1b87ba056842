package org.nicepim.workload.onnx.lower;

import java.util.List;
import org.nicepim.workload.FeatureMap;
import org.nicepim.workload.LayerDims;
import org.nicepim.workload.Tensor;
import org.nicepim.workload.Window;

/** Pooling: one operation per element of a window, whatever is computed over it. */
final class PoolLowering {
    private PoolLowering() {}

    /** MaxPool, AveragePool, LpPool, QLinearAveragePool. The indices of the largest values cost nothing. */
    static void pool(Call call) {
        List<Integer> out = call.outputShape();
        List<Integer> kernel = call.attributes().integers("kernel_shape", List.of()).stream()
                .map(Math::toIntExact)
                .toList();
        Folded folded = Folded.of(call, call.value(0), false);
        Sliding sliding = Sliding.of(call, folded.value().axes().shape(), out, kernel, folded.padded());
        if (call.hasOutput(1)) {
            call.returns(1, call.free(1));
        }
        if (sliding.rows().isIdentity() && sliding.cols().isIdentity()) {
            call.returns(folded.value());
            return;
        }
        LayerDims dims = new LayerDims(
                out.get(0),
                out.get(1),
                1,
                1,
                sliding.rows().out(),
                sliding.cols().out(),
                sliding.rows().size(),
                sliding.cols().size());
        Tensor input = ConvLowering.image(call, folded.value(), sliding.input(out.get(0), out.get(1)));
        Draft draft = call.writer().pool(call.name(), input, dims, sliding.window());
        call.returns(draft, Axes.of(out, Roles.image(out.size())));
    }

    /** GlobalAveragePool, GlobalMaxPool, GlobalLpPool, QLinearGlobalAveragePool. */
    static void global(Call call) {
        List<Integer> in = call.shape(0);
        boolean channelsLast = call.attributes().integer("channels_last", 0) == 1;
        List<Role> roles = channelsLast ? Roles.channelsLast(in.size()) : Roles.image(in.size());
        Tensor input = call.tensor(0, roles);
        FeatureMap map = input.shape();
        LayerDims dims = new LayerDims(map.n(), map.channels(), 1, 1, 1, 1, map.rows(), map.cols());
        Draft draft = call.writer().pool(call.name(), input, dims, Window.identity(map.rows(), map.cols()));
        call.returns(draft, Axes.of(call.outputShape(), roles));
    }
}
