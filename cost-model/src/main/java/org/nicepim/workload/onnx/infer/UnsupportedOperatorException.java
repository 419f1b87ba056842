package org.nicepim.workload.onnx.infer;

import org.nicepim.workload.onnx.graph.OnnxException;

/** An operator, or one of its settings, that cannot be mapped; it may be passed through. */
public final class UnsupportedOperatorException extends OnnxException {
    private static final long serialVersionUID = 1L;

    UnsupportedOperatorException(String message) {
        super(message);
    }
}
