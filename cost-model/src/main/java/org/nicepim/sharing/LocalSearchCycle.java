package org.nicepim.sharing;

import java.util.Arrays;

/**
 * A short Hamiltonian cycle by 2-opt (turn a part round) and Or-opt (move up to three neighbours elsewhere), from two
 * starts: a given one and nearest neighbour. First improvement in index order, so equal input gives equal output.
 */
final class LocalSearchCycle {
    private static final int LONGEST_MOVED = 3;

    private LocalSearchCycle() {}

    /**
     * A cycle that neither move improves.
     *
     * @param distances symmetric, one row per member
     * @param start a Hamiltonian cycle over all indices
     * @return indices in the order of travel, starting with 0
     */
    static int[] order(int[][] distances, int[] start) {
        int[] fromGiven = improved(distances, start);
        if (length(distances, fromGiven) <= nearestSum(distances)) {
            return fromGiven;
        }
        int[] fromNearest = improved(distances, nearestNeighbour(distances));
        return length(distances, fromNearest) < length(distances, fromGiven) ? fromNearest : fromGiven;
    }

    private static int nearestSum(int[][] distances) {
        int sum = 0;
        for (int i = 0; i < distances.length; i++) {
            int nearest = Integer.MAX_VALUE;
            for (int j = 0; j < distances.length; j++) {
                nearest = i == j ? nearest : Math.min(nearest, distances[i][j]);
            }
            sum += nearest;
        }
        return sum;
    }

    static int length(int[][] distances, int[] order) {
        int length = 0;
        for (int i = 0; i < order.length; i++) {
            length += distances[order[i]][order[(i + 1) % order.length]];
        }
        return length;
    }

    private static int[] nearestNeighbour(int[][] distances) {
        int n = distances.length;
        boolean[] visited = new boolean[n];
        int[] order = new int[n];
        visited[0] = true;
        for (int position = 1; position < n; position++) {
            int nearest = -1;
            for (int node = 1; node < n; node++) {
                boolean closer =
                        nearest < 0 || distances[order[position - 1]][node] < distances[order[position - 1]][nearest];
                nearest = !visited[node] && closer ? node : nearest;
            }
            order[position] = nearest;
            visited[nearest] = true;
        }
        return order;
    }

    private static int[] improved(int[][] distances, int[] start) {
        int[] order = start.clone();
        boolean improving = true;
        while (improving) {
            improving = turnParts(distances, order);
            improving |= moveParts(distances, order);
        }
        return rotatedToZero(order);
    }

    private static int[] rotatedToZero(int[] order) {
        int start = 0;
        while (order[start] != 0) {
            start++;
        }
        int[] rotated = new int[order.length];
        for (int i = 0; i < order.length; i++) {
            rotated[i] = order[(start + i) % order.length];
        }
        return rotated;
    }

    /** 2-opt: replaces arcs (i, i+1) and (j, j+1) by (i, j) and (i+1, j+1). */
    private static boolean turnParts(int[][] distances, int[] order) {
        boolean improved = false;
        int n = order.length;
        for (int i = 0; i < n - 2; i++) {
            for (int j = i + 2; j < n; j++) {
                int after = order[(j + 1) % n];
                int gain = distances[order[i]][order[i + 1]]
                        + distances[order[j]][after]
                        - distances[order[i]][order[j]]
                        - distances[order[i + 1]][after];
                if (gain > 0) {
                    reverse(order, i + 1, j);
                    improved = true;
                }
            }
        }
        return improved;
    }

    private static void reverse(int[] order, int from, int to) {
        for (int left = from, right = to; left < right; left++, right--) {
            int swap = order[left];
            order[left] = order[right];
            order[right] = swap;
        }
    }

    /** Or-opt: takes out order[i..i+k−1] and puts it, as it is or turned, between two others. */
    private static boolean moveParts(int[][] distances, int[] order) {
        boolean improved = false;
        for (int size = 1; size <= LONGEST_MOVED; size++) {
            for (int i = 1; i + size < order.length; i++) {
                improved |= movePart(distances, order, i, size);
            }
        }
        return improved;
    }

    private static boolean movePart(int[][] distances, int[] order, int from, int size) {
        int first = order[from];
        int last = order[from + size - 1];
        int before = order[from - 1];
        int after = order[from + size];
        int freed = distances[before][first] + distances[last][after] - distances[before][after];
        int[] rest = without(order, from, size);
        for (int i = 0; i < rest.length; i++) {
            int left = rest[i];
            int right = rest[(i + 1) % rest.length];
            int straight = distances[left][first] + distances[last][right] - distances[left][right];
            int turned = distances[left][last] + distances[first][right] - distances[left][right];
            if (Math.min(straight, turned) < freed) {
                insert(order, rest, i + 1, Arrays.copyOfRange(order, from, from + size), turned < straight);
                return true;
            }
        }
        return false;
    }

    private static int[] without(int[] order, int from, int size) {
        int[] rest = new int[order.length - size];
        System.arraycopy(order, 0, rest, 0, from);
        System.arraycopy(order, from + size, rest, from, rest.length - from);
        return rest;
    }

    private static void insert(int[] order, int[] rest, int at, int[] part, boolean turned) {
        if (turned) {
            reverse(part, 0, part.length - 1);
        }
        System.arraycopy(rest, 0, order, 0, at);
        System.arraycopy(part, 0, order, at, part.length);
        System.arraycopy(rest, at, order, at + part.length, rest.length - at);
    }
}
