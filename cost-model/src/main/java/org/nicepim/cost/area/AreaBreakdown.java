package org.nicepim.cost.area;

/**
 * Area of the logic die by part, all nodes together.
 *
 * @param nodes number of nodes
 * @param peMm2 PE arrays
 * @param sramMm2 ifmap, weight and ofmap buffers
 * @param dramInterfaceMm2 DRAM controllers and bonding I/O of all channels
 * @param routerMm2 routers
 * @param controlMm2 control of the nodes
 */
public record AreaBreakdown(
        int nodes, double peMm2, double sramMm2, double dramInterfaceMm2, double routerMm2, double controlMm2) {
    /** The parts in the order of the record. */
    double[] parts() {
        return new double[] {peMm2, sramMm2, dramInterfaceMm2, routerMm2, controlMm2};
    }

    /** Each part times its factor. */
    AreaBreakdown times(double[] factors) {
        return new AreaBreakdown(
                nodes,
                peMm2 * factors[0],
                sramMm2 * factors[1],
                dramInterfaceMm2 * factors[2],
                routerMm2 * factors[3],
                controlMm2 * factors[4]);
    }

    /** Area of the die. */
    public double totalMm2() {
        return logicMm2() + sramMm2;
    }

    /** Area of everything but the buffers. */
    public double logicMm2() {
        return peMm2 + dramInterfaceMm2 + routerMm2 + controlMm2;
    }

    /** Area of one node. */
    public double nodeMm2() {
        return totalMm2() / nodes;
    }

    /** Distance in mm from node to node: the side of a square node. */
    public double nodePitchMm() {
        return Math.sqrt(nodeMm2());
    }
}
