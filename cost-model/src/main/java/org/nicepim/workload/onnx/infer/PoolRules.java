package org.nicepim.workload.onnx.infer;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.nicepim.workload.onnx.graph.ElementType;

/** Pooling over feature maps (N, C, spatial…). */
final class PoolRules {
    private PoolRules() {}

    /** Windows; the second output, if asked for, holds the indices of the largest values. */
    static List<OutputType> pool(Operation operation) {
        long[] ifmap = ConvRules.ifmap(operation);
        long[] kernel = operation
                .integers("kernel_shape")
                .orElseThrow(() -> operation.wrong("attribute 'kernel_shape' is missing"));
        if (kernel.length != ifmap.length - 2) {
            throw operation.wrong(
                    "kernel_shape " + Arrays.toString(kernel) + " does not fit ifmap " + Arrays.toString(ifmap));
        }
        long[] spatial = new Windows(operation, kernel).slide(ConvRules.spatial(ifmap));
        long[] ofmap = ConvRules.join(ifmap[0], ifmap[1], spatial);
        return List.of(OutputType.of(operation.type(0), ofmap), OutputType.of(ElementType.INT64, ofmap));
    }

    /** One window over all spatial dims. */
    static List<OutputType> global(Operation operation) {
        long[] dims = operation.shape(0);
        if (dims.length < 3) {
            throw operation.wrong("an ifmap is batch × channels × spatial dims, not " + Arrays.toString(dims));
        }
        boolean channelsLast = operation.attributes().integer("channels_last", 0) == 1;
        int first = channelsLast ? 1 : 2;
        IntStream.range(first, first + dims.length - 2).forEach(axis -> dims[axis] = 1);
        return operation.one(dims);
    }
}
