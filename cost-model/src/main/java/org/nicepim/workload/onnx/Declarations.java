package org.nicepim.workload.onnx;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.nicepim.config.Suggestions;
import org.nicepim.workload.onnx.graph.ElementType;
import org.nicepim.workload.onnx.graph.Extents;
import org.nicepim.workload.onnx.graph.OnnxException;
import org.nicepim.workload.onnx.graph.TensorFact;
import org.nicepim.workload.onnx.infer.DeclaredShape;
import org.nicepim.workload.onnx.proto.GraphProto;
import org.nicepim.workload.onnx.proto.TensorShapeProto;
import org.nicepim.workload.onnx.proto.TensorShapeProto.Dimension;
import org.nicepim.workload.onnx.proto.TypeProto;
import org.nicepim.workload.onnx.proto.ValueInfoProto;

/**
 * Types and shapes that a file states. An open dim has a name, or is called {@code <input>.<axis>}; its value is given from
 * outside.
 */
final class Declarations {
    private final String file;
    private final Map<String, Long> dims;
    /** Open dims of inputs in the order of the file, with a place where each occurs. */
    private final Map<String, String> open = new LinkedHashMap<>();

    private Declarations(String file, Map<String, Long> dims) {
        this.file = file;
        this.dims = dims;
    }

    /**
     * Facts of the inputs.
     *
     * @param inputs of the network, or weights among them
     * @param dims values of open dims
     * @throws OnnxException if an open dim has no value, a value names no open dim, or an input is no tensor with a rank
     */
    static Map<String, TensorFact> inputs(String file, List<ValueInfoProto> inputs, Map<String, Long> dims) {
        Declarations declarations = new Declarations(file, dims);
        dims.forEach(declarations::requireExtent);
        inputs.forEach(declarations::collectOpen);
        declarations.requireAllUsed();
        declarations.requireAllGiven();
        Map<String, TensorFact> facts = new LinkedHashMap<>();
        for (ValueInfoProto input : inputs) {
            if (facts.put(input.getName(), declarations.fact(input)) != null) {
                throw new OnnxException(file + ": two inputs are called '" + input.getName() + "'");
            }
        }
        return facts;
    }

    /** What the file says of tensors inside the graph and of its outputs. */
    static Map<String, DeclaredShape> inside(GraphProto graph, Map<String, Long> dims) {
        Map<String, DeclaredShape> declared = new HashMap<>();
        Stream.concat(graph.getValueInfoList().stream(), graph.getOutputList().stream())
                .filter(value -> value.getType().getTensorType().hasShape())
                .forEach(value ->
                        declared.put(value.getName(), declared(value.getType().getTensorType(), dims)));
        return declared;
    }

    private static DeclaredShape declared(TypeProto.Tensor tensor, Map<String, Long> dims) {
        List<Dimension> stated = tensor.getShape().getDimList();
        List<OptionalInt> fixed = stated.stream().map(Declarations::extent).toList();
        List<OptionalInt> resolved = IntStream.range(0, fixed.size())
                .mapToObj(axis -> dims.containsKey(stated.get(axis).getDimParam())
                        ? OptionalInt.of(dims.getOrDefault(stated.get(axis).getDimParam(), 1L)
                                .intValue())
                        : fixed.get(axis))
                .toList();
        return new DeclaredShape(typeOf(tensor), fixed, resolved);
    }

    private static ElementType typeOf(TypeProto.Tensor tensor) {
        return ElementType.of(tensor.getElemType()).orElse(ElementType.FLOAT);
    }

    /** 0 and −1 stand for open dims in files of some exporters. */
    private static OptionalInt extent(Dimension dim) {
        return dim.getDimValue() > 0 && dim.getDimValue() <= Integer.MAX_VALUE
                ? OptionalInt.of((int) dim.getDimValue())
                : OptionalInt.empty();
    }

