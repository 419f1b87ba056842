package org.nicepim.cost;

import java.util.List;
import org.nicepim.cost.node.Tilings;
import org.nicepim.hardware.NocSpec;
import org.nicepim.mapping.LoopOrder;
import org.nicepim.workload.Dim;
import org.nicepim.workload.Operand;

/**
 * Latency of a loop nest over tiles.
 *
 * <p>All nodes walk over the same tile steps in lock-step, double buffered: while a step is computed, the tiles of the
 * next are fetched and gathered, and those of the last are stored. A step that advances loop j fetches the operands that
 * loop j or a loop inside it indexes, so the steps fall into one class per loop with more than one trip:
 *
 * <pre>
 *   latency = fill + Σ_j (trips_j − 1)·Π_{i outside j} trips_i · max(compute, DRAM_j, NoC_j) + compute + drain
 *   fill    = max(DRAM, NoC) of the first tiles,  drain = the same of the last ofmap tile
 * </pre>
 *
 * A step that leaves an ofmap tile also stores it. Costs inside a class are averages over its steps, so edge tiles count
 * as what they are.
 *
 * @param latencyCycles from the first load to the last store
 * @param nocCycles of all gathers and reductions
 */
record TileSteps(double latencyCycles, double nocCycles) {
    /**
     * One fetch of an operand's tile, or one change of the ofmap tile.
     *
     * @param dramCycles of the node with the largest share
     * @param bytes of a sharing set's data
     * @param shared part of these events in which the set shares: psums are reduced with the last of a tile's changes
     */
    record Fetch(double dramCycles, double bytes, double shared) {}

    /**
     * What a step is made of.
     *
     * @param computeCycles of the PE array
     * @param ifmap if it fetches an ifmap tile
     * @param weight if it fetches a weight tile
     * @param ofmap if it changes the ofmap tile
     */
    record PerStep(double computeCycles, Fetch ifmap, Fetch weight, Fetch ofmap) {}

    /** Adds up the classes of steps from the innermost loop outwards, where the loops inside are known. */
    static TileSteps of(Tilings tilings, LoopOrder order, PerStep step, SharingLoads sharing, NocSpec noc) {
        double fill = noc(step, sharing, noc, true, true, false);
        double reduce = noc(step, sharing, noc, false, false, true);
        double nocCycles = fill + reduce;
        double latency = Math.max(step.ifmap.dramCycles + step.weight.dramCycles, fill)
                + step.computeCycles
                + Math.max(step.ofmap.dramCycles, reduce);
        double outside = tilings.steps();
        int changing = 0;
        List<Dim> dims = order.dims();
        for (int j = dims.size() - 1; j >= 0; j--) {
            int trips = tilings.of(dims.get(j)).trips();
            if (trips > 1) {
                outside /= trips;
                changing |= dims.get(j).bit();
                boolean ifmap = (Operand.IFMAP.dimBits() & changing) != 0;
                boolean weight = (Operand.WEIGHT.dimBits() & changing) != 0;
                boolean ofmap = (Operand.OFMAP.dimBits() & changing) != 0;
                double dram = (ifmap ? step.ifmap.dramCycles : 0)
                        + (weight ? step.weight.dramCycles : 0)
                        + (ofmap ? step.ofmap.dramCycles : 0);
                double gather = noc(step, sharing, noc, ifmap, weight, ofmap);
                double steps = (trips - 1) * outside;
                latency += steps * Math.max(step.computeCycles, Math.max(dram, gather));
                nocCycles += steps * gather;
            }
        }
        return new TileSteps(latency, nocCycles);
    }

    /** Cycles of gathering the given tiles and of reducing a finished ofmap tile, in its share of all changes. */
    private static double noc(
            PerStep step, SharingLoads sharing, NocSpec noc, boolean ifmap, boolean weight, boolean ofmap) {
        double finished = ofmap && sharing.ofmap().members() > 1 ? step.ofmap.shared : 0;
        double bytes = sharing.busiestBytes(
                ifmap ? step.ifmap.bytes : 0, weight ? step.weight.bytes : 0, finished * step.ofmap.bytes);
        if (bytes <= 0) {
            return 0;
        }
        double latency = 0;
        double chain = 0;
        if (ifmap) {
            latency = sharing.ifmap().latencyCycles();
            chain = sharing.ifmap().chain().cycles(noc, step.ifmap.bytes);
        }
        if (weight) {
            latency = Math.max(latency, sharing.weight().latencyCycles());
            chain = Math.max(chain, sharing.weight().chain().cycles(noc, step.weight.bytes));
        }
        if (finished > 0) {
            latency = Math.max(latency, finished * sharing.ofmap().latencyCycles());
            chain = Math.max(chain, finished * sharing.ofmap().chain().cycles(noc, step.ofmap.bytes));
        }
        return Math.max(bytes / noc.linkBytes() + latency, chain);
    }
}
