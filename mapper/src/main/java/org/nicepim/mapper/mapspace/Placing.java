package org.nicepim.mapper.mapspace;

import java.util.List;
import java.util.function.BiConsumer;
import org.nicepim.mapping.Region;
import org.nicepim.mapping.RegionTree;

/**
 * On which rectangle of nodes each layer may run, and which of them run side by side. A layer that cannot fill its rectangle runs on a
 * part of it, at its first node.
 */
public sealed interface Placing {
    /** Which layers run one after another, and which side by side. */
    RegionTree tree();

    /** Visits all layers with their rectangles. */
    void forEach(BiConsumer<Segment.Single, Region> visitor);

    /** True if nothing runs side by side. */
    boolean isInOrder();

    /**
     * One layer.
     *
     * @param layer the layer
     * @param rectangle where
     */
    record One(Segment.Single layer, Region rectangle) implements Placing {
        @Override
        public RegionTree tree() {
            return new RegionTree.Run(layer.layer().name());
        }

        @Override
        public void forEach(BiConsumer<Segment.Single, Region> visitor) {
            visitor.accept(layer, rectangle);
        }

        @Override
        public boolean isInOrder() {
            return true;
        }
    }

    /**
     * Parts one after another.
     *
     * @param parts in order
     */
    record Sequence(List<Placing> parts) implements Placing {
        /** Copies the list. */
        public Sequence {
            parts = List.copyOf(parts);
        }

        @Override
        public RegionTree tree() {
            return new RegionTree.Sequence(parts.stream().map(Placing::tree).toList());
        }

        @Override
        public void forEach(BiConsumer<Segment.Single, Region> visitor) {
            parts.forEach(part -> part.forEach(visitor));
        }

        @Override
        public boolean isInOrder() {
            return parts.stream().allMatch(Placing::isInOrder);
        }
    }

    /**
     * Branches, side by side as far as they are in different groups.
     *
     * @param groups at least one, in the order of their first layers
     */
    record Beside(List<Group> groups) implements Placing {
        /** Copies the list. */
        public Beside {
            groups = List.copyOf(groups);
        }

        @Override
        public RegionTree tree() {
            List<RegionTree> trees =
                    groups.stream().map(group -> group.placing.tree()).toList();
            return trees.size() == 1 ? trees.get(0) : new RegionTree.Parallel(trees);
        }

        @Override
        public void forEach(BiConsumer<Segment.Single, Region> visitor) {
            groups.forEach(group -> group.placing.forEach(visitor));
        }

        @Override
        public boolean isInOrder() {
            return groups.size() == 1 && groups.get(0).placing.isInOrder();
        }
    }

    /**
     * Branches that take turns on one rectangle.
     *
     * @param branches in the order of their first layers
     * @param rectangle theirs
     * @param placing inside it
     */
    record Group(List<Segment> branches, Region rectangle, Placing placing) {
        /** Copies the list. */
        public Group {
            branches = List.copyOf(branches);
        }

        /** Place of the first layer. */
        int first() {
            return branches.get(0).layers().get(0).place();
        }
    }
}
