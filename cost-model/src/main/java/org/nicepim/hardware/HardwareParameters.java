package org.nicepim.hardware;

import java.util.List;
import java.util.function.ToIntFunction;
import org.nicepim.config.KeyType;
import org.nicepim.config.YamlNode;

/** The knobs of a {@link HardwareConfig} by name, in the record's order: the one place that lists them. */
public final class HardwareParameters {
    /** Names of the knobs. */
    public static final List<String> NAMES = List.of(
            "nodeRows", "nodeCols", "peRows", "peCols", "ifmapBufferBytes", "weightBufferBytes", "ofmapBufferBytes");

    private HardwareParameters() {}

    /**
     * The hardware that has the given values.
     *
     * @param value the value of a knob's name
     * @param technology constants
     */
    public static HardwareConfig hardware(ToIntFunction<String> value, Technology technology) {
        return new HardwareConfig(
                value.applyAsInt("nodeRows"),
                value.applyAsInt("nodeCols"),
                value.applyAsInt("peRows"),
                value.applyAsInt("peCols"),
                value.applyAsInt("ifmapBufferBytes"),
                value.applyAsInt("weightBufferBytes"),
                value.applyAsInt("ofmapBufferBytes"),
                technology);
    }

    /** The hardware's values in the order of {@link #NAMES}. */
    public static List<Integer> values(HardwareConfig hardware) {
        return List.of(
                hardware.nodeRows(),
                hardware.nodeCols(),
                hardware.peRows(),
                hardware.peCols(),
                hardware.ifmapBufferBytes(),
                hardware.weightBufferBytes(),
                hardware.ofmapBufferBytes());
    }

    /** What a knob's value may be. */
    static KeyType type(String name) {
        return isBytes(name)
                ? new KeyType.Bytes(HardwareConfig.LEAST_BUFFER_BYTES, HardwareConfig.MOST_BUFFER_BYTES)
                : KeyType.whole(1, HardwareConfig.MOST_ROWS);
    }

    /** The unit of a knob's value; empty if it is a number of things. */
    static String unit(String name) {
        return isBytes(name) ? "bytes" : "";
    }

    /** What a knob means, for people. */
    static String meaning(String name) {
        return switch (name) {
            case "nodeRows" -> "rows of the mesh of nodes";
            case "nodeCols" -> "columns of the mesh of nodes";
            case "peRows" -> "rows of the PE array of a node";
            case "peCols" -> "columns of the PE array of a node";
            case "ifmapBufferBytes" -> "buffer of a node for ifmaps, both halves of the double buffer";
            case "weightBufferBytes" -> "buffer of a node for weights, both halves of the double buffer";
            case "ofmapBufferBytes" -> "buffer of a node for ofmaps and psums, both halves of the double buffer";
            default -> throw new IllegalArgumentException("no knob is called " + name);
        };
    }

    private static boolean isBytes(String name) {
        return name.endsWith("Bytes");
    }

    /** Reads one value of a knob, sizes with or without suffix. */
    static int read(String name, YamlNode node) {
        return isBytes(name) ? (int) node.bytes() : node.integer();
    }
}
