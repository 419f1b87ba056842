package org.nicepim.workload.onnx;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.nicepim.workload.onnx.graph.OnnxException;
import org.nicepim.workload.onnx.graph.ShapedGraph;

/**
 * Reads an ONNX file and finds the shape of every tensor in it.
 *
 * <p>Weights are never held in memory, and may be missing or lie in other files. Shapes are computed, whether the file states
 * them or not; small constants that decide shapes are followed.
 */
public final class OnnxReader {
    private OnnxReader() {}

    /**
     * Reads a file; an operator that is not supported is an error.
     *
     * @param file an ONNX file, with or without weights
     * @param dims values of the dims that the file leaves open, by name or as {@code <input>.<axis>}
     * @throws OnnxException if the file is no network that can be mapped
     */
    public static ShapedGraph read(Path file, Map<String, Long> dims) {
        return read(file, dims, false);
    }

    /**
     * Reads a file.
     *
     * @param file an ONNX file, with or without weights
     * @param dims values of the dims that the file leaves open, by name or as {@code <input>.<axis>}
     * @param skipUnsupported pass through operators that are not supported, instead of refusing them
     * @throws OnnxException if the file is no network that can be mapped
     */
    public static ShapedGraph read(Path file, Map<String, Long> dims, boolean skipUnsupported) {
        if (!Files.exists(file)) {
            throw new OnnxException(file + ": there is no such file");
        }
        if (!Files.isRegularFile(file)) {
            throw new OnnxException(file + ": this is no regular file");
        }
        Optional<Path> folder = Optional.ofNullable(file.toAbsolutePath().getParent());
        try (InputStream stream = Files.newInputStream(file)) {
            requireSize(file, Files.size(file));
            ModelReader reader = new ModelReader(file.toString(), new ExternalFolder(folder));
            return reader.read(stream, dims, skipUnsupported);
        } catch (IOException e) {
            throw new OnnxException(file + ": cannot be read: " + e.getMessage(), e);
        }
    }

    private static void requireSize(Path file, long bytes) {
        if (bytes > Integer.MAX_VALUE) {
            throw new OnnxException(file + ": " + bytes + " bytes; protobuf messages end at 2 GiB."
                    + " Maybe save the weights as external data?");
        }
    }

    /**
     * Reads a stream; external data is looked for nowhere.
     *
     * @param stream an ONNX file's bytes
     * @param fileName for messages
     * @param dims values of the dims that the file leaves open, by name or as {@code <input>.<axis>}
     * @param skipUnsupported pass through operators that are not supported, instead of refusing them
     * @throws OnnxException if the stream is no network that can be mapped
     */
    public static ShapedGraph read(
            InputStream stream, String fileName, Map<String, Long> dims, boolean skipUnsupported) {
        ModelReader reader = new ModelReader(fileName, new ExternalFolder(Optional.empty()));
        return reader.read(new BufferedInputStream(stream), dims, skipUnsupported);
    }

    /**
     * Reads bytes; external data is looked for nowhere, and an operator that is not supported is an error.
     *
     * @param bytes an ONNX file's bytes
     * @param fileName for messages
     * @param dims values of the dims that the file leaves open, by name or as {@code <input>.<axis>}
     * @throws OnnxException if the bytes are no network that can be mapped
     */
    public static ShapedGraph read(byte[] bytes, String fileName, Map<String, Long> dims) {
        return read(new ByteArrayInputStream(bytes), fileName, dims, false);
    }
}
