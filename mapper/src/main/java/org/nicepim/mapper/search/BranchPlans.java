package org.nicepim.mapper.search;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import org.nicepim.mapper.mapspace.Segment;
import org.nicepim.mapper.mapspace.Slices;
import org.nicepim.mapping.Region;

/** Ways to run branches side by side that are worth a search: sketches of their layers' best ways, without moves, tell. */
final class BranchPlans {
    /** Ways to share nodes out among branches, per segment: those whose sketches are best of so many per number of rectangles. */
    private static final int SLICINGS = 2;

    private static final int SKETCHED = 4;

    /** Most rectangles side by side; branches beyond share one. */
    private static final int MOST_GROUPS = 4;

    private final Options options;
    private final Weights weights;

    /** For one pass. */
    BranchPlans(Options options, Weights weights) {
        this.options = options;
        this.weights = weights;
    }

    /** Those that come to less than one branch after another on all nodes, by sketches of both; best first. */
    List<Plan> of(List<Segment> branches, Region region) {
        List<Plan> plans = new ArrayList<>();
        double inOrder = weights.of(sketch(Segment.inOrder(branches), region));
        int most = Math.min(Math.min(branches.size(), MOST_GROUPS), region.nodes());
        for (int count = 2; count <= most; count++) {
            List<Group> groups = groups(branches, region, count);
            double[] work = groups.stream().mapToDouble(group -> group.work).toArray();
            List<Segment> segments = groups.stream()
                    .map(group -> group.branches.size() == 1 ? group.branches.get(0) : Segment.inOrder(group.branches))
                    .toList();
            for (Slices.Slicing way : Slices.best(region, work, SKETCHED)) {
                plans.add(new Plan(segments, way.regions(), sketch(segments, way.regions())));
            }
        }
        return plans.stream()
                .filter(plan -> plan.about < inOrder)
                .sorted(Comparator.comparingDouble(Plan::about))
                .limit(SLICINGS)
                .toList();
    }

    private double sketch(List<Segment> groups, List<Region> regions) {
        double cycles = 0;
        double dynamicPj = 0;
        for (int i = 0; i < groups.size(); i++) {
            Options.Best group = sketch(groups.get(i), regions.get(i));
            cycles = Math.max(cycles, group.cycles());
            dynamicPj += group.dynamicPj();
        }
        return weights.of(new Options.Best(cycles, dynamicPj));
    }

    /** Layers one after another. */
    private Options.Best sketch(Segment segment, Region region) {
        double cycles = 0;
        double dynamicPj = 0;
        for (Segment.Single layer : segment.layers()) {
            Options.Best best = options.sketch(layer, region);
            cycles += best.cycles();
            dynamicPj += best.dynamicPj();
        }
        return new Options.Best(cycles, dynamicPj);
    }

    /** Longest branch first, each to the group that has least to do. */
    private List<Group> groups(List<Segment> branches, Region region, int count) {
        List<Segment> longest = new ArrayList<>(branches);
        longest.sort(Comparator.comparingDouble(
                (Segment branch) -> -sketch(branch, region).cycles()));
        List<Group> groups = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            groups.add(new Group());
        }
        for (Segment branch : longest) {
            Group least = Collections.min(groups, Comparator.comparingDouble((Group group) -> group.work));
            least.branches.add(branch);
            least.work += sketch(branch, region).cycles();
        }
        groups.forEach(group -> group.branches.sort(
                Comparator.comparingInt(branch -> branch.layers().get(0).place())));
        groups.sort(Comparator.comparingDouble((Group group) -> -group.work));
        return groups;
    }

    /**
     * Who runs where.
     *
     * @param groups branches, or several that take turns
     * @param regions one per group
     * @param about what that comes to, without bringing inputs in place
     */
    record Plan(List<Segment> groups, List<Region> regions, double about) {
        /** The last of their layers. */
        int last() {
            return groups.stream()
                    .mapToInt(group ->
                            group.layers().get(group.layers().size() - 1).place())
                    .max()
                    .orElseThrow();
        }
    }

    /** Branches that share a rectangle. */
    private static final class Group {
        private final List<Segment> branches = new ArrayList<>();
        private double work;
    }
}
