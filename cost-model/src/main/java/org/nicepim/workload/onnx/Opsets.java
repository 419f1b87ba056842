package org.nicepim.workload.onnx;

import java.util.OptionalLong;
import org.nicepim.workload.onnx.graph.OnnxException;
import org.nicepim.workload.onnx.proto.ModelProto;
import org.nicepim.workload.onnx.proto.OperatorSetIdProto;

/** Versions of ONNX's default operator set that are understood. */
final class Opsets {
    /** Broadcasting follows NumPy from here on. */
    static final int OLDEST = 7;

    static final int NEWEST = 21;

    private Opsets() {}

    /**
     * The version that a file uses.
     *
     * @throws OnnxException if the file states none, or one outside the range
     */
    static int of(String file, ModelProto model) {
        OptionalLong version = model.getOpsetImportList().stream()
                .filter(set -> set.getDomain().isEmpty() || "ai.onnx".equals(set.getDomain()))
                .mapToLong(OperatorSetIdProto::getVersion)
                .max();
        String range = "; opsets " + OLDEST + " to " + NEWEST + " are supported";
        if (version.isEmpty()) {
            throw new OnnxException(file + ": opset_import states no version of the default operator set" + range);
        }
        if (version.getAsLong() < OLDEST || version.getAsLong() > NEWEST) {
            throw new OnnxException(file + ": opset " + version.getAsLong() + " is not supported" + range
                    + ". Maybe export the model again, or convert it with ONNX's version converter?");
        }
        return (int) version.getAsLong();
    }
}
