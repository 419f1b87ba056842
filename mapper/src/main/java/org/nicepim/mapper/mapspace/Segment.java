package org.nicepim.mapper.mapspace;

import java.util.Comparator;
import java.util.List;
import org.nicepim.workload.Layer;

/**
 * A part of a workload, taken apart by its dependences alone.
 *
 * <pre>
 *   Series    parts that must follow one another: whatever is in one needs all that is in those before
 *   Branches  parts of which none needs what another computes
 * </pre>
 */
public sealed interface Segment {
    /** Calls what fits the kind of this part. */
    <T> T fold(Cases<T> cases);

    /** Its layers, in the workload's order. */
    List<Single> layers();

    /**
     * The same parts one after another on the same nodes: each as a whole where the workload's order allows it, else layer by
     * layer.
     */
    static Segment inOrder(List<Segment> parts) {
        List<Single> layers = sorted(parts);
        List<Single> byPart =
                parts.stream().flatMap(part -> part.layers().stream()).toList();
        return new Series(layers.equals(byPart) ? parts : List.copyOf(layers));
    }

    private static List<Single> sorted(List<Segment> parts) {
        return parts.stream()
                .flatMap(part -> part.layers().stream())
                .sorted(Comparator.comparingInt(Single::place))
                .toList();
    }

    /**
     * One way for each kind of part.
     *
     * @param <T> what comes out
     */
    interface Cases<T> {
        /** One layer. */
        T single(Single layer);

        /** Parts one after another. */
        T series(List<Segment> parts);

        /** Parts that may run side by side. */
        T branches(List<Segment> branches);
    }

    /**
     * One layer.
     *
     * @param place in the workload
     * @param layer the layer
     */
    record Single(int place, Layer layer) implements Segment {
        @Override
        public <T> T fold(Cases<T> cases) {
            return cases.single(this);
        }

        @Override
        public List<Single> layers() {
            return List.of(this);
        }
    }

    /**
     * Parts one after another.
     *
     * @param parts in order
     */
    record Series(List<Segment> parts) implements Segment {
        /** Copies the list. */
        public Series {
            parts = List.copyOf(parts);
        }

        @Override
        public <T> T fold(Cases<T> cases) {
            return cases.series(parts);
        }

        @Override
        public List<Single> layers() {
            return sorted(parts);
        }
    }

    /**
     * Parts that may run side by side.
     *
     * @param branches at least two, in the order of their first layers
     */
    record Branches(List<Segment> branches) implements Segment {
        /** Copies the list. */
        public Branches {
            branches = List.copyOf(branches);
        }

        @Override
        public <T> T fold(Cases<T> cases) {
            return cases.branches(branches);
        }

        @Override
        public List<Single> layers() {
            return sorted(branches);
        }
    }
}
