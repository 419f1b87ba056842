package org.nicepim.noc;

import org.nicepim.noc.Mesh.Port;

/**
 * An all-gather by unicast: every member sends its shard to every other member, routed {@link Routing#XY}, in
 * <i>rotated</i> order: in step s member i sends to member i + s modulo n.
 *
 * <p><b>Loads</b> are counted without walking the n·(n−1) routes. With XY routing the link from column c to c + 1 in row
 * r carries the shards of the members in row r up to column c for every member right of c; the link from row r to
 * r + 1 in column c carries the shards of all members up to row r for the members of column c below r. The other two
 * directions are the mirror images.
 *
 * <p><b>Contention.</b> Mesh links (not ports) are held longer than their bytes need. Two effects, both visible in
 * BookSim2 runs of the rotated order ({@code datasets/reference/noc_reference.csv}, rows {@code alltoall_rotated}):
 *
 * <ol>
 *   <li>The steps load the links unevenly. The sum over steps of the largest link load is 1.5 times the largest total
 *       load on blocks and strided sets of 4 and 16 members (counted, not fitted). Messages shorter than the virtual
 *       channels' buffers overlap across steps.
 *   <li>Members fall out of step; the more steps, and the longer the messages are in comparison with the buffers on a
 *       route, the worse.
 * </ol>
 *
 * <p>{@code factor = 1 + 0.5·M/(M+6) + 0.33·log2(n/4)·M/(M+98)} for shards of M flits and n ≥ 4 members (n = 3: without
 * the last term; n = 2: one step, so 1). The constants 6, 0.33 and 98 are a least-squares fit of relative errors
 * on those 33 rows, 4×4 mesh, n = 4 and 16. Beyond n = 16 it is an extrapolation.
 */
public final class UnicastAllGather {
    private static final double STEP_IMBALANCE = 0.5;
    private static final double STEP_BUFFER_FLITS = 6;
    private static final double DRIFT_PER_DOUBLING = 0.33;
    private static final double DRIFT_BUFFER_FLITS = 98;

    private UnicastAllGather() {}

    /**
     * How much longer mesh links are held than their bytes need.
     *
     * @param members members of the set
     * @param shardFlits flits that a member sends to each other member
     * @return at least 1
     */
    public static double contention(int members, double shardFlits) {
        if (members <= 2) {
            return 1;
        }
        double doublings = Math.max(0, Math.log(members / 4.0) / Math.log(2));
        return 1
                + STEP_IMBALANCE * shardFlits / (shardFlits + STEP_BUFFER_FLITS)
                + DRIFT_PER_DOUBLING * doublings * shardFlits / (shardFlits + DRIFT_BUFFER_FLITS);
    }

    /**
     * Adds the bytes of all n·(n−1) flows to the links and ports that they cross.
     *
     * @param mesh the mesh
     * @param members distinct node ids
     * @param shardBytes bytes that each member sends to each other member
     * @param linkFactor mesh links (not ports) count this many times: 1 for bytes, the contention for occupancy
     * @param loads bytes by link id, changed in place
     */
    public static void addLoads(Mesh mesh, int[] members, double shardBytes, double linkFactor, double[] loads) {
        boolean[] member = new boolean[mesh.nodes()];
        for (int node : members) {
            member[node] = true;
            loads[mesh.link(node, Port.INJECT)] += (members.length - 1) * shardBytes;
            loads[mesh.link(node, Port.EJECT)] += (members.length - 1) * shardBytes;
        }
        addRows(mesh, member, shardBytes * linkFactor, loads);
        addColumns(mesh, member, shardBytes * linkFactor, loads);
    }

    private static void addRows(Mesh mesh, boolean[] member, double bytes, double[] loads) {
        int[] upToColumn = new int[mesh.cols()];
        for (int node = 0; node < member.length; node++) {
            upToColumn[node % mesh.cols()] += member[node] ? 1 : 0;
        }
        for (int col = 1; col < mesh.cols(); col++) {
            upToColumn[col] += upToColumn[col - 1];
        }
        int all = upToColumn[mesh.cols() - 1];
        for (int row = 0; row < mesh.rows(); row++) {
            int inRow = countRow(mesh, member, row);
            int left = 0;
            for (int col = 0; col + 1 < mesh.cols(); col++) {
                int node = row * mesh.cols() + col;
                left += member[node] ? 1 : 0;
                loads[mesh.link(node, Port.EAST)] += bytes * left * (all - upToColumn[col]);
                loads[mesh.link(node + 1, Port.WEST)] += bytes * (inRow - left) * upToColumn[col];
            }
        }
    }

    private static void addColumns(Mesh mesh, boolean[] member, double bytes, double[] loads) {
        int[] inColumn = new int[mesh.cols()];
        int[] above = new int[mesh.cols()];
        int all = 0;
        for (int node = 0; node < member.length; node++) {
            inColumn[node % mesh.cols()] += member[node] ? 1 : 0;
            all += member[node] ? 1 : 0;
        }
        int upToRow = 0;
        for (int row = 0; row + 1 < mesh.rows(); row++) {
            upToRow += countRow(mesh, member, row);
            for (int col = 0; col < mesh.cols(); col++) {
                int node = row * mesh.cols() + col;
                above[col] += member[node] ? 1 : 0;
                loads[mesh.link(node, Port.SOUTH)] += bytes * upToRow * (inColumn[col] - above[col]);
                loads[mesh.link(node + mesh.cols(), Port.NORTH)] += bytes * (all - upToRow) * above[col];
            }
        }
    }

    private static int countRow(Mesh mesh, boolean[] member, int row) {
        int count = 0;
        for (int col = 0; col < mesh.cols(); col++) {
            count += member[row * mesh.cols() + col] ? 1 : 0;
        }
        return count;
    }

    /** Hops of the longest of the n·(n−1) routes. */
    public static int maxHops(Mesh mesh, int[] members) {
        int minSum = Integer.MAX_VALUE;
        int maxSum = Integer.MIN_VALUE;
        int minDifference = Integer.MAX_VALUE;
        int maxDifference = Integer.MIN_VALUE;
        for (int node : members) {
            int row = node / mesh.cols();
            int col = node % mesh.cols();
            minSum = Math.min(minSum, row + col);
            maxSum = Math.max(maxSum, row + col);
            minDifference = Math.min(minDifference, row - col);
            maxDifference = Math.max(maxDifference, row - col);
        }
        return members.length == 0 ? 0 : Math.max(maxSum - minSum, maxDifference - minDifference);
    }
}
