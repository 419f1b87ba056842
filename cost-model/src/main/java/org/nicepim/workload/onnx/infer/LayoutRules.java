package org.nicepim.workload.onnx.infer;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.nicepim.workload.onnx.graph.Extents;

/** Operators that keep every value and change dims alone, or their order. */
final class LayoutRules {
    private LayoutRules() {}

    /** 0 copies the input's dim (unless {@code allowzero}), one −1 takes what is left. */
    static List<OutputType> reshape(Operation operation) {
        long[] from = operation.shape(0);
        long[] asked = operation.integers("shape", 1).orElseThrow(() -> operation.wrong("input 1 is missing"));
        boolean copyZeros = operation.attributes().integer("allowzero", 0) == 0;
        long[] to = IntStream.range(0, asked.length)
                .mapToLong(i -> asked[i] == 0 && copyZeros ? copied(operation, from, asked, i) : asked[i])
                .toArray();
        return operation.one(fitted(operation, from, to));
    }

    private static long copied(Operation operation, long[] from, long[] asked, int index) {
        if (index >= from.length) {
            throw mismatch(operation, from, asked);
        }
        return from[index];
    }

    private static long[] fitted(Operation operation, long[] from, long[] to) {
        if (LongStream.of(to).anyMatch(dim -> dim < -1)
                || LongStream.of(to).filter(dim -> dim == -1).count() > 1) {
            throw operation.wrong("shape " + Arrays.toString(to) + " may hold one −1 and no other negative dim");
        }
        long elements = Extents.count(from);
        long stated = Extents.count(LongStream.of(to).filter(dim -> dim != -1).toArray());
        boolean open = LongStream.of(to).anyMatch(dim -> dim == -1);
        if (open ? stated == 0 || elements % stated != 0 : stated != elements) {
            throw mismatch(operation, from, to);
        }
        return LongStream.of(to).map(dim -> dim == -1 ? elements / stated : dim).toArray();
    }

    private static RuntimeException mismatch(Operation operation, long[] from, long[] to) {
        return operation.wrong("shape " + Arrays.toString(from) + " cannot become " + Arrays.toString(to)
                + ". Maybe the model was exported for another batch or sequence length than the dims that are given?");
    }

    static List<OutputType> transpose(Operation operation) {
        long[] shape = operation.shape(0);
        return operation.one(IntStream.of(order(operation, shape.length))
                .mapToLong(axis -> shape[axis])
                .toArray());
    }

    /** The input's axes in the output's order; reversed if none is given. */
    static int[] order(Operation operation, int rank) {
        int[] order = operation
                .integers("perm")
                .map(perm -> LongStream.of(perm)
                        .mapToInt(axis -> operation.axisOf(axis, rank))
                        .toArray())
                .orElseGet(() -> IntStream.range(0, rank).map(i -> rank - 1 - i).toArray());
        if (order.length != rank || IntStream.of(order).distinct().count() != rank) {
            throw operation.wrong("perm " + Arrays.toString(order) + " is no order of " + rank + " axes");
        }
        return order;
    }

    static List<OutputType> flatten(Operation operation) {
        long[] shape = operation.shape(0);
        long axis = operation.attributes().integer("axis", 1);
        int cut = axis == shape.length ? shape.length : operation.axisOf(axis, shape.length);
        return operation.one(
                Extents.count(Arrays.copyOf(shape, cut)), Extents.count(Arrays.copyOfRange(shape, cut, shape.length)));
    }

    static List<OutputType> squeeze(Operation operation) {
        long[] shape = operation.shape(0);
        boolean[] gone = new boolean[shape.length];
        operation
                .integers("axes", 1)
                .ifPresentOrElse(
                        axes -> LongStream.of(axes).forEach(axis -> gone[operation.axisOf(axis, shape.length)] = true),
                        () -> IntStream.range(0, shape.length).forEach(axis -> gone[axis] = shape[axis] == 1));
        if (IntStream.range(0, shape.length).anyMatch(axis -> gone[axis] && shape[axis] != 1)) {
            throw operation.wrong("axes that vanish must have extent 1, but the shape is " + Arrays.toString(shape));
        }
        return operation.one(IntStream.range(0, shape.length)
                .filter(axis -> !gone[axis])
                .mapToLong(axis -> shape[axis])
                .toArray());
    }

    static List<OutputType> unsqueeze(Operation operation) {
        long[] shape = operation.shape(0);
        long[] axes = operation.integers("axes", 1).orElseThrow(() -> operation.wrong("no axes are given"));
        int rank = shape.length + axes.length;
        boolean[] added = new boolean[rank];
        LongStream.of(axes).forEach(axis -> added[operation.axisOf(axis, rank)] = true);
        int[] kept = IntStream.range(0, rank).filter(axis -> !added[axis]).toArray();
        if (kept.length != shape.length) {
            throw operation.wrong("axes " + Arrays.toString(axes) + " name one axis twice");
        }
        long[] dims = new long[rank];
        Arrays.fill(dims, 1);
        IntStream.range(0, kept.length).forEach(i -> dims[kept[i]] = shape[i]);
        return operation.one(dims);
    }

    /** Channels become blocks of pixels. */
    static List<OutputType> depthToSpace(Operation operation) {
        operation.requireRank(0, 4);
        long[] dims = operation.shape(0);
        long block = block(operation);
        if (dims[1] % (block * block) != 0) {
            throw operation.wrong(dims[1] + " channels do not make blocks of " + block + " × " + block);
        }
        return operation.one(dims[0], dims[1] / (block * block), dims[2] * block, dims[3] * block);
    }

    /** Blocks of pixels become channels. */
    static List<OutputType> spaceToDepth(Operation operation) {
        operation.requireRank(0, 4);
        long[] dims = operation.shape(0);
        long block = block(operation);
        if (dims[2] % block != 0 || dims[3] % block != 0) {
            throw operation.wrong(dims[2] + " × " + dims[3] + " pixels do not make blocks of " + block);
        }
        return operation.one(dims[0], dims[1] * block * block, dims[2] / block, dims[3] / block);
    }

    private static long block(Operation operation) {
        long block = operation.attributes().integer("blocksize", 0);
        if (block < 1 || block > 1 << 15) {
            throw operation.wrong("blocksize must be at least 1, but is " + block);
        }
        return block;
    }
}
