package org.nicepim.sharing;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.nicepim.noc.Mesh;

/**
 * What no Hamiltonian cycle over a set is below. Sets of one shape share one answer, kept in a bounded table of this pure function.
 *
 * @param hops of all arcs together; exact for up to {@value ShortestCycles#EXACT_MEMBERS} members, else the larger of the sum of distances
 *     to the nearest other member and the circumference of the set's box, rounded up to an even number
 * @param arcHops of the longest arc: the mean arc, and the way from the loneliest member to its neighbour
 */
record CycleBound(int hops, int arcHops) {
    private static final int MOST_KNOWN_SHAPES = 4096;
    private static final Map<SetShape, CycleBound> KNOWN = new ConcurrentHashMap<>();

    /** The bound for sets of a shape. */
    static CycleBound of(SetShape shape) {
        CycleBound known = KNOWN.get(shape);
        if (known == null) {
            known = find(shape);
            if (KNOWN.size() < MOST_KNOWN_SHAPES) {
                KNOWN.put(shape, known);
            }
        }
        return known;
    }

    private static CycleBound find(SetShape shape) {
        Mesh mesh = shape.mesh();
        int[] members = shape.nodes();
        int sum = 0;
        int loneliest = 0;
        for (int from : members) {
            int nearest = nearest(mesh, members, from);
            sum += nearest;
            loneliest = Math.max(loneliest, nearest);
        }
        int hops = members.length <= ShortestCycles.EXACT_MEMBERS
                ? ShortestCycles.length(mesh, ShortestCycles.order(shape))
                : even(Math.max(sum, circumference(mesh, members)));
        int meanArc = (hops + members.length - 1) / members.length;
        return new CycleBound(hops, Math.max(meanArc, loneliest));
    }

    private static int nearest(Mesh mesh, int[] members, int from) {
        int nearest = Integer.MAX_VALUE;
        for (int to : members) {
            nearest = from == to ? nearest : Math.min(nearest, mesh.distance(from, to));
        }
        return nearest;
    }

    private static int even(int hops) {
        return hops + hops % 2;
    }

    private static int circumference(Mesh mesh, int[] members) {
        int left = mesh.cols();
        int right = 0;
        for (int node : members) {
            left = Math.min(left, node % mesh.cols());
            right = Math.max(right, node % mesh.cols());
        }
        int height = members[members.length - 1] / mesh.cols() - members[0] / mesh.cols();
        return 2 * (right - left + height);
    }
}
