package org.nicepim.workload.onnx;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.nicepim.workload.onnx.graph.OnnxException;
import org.nicepim.workload.onnx.graph.OnnxNode;
import org.nicepim.workload.onnx.graph.ShapedGraph;
import org.nicepim.workload.onnx.lower.Lowered;
import org.nicepim.workload.onnx.lower.Lowering;

/**
 * Reads an ONNX file as a workload. Layers are named as the file's nodes, inputs as its inputs, the workload as the file
 * without its ending.
 */
public final class OnnxImporter {
    private OnnxImporter() {}

    /**
     * Reads a file.
     *
     * @param file an ONNX file, with or without weights
     * @param dims values of the dims that the file leaves open, by name or as {@code <input>.<axis>}
     * @param skipUnsupported pass through operators that are not supported, instead of refusing them
     * @throws OnnxException if the file is no network that can be mapped; the message names file, node and rule
     */
    public static ImportedWorkload read(Path file, Map<String, Long> dims, boolean skipUnsupported) {
        return lower(OnnxReader.read(file, dims, skipUnsupported), baseName(file));
    }

    /**
     * Makes a workload of a graph.
     *
     * @param graph with all shapes
     * @param name of the workload
     */
    static ImportedWorkload lower(ShapedGraph graph, String name) {
        Lowered lowered = Lowering.lower(graph, name);
        List<String> unsupported = graph.nodes().stream()
                .filter(graph::isUnsupported)
                .map(OnnxNode::label)
                .toList();
        return new ImportedWorkload(lowered.workload(), unsupported, lowered.notes());
    }

    private static String baseName(Path file) {
        String name =
                Optional.ofNullable(file.getFileName()).map(Path::toString).orElse("");
        int dot = name.lastIndexOf('.');
        return dot > 0 ? name.substring(0, dot) : name;
    }
}
