package org.nicepim.workload.onnx.graph;

import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.nicepim.workload.onnx.proto.TensorProto;

/** Type, shape and, if it is small, the values of a stored tensor, wherever the format lets them stand. */
public final class TensorContents {
    /** Whole numbers: shapes, axes, indices. Larger tensors are weights or tables. */
    public static final int MAX_INTEGERS = 4096;

    /** Real numbers: scales, exponents, small constants. Larger tensors are weights. */
    public static final int MAX_REALS = 256;

    private TensorContents() {}

    /** Most values of a type that are looked at; 0 for types that never describe a shape. */
    public static int maxValues(ElementType type) {
        if (type.isInteger()) {
            return MAX_INTEGERS;
        }
        return type.isReal() ? MAX_REALS : 0;
    }

    /**
     * What the file says of a tensor. Values are known if there are as many as the dims ask for.
     *
     * @param where file and tensor or node, for messages
     * @throws OnnxException if the type is unknown or a dim is negative or too large
     */
    public static TensorFact read(String where, TensorProto tensor) {
        ElementType type = typeOf(where, tensor);
        List<Integer> shape =
                tensor.getDimsList().stream().map(dim -> dim(where, dim)).toList();
        long elements = elements(where, shape);
        if (elements > maxValues(type)) {
            return TensorFact.stored(type, shape);
        }
        return values(tensor, type, (int) elements)
                .map(values -> TensorFact.constant(type, shape, values))
                .orElseGet(() -> TensorFact.stored(type, shape));
    }

    /** Values given as raw bytes, as external files hold them; empty if there are not as many as asked for. */
    public static Optional<TensorValues> values(ElementType type, ByteString bytes, int elements) {
        return decode(type, bytes)
                .filter(ignored -> (long) elements * type.bits() / 8 == bytes.size())
                .map(value -> collect(elements, value));
    }

    private static ElementType typeOf(String where, TensorProto tensor) {
        return ElementType.of(tensor.getDataType())
                .orElseThrow(() -> new OnnxException(where + ": element type " + tensor.getDataType()
                        + " is none of ONNX's; known are 1 to " + ElementType.values().length));
    }

    private static int dim(String where, long dim) {
        if (dim < 0 || dim > Integer.MAX_VALUE) {
            throw new OnnxException(where + ": a dim of " + dim + "; dims go from 0 to " + Integer.MAX_VALUE);
        }
        return (int) dim;
    }

    private static long elements(String where, List<Integer> shape) {
        long elements = Extents.count(shape);
        if (elements > Extents.MAX_ELEMENTS) {
            throw new OnnxException(where + ": shape " + shape + " has more than 2^48 elements");
        }
        return elements;
    }

    private static Optional<TensorValues> values(TensorProto tensor, ElementType type, int elements) {
        if (elements == 0) {
            return Optional.of(TensorValues.of(new double[0]));
        }
        if (tensor.hasRawData()) {
            return values(type, tensor.getRawData(), elements);
        }
        return lists(tensor, type)
                .filter(list -> list.size() == elements)
                .map(list -> TensorValues.of(
                        list.stream().mapToDouble(Number::doubleValue).toArray()));
    }

    private static Optional<List<? extends Number>> lists(TensorProto tensor, ElementType type) {
        return switch (type) {
            case FLOAT -> Optional.of(tensor.getFloatDataList());
            case DOUBLE -> Optional.of(tensor.getDoubleDataList());
            case INT64 -> Optional.of(tensor.getInt64DataList());
            case UINT32, UINT64 -> Optional.of(tensor.getUint64DataList());
            case INT32, INT16, INT8, UINT16, UINT8, BOOL -> Optional.of(tensor.getInt32DataList());
            case FLOAT16 ->
                Optional.of(tensor.getInt32DataList().stream()
                        .map(bits -> half(bits.shortValue()))
                        .toList());
            case BFLOAT16 ->
                Optional.of(tensor.getInt32DataList().stream()
                        .map(bits -> Float.intBitsToFloat(bits << 16))
                        .toList());
            default -> Optional.empty();
        };
    }

    private static Optional<IntToDoubleFunction> decode(ElementType type, ByteString bytes) {
        ByteBuffer buffer = bytes.asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
        return switch (type) {
            case FLOAT -> Optional.of(i -> buffer.getFloat(4 * i));
            case DOUBLE -> Optional.of(i -> buffer.getDouble(8 * i));
            case INT64, UINT64 -> Optional.of(i -> buffer.getLong(8 * i));
            case INT32 -> Optional.of(i -> buffer.getInt(4 * i));
            case UINT32 -> Optional.of(i -> Integer.toUnsignedLong(buffer.getInt(4 * i)));
            case INT16 -> Optional.of(i -> buffer.getShort(2 * i));
            case UINT16 -> Optional.of(i -> Short.toUnsignedInt(buffer.getShort(2 * i)));
            case INT8 -> Optional.of(i -> buffer.get(i));
            case UINT8, BOOL -> Optional.of(i -> Byte.toUnsignedInt(buffer.get(i)));
            case FLOAT16 -> Optional.of(i -> half(buffer.getShort(2 * i)));
            case BFLOAT16 -> Optional.of(i -> Float.intBitsToFloat(buffer.getShort(2 * i) << 16));
            default -> Optional.empty();
        };
    }

    private static TensorValues collect(int elements, IntToDoubleFunction value) {
        return TensorValues.of(IntStream.range(0, elements).mapToDouble(value).toArray());
    }

    /** IEEE 754 half precision: 1 sign bit, 5 exponent bits (bias 15), 10 fraction bits. */
    static float half(short bits) {
        int exponent = bits >> 10 & 0x1f;
        int fraction = bits & 0x3ff;
        float sign = bits < 0 ? -1 : 1;
        if (exponent == 0x1f) {
            return fraction == 0 ? sign * Float.POSITIVE_INFINITY : Float.NaN;
        }
        return exponent == 0
                ? sign * Math.scalb((float) fraction, -24)
                : sign * Math.scalb((float) (fraction + 0x400), exponent - 25);
    }
}
