package org.nicepim.noc;

import org.nicepim.noc.Mesh.Port;

/**
 * An all-gather by unicast: every member sends its shard to every other member, in <i>rotated</i> order: in step s
 * member i sends to member i + s modulo n.
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
 *   <li>The steps load the links unevenly: the sum over steps of the largest link load is up to 1.5 times the largest total
 *       load, 1 on a line or a 2×2 block ({@link RotatedSteps#imbalance}, counted, not fitted). Messages shorter than the
 *       virtual channels' buffers overlap across steps.
 *   <li>Where links are the bottleneck and not the ports, packets queue up in the mesh and members fall out of step; the
 *       more steps, and the longer the messages are in comparison with the buffers on a route, the worse. Pressure
 *       ({@link RotatedSteps#pressure}) says how far links are behind ports.
 * </ol>
 *
 * <pre>
 *   factor = (1 + (imbalance − 1)·M/(M + 8)) · (1 + 0.78·(1 − 4/n)^0.6·gate·M/(M + 80))
 *   gate   = (pressure − 1.26)/0.58, within 0 and 1
 * </pre>
 *
 * <p>for shards of M flits and n members (second factor 1 for n ≤ 4). The five constants are a fit of relative errors on the
 * 33 rows of the reference (4×4, n = 4 and 16; mean error 4 %) together with 300 runs of the flit-level simulator of this
 * module's tests, which agrees with those rows within 2 % on average, on meshes from 2×3 to 8×8 and 1×16, blocks, lines
 * and strided sets (mean error 6 %, largest 25 %). All for four virtual channels of eight flits.
 */
public final class UnicastAllGather {
    private static final double STEP_BUFFER_FLITS = 8;
    private static final double DRIFT = 0.78;
    private static final double DRIFT_POWER = 0.6;
    private static final int MEMBERS_IN_STEP = 4;
    private static final double DRIFT_BUFFER_FLITS = 80;
    private static final double LEAST_PRESSURE = 1.26;
    private static final double PRESSURE_RANGE = 0.58;

    private UnicastAllGather() {}

    /**
     * How much longer mesh links are held than their bytes need.
     *
     * @param mesh the mesh
     * @param members distinct node ids, ascending
     * @param shardFlits flits that a member sends to each other member
     * @return at least 1
     */
    public static double contention(Mesh mesh, int[] members, double shardFlits) {
        if (members.length <= 2 || shardFlits <= 0) {
            return 1;
        }
        RotatedSteps steps = RotatedSteps.of(mesh, members);
        double uneven = 1 + (steps.imbalance() - 1) * shardFlits / (shardFlits + STEP_BUFFER_FLITS);
        double behind = Math.max(0, Math.min(1, (steps.pressure() - LEAST_PRESSURE) / PRESSURE_RANGE));
        double drifting = behind > 0 ? drifting(members.length) : 0;
        return uneven * (1 + DRIFT * drifting * behind * shardFlits / (shardFlits + DRIFT_BUFFER_FLITS));
    }

    private static double drifting(int members) {
        return Math.pow(Math.max(0, 1 - (double) MEMBERS_IN_STEP / members), DRIFT_POWER);
    }

    /** {@link #addLoads(Mesh, Routing, int[], double, double, double[])} for {@link Routing#XY}. */
    public static void addLoads(Mesh mesh, int[] members, double shardBytes, double linkFactor, double[] loads) {
        addLoads(mesh, Routing.XY, members, shardBytes, linkFactor, loads);
    }

    /**
     * Adds the bytes of all n·(n−1) flows to the links and ports that they cross.
     *
     * @param mesh the mesh
     * @param routing which dimension all routes take first
     * @param members distinct node ids
     * @param shardBytes bytes that each member sends to each other member
     * @param linkFactor mesh links (not ports) count this many times: 1 for bytes, the contention for occupancy
     * @param loads bytes by link id, changed in place
     */
    public static void addLoads(
            Mesh mesh, Routing routing, int[] members, double shardBytes, double linkFactor, double[] loads) {
        if (members.length < 2) {
            return;
        }
        for (int node : members) {
            loads[mesh.link(node, Port.INJECT)] += (members.length - 1) * shardBytes;
            loads[mesh.link(node, Port.EJECT)] += (members.length - 1) * shardBytes;
        }
        MemberBox box = MemberBox.of(mesh, members);
        // Turned round, an XY route is a YX route; an all-gather turned round is the same all-gather.
        boolean turned = routing == Routing.YX;
        addRows(mesh, turned, box, shardBytes * linkFactor, loads);
        addColumns(mesh, turned, box, shardBytes * linkFactor, loads);
    }

    private static void addRows(Mesh mesh, boolean turned, MemberBox box, double bytes, double[] loads) {
        int all = box.upToColumn(box.cols() - 1);
        for (int row = 0; row < box.rows(); row++) {
            int inRow = box.inRow(row);
            int left = 0;
            for (int col = 0; col + 1 < box.cols(); col++) {
                int node = box.corner() + row * mesh.cols() + col;
                left += box.count(row, col);
                double east = bytes * left * (all - box.upToColumn(col));
                double west = bytes * (inRow - left) * box.upToColumn(col);
                loads[mesh.link(node, Port.EAST)] += turned ? west : east;
                loads[mesh.link(node + 1, Port.WEST)] += turned ? east : west;
            }
        }
    }

    private static void addColumns(Mesh mesh, boolean turned, MemberBox box, double bytes, double[] loads) {
        int all = box.upToColumn(box.cols() - 1);
        int[] above = new int[box.cols()];
        int upToRow = 0;
        for (int row = 0; row + 1 < box.rows(); row++) {
            upToRow += box.inRow(row);
            for (int col = 0; col < box.cols(); col++) {
                int node = box.corner() + row * mesh.cols() + col;
                above[col] += box.count(row, col);
                double south = bytes * upToRow * (box.inColumn(col) - above[col]);
                double north = bytes * (all - upToRow) * above[col];
                loads[mesh.link(node, Port.SOUTH)] += turned ? north : south;
                loads[mesh.link(node + mesh.cols(), Port.NORTH)] += turned ? south : north;
            }
        }
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
