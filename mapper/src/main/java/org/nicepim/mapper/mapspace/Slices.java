package org.nicepim.mapper.mapspace;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.nicepim.mapping.Region;

/**
 * Slicing trees: ways to cut a rectangle of nodes into one rectangle per branch, each cut straight through, along rows or
 * columns, near the place that shares the nodes out by work.
 *
 * <pre>
 *   ┌────┬──────┐
 *   │    │  b   │      a | (b / c)
 *   │ a  ├──────┤
 *   │    │  c   │
 *   └────┴──────┘
 * </pre>
 */
public final class Slices {
    private Slices() {}

    /**
     * A way to share nodes out.
     *
     * @param regions one per branch, in the order of their work
     * @param busiest largest work per node
     */
    public record Slicing(List<Region> regions, double busiest) {}

    /**
     * The ways whose busiest node has least to do, one for each number of nodes that the branches get.
     *
     * @param work of each branch
     * @param most how many ways at most
     * @return best first; empty if there are fewer nodes than branches
     */
    public static List<Slicing> best(Region region, double[] work, int most) {
        List<Slicing> ways = new ArrayList<>();
        for (List<Region> regions : of(region, work)) {
            double busiest = 0;
            for (int i = 0; i < work.length; i++) {
                busiest = Math.max(busiest, work[i] / regions.get(i).nodes());
            }
            ways.add(new Slicing(regions, busiest));
        }
        ways.sort(Comparator.comparingDouble(Slicing::busiest));
        List<Slicing> kept = new ArrayList<>();
        List<List<Integer>> seen = new ArrayList<>();
        for (Slicing way : ways) {
            List<Integer> nodes = way.regions.stream().map(Region::nodes).toList();
            if (kept.size() < most && !seen.contains(nodes)) {
                seen.add(nodes);
                kept.add(way);
            }
        }
        return kept;
    }

    /** All slicings of a rectangle: branches stay in order, cuts lie next to where the work says. */
    static List<List<Region>> of(Region region, double[] work) {
        if (work.length == 1) {
            return List.of(List.of(region));
        }
        List<List<Region>> ways = new ArrayList<>();
        double sum = Arrays.stream(work).sum();
        double left = 0;
        for (int first = 1; first < work.length; first++) {
            left += work[first - 1];
            double share = sum > 0 ? left / sum : (double) first / work.length;
            double[] one = Arrays.copyOfRange(work, 0, first);
            double[] other = Arrays.copyOfRange(work, first, work.length);
            for (int rows : cuts(region.rows(), share)) {
                Region top = new Region(region.row(), region.col(), rows, region.cols());
                Region bottom = new Region(region.row() + rows, region.col(), region.rows() - rows, region.cols());
                join(of(top, one), of(bottom, other), ways);
            }
            for (int cols : cuts(region.cols(), share)) {
                Region west = new Region(region.row(), region.col(), region.rows(), cols);
                Region east = new Region(region.row(), region.col() + cols, region.rows(), region.cols() - cols);
                join(of(west, one), of(east, other), ways);
            }
        }
        return ways;
    }

    private static int[] cuts(int extent, double share) {
        if (extent < 2) {
            return new int[0];
        }
        int low = Math.max(1, Math.min(extent - 1, (int) Math.floor(share * extent)));
        int high = Math.max(1, Math.min(extent - 1, (int) Math.ceil(share * extent)));
        return low == high ? new int[] {low} : new int[] {low, high};
    }

    private static void join(List<List<Region>> firsts, List<List<Region>> others, List<List<Region>> ways) {
        for (List<Region> first : firsts) {
            for (List<Region> other : others) {
                List<Region> both = new ArrayList<>(first);
                both.addAll(other);
                ways.add(both);
            }
        }
    }
}
