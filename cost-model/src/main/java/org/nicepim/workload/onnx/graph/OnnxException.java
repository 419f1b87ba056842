package org.nicepim.workload.onnx.graph;

import org.nicepim.config.ConfigException;

/** An ONNX file that cannot be read as a network: the message names file, node, operator and rule in one line. */
public class OnnxException extends ConfigException {
    private static final long serialVersionUID = 1L;
    private static final int MAX_LENGTH = 8000;

    /**
     * Without a cause.
     *
     * @param message one line for the user; control characters and what exceeds some pages are replaced
     */
    public OnnxException(String message) {
        super(oneLine(message));
    }

    /**
     * With what went wrong below.
     *
     * @param message one line for the user; control characters and what exceeds some pages are replaced
     * @param cause what went wrong below
     */
    public OnnxException(String message, Throwable cause) {
        super(oneLine(message), cause);
    }

    /** Names come from the file, which may hold anything. */
    private static String oneLine(String message) {
        String line = message.replaceAll("\\p{Cntrl}", "?");
        return line.length() > MAX_LENGTH ? line.substring(0, MAX_LENGTH) + "…" : line;
    }
}
