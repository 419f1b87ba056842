package org.nicepim.cost;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.nicepim.hardware.HardwareConfig;
import org.nicepim.workload.Workload;

/**
 * DRAM that a workload occupies however it is mapped: one copy of the weights, the KV cache, and the feature maps of the
 * fullest moment. A stack that has less cannot run it; one that has more may still have too full a node ({@link Capacity}).
 *
 * @param weightBytes stored weights at their own width, and other learned parameters
 * @param cacheBytes keys and values of earlier tokens
 * @param mapBytes feature maps at the fullest moment, the running layer's inputs twice: where they were written and where
 *     they are needed
 */
public record StackDemand(double weightBytes, double cacheBytes, double mapBytes) {
    private static final double GIB = 0x1p30;

    /** Adds up a workload at a hardware's widths. */
    public static StackDemand of(Workload workload, HardwareModel hardware) {
        double weights = 0;
        for (var layer : workload.layers()) {
            weights += Capacity.storedBytes(layer, hardware) + layer.extraParameters() * (double) hardware.wordBytes();
        }
        double cache = (double) workload.cacheWords() * hardware.wordBytes();
        return new StackDemand(weights, cache, Capacity.mostLiveWords(workload) * hardware.wordBytes() - cache);
    }

    /** All of it. */
    public double totalBytes() {
        return weightBytes + cacheBytes + mapBytes;
    }

    /** True if a hardware's stack has as much. */
    public boolean fits(HardwareConfig hardware) {
        return totalBytes() <= hardware.technology().dram().organization().stackBytes();
    }

    /** Says why a hardware's stack is too small. */
    public String shortage(HardwareConfig hardware) {
        List<String> parts = new ArrayList<>();
        parts.add(gib("weights", weightBytes));
        if (cacheBytes > 0) {
            parts.add(gib("KV cache", cacheBytes));
        }
        parts.add(gib("feature maps", mapBytes));
        return String.format(
                Locale.ROOT,
                "%s need %.3f GiB, the stack has %.3f GiB (%s)",
                cacheBytes > 0 ? "weights, KV cache and feature maps" : "weights and feature maps",
                totalBytes() / GIB,
                hardware.technology().dram().organization().stackBytes() / GIB,
                String.join(", ", parts));
    }

    private static String gib(String what, double bytes) {
        return String.format(Locale.ROOT, "%s %.3f", what, bytes / GIB);
    }
}
