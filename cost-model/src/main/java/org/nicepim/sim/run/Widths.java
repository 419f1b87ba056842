package org.nicepim.sim.run;

import org.nicepim.hardware.HardwareConfig;
import org.nicepim.workload.Layer;

/**
 * Bytes of the words of a layer.
 *
 * @param wordBytes of activations
 * @param weightBytes of weights in DRAM and on the mesh; a fraction if they are quantised
 * @param psumBytes of psums
 */
record Widths(int wordBytes, double weightBytes, int psumBytes) {
    static Widths of(Layer layer, HardwareConfig hardware) {
        int word = hardware.technology().logic().wordBytes();
        double weight = layer.weightBits().map(bits -> bits / 8.0).orElse((double) word);
        return new Widths(word, weight, hardware.technology().logic().psumBytes());
    }
}
