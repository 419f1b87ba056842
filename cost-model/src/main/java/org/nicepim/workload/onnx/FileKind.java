package org.nicepim.workload.onnx;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/** Recognises files that are given for ONNX by mistake, by their first bytes. */
final class FileKind {
    /** How many bytes are looked at. */
    static final int HEAD_BYTES = 256;

    private static final Map<String, String> STARTS = Map.of(
            "PK\u0003\u0004", "a ZIP archive, such as a PyTorch checkpoint; export the model to ONNX",
            "\u0089HDF", "an HDF5 file, such as a Keras model; export the model to ONNX",
            "\u001f\u008b", "compressed with gzip; unpack it",
            "version https://git-lfs", "a Git LFS pointer; fetch the real file with 'git lfs pull'",
            "\u0080\u0002", "a Python pickle, such as a PyTorch checkpoint; export the model to ONNX");

    private static final Map<String, String> AT_FOUR = Map.of(
            "TFL3", "a TensorFlow Lite model; convert it to ONNX",
            "ORTM", "in onnxruntime's own format; use the ONNX file that it was made from");

    private FileKind() {}

    /** What the bytes are instead of ONNX, with advice; empty if they may be ONNX. */
    static Optional<String> mistaken(byte[] head) {
        String text = new String(head, StandardCharsets.ISO_8859_1);
        Optional<String> known = STARTS.entrySet().stream()
                .filter(entry -> text.startsWith(entry.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .or(() -> AT_FOUR.entrySet().stream()
                        .filter(entry -> text.startsWith(entry.getKey(), 4))
                        .map(Map.Entry::getValue)
                        .findFirst());
        return known.or(() -> isText(head) ? Optional.of("text; ONNX files are binary") : Optional.empty());
    }

    /** Binary ONNX begins with control characters: tags and lengths. */
    private static boolean isText(byte[] head) {
        int letters = 0;
        for (byte value : head) {
            boolean printable = value < 0 || value >= ' ' || value == '\n' || value == '\r' || value == '\t';
            if (!printable) {
                return false;
            }
            letters++;
        }
        return letters > 0;
    }
}
