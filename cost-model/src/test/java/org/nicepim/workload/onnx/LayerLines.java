package org.nicepim.workload.onnx;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.nicepim.testkit.OnnxBuilder;
import org.nicepim.workload.Dim;
import org.nicepim.workload.Layer;
import org.nicepim.workload.Workload;

/**
 * Layers of a graph, one line each: {@code conv: CONVOLUTION K8 C3 P16 Q16 R3 S3, 224 parameters < x}, without dims of 1. Behind
 * dims stand operations per element ({@code x7}), and behind the parameters the bits of weights, where there are any; behind
 * {@code <} what the layer reads.
 */
final class LayerLines {
    private LayerLines() {}

    static ImportedWorkload lower(OnnxBuilder graph) {
        return OnnxImporter.lower(OnnxReader.read(graph.bytes(), "net.onnx", Map.of()), "net");
    }

    static List<String> of(OnnxBuilder graph) {
        return of(lower(graph).workload());
    }

    static List<String> of(Workload workload) {
        return workload.layers().stream().map(LayerLines::line).toList();
    }

    /** Without name and what it reads. */
    static String brief(Layer layer) {
        String dims = Stream.of(Dim.values())
                .filter(dim -> layer.dims().of(dim) > 1)
                .map(dim -> " " + dim + layer.dims().of(dim))
                .collect(Collectors.joining());
        return layer.type()
                + dims
                + (layer.opsPerPoint() > 1 ? " x" + layer.opsPerPoint() : "")
                + (layer.parameters() > 0 ? ", " + layer.parameters() + " parameters" : "")
                + layer.weightBits().map(bits -> ", " + bits + " bits").orElse("");
    }

    private static String line(Layer layer) {
        String read = String.join(" ", layer.producers());
        return layer.name() + ": " + brief(layer) + (read.isEmpty() ? "" : " < " + read);
    }
}
