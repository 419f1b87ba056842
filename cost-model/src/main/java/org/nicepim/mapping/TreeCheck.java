package org.nicepim.mapping;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.nicepim.workload.Workload;

/**
 * Whether a region tree fits the layers of a mapping: each is named once, parts that run one after another keep the workload's
 * order, and branches that run side by side lie on rectangles that do not overlap.
 */
final class TreeCheck {
    private final List<LayerMapping> layers;
    private final Map<String, Integer> places = new HashMap<>();

    /**
     * What is wrong.
     *
     * @param layer where
     * @param rule that is broken
     */
    record Fault(String layer, String rule) {}

    /** For layers in the workload's order. */
    TreeCheck(List<LayerMapping> layers) {
        this.layers = layers;
        for (int i = 0; i < layers.size(); i++) {
            places.put(layers.get(i).layer(), i);
        }
    }

    /** Looks at a whole tree. */
    Optional<Fault> check(RegionTree tree) {
        boolean[] seen = new boolean[layers.size()];
        for (String name : tree.layers()) {
            Integer place = places.get(name);
            if (place == null) {
                return Optional.of(new Fault(name, "the tree of regions names it, but it is not mapped"));
            }
            if (seen[place]) {
                return Optional.of(new Fault(name, "the tree of regions names it twice"));
            }
            seen[place] = true;
        }
        for (int i = 0; i < seen.length; i++) {
            if (!seen[i]) {
                return Optional.of(new Fault(layers.get(i).layer(), "the tree of regions does not name it"));
            }
        }
        return tree.fold(new Parts());
    }

    /** Looks for branches that need what another beside them computes. */
    Optional<Fault> dependences(RegionTree tree, Workload workload) {
        return tree.fold(new Dependences(workload));
    }

    private int place(String name) {
        return places.getOrDefault(name, -1);
    }

    private Region region(String name) {
        return layers.get(place(name)).region();
    }

    private final class Parts implements RegionTree.Cases<Optional<Fault>> {
        @Override
        public Optional<Fault> run(String layer) {
            return Optional.empty();
        }

        @Override
        public Optional<Fault> sequence(List<RegionTree> parts) {
            int last = -1;
            for (RegionTree part : parts) {
                int latest = last;
                for (String name : part.layers()) {
                    if (place(name) < last) {
                        return Optional.of(new Fault(
                                name, "runs after " + layers.get(last).layer() + ", which the workload has behind it"));
                    }
                    latest = Math.max(latest, place(name));
                }
                last = latest;
            }
            return within(parts);
        }

        @Override
        public Optional<Fault> parallel(List<RegionTree> branches) {
            for (int i = 0; i < branches.size(); i++) {
                for (int j = 0; j < i; j++) {
                    Optional<Fault> fault = overlap(branches.get(j), branches.get(i));
                    if (fault.isPresent()) {
                        return fault;
                    }
                }
            }
            return within(branches);
        }

        private Optional<Fault> within(List<RegionTree> parts) {
            for (RegionTree part : parts) {
                Optional<Fault> fault = part.fold(this);
                if (fault.isPresent()) {
                    return fault;
                }
            }
            return Optional.empty();
        }

        private Optional<Fault> overlap(RegionTree one, RegionTree other) {
            for (String a : one.layers()) {
                for (String b : other.layers()) {
                    if (region(a).overlaps(region(b))) {
                        return Optional.of(new Fault(
                                b,
                                "its region " + region(b) + " overlaps " + region(a) + " of " + a
                                        + ", which runs beside it"));
                    }
                }
            }
            return Optional.empty();
        }
    }

    private record Dependences(Workload workload) implements RegionTree.Cases<Optional<Fault>> {
        @Override
        public Optional<Fault> run(String layer) {
            return Optional.empty();
        }

        @Override
        public Optional<Fault> sequence(List<RegionTree> parts) {
            return parts.stream()
                    .map(part -> part.fold(this))
                    .flatMap(Optional::stream)
                    .findFirst();
        }

        @Override
        public Optional<Fault> parallel(List<RegionTree> branches) {
            Map<String, RegionTree> branchOf = new HashMap<>();
            branches.forEach(branch -> branch.forEach(layer -> branchOf.put(layer, branch)));
            for (RegionTree branch : branches) {
                for (String layer : branch.layers()) {
                    for (String producer : workload.layer(layer).producers()) {
                        if (branchOf.getOrDefault(producer, branch) != branch) {
                            return Optional.of(new Fault(layer, "needs " + producer + ", which runs beside it"));
                        }
                    }
                }
            }
            return sequence(branches);
        }
    }
}
