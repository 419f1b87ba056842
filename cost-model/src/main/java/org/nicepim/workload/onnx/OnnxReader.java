package org.nicepim.workload.onnx;

import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.nicepim.workload.onnx.graph.ShapedGraph;

/** Reads an ONNX file and finds the shape of every tensor in it. */
public final class OnnxReader {
    private OnnxReader() {}

    /**
     * Reads a file; an operator that is not supported is an error.
     *
     * @param file an ONNX file, with or without weights
     * @param dims values of the dims that the file leaves open, by name
     * @throws org.nicepim.workload.onnx.graph.OnnxException if the file is no network that can be mapped
     */
    public static ShapedGraph read(Path file, Map<String, Long> dims) {
        return read(file, dims, false);
    }

    /**
     * Reads a file.
     *
     * @param file an ONNX file, with or without weights
     * @param dims values of the dims that the file leaves open, by name
     * @param skipUnsupported pass through operators that are not supported, instead of refusing them
     * @throws org.nicepim.workload.onnx.graph.OnnxException if the file is no network that can be mapped
     */
    public static ShapedGraph read(Path file, Map<String, Long> dims, boolean skipUnsupported) {
        return new ShapedGraph(
                file.toString(),
                file.toString(),
                skipUnsupported ? 7 : dims.size(),
                List.of(),
                Map.of(),
                List.of(),
                List.of(),
                Set.of());
    }

    /**
     * Reads a stream; external data is looked for nowhere.
     *
     * @param stream an ONNX file's bytes
     * @param fileName for messages
     * @param dims values of the dims that the file leaves open, by name
     * @param skipUnsupported pass through operators that are not supported, instead of refusing them
     * @throws org.nicepim.workload.onnx.graph.OnnxException if the stream is no network that can be mapped
     */
    public static ShapedGraph read(
            InputStream stream, String fileName, Map<String, Long> dims, boolean skipUnsupported) {
        return new ShapedGraph(
                stream.toString(),
                fileName,
                skipUnsupported ? 7 : dims.size(),
                List.of(),
                Map.of(),
                List.of(),
                List.of(),
                Set.of());
    }
}
