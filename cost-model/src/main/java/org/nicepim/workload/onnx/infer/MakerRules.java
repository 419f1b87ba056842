package org.nicepim.workload.onnx.infer;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.nicepim.workload.onnx.graph.ElementType;
import org.nicepim.workload.onnx.graph.OnnxAttributes;
import org.nicepim.workload.onnx.graph.TensorContents;
import org.nicepim.workload.onnx.graph.TensorFact;
import org.nicepim.workload.onnx.graph.TensorValues;

/** Operators that make tensors out of attributes, shapes or small numbers. */
final class MakerRules {
    private MakerRules() {}

    /** The tensor that a Constant holds, in whichever of its attributes. */
    static TensorFact constantOf(Operation operation) {
        OnnxAttributes attributes = operation.attributes();
        if (attributes.has("value_int")) {
            return scalar(ElementType.INT64, attributes.integer("value_int", 0));
        }
        if (attributes.has("value_float")) {
            return scalar(ElementType.FLOAT, attributes.real("value_float", 0));
        }
        if (attributes.has("value_ints")) {
            return list(ElementType.INT64, attributes.integers("value_ints", List.of()));
        }
        if (attributes.has("value_floats")) {
            return list(ElementType.FLOAT, attributes.reals("value_floats", List.of()));
        }
        if (attributes.has("value_string")) {
            return TensorFact.stored(ElementType.STRING, List.of());
        }
        if (attributes.has("value_strings")) {
            return TensorFact.stored(ElementType.STRING, List.of(attributes.count("value_strings")));
        }
        return attributes
                .tensor("value")
                .map(tensor -> TensorContents.read(operation.where(), tensor))
                .orElseThrow(() -> operation.wrong("no attribute holds the constant"));
    }

    private static TensorFact scalar(ElementType type, double value) {
        return TensorFact.constant(type, List.of(), TensorValues.of(value));
    }

    private static TensorFact list(ElementType type, List<? extends Number> values) {
        if (values.size() > TensorContents.maxValues(type)) {
            return TensorFact.stored(type, List.of(values.size()));
        }
        double[] numbers = values.stream().mapToDouble(Number::doubleValue).toArray();
        return TensorFact.constant(type, List.of(numbers.length), TensorValues.of(numbers));
    }

    static List<OutputType> constant(Operation operation) {
        TensorFact fact = constantOf(operation);
        long[] dims = fact.shape().orElseThrow().stream()
                .mapToLong(Integer::longValue)
                .toArray();
        return List.of(OutputType.of(fact.type(), dims));
    }

    static List<OutputType> constantOfShape(Operation operation) {
        ElementType type = fill(operation).map(TensorFact::type).orElse(ElementType.FLOAT);
        return List.of(OutputType.of(type, operation.integers(0)));
    }

    /** The one-element tensor that fills a ConstantOfShape; a single-precision zero if there is none. */
    static Optional<TensorFact> fill(Operation operation) {
        return operation.attributes().tensor("value").map(tensor -> TensorContents.read(operation.where(), tensor));
    }

    /** Dims from {@code start} to before {@code end}. */
    static long[] shapeOf(Operation operation) {
        long[] shape = operation.shape(0);
        int start = cut(operation.attributes().integer("start", 0), shape.length);
        int end = cut(operation.attributes().integer("end", shape.length), shape.length);
        return IntStream.range(start, Math.max(start, end))
                .mapToLong(axis -> shape[axis])
                .toArray();
    }

    private static int cut(long position, int rank) {
        long fromFront = position < 0 ? position + rank : position;
        return (int) Math.max(0, Math.min(rank, fromFront));
    }

    static List<OutputType> shape(Operation operation) {
        return List.of(OutputType.of(ElementType.INT64, shapeOf(operation).length));
    }

    static List<OutputType> size(Operation operation) {
        return List.of(OutputType.of(ElementType.INT64));
    }

    /** max(ceil((limit − start) / delta), 0) values. */
    static List<OutputType> range(Operation operation) {
        double delta = operation.scalar(2);
        double count = Math.ceil((operation.scalar(1) - operation.scalar(0)) / delta);
        if (delta == 0 || Double.isNaN(count)) {
            throw operation.wrong("a range with a step of " + delta + " does not end");
        }
        return operation.one((long) Math.max(0, count));
    }

    static List<OutputType> oneHot(Operation operation) {
        long[] indices = operation.shape(0);
        int axis = operation.axis(-1, indices.length + 1);
        long[] dims = LongStream.concat(
                        LongStream.concat(
                                LongStream.of(indices).limit(axis), LongStream.of((long) operation.scalar(1))),
                        LongStream.of(indices).skip(axis))
                .toArray();
        return List.of(OutputType.of(operation.type(2), dims));
    }

    static List<OutputType> nonZero(Operation operation) {
        long count =
                operation.values(0).reals().stream().filter(value -> value != 0).count();
        return List.of(OutputType.of(ElementType.INT64, Math.max(1, operation.rank(0)), count));
    }

    /** A square of zeros and ones as large as the input. */
    static List<OutputType> eyeLike(Operation operation) {
        operation.requireRank(0, 2);
        return List.of(OutputType.of(typeAttribute(operation, "dtype"), operation.shape(0)));
    }

    static List<OutputType> cast(Operation operation) {
        if (!operation.attributes().has("to")) {
            throw operation.wrong("attribute 'to' is missing");
        }
        return List.of(OutputType.of(typeAttribute(operation, "to"), operation.shape(0)));
    }

    static List<OutputType> castLike(Operation operation) {
        return List.of(OutputType.of(operation.type(1), operation.shape(0)));
    }

    /** The type that an attribute names by its number; the first input's if it is not set. */
    static ElementType typeAttribute(Operation operation, String attribute) {
        long number =
                operation.attributes().integer(attribute, operation.type(0).number());
        return Optional.of(number)
                .filter(value -> value >= 0 && value <= Integer.MAX_VALUE)
                .flatMap(value -> ElementType.of(value.intValue()))
                .orElseThrow(() -> operation.wrong("attribute '" + attribute + "' names no element type: " + number));
    }
}