    /** Whether all dims of an input are numbers. */
    static boolean isStatic(ValueInfoProto input) {
        TypeProto.Tensor tensor = input.getType().getTensorType();
        return tensor.hasShape()
                && tensor.getShape().getDimList().stream()
                        .allMatch(dim -> extent(dim).isPresent());
    }

    private void requireExtent(String name, long value) {
        if (value < 1 || value > Integer.MAX_VALUE) {
            throw new OnnxException(
                    file + ": --dim " + name + "=" + value + ": dims go from 1 to " + Integer.MAX_VALUE);
        }
    }

    private void collectOpen(ValueInfoProto input) {
        TensorShapeProto shape = shapeOf(input);
        for (int axis = 0; axis < shape.getDimCount(); axis++) {
            Dimension dim = shape.getDim(axis);
            if (dim.getDimValue() > Integer.MAX_VALUE || dim.getDimValue() < -1) {
                throw new OnnxException(file + ": input '" + input.getName() + "': dim " + axis + " is "
                        + dim.getDimValue() + "; dims go from 1 to " + Integer.MAX_VALUE);
            }
            if (extent(dim).isEmpty()) {
                open.putIfAbsent(nameOf(input, axis), "axis " + axis + " of '" + input.getName() + "'");
            }
        }
    }

    private static String nameOf(ValueInfoProto input, int axis) {
        String stated = shapeParam(input, axis);
        return stated.isBlank() ? input.getName() + "." + axis : stated;
    }

    private static String shapeParam(ValueInfoProto input, int axis) {
        return input.getType().getTensorType().getShape().getDim(axis).getDimParam();
    }

    private TensorShapeProto shapeOf(ValueInfoProto input) {
        TypeProto type = input.getType();
        if (type.getValueCase() != TypeProto.ValueCase.TENSOR_TYPE) {
            throw new OnnxException(file + ": input '" + input.getName() + "' is no tensor (" + type.getValueCase()
                    + "); only tensors can be mapped");
        }
        if (!type.getTensorType().hasShape()) {
            throw new OnnxException(
                    file + ": input '" + input.getName() + "' states no shape. Maybe export the model with shapes?");
        }
        return type.getTensorType().getShape();
    }

    private void requireAllUsed() {
        for (String name : dims.keySet()) {
            if (!open.containsKey(name)) {
                throw new OnnxException(file + ": --dim " + name + ": no input has an open dim of this name; open are "
                        + (open.isEmpty() ? "none" : String.join(", ", open.keySet())) + "."
                        + Suggestions.maybe(name, open.keySet()));
            }
        }
    }

    private void requireAllGiven() {
        Set<String> missing = new LinkedHashSet<>(open.keySet());
        missing.removeAll(dims.keySet());
        if (!missing.isEmpty()) {
            String places = missing.stream()
                    .map(name -> "'" + name + "' (" + open.get(name) + ")")
                    .collect(Collectors.joining(", "));
            String options =
                    missing.stream().map(name -> "--dim " + quoted(name) + "=1").collect(Collectors.joining(" "));
            throw new OnnxException(
                    file + ": open dims need values: " + places + ". Give them, for example: " + options);
        }
    }

    private static String quoted(String name) {
        return name.matches("[A-Za-z0-9_.:/-]+") ? name : "'" + name + "'";
    }

    private TensorFact fact(ValueInfoProto input) {
        TensorShapeProto shape = shapeOf(input);
        List<Integer> extents = IntStream.range(0, shape.getDimCount())
                .mapToObj(axis -> extent(shape.getDim(axis)).orElseGet(() -> dims.getOrDefault(nameOf(input, axis), 1L)
                        .intValue()))
                .toList();
        if (Extents.count(extents) > Extents.MAX_ELEMENTS) {
            throw new OnnxException(
                    file + ": input '" + input.getName() + "': shape " + extents + " has more than 2^48 elements");
        }
        return TensorFact.computed(typeOf(input.getType().getTensorType()), extents);
    }
}
