package org.nicepim.cost;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.nicepim.mapping.RegionTree;

/** The first layers of branches that run side by side: they pull their inputs at the same time. */
final class Heads {
    private final Map<String, List<String>> together = new HashMap<>();

    /** Looks through a tree. */
    Heads(RegionTree tree) {
        tree.fold(new First());
    }

    /** The heads that start beside a layer, itself not among them; empty if it starts alone. */
    List<String> beside(String layer) {
        return together.getOrDefault(layer, List.of()).stream()
                .filter(name -> !name.equals(layer))
                .toList();
    }

    /** First layers of a part, and takes note of those that start together. */
    private final class First implements RegionTree.Cases<List<String>> {
        @Override
        public List<String> run(String layer) {
            return List.of(layer);
        }

        @Override
        public List<String> sequence(List<RegionTree> parts) {
            List<List<String>> firsts =
                    parts.stream().map(part -> part.fold(this)).toList();
            return firsts.isEmpty() ? List.of() : firsts.get(0);
        }

        @Override
        public List<String> parallel(List<RegionTree> branches) {
            List<String> heads = new ArrayList<>();
            branches.forEach(branch -> heads.addAll(branch.fold(this)));
            heads.forEach(head -> together.put(head, List.copyOf(heads)));
            return heads;
        }
    }
}
