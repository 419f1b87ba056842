package org.nicepim.sharing;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.nicepim.noc.Mesh;

/**
 * Shortest Hamiltonian cycles over sets of mesh nodes, by hops: exact for up to {@value #EXACT_MEMBERS} members, else the
 * best of local search. The length is the sum of {@link Mesh#distance} over the arcs.
 *
 * <p>Sets that are translations of each other share one answer, kept in a bounded table of this pure function, so
 * equal questions get equal answers in any order and from any thread.
 */
public final class ShortestCycles {
    /** Largest set that is solved exactly. */
    public static final int EXACT_MEMBERS = 12;

    private static final int MAX_KNOWN_SHAPES = 4096;
    private static final Map<SetShape, List<Integer>> KNOWN = new ConcurrentHashMap<>();

    private ShortestCycles() {}

    /**
     * Order of travel of a short cycle.
     *
     * @param mesh the mesh
     * @param members ascending node ids, at least two
     * @return the members, in the order of travel, starting with the first
     */
    public static List<Integer> order(Mesh mesh, List<Integer> members) {
        int corner = SetShape.corner(mesh, members);
        return SetShape.shifted(order(SetShape.of(mesh, members, corner)), corner);
    }

    static List<Integer> order(SetShape shape) {
        List<Integer> known = KNOWN.get(shape);
        if (known == null) {
            known = search(shape);
            if (KNOWN.size() < MAX_KNOWN_SHAPES) {
                KNOWN.put(shape, known);
            }
        }
        return known;
    }

    /** Sum of the distances along a cycle. */
    public static int length(Mesh mesh, List<Integer> order) {
        int length = 0;
        for (int i = 0; i < order.size(); i++) {
            length += mesh.distance(order.get(i), order.get((i + 1) % order.size()));
        }
        return length;
    }

    /** Distances between all members: row-major, one row per member. */
    static int[][] distances(Mesh mesh, int[] members) {
        int[][] distances = new int[members.length][members.length];
        for (int i = 0; i < members.length; i++) {
            for (int j = 0; j < members.length; j++) {
                distances[i][j] = mesh.distance(members[i], members[j]);
            }
        }
        return distances;
    }

    /**
     * A cycle of least cost for any symmetric costs of arcs: exact for up to {@value #EXACT_MEMBERS} members, else the
     * best of local search. Not remembered.
     *
     * @param costs one row per member; all sums must fit an int
     * @return indices of members in the order of travel, starting with 0
     */
    public static int[] cheapest(int[][] costs) {
        return order(costs, IntStream.range(0, costs.length).toArray());
    }

    private static int[] order(int[][] costs, int[] start) {
        return costs.length <= EXACT_MEMBERS ? HeldKarpCycle.order(costs) : LocalSearchCycle.order(costs, start);
    }

    private static List<Integer> search(SetShape shape) {
        Mesh mesh = shape.mesh();
        int[] nodes = shape.nodes();
        int[] order = order(distances(mesh, nodes), GridCycle.order(mesh, nodes));
        List<Integer> cycle = new ArrayList<>(order.length);
        for (int index : order) {
            cycle.add(nodes[index]);
        }
        return List.copyOf(cycle);
    }
}
