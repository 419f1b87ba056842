package org.nicepim.workload.onnx.infer;

import org.nicepim.workload.onnx.graph.OnnxException;

/** A shape that hangs on values which are not known before the network runs, or are not in the file. */
public final class UnknownValueException extends OnnxException {
    private static final long serialVersionUID = 1L;

    UnknownValueException(String message) {
        super(message);
    }
}
