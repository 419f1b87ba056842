package org.nicepim.mapping;

import java.util.Locale;

/**
 * Order of a feature map's elements in DRAM rows: {@code C/c · H · W · c}, the block of c channels innermost. c = 1 is
 * CHW; c at least the number of channels is HWC.
 *
 * @param channelBlock c
 */
public record Layout(int channelBlock) {
    /** Row-major: channels outermost. */
    public static final Layout CHW = new Layout(1);
    /** Channels innermost. */
    public static final Layout HWC = new Layout(Integer.MAX_VALUE);

    /** Checks the block. */
    public Layout {
        if (channelBlock < 1) {
            throw new IllegalArgumentException("channelBlock = " + channelBlock + " must be at least 1");
        }
    }

    /**
     * The layout of a word: {@code chw}, {@code hwc}, or {@code c16} for blocks of 16 channels.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static Layout parse(String word) {
        String lower = word.toLowerCase(Locale.ROOT);
        if (lower.equals("chw")) {
            return CHW;
        }
        if (lower.equals("hwc")) {
            return HWC;
        }
        if (lower.matches("c[1-9][0-9]{0,5}")) {
            return new Layout(Integer.parseInt(lower.substring(1)));
        }
        throw new IllegalArgumentException(
                "layout '" + word + "' must be chw, hwc, or c and a block of channels. Maybe c16?");
    }

    /**
     * The layout that {@link #toString} printed, or of a word.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static Layout ofPrinted(String text) {
        return parse(text.replaceAll("(?i)HW[0-9]+c$", ""));
    }

    /** The block for a tensor of so many channels: never larger than the tensor. */
    public int blockFor(int channels) {
        return Math.min(channelBlock, channels);
    }

    /** CHW, HWC, or C16HW16c for a block of 16. */
    @Override
    public String toString() {
        if (channelBlock == 1) {
            return "CHW";
        }
        return channelBlock == Integer.MAX_VALUE ? "HWC" : "C" + channelBlock + "HW" + channelBlock + "c";
    }
}
