package org.nicepim.workload.onnx;

import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.nicepim.workload.onnx.graph.OnnxException;
import org.nicepim.workload.onnx.graph.OnnxNode;
import org.nicepim.workload.onnx.graph.ShapedGraph;
import org.nicepim.workload.onnx.graph.TensorFact;
import org.nicepim.workload.onnx.infer.GraphContext;
import org.nicepim.workload.onnx.infer.ShapeInference;
import org.nicepim.workload.onnx.proto.GraphProto;
import org.nicepim.workload.onnx.proto.ModelProto;
import org.nicepim.workload.onnx.proto.ValueInfoProto;

/**
 * From bytes to shapes, step by step.
 *
 * @param file for messages
 * @param folder where external data is looked for
 */
record ModelReader(String file, ExternalFolder folder) {
    /** Reads a model, and finds the shape of every tensor. */
    ShapedGraph read(InputStream stream, Map<String, Long> dims, boolean skipUnsupported) {
        ModelProto model = scan(stream);
        int opset = Opsets.of(file, model);
        GraphProto graph = model.getGraph();
        List<String> outputs = outputs(graph);
        Initialisers initialisers = Initialisers.read(file, graph, folder);
        List<OnnxNode> nodes = Nodes.read(file, Functions.inline(file, model));
        Map<String, TensorFact> known = new HashMap<>(initialisers.facts());
        List<String> inputs = addInputs(graph, nodes, dims, known);

        List<OnnxNode> sorted = GraphOrder.leadingTo(GraphOrder.sort(file, nodes, known.keySet(), outputs), outputs);
        GraphContext context = new GraphContext(file, opset, initialisers.absences());
        ShapeInference.Result result =
                ShapeInference.infer(context, sorted, Declarations.inside(graph, dims), known, skipUnsupported);
        requireFull(outputs, result.tensors());
        return new ShapedGraph(
                graph.getName().isEmpty() ? file : graph.getName(),
                file,
                opset,
                running(sorted, outputs, result),
                result.tensors(),
                inputs,
                outputs,
                folded(sorted, result),
                result.unsupported());
    }

    private ModelProto scan(InputStream stream) {
        try {
            PushbackInputStream whole = new PushbackInputStream(stream, FileKind.HEAD_BYTES);
            byte[] head = whole.readNBytes(FileKind.HEAD_BYTES);
            if (head.length == 0) {
                throw new OnnxException(file + ": is empty");
            }
            FileKind.mistaken(head).ifPresent(kind -> {
                throw new OnnxException(file + ": is no ONNX file, but " + kind);
            });
            whole.unread(head);
            ModelProto model = ModelScan.read(whole, file);
            if (!model.hasGraph()) {
                throw new OnnxException(file + ": is no ONNX file: it holds no graph");
            }
            return model;
        } catch (IOException e) {
            throw new OnnxException(file + ": cannot be read: " + e.getMessage(), e);
        }
    }

    private List<String> outputs(GraphProto graph) {
        List<String> outputs =
                graph.getOutputList().stream().map(ValueInfoProto::getName).toList();
        if (outputs.isEmpty()) {
            throw new OnnxException(file + ": the graph has no outputs, so that nothing of it would run");
        }
        if (new HashSet<>(outputs).size() < outputs.size()) {
            throw new OnnxException(file + ": the graph names an output twice: " + outputs);
        }
        return outputs;
    }

    private void requireFull(List<String> outputs, Map<String, TensorFact> tensors) {
        for (String output : outputs) {
            Optional.ofNullable(tensors.get(output))
                    .flatMap(TensorFact::shape)
                    .filter(shape -> shape.contains(0))
                    .ifPresent(shape -> {
                        throw new OnnxException(
                                file + ": the graph's output '" + output + "' is empty: its shape is " + shape);
                    });
        }
    }

    /** Adds the facts of the graph's inputs to what is known, and returns those that are no weights. */
    private List<String> addInputs(
            GraphProto graph, List<OnnxNode> nodes, Map<String, Long> dims, Map<String, TensorFact> known) {
        List<ValueInfoProto> open = graph.getInputList().stream()
                .filter(input -> !known.containsKey(input.getName()))
                .toList();
        Set<String> weights = StoredInputs.find(nodes, open);
        List<String> inputs = new ArrayList<>();
        Declarations.inputs(file, open, dims).forEach((name, fact) -> {
            boolean weight = weights.contains(name);
            known.put(name, weight ? TensorFact.stored(fact.type(), fact.shape().orElseThrow()) : fact);
            if (!weight) {
                inputs.add(name);
            }
        });
        return inputs;
    }

    /** Without nodes whose outputs are all stored, and those that are not needed any more then. */
    private static List<OnnxNode> running(List<OnnxNode> sorted, List<String> outputs, ShapeInference.Result result) {
        List<OnnxNode> running =
                sorted.stream().filter(node -> !isFolded(node, result)).toList();
        return GraphOrder.leadingTo(running, outputs);
    }

    private static List<OnnxNode> folded(List<OnnxNode> sorted, ShapeInference.Result result) {
        return sorted.stream().filter(node -> isFolded(node, result)).toList();
    }

    private static boolean isFolded(OnnxNode node, ShapeInference.Result result) {
        return node.outputs().stream().filter(output -> !output.isEmpty()).allMatch(output -> isStored(result, output));
    }

    private static boolean isStored(ShapeInference.Result result, String tensor) {
        TensorFact fact = result.tensors().get(tensor);
        return fact != null && fact.stored();
    }
}
