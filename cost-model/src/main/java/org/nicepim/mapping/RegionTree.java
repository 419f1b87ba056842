package org.nicepim.mapping;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Which layers run one after another, and which branches run side by side on rectangles that do not overlap.
 *
 * <pre>
 *   Sequence(Run a, Parallel(Run b, Sequence(Run c, Run d)), Run e)
 *
 *            ┌───────────┐   ┌───┬───────┐   ┌───────────┐
 *     nodes  │     a     │ → │ b │ c → d │ → │     e     │
 *            └───────────┘   └───┴───────┘   └───────────┘
 * </pre>
 *
 * The tree says which order the nodes keep; they wait for each other only where data make them.
 */
public sealed interface RegionTree {
    /** Names of all layers below, in the order of the tree. */
    default List<String> layers() {
        List<String> layers = new ArrayList<>();
        forEach(layers::add);
        return layers;
    }

    /** Visits the names of all layers below, in the order of the tree. */
    void forEach(Consumer<String> visitor);

    /** Calls what fits the kind of this part. */
    <T> T fold(Cases<T> cases);

    /**
     * One way for each kind of part.
     *
     * @param <T> what comes out
     */
    interface Cases<T> {
        /** One layer. */
        T run(String layer);

        /** Parts one after another. */
        T sequence(List<RegionTree> parts);

        /** Branches side by side. */
        T parallel(List<RegionTree> branches);
    }

    /** Layers one after another. */
    static RegionTree sequence(List<String> layers) {
        return new Sequence(layers.stream().<RegionTree>map(Run::new).toList());
    }

    /**
     * One layer, on the region of its {@link LayerMapping}.
     *
     * @param layer its name
     */
    record Run(String layer) implements RegionTree {
        @Override
        public void forEach(Consumer<String> visitor) {
            visitor.accept(layer);
        }

        @Override
        public <T> T fold(Cases<T> cases) {
            return cases.run(layer);
        }
    }

    /**
     * Parts one after another.
     *
     * @param parts in order
     */
    record Sequence(List<RegionTree> parts) implements RegionTree {
        /** Copies the list. */
        public Sequence {
            parts = List.copyOf(parts);
        }

        @Override
        public void forEach(Consumer<String> visitor) {
            parts.forEach(part -> part.forEach(visitor));
        }

        @Override
        public <T> T fold(Cases<T> cases) {
            return cases.sequence(parts);
        }
    }

    /**
     * Branches side by side: none needs what another computes, and their regions do not overlap.
     *
     * @param branches at least two
     */
    record Parallel(List<RegionTree> branches) implements RegionTree {
        /** Copies the list and counts the branches. */
        public Parallel {
            branches = List.copyOf(branches);
            if (branches.size() < 2) {
                throw new IllegalArgumentException("side by side run two branches or more, not " + branches.size());
            }
        }

        @Override
        public void forEach(Consumer<String> visitor) {
            branches.forEach(branch -> branch.forEach(visitor));
        }

        @Override
        public <T> T fold(Cases<T> cases) {
            return cases.parallel(branches);
        }
    }
}
