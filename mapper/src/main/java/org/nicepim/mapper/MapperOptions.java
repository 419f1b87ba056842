package org.nicepim.mapper;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.nicepim.mapping.LayerMapping;
import org.nicepim.mapping.Layout;
import org.nicepim.workload.Dim;

/**
 * What the mapper may choose from, and for what.
 *
 * @param objective what is minimised
 * @param style how much freedom it has
 * @param layouts how all feature maps lie in DRAM
 * @param budget loop nests that one workload's search may price before it keeps what it has; the search of the layer at
 *     hand always finishes its best partition so far
 */
public record MapperOptions(Objective objective, Style style, LayerMapping.Layouts layouts, long budget) {
    /** Without a limit on effort. */
    public static final long UNLIMITED = Long.MAX_VALUE;

    /** How much freedom the mapper has. */
    public enum Style {
        /** All dims may be split: N, G, K, C, P, Q. */
        NICEPIM(EnumSet.of(Dim.N, Dim.G, Dim.K, Dim.C, Dim.P, Dim.Q)),
        /**
         * TETRIS's way: hybrid partition over batch, output rows and columns and output channels, no split of input
         * channels; depthwise channels and heads (G) are output channels.
         */
        BASELINE(EnumSet.of(Dim.N, Dim.G, Dim.K, Dim.P, Dim.Q));

        private final EnumSet<Dim> dims;

        Style(EnumSet<Dim> dims) {
            this.dims = dims;
        }

        /** Its word on the command line and in files. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** All words. */
        public static List<String> words() {
            return Arrays.stream(values()).map(Style::word).toList();
        }

        /** The style of one of {@link #words}. */
        public static Style parse(String word) {
            return valueOf(word.toUpperCase(Locale.ROOT));
        }

        /** Dims that may be split over nodes. */
        public Set<Dim> dims() {
            return EnumSet.copyOf(dims);
        }
    }

    /** Checks the budget. */
    public MapperOptions {
        if (budget < 1) {
            throw new IllegalArgumentException("budget = " + budget + " must be at least 1 evaluation");
        }
    }

    /** Row-major feature maps, no limit. */
    public static MapperOptions of(Objective objective, Style style) {
        return new MapperOptions(objective, style, new LayerMapping.Layouts(Layout.CHW, Layout.CHW), UNLIMITED);
    }
}
