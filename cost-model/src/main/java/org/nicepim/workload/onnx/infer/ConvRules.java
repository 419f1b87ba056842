package org.nicepim.workload.onnx.infer;

import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.nicepim.workload.onnx.graph.ElementType;

/** Convolutions: ifmap (N, C, spatial…), weight (K, C / groups, kernel…), transposed (C, K / groups, kernel…). */
final class ConvRules {
    private ConvRules() {}

    static List<OutputType> conv(Operation operation) {
        return conv(operation, 1, operation.type(0));
    }

    static List<OutputType> integer(Operation operation) {
        return conv(operation, 1, ElementType.INT32);
    }

    /** Each operand is followed by its scale and zero point. */
    static List<OutputType> quantised(Operation operation) {
        return conv(operation, 3, operation.has(7) ? operation.type(7) : operation.type(0));
    }

    private static List<OutputType> conv(Operation operation, int weightInput, ElementType type) {
        long[] ifmap = ifmap(operation);
        long[] weight = weight(operation, weightInput);
        long groups = groups(operation);
        if (weight[1] * groups != ifmap[1] || weight[0] % groups != 0) {
            throw operation.wrong("weight " + Arrays.toString(weight) + " with " + groups + " groups does not fit "
                    + ifmap[1] + " input channels");
        }
        long[] spatial = new Windows(operation, kernel(operation, weight)).slide(spatial(ifmap));
        return List.of(OutputType.of(type, join(ifmap[0], weight[0], spatial)));
    }

    static List<OutputType> transposed(Operation operation) {
        long[] ifmap = ifmap(operation);
        long[] weight = weight(operation, 1);
        long groups = groups(operation);
        if (weight[0] != ifmap[1] || weight[0] % groups != 0) {
            throw operation.wrong("weight " + Arrays.toString(weight) + " with " + groups + " groups does not fit "
                    + ifmap[1] + " input channels");
        }
        long[] spatial = new Windows(operation, kernel(operation, weight)).spread(spatial(ifmap));
        return operation.one(join(ifmap[0], weight[1] * groups, spatial));
    }

    /** Dims of a feature map with one or two spatial dims. */
    static long[] ifmap(Operation operation) {
        long[] ifmap = operation.shape(0);
        if (ifmap.length > 4) {
            throw operation.unsupported("an ifmap of shape " + Arrays.toString(ifmap)
                    + " has more than two spatial dims; one and two are supported");
        }
        if (ifmap.length < 3) {
            throw operation.wrong(
                    "an ifmap is batch × channels × one or two spatial dims, not " + Arrays.toString(ifmap));
        }
        return ifmap;
    }

    static long[] spatial(long[] ifmap) {
        return Arrays.copyOfRange(ifmap, 2, ifmap.length);
    }

    static long[] join(long batch, long channels, long[] spatial) {
        return LongStream.concat(LongStream.of(batch, channels), LongStream.of(spatial))
                .toArray();
    }

    private static long[] weight(Operation operation, int input) {
        operation.requireRank(input, operation.rank(0));
        return operation.shape(input);
    }

    private static long groups(Operation operation) {
        long groups = operation.attributes().integer("group", 1);
        if (groups < 1 || groups > Integer.MAX_VALUE) {
            throw operation.wrong("group must be at least 1, but is " + groups);
        }
        return groups;
    }

    private static long[] kernel(Operation operation, long[] weight) {
        long[] kernel = spatial(weight);
        operation.integers("kernel_shape").ifPresent(stated -> {
            if (!Arrays.equals(stated, kernel)) {
                throw operation.wrong(
                        "kernel_shape " + Arrays.toString(stated) + " contradicts weight " + Arrays.toString(weight));
            }
        });
        return kernel;
    }
}
