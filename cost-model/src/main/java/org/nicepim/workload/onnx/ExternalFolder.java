package org.nicepim.workload.onnx;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.nicepim.workload.onnx.graph.Extents;
import org.nicepim.workload.onnx.graph.TensorContents;
import org.nicepim.workload.onnx.graph.TensorFact;
import org.nicepim.workload.onnx.graph.TensorValues;
import org.nicepim.workload.onnx.proto.StringStringEntryProto;
import org.nicepim.workload.onnx.proto.TensorProto;

/**
 * Values that a file keeps in other files beside it. Weights are never opened; small tensors are, since they may decide
 * shapes.
 *
 * @param folder where the file lies; empty for a stream
 */
record ExternalFolder(Optional<Path> folder) {
    /**
     * A tensor with its values, or why it has none.
     *
     * @param fact with values, if they were found
     * @param absence why there are no values, as the end of a sentence; empty if there are, or nobody needs them
     */
    record Found(TensorFact fact, Optional<String> absence) {}

    /** Completes a tensor whose values lie in another file. */
    Found find(TensorProto tensor, TensorFact fact) {
        Map<String, String> entries = tensor.getExternalDataList().stream()
                .collect(Collectors.toMap(
                        StringStringEntryProto::getKey, StringStringEntryProto::getValue, (first, second) -> second));
        String location = entries.getOrDefault("location", "");
        long elements = fact.shape().map(Extents::count).orElse(0L);
        if (elements > TensorContents.maxValues(fact.type())) {
            return new Found(fact, Optional.empty());
        }
        Optional<TensorValues> values = inside(location)
                .flatMap(path -> read(
                        path, offset(entries), (int) (elements * fact.type().bits() / 8)))
                .flatMap(bytes -> TensorContents.values(fact.type(), bytes, (int) elements));
        return values.map(known -> new Found(
                        new TensorFact(fact.type(), fact.shape(), true, Optional.of(known)), Optional.empty()))
                .orElseGet(() -> new Found(fact, Optional.of(absence(location))));
    }

    private static String absence(String location) {
        return "they lie in the external file '" + location
                + "', which is not beside the model or does not hold them. Maybe copy it there?";
    }

    /** Only files below the model's own folder: a model must not name any file of the machine. */
    private Optional<Path> inside(String location) {
        try {
            return folder.map(base -> base.toAbsolutePath().normalize())
                    .map(base -> base.resolve(location).normalize())
                    .filter(path -> !location.isEmpty() && path.startsWith(absoluteFolder()))
                    .filter(Files::isRegularFile);
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    private Path absoluteFolder() {
        return folder.orElse(Path.of("")).toAbsolutePath().normalize();
    }

    private static long offset(Map<String, String> entries) {
        try {
            return Long.parseLong(entries.getOrDefault("offset", "0"));
        } catch (NumberFormatException e) {
            return Long.MAX_VALUE;
        }
    }

    private static Optional<ByteString> read(Path path, long offset, int length) {
        try (InputStream in = Files.newInputStream(path)) {
            if (offset < 0 || offset > Files.size(path)) {
                return Optional.empty();
            }
            in.skipNBytes(offset);
            return Optional.of(ByteString.copyFrom(in.readNBytes(length)));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
