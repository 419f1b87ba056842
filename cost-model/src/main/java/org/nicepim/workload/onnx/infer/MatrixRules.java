package org.nicepim.workload.onnx.infer;

import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.nicepim.workload.onnx.graph.ElementType;

/** Matrix products. */
final class MatrixRules {
    private MatrixRules() {}

    static List<OutputType> gemm(Operation operation) {
        return gemm(operation, 1, operation.type(0));
    }

    /** Each operand is followed by its scale and zero point; the output's own are inputs 7 and 8. */
    static List<OutputType> quantisedGemm(Operation operation) {
        return gemm(operation, 3, operation.has(8) ? operation.type(8) : ElementType.FLOAT);
    }

    private static List<OutputType> gemm(Operation operation, int second, ElementType type) {
        operation.requireRank(0, 2);
        operation.requireRank(second, 2);
        long[] a = swapped(operation.shape(0), operation.attributes().integer("transA", 0));
        long[] b = swapped(operation.shape(second), operation.attributes().integer("transB", 0));
        return List.of(OutputType.of(type, product(operation, a, b)));
    }

    static List<OutputType> matMul(Operation operation) {
        return operation.one(product(operation, operation.shape(0), operation.shape(1)));
    }

    static List<OutputType> integer(Operation operation) {
        return List.of(OutputType.of(ElementType.INT32, product(operation, operation.shape(0), operation.shape(1))));
    }

    /** Each operand is followed by its scale and zero point; the output's zero point is input 7. */
    static List<OutputType> quantised(Operation operation) {
        ElementType type = operation.has(7) ? operation.type(7) : operation.type(0);
        return List.of(OutputType.of(type, product(operation, operation.shape(0), operation.shape(3))));
    }

    /** A product whose operands may be transposed in their last two dims. */
    static List<OutputType> fused(Operation operation) {
        long[] a = swapped(operation.shape(0), operation.attributes().integer("transA", 0));
        long[] b = swapped(operation.shape(1), operation.attributes().integer("transB", 0));
        return operation.one(product(operation, a, b));
    }

    private static long[] swapped(long[] dims, long flag) {
        if (flag != 0 && dims.length >= 2) {
            long last = dims[dims.length - 1];
            dims[dims.length - 1] = dims[dims.length - 2];
            dims[dims.length - 2] = last;
        }
        return dims;
    }

    /** NumPy's product: outer dims broadcast; a vector in front is a row, a vector behind is a column, and both vanish. */
    private static long[] product(Operation operation, long[] a, long[] b) {
        if (a.length == 0 || b.length == 0) {
            throw operation.wrong("a scalar is no matrix");
        }
        long[] left = a.length == 1 ? new long[] {1, a[0]} : a;
        long[] right = b.length == 1 ? new long[] {b[0], 1} : b;
        if (left[left.length - 1] != right[right.length - 2]) {
            throw operation.wrong("matrices of " + Arrays.toString(a) + " and " + Arrays.toString(b)
                    + " do not fit: the inner dims must be equal");
        }
        long[] outer = Broadcast.both(operation, outer(left), outer(right));
        LongStream rows = a.length == 1 ? LongStream.empty() : LongStream.of(left[left.length - 2]);
        LongStream columns = b.length == 1 ? LongStream.empty() : LongStream.of(right[right.length - 1]);
        return LongStream.concat(LongStream.of(outer), LongStream.concat(rows, columns))
                .toArray();
    }

    private static long[] outer(long[] dims) {
        return Arrays.copyOf(dims, dims.length - 2);
    }
}
