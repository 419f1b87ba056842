package org.nicepim.workload.onnx.lower;

import java.util.List;
import java.util.Optional;
import org.nicepim.workload.FeatureMap;
import org.nicepim.workload.Layer;
import org.nicepim.workload.LayerDims;
import org.nicepim.workload.LayerType;
import org.nicepim.workload.Operand;
import org.nicepim.workload.Tensor;

/**
 * Convolutions with stored weights, quantised ones included. Padding in front of one, and a batch normalisation whose only
 * reader it is, fold into it.
 */
final class ConvLowering {
    private ConvLowering() {}

    /** Conv, and ConvInteger, whose zero points follow the weight. */
    static void conv(Call call) {
        conv(call, 1, call.op().equals("ConvInteger") ? 4 : 2);
        if (call.isComputed(3) && call.op().equals("FusedConv")) {
            addResidual(call);
        }
    }

    /** Each operand is followed by its scale and zero point. */
    static void quantised(Call call) {
        conv(call, 3, 8);
    }

    private static void conv(Call call, int weight, int bias) {
        List<Integer> filter = call.shape(weight);
        List<Integer> out = call.outputShape();
        Folded folded = Folded.of(call, call.value(0), true);
        List<Integer> in = folded.value().axes().shape();
        Sliding sliding = Sliding.of(call, in, out, filter.subList(2, filter.size()), folded.padded());
        int groups = (int) call.attributes().integer("group", 1);
        LayerDims dims = new LayerDims(
                in.get(0),
                groups,
                filter.get(0) / groups,
                filter.get(1),
                sliding.rows().out(),
                sliding.cols().out(),
                sliding.rows().size(),
                sliding.cols().size());
        Tensor input = image(call, folded.value(), sliding.input(in.get(0), in.get(1)));
        Draft draft = add(call, dims, sliding, input, call.input(weight));
        folded.vectors().forEach(vector -> draft.addParameters(call.parameters().claim(vector)));
        addBias(call, draft, bias);
        call.returns(draft, Axes.of(out, Roles.image(out.size())));
    }

    static Tensor image(Call call, Value value, FeatureMap map) {
        return call.writer().shaped(call.name(), LayerWriter.tensor(value), map);
    }

    static Draft add(Call call, LayerDims dims, Sliding sliding, Tensor input, String weight) {
        Optional<Integer> bits = weigh(call, weight);
        return call.layers()
                .add(
                        call.name(),
                        free -> new Layer(
                                free,
                                LayerType.CONVOLUTION,
                                dims,
                                sliding.window(),
                                input.as(Operand.IFMAP),
                                0,
                                1,
                                bits));
    }

    /** Counts a tensor as the weights of a layer, and returns the bits of its elements. */
    static Optional<Integer> weigh(Call call, String weight) {
        if (!call.graph().isStored(weight)) {
            call.note("Weights that the network computes itself are taken as stored ones");
            return Optional.empty();
        }
        if (!call.parameters().weigh(weight)) {
            call.note("Weights that several layers share are stored, and counted, once for each");
        }
        return call.parameters().bits(weight);
    }

    static void addBias(Call call, Draft draft, int input) {
        if (call.isStored(input)) {
            draft.addParameters(call.parameters().claimWhole(call.input(input)));
        }
    }

    /** onnxruntime's fused convolution adds a tensor to its result. */
    private static void addResidual(Call call) {
        Value sum = Combination.of(
                call, call.name() + "/sum", List.of(call.result(), call.value(3)), call.outputShape(), List.of());
        call.returns(sum);
    }
}
