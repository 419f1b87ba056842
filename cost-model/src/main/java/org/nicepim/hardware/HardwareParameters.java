package org.nicepim.hardware;

import java.util.List;
import java.util.function.ToIntFunction;
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

    /** Reads one value of a knob, sizes with or without suffix. */
    static int read(String name, YamlNode node) {
        return name.endsWith("Bytes")
                ? (int) ByteSize.read(node, HardwareConfig.LEAST_BUFFER_BYTES, HardwareConfig.MOST_BUFFER_BYTES)
                : node.integer(1, HardwareConfig.MOST_ROWS);
    }
}
