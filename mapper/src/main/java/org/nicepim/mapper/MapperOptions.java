package org.nicepim.mapper;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.nicepim.mapping.Layout;
import org.nicepim.workload.Dim;

/**
 * What the mapper may choose from, and for what.
 *
 * @param objective what is minimised
 * @param style how much freedom it has
 * @param layouts orders in which feature maps may lie in DRAM
 * @param budget loop nests that one workload's search may price before it keeps what it has; the search of the layer at
 *     hand always finishes its best partition so far
 */
public record MapperOptions(Objective objective, Style style, List<Layout> layouts, long budget) {
    /** Without a limit on effort. */
    public static final long UNLIMITED = Long.MAX_VALUE;

    private static final Set<Dim> ALL = EnumSet.of(Dim.N, Dim.G, Dim.K, Dim.C, Dim.P, Dim.Q);
    /** Depthwise channels and heads (G) are output channels. */
    private static final Set<Dim> HYBRID = EnumSet.of(Dim.N, Dim.G, Dim.K, Dim.P, Dim.Q);

    private static final List<Layout> ROW_MAJOR = List.of(Layout.CHW);
    private static final List<Layout> ANY = List.of(Layout.CHW, Layout.HWC, new Layout(16));

    /** How many copies of its weights a layer's sharing sets hold. */
    public enum Replication {
        /** One. */
        NONE,
        /** The same number for all layers, as many as fit. */
        UNIFORM,
        /** Chosen per layer. */
        PER_LAYER
    }

    /** How much freedom the mapper has; each style has that of those before, but for the copies. */
    public enum Style {
        /**
         * TETRIS's way: hybrid partition over batch, output rows and columns and output channels, layers one after another, one
         * copy of the weights, row-major feature maps.
         */
        BASELINE(HYBRID, false, Replication.NONE, ROW_MAJOR),
        /** The same with as many copies of all weights as the DRAM holds. */
        BASELINE_REPLICATED(HYBRID, false, Replication.UNIFORM, ROW_MAJOR),
        /** All dims may be split: N, G, K, C, P, Q. */
        PARTITION(ALL, false, Replication.NONE, ROW_MAJOR),
        /** Branches may run side by side. */
        BRANCHES(ALL, true, Replication.NONE, ROW_MAJOR),
        /** Copies of the weights are chosen per layer. */
        REPLICATION(ALL, true, Replication.PER_LAYER, ROW_MAJOR),
        /** So are the layouts of feature maps. */
        NICEPIM(ALL, true, Replication.PER_LAYER, ANY);

        private final Set<Dim> dims;
        private final boolean branches;
        private final Replication replication;
        private final List<Layout> layouts;

        Style(Set<Dim> dims, boolean branches, Replication replication, List<Layout> layouts) {
            this.dims = dims;
            this.branches = branches;
            this.replication = replication;
            this.layouts = layouts;
        }

        /** Its word on the command line and in files. */
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        /** All words. */
        public static List<String> words() {
            return Arrays.stream(values()).map(Style::word).toList();
        }

        /** The style of one of {@link #words}. */
        public static Style parse(String word) {
            return valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
        }

        /** Dims that may be split over nodes. */
        public Set<Dim> dims() {
            return EnumSet.copyOf(dims);
        }

        /** True if branches may run side by side. */
        public boolean branches() {
            return branches;
        }

        /** Copies of weights. */
        public Replication replication() {
            return replication;
        }

        /** Orders in which feature maps may lie. */
        public List<Layout> layouts() {
            return layouts;
        }
    }

    /** Checks layouts and budget. */
    public MapperOptions {
        layouts = List.copyOf(layouts);
        if (layouts.isEmpty()) {
            throw new IllegalArgumentException("a feature map needs a layout");
        }
        if (budget < 1) {
            throw new IllegalArgumentException("budget = " + budget + " must be at least 1 evaluation");
        }
    }

    /** The style's layouts, no limit. */
    public static MapperOptions of(Objective objective, Style style) {
        return new MapperOptions(objective, style, style.layouts(), UNLIMITED);
    }
}
