package org.nicepim.sharing;

import java.util.Arrays;

/**
 * Shortest Hamiltonian cycle by dynamic programming over subsets (Held and Karp, J. SIAM 10, 1962): O(n²·2ⁿ). Ties go to
 * the lowest index.
 */
final class HeldKarpCycle {
    private static final int UNREACHED = Integer.MAX_VALUE / 2;

    private HeldKarpCycle() {}

    /**
     * A shortest cycle.
     *
     * @param distances symmetric, one row per member
     * @return indices in the order of travel, starting with 0
     */
    static int[] order(int[][] distances) {
        int others = distances.length - 1;
        int subsets = 1 << others;
        int[] length = new int[subsets * others];
        byte[] previous = new byte[subsets * others];
        Arrays.fill(length, UNREACHED);
        for (int last = 0; last < others; last++) {
            length[(1 << last) * others + last] = distances[0][last + 1];
        }
        for (int subset = 1; subset < subsets; subset++) {
            extend(distances, subset, length, previous);
        }
        return trace(distances, length, previous);
    }

    private static void extend(int[][] distances, int subset, int[] length, byte[] previous) {
        int others = distances.length - 1;
        for (int last = 0; last < others; last++) {
            int soFar = length[subset * others + last];
            for (int next = 0; soFar < UNREACHED && next < others; next++) {
                if ((subset & (1 << next)) != 0) {
                    continue;
                }
                int extended = (subset | (1 << next)) * others + next;
                int candidate = soFar + distances[last + 1][next + 1];
                if (candidate < length[extended]) {
                    length[extended] = candidate;
                    previous[extended] = (byte) last;
                }
            }
        }
    }

    private static int[] trace(int[][] distances, int[] length, byte[] previous) {
        int others = distances.length - 1;
        int subset = (1 << others) - 1;
        int last = 0;
        for (int end = 1; end < others; end++) {
            if (length[subset * others + end] + distances[end + 1][0]
                    < length[subset * others + last] + distances[last + 1][0]) {
                last = end;
            }
        }
        int[] order = new int[distances.length];
        for (int position = others; position > 0; position--) {
            order[position] = last + 1;
            int before = previous[subset * others + last];
            subset &= ~(1 << last);
            last = before;
        }
        return order;
    }
}
