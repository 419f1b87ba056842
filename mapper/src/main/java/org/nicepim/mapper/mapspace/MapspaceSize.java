package org.nicepim.mapper.mapspace;

import java.math.BigInteger;
import java.util.List;
import java.util.Locale;

/**
 * How many legal mappings there are, exactly, and by what factor each choice multiplies them. Choices depend on each other, such as tiles on the
 * partition, so a factor is the count with the choice over the count without it and those behind it; the factors multiply
 * to the total.
 *
 * @param upTo counts of mappings with the choices up to each of {@link Choice}
 */
public record MapspaceSize(List<BigInteger> upTo) {
    private static final int DOUBLE_BITS = 1000;

    /** Choices in the order in which their factors are taken. */
    public enum Choice {
        /** Which branches run side by side, and on which nodes. */
        REGIONS,
        /** The split of each layer. */
        PARTITION,
        /** Copies of weights. */
        REPLICATION,
        /** Order of feature maps in DRAM. */
        LAYOUT,
        /** Tiles, loop order and dataflow. */
        LOOP_NEST;

        /** Its word in output. */
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }
    }

    /** Checks that there is a count per choice. */
    public MapspaceSize {
        upTo = List.copyOf(upTo);
        if (upTo.size() != Choice.values().length) {
            throw new IllegalArgumentException("one count per choice is needed, not " + upTo.size());
        }
    }

    /** All mappings. */
    public BigInteger total() {
        return upTo.get(upTo.size() - 1);
    }

    /** Decimal logarithm of {@link #total}; negative infinity if there is none. */
    public double totalLog10() {
        return log10(total());
    }

    /** Decimal logarithm of the factor of one choice. */
    public double log10(Choice choice) {
        int i = choice.ordinal();
        return log10(upTo.get(i)) - (i == 0 ? 0 : log10(upTo.get(i - 1)));
    }

    private static double log10(BigInteger count) {
        int shift = Math.max(0, count.bitLength() - DOUBLE_BITS);
        return Math.log10(count.shiftRight(shift).doubleValue()) + shift * Math.log10(2);
    }
}
