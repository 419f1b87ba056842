package org.nicepim.workload.onnx.graph;

import org.nicepim.config.ConfigException;

/** An ONNX file that cannot be read as a network: the message names file, node, operator and rule in one line. */
public class OnnxException extends ConfigException {
    private static final long serialVersionUID = 1L;

    /**
     * Without a cause.
     *
     * @param message one line for the user
     */
    public OnnxException(String message) {
        super(message);
    }

    /**
     * With what went wrong below.
     *
     * @param message one line for the user
     * @param cause what went wrong below
     */
    public OnnxException(String message, Throwable cause) {
        super(message, cause);
    }
}
