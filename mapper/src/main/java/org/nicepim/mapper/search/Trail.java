package org.nicepim.mapper.search;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.nicepim.mapping.RegionTree;

/**
 * What was chosen so far, newest part last; shared by all searches that go on from it.
 *
 * @param before what came before
 * @param part newest
 */
record Trail(Optional<Trail> before, Part part) {
    /** Something in a series. */
    interface Part {
        /** As a part of a region tree. */
        RegionTree tree();

        /** Visits all options. */
        void forEach(Consumer<Option> visitor);

        /** Options that start at once. */
        List<Option> heads();

        /** Notes what branches side by side save, by the first of their layers; those inside of branches are not told apart. */
        default void addGain(Map<String, Gain> gains) {}
    }

    /**
     * One layer.
     *
     * @param option how it runs
     */
    record One(Option option) implements Part {
        @Override
        public RegionTree tree() {
            return new RegionTree.Run(option.layer().name());
        }

        @Override
        public void forEach(Consumer<Option> visitor) {
            visitor.accept(option);
        }

        @Override
        public List<Option> heads() {
            return List.of(option);
        }
    }

    /**
     * Branches side by side.
     *
     * @param branches at least two
     * @param gain against one after another
     */
    record Side(List<Trail> branches, Gain gain) implements Part {
        @Override
        public void addGain(Map<String, Gain> gains) {
            List<Option> all = new ArrayList<>();
            forEach(all::add);
            Option first = Collections.min(all, Comparator.comparingInt(Option::place));
            gains.put(first.layer().name(), gain);
        }

        @Override
        public RegionTree tree() {
            return new RegionTree.Parallel(branches.stream().map(Trail::tree).toList());
        }

        @Override
        public void forEach(Consumer<Option> visitor) {
            branches.forEach(branch -> branch.forEach(visitor));
        }

        @Override
        public List<Option> heads() {
            return branches.stream().flatMap(branch -> branch.heads().stream()).toList();
        }
    }

    /** Parts in order. */
    private List<Part> parts() {
        List<Part> parts = new ArrayList<>();
        Optional<Trail> at = Optional.of(this);
        while (at.isPresent()) {
            parts.add(0, at.get().part);
            at = at.get().before;
        }
        return parts;
    }

    RegionTree tree() {
        return new RegionTree.Sequence(parts().stream().map(Part::tree).toList());
    }

    void forEach(Consumer<Option> visitor) {
        parts().forEach(part -> part.forEach(visitor));
    }

    /** Options of layers beside which no other runs. */
    List<Option> singles() {
        List<Option> singles = new ArrayList<>();
        for (Part part : parts()) {
            if (part instanceof One one) {
                singles.add(one.option);
            }
        }
        return singles;
    }

    /** What branches side by side save, by the first of their layers, in order. */
    Map<String, Gain> gains() {
        Map<String, Gain> gains = new LinkedHashMap<>();
        parts().forEach(part -> part.addGain(gains));
        return gains;
    }

    List<Option> heads() {
        return parts().get(0).heads();
    }
}
