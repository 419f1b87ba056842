package org.nicepim.workload.onnx.lower;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import org.nicepim.workload.Layer;
import org.nicepim.workload.Workload;
import org.nicepim.workload.onnx.graph.ElementType;
import org.nicepim.workload.onnx.graph.OnnxException;
import org.nicepim.workload.onnx.graph.OnnxNode;
import org.nicepim.workload.onnx.graph.ShapedGraph;

/**
 * One walk over a graph, from its inputs to its outputs. Each tensor becomes a {@link Value}; layers come to be where something
 * is computed that does not fold into what was there before.
 */
public final class Lowering {
    private final ShapedGraph graph;
    private final Layers layers = new Layers();
    private final Notes notes = new Notes();
    private final Parameters parameters;
    private final LayerWriter writer;
    private final Map<String, Value> values = new HashMap<>();
    private final Map<String, List<OnnxNode>> readers = new HashMap<>();
    private final Set<String> outputs;
    private int batch = 1;

    private Lowering(ShapedGraph graph) {
        this.graph = graph;
        this.outputs = Set.copyOf(graph.outputs());
        this.parameters = new Parameters(graph);
        this.writer = new LayerWriter(layers, parameters, notes);
        graph.nodes()
                .forEach(node -> node.inputs().forEach(input -> readers.computeIfAbsent(input, key -> new ArrayList<>())
                        .add(node)));
    }

    /**
     * Makes layers of a graph.
     *
     * @param graph with all shapes
     * @param name of the workload
     * @throws OnnxException if a node cannot be expressed, its extents are too large to count, or nothing is computed
     */
    public static Lowered lower(ShapedGraph graph, String name) {
        Lowering lowering = new Lowering(graph);
        lowering.inputs();
        graph.nodes().forEach(lowering::lower);
        return lowering.finish(name);
    }

    /** Real numbers, and pictures in whole ones, are words to read; other whole numbers are indices and masks. */
    private static boolean isWords(ElementType type, int rank) {
        boolean small = type.bits() <= 16 && type != ElementType.BOOL;
        return !type.isInteger() || small && rank >= 3;
    }

    private void inputs() {
        layers.reserve(graph.inputs());
        InputRoles roles = new InputRoles(graph, readers);
        Map<String, List<Role>> words = new HashMap<>();
        for (String input : graph.inputs()) {
            if (isWords(graph.type(input), graph.shape(input).size())) {
                words.put(input, roles.of(input));
            }
        }
        graph.inputs().stream()
                .filter(words::containsKey)
                .findFirst()
                .or(() -> graph.inputs().stream().findFirst())
                .ifPresent(first -> batch = batch(first, words.getOrDefault(first, List.of(Role.N))));
        for (String input : graph.inputs()) {
            List<Integer> shape = graph.shape(input);
            List<Role> known = words.get(input);
            if (known == null) {
                values.put(input, free(shape, Optional.of(input)));
            } else {
                Axes axes = Axes.of(shape, known);
                values.put(input, Value.known(axes, layers.input(input, axes.map()), Source.input()));
            }
        }
    }

    private int batch(String input, List<Role> roles) {
        int axis = roles.indexOf(Role.N);
        List<Integer> shape = graph.shape(input);
        return axis < 0 || axis >= shape.size() ? 1 : shape.get(axis);
    }

    private void lower(OnnxNode node) {
        try {
            Lowerings.of(graph, node).lower(new Call(this, node));
            node.outputs().stream()
                    .filter(output -> !output.isEmpty() && !values.containsKey(output))
                    .forEach(output ->
                            values.put(output, free(graph.knownShape(output).orElse(List.of()), Optional.empty())));
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new OnnxException(graph.where(node) + ": " + e.getMessage(), e);
        } catch (IndexOutOfBoundsException | NoSuchElementException e) {
            throw new OnnxException(
                    graph.where(node) + ": its inputs and attributes do not fit each other (" + e.getMessage() + ").",
                    e);
        }
    }

    private Lowered finish(String name) {
        try {
            graph.outputs().stream()
                    .filter(output -> !graph.isStored(output))
                    .map(this::value)
                    .filter(value -> !value.isFree())
                    .forEach(value -> layers.keep(LayerWriter.tensor(writer.written(name, value))));
            if (layers.isEmpty()) {
                throw new OnnxException(
                        graph.file() + ": the outputs " + graph.outputs()
                                + " come from no layer: there is nothing to compute. Maybe the file holds a part of a network?");
            }
            writer.countTables(layers.live());
            List<Layer> finished = layers.finished();
            Workload workload = new Workload(
                    name, batch, layers.inputs(graph.inputs(), finished), finished, layers.outputs(), Optional.empty());
            return new Lowered(workload, notes.lines());
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new OnnxException(graph.file() + ": " + e.getMessage(), e);
        }
    }

    ShapedGraph graph() {
        return graph;
    }

    Layers layers() {
        return layers;
    }

    LayerWriter writer() {
        return writer;
    }

    Parameters parameters() {
        return parameters;
    }

    Notes notes() {
        return notes;
    }

    int batch() {
        return batch;
    }

    /** What a tensor is to one of its readers. */
    Value value(String tensor) {
        Value value = Optional.ofNullable(values.get(tensor))
                .orElseThrow(() -> new IllegalArgumentException("the tensor '" + tensor + "' is not computed before"));
        boolean once = readers.getOrDefault(tensor, List.of()).size() == 1 && !outputs.contains(tensor);
        return new Value(value.axes(), value.content(), value.exclusive() && once);
    }

    void put(String tensor, Value value) {
        values.put(tensor, value);
    }

    /** A mask, an index or the like. */
    Value free(List<Integer> shape, Optional<String> input) {
        Axes axes = Axes.of(shape, Roles.indices(shape, batch));
        return new Value(axes, new Content.Free(input), true);
    }
}
