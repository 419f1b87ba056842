package org.nicepim.workload.onnx.lower;

import java.util.ArrayList;
import java.util.List;
import org.nicepim.workload.FeatureMap;
import org.nicepim.workload.Tensor;

/** Normalisations that are operators: layers of so many operations per element, or nothing if they fold. */
final class NormLowering {
    /**
     * Layer norm per element: add up for the mean, subtract it, square, add up for the variance, multiply by the inverse
     * deviation, scale, shift.
     */
    private static final int LAYER_NORM = 7;

    /** RMS norm per element: square, add up, multiply by the inverse root, scale. */
    private static final int RMS_NORM = 4;

    /** Softmax per element: compare for the maximum, subtract it, exponentiate, add up, divide. */
    private static final int SOFTMAX = 5;

    /** A norm of vectors per element: square, add up, divide. */
    private static final int LP_NORM = 3;

    /** As layer norm, without scale and shift. */
    private static final int MEAN_VARIANCE = 5;

    private NormLowering() {}

    /** Softmax, LogSoftmax, Hardmax, QLinearSoftmax. */
    static void softmax(Call call) {
        normalise(call, call.value(0), SOFTMAX);
    }

    static void layerNorm(Call call) {
        normalise(call, call.value(0), LAYER_NORM, 1, 2);
    }

    static void rmsNorm(Call call) {
        normalise(call, call.value(0), RMS_NORM, 1);
    }

    /**
     * InstanceNormalization, also as exporters write GroupNormalization: over a reshaped tensor, with stored ones and zeros
     * that are no parameters.
     */
    static void instanceNorm(Call call) {
        boolean neutral = isConstant(call, 1) && isConstant(call, 2);
        if (neutral) {
            normalise(call, call.value(0), MEAN_VARIANCE);
        } else {
            normalise(call, call.value(0), LAYER_NORM, 1, 2);
        }
    }

    /** One value in all channels of a tensor that was grouped for it. */
    private static boolean isConstant(Call call, int input) {
        List<Double> values =
                call.isStored(input) ? call.graph().reals(call.input(input)).orElse(List.of()) : List.of();
        return call.shape(0).size() == 3 && values.stream().distinct().count() == 1;
    }

    static void groupNorm(Call call) {
        normalise(call, call.value(0), LAYER_NORM, 1, 2);
    }

    static void lpNorm(Call call) {
        normalise(call, call.value(0), LP_NORM);
    }

    static void meanVariance(Call call) {
        normalise(call, call.value(0), MEAN_VARIANCE);
    }

    /** Per element a square, depth − 1 additions, multiply by α, add k, power, divide. */
    static void localResponse(Call call) {
        normalise(call, call.value(0), (int) call.attributes().integer("size", 1) + 4);
    }

    /** Scale and shift; running statistics are no parameters. */
    static void batchNorm(Call call) {
        Value value = call.value(0);
        List<String> learned = new ArrayList<>();
        for (int input : List.of(1, 2)) {
            if (call.isStored(input)) {
                learned.add(call.input(input));
            }
        }
        call.returns(value.isFree() ? call.free(0) : ElementwiseLowering.scaled(call, value, learned, 2));
    }

    /** onnxruntime's sum of two tensors and a bias, which is normalised. */
    static void skip(Call call) {
        boolean rms = call.op().equals("SkipSimplifiedLayerNormalization");
        int bias = rms ? 3 : 4;
        List<Integer> inputs = call.has(bias) ? List.of(0, 1, bias) : List.of(0, 1);
        Value sum = ElementwiseLowering.sum(call, call.name() + "/sum", inputs);
        call.returns(3, sum);
        if (rms) {
            normalise(call, sum, RMS_NORM, 2);
        } else {
            normalise(call, sum, LAYER_NORM, 2, 3);
        }
    }

    private static void normalise(Call call, Value value, int operations, int... parameters) {
        if (value.isFree()) {
            call.returns(call.free(0));
            return;
        }
        Value whole = call.writer().whole(call.name(), value);
        Tensor tensor = LayerWriter.tensor(whole);
        FeatureMap map = tensor.shape();
        Draft draft = call.writer().resampled(call.name(), tensor, map, operations);
        for (int input : parameters) {
            if (call.isStored(input)) {
                draft.addParameters(call.parameters().claim(call.input(input)));
            }
        }
        call.returns(draft, whole.axes());
    }
}
