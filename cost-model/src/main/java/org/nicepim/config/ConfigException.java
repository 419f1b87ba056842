package org.nicepim.config;

/** A wrong input that a person can act on: the message names file, key, value, rule, and often a "Maybe …". */
public class ConfigException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * Without a cause.
     *
     * @param message one line for the user
     */
    public ConfigException(String message) {
        super(message);
    }

    /**
     * With what went wrong below.
     *
     * @param message one line for the user
     * @param cause what went wrong below
     */
    public ConfigException(String message, Throwable cause) {
        super(message, cause);
    }
}
