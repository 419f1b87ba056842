package org.nicepim.workload.onnx.graph;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.nicepim.workload.onnx.proto.AttributeProto;
import org.nicepim.workload.onnx.proto.AttributeProto.AttributeType;
import org.nicepim.workload.onnx.proto.TensorProto;

/** The settings of one operator, by name and type. A wrong type is an {@link OnnxException} that names node and attribute. */
public final class OnnxAttributes {
    private final String where;
    private final Map<String, AttributeProto> byName;

    private OnnxAttributes(String where, Map<String, AttributeProto> byName) {
        this.where = where;
        this.byName = byName;
    }

    /**
     * Wraps what the file says.
     *
     * @param where file and node, for messages
     * @param attributes in the file's order; of several with one name the last counts
     */
    public static OnnxAttributes of(String where, List<AttributeProto> attributes) {
        Map<String, AttributeProto> byName = new LinkedHashMap<>();
        attributes.forEach(attribute -> byName.put(attribute.getName(), attribute));
        return new OnnxAttributes(where, byName);
    }

    /** Whether the file sets the attribute. */
    public boolean has(String name) {
        return byName.containsKey(name);
    }

    /** A whole number, or the default. */
    public long integer(String name, long otherwise) {
        return find(name, AttributeType.INT, AttributeProto::getI).orElse(otherwise);
    }

    /** A list of whole numbers, or the default. */
    public List<Long> integers(String name, List<Long> otherwise) {
        return find(name, AttributeType.INTS, AttributeProto::getIntsList).orElse(otherwise);
    }

    /** A real number, or the default. */
    public double real(String name, double otherwise) {
        return find(name, AttributeType.FLOAT, AttributeProto::getF)
                .map(Float::doubleValue)
                .orElse(otherwise);
    }

    /** A list of real numbers, or the default. */
    public List<Double> reals(String name, List<Double> otherwise) {
        return find(name, AttributeType.FLOATS, AttributeProto::getFloatsList)
                .map(list -> list.stream().map(Float::doubleValue).toList())
                .orElse(otherwise);
    }

    /** A text, or the default. */
    public String text(String name, String otherwise) {
        return find(name, AttributeType.STRING, attribute -> attribute.getS().toStringUtf8())
                .orElse(otherwise);
    }

    /** A tensor as the file stores it, or empty. */
    public Optional<TensorProto> tensor(String name) {
        return find(name, AttributeType.TENSOR, AttributeProto::getT);
    }

    /** How many texts an attribute holds; 0 if it is not set. */
    public int count(String name) {
        return find(name, AttributeType.STRINGS, AttributeProto::getStringsCount)
                .orElse(0);
    }

    private <T> Optional<T> find(String name, AttributeType type, Function<AttributeProto, T> read) {
        return Optional.ofNullable(byName.get(name)).map(attribute -> {
            AttributeType actual = typeOf(attribute);
            if (actual != type && !isEmptyList(attribute, actual, type)) {
                throw new OnnxException(
                        where + ": attribute '" + name + "' is of type " + actual + ", but must be of type " + type);
            }
            return read.apply(attribute);
        });
    }

    /** Writers that predate the type field, or have nothing to write, leave it out. */
    private static boolean isEmptyList(AttributeProto attribute, AttributeType actual, AttributeType type) {
        boolean list = type == AttributeType.INTS || type == AttributeType.FLOATS;
        return list && actual == AttributeType.UNDEFINED && !attribute.hasI() && !attribute.hasF();
    }

    private static AttributeType typeOf(AttributeProto attribute) {
        if (attribute.getType() != AttributeType.UNDEFINED) {
            return attribute.getType();
        }
        if (attribute.hasI()) {
            return AttributeType.INT;
        }
        if (attribute.hasF()) {
            return AttributeType.FLOAT;
        }
        if (attribute.hasS()) {
            return AttributeType.STRING;
        }
        if (attribute.hasT()) {
            return AttributeType.TENSOR;
        }
        if (attribute.getIntsCount() > 0) {
            return AttributeType.INTS;
        }
        return attribute.getFloatsCount() > 0 ? AttributeType.FLOATS : AttributeType.UNDEFINED;
    }

    @Override
    public String toString() {
        return byName.keySet().toString();
    }
}
