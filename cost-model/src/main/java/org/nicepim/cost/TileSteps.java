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
 *   latency = fill + Σ_j (trips_j − 1)·Π_{i outside j} trips_i · max(compute, DRAM_j, NoC_j, halves_j) + compute + drain
 *   fill    = access + max(DRAM, NoC) of the first tiles,  drain = reducing and then storing the last ofmap tile
 *             − what the first step, which stores nothing, and the last, which fetches nothing, take less
 *   DRAM    = reads + writes + turnarounds          {@link HardwareModel.Mixing}
 *   NoC_j   = gathers and reductions, less what came early
 *   access  = DRAM's latency before the first data of a tile
 * </pre>
 *
 * A half of a buffer is held from the first byte that comes to the last that leaves, and there are two: a visit of a tile
 * takes no less than half of what its half goes through. While a tile waits for DRAM to read, it waits for what others read and write
 * as well; what is written waits in the controller's queue, which takes it in turns with reads. An ofmap tile is read back if it has
 * psums, computed in all steps of its visit, reduced if it is finished and shared, and written in turn:
 *
 * <pre>
 *   halves = (access + compute + DRAM) / 2                                         if anything is read
 *            (access + reads + compute + NoC + 2 · writes − other steps) / 2       if the ofmap tile changes
 * </pre>
 *
 * What loop j changes and no loop inside it stays for all steps of the loops inside. The mesh brings it (or reduces it) early (or
 * late), in those of these steps in which it is idle; DRAM serves tiles in the order in which they are asked for. Where the node and
 * the mesh are about as long, nodes fall out of step and wait for each other:
 *
 * <pre>
 *   max(own, NoC) · (1 + {@value #OUT_OF_STEP} · (min / max)⁴)        own = max(compute, DRAM)
 * </pre>
 *
 * What happens to the ofmap tile that a step leaves depends on the loop over C. With v trips of C outside of a loop that
 * indexes the ofmap, each ofmap tile is visited v times, and a class is split:
 *
 * <pre>
 *   j outside C, or v = 1     the tile is finished: reduced over its set and stored
 *   j = C                     it leaves as psums, those of the next tile come back
 *   j inside C, 1/v           first sweep over C: it leaves as psums, the next is new
 *              (v − 2)/v      it leaves as psums, those of the next come back
 *              1/v            last sweep: it is reduced and stored, psums of the next come back
 * </pre>
 *
 * Tiles of a step have the average size, so edge tiles count as what they are in the mean.
 *
 * @param latencyCycles from the first load to the last store
 * @param dramCycles of all steps, on the node with the largest share
 * @param nocCycles of all gathers and reductions
 */
record TileSteps(double latencyCycles, double dramCycles, double nocCycles) {
    /**
     * What nodes out of step lose where their work and the mesh's are as long. Fitted: the best of 0, 0.1 and 0.2 on simulated layers
     * of seeds from 5000 on; those of {@code ComparisonTest} begin at 0.
     */
    static final double OUT_OF_STEP = 0.1;

    /**
     * One fetch of an input's tile.
     *
     * @param dramCycles of the node with the largest share
     * @param bytes of a sharing set's data
     */
    record Fetch(double dramCycles, double bytes) {}

    /**
     * What an ofmap tile can go through.
     *
     * @param storeCycles DRAM cycles of the finished tile
     * @param psumWriteCycles DRAM cycles of psums that leave
     * @param psumReadCycles DRAM cycles of psums that come back
     * @param bytes of a sharing set's psums, reduced once
     */
    record Leave(double storeCycles, double psumWriteCycles, double psumReadCycles, double bytes) {}

    /**
     * What a step is made of.
     *
     * @param computeCycles of the PE array
     * @param ifmap if it fetches an ifmap tile
     * @param weight if it fetches a weight tile
     * @param ofmap if it changes the ofmap tile
     */
    record PerStep(double computeCycles, Fetch ifmap, Fetch weight, Leave ofmap) {}

    /** Adds up the classes of steps from the innermost loop outwards, where the loops inside are known. */
    static TileSteps of(Tilings tilings, LoopOrder order, PerStep step, SharingLoads sharing, HardwareModel hardware) {
        Sum sum = new Sum(step, visits(tilings, order), sharing, hardware);
        sum.ends();
        double outside = tilings.steps();
        int changing = 0;
        boolean insideC = tilings.c().trips() > 1;
        List<Dim> dims = order.dims();
        for (int j = dims.size() - 1; j >= 0; j--) {
            Dim dim = dims.get(j);
            int trips = tilings.of(dim).trips();
            if (trips > 1) {
                outside /= trips;
                changing |= dim.bit();
                insideC &= dim != Dim.C;
                double steps = (trips - 1) * outside;
                Load load = sum.load(changing);
                if ((Operand.OFMAP.dimBits() & changing) == 0) {
                    sum.add(steps, load, Leaving.NOTHING);
                } else if (insideC) {
                    double sweeps = tilings.c().trips();
                    sum.add(steps / sweeps, load, Leaving.FIRST);
                    sum.add(steps * (sweeps - 2) / sweeps, load, Leaving.MIDDLE);
                    sum.add(steps / sweeps, load, Leaving.LAST);
                } else {
                    sum.add(steps, load, dim == Dim.C ? Leaving.MIDDLE : Leaving.ONLY);
                }
                sum.outwards(trips, steps, load);
            }
        }
        return new TileSteps(sum.latency - sum.overlap, sum.dram, sum.noc);
    }

    /** Cycles of a gather beside what the node itself does: the longer of both, and more if they are about as long. */
    static double beside(double own, double gather) {
        double longer = Math.max(own, gather);
        if (gather <= 0 || own <= 0) {
            return longer;
        }
        double part = Math.min(own, gather) / longer;
        return longer * (1 + OUT_OF_STEP * part * part * part * part);
    }

    /** Stretches of steps with one ofmap tile: all loops but those inside the innermost that indexes it. */
    private static double visits(Tilings tilings, LoopOrder order) {
        double visits = tilings.steps();
        List<Dim> dims = order.dims();
        for (int j = dims.size() - 1; j >= 0; j--) {
            int trips = tilings.of(dims.get(j)).trips();
            if (trips > 1 && Operand.OFMAP.indexedBy(dims.get(j))) {
                return visits;
            }
            visits /= trips;
        }
        return visits;
    }

    /**
     * The inputs that a step fetches.
     *
     * @param ifmap if an ifmap tile
     * @param weight if a weight tile
     * @param readCycles of DRAM
     * @param gatherCycles of the mesh, if no psums are reduced beside
     */
    private record Load(boolean ifmap, boolean weight, double readCycles, double gatherCycles) {}

    /** What becomes of the ofmap tile that a step leaves, and of the one that it turns to. */
    private enum Leaving {
        NOTHING(false, false, false),
        ONLY(true, false, false),
        FIRST(false, true, false),
        MIDDLE(false, true, true),
        LAST(true, false, true);

        private final boolean stores;
        private final boolean spills;
        private final boolean resumes;

        Leaving(boolean stores, boolean spills, boolean resumes) {
            this.stores = stores;
            this.spills = spills;
            this.resumes = resumes;
        }
    }

    /** Cycles so far. */
    private static final class Sum {
        private final PerStep step;
        private final SharingLoads sharing;
        private final NocSpec network;
        private final HardwareModel.Mixing mixing;
        private final double access;
        private double latency;
        private final double visits;
        private double others;
        private double dram;
        private double noc;
        /** The class of steps inside, and the mesh's cycles in its steps that finish an ofmap tile; 0 if none does. */
        private Load inner = new Load(false, false, 0, 0);

        private boolean innermost = true;

        private double innerReduced;
        private double reduced;
        /** Cycles in which the mesh is idle in all steps of one turn of the loops inside. */
        private double idle;

        private double left;
        /** Cycles that the first step, which stores nothing, and the last, which fetches nothing, take less than others. */
        private double overlap;

        private double reduceCycles;

        Sum(PerStep step, double visits, SharingLoads sharing, HardwareModel hardware) {
            this.step = step;
            this.visits = visits;
            this.sharing = sharing;
            this.network = hardware.config().technology().noc();
            this.mixing = hardware.mixing();
            this.access = hardware.firstAccessCycles();
        }

        /** Fill, the first computation, and drain. */
        void ends() {
            double loads = step.ifmap.dramCycles + step.weight.dramCycles;
            double gather = noc(true, true, false);
            double reduce = noc(false, false, true);
            reduceCycles = reduce;
            latency = access + Math.max(loads, gather) + step.computeCycles + reduce + step.ofmap.storeCycles;
            dram = loads + step.ofmap.storeCycles;
            noc = gather + reduce;
        }

        Load load(int changing) {
            boolean ifmap = (Operand.IFMAP.dimBits() & changing) != 0;
            boolean weight = (Operand.WEIGHT.dimBits() & changing) != 0;
            double reads = (ifmap ? step.ifmap.dramCycles : 0) + (weight ? step.weight.dramCycles : 0);
            return new Load(ifmap, weight, reads, noc(ifmap, weight, false));
        }

        void add(double steps, Load load, Leaving leaving) {
            double reads = load.readCycles + (leaving.resumes ? step.ofmap.psumReadCycles : 0);
            double writes =
                    (leaving.stores ? step.ofmap.storeCycles : 0) + (leaving.spills ? step.ofmap.psumWriteCycles : 0);
            double both = Math.min(reads, writes);
            double served = reads + writes + mixing.of(both);
            boolean reduces = leaving.stores && sharing.ofmap().members() > 1;
            double gather = load.gatherCycles;
            double every = inner.gatherCycles;
            if (reduces) {
                gather = noc(load.ifmap, load.weight, true);
                every = Math.max(every, innerReduced);
                reduced = gather;
            }
            double early = Math.min(idle, Math.max(0, gather - every));
            double used = step.computeCycles + served;
            double takes = beside(Math.max(step.computeCycles, served), gather - early);
            if (reads > 0) {
                takes = Math.max(takes, (used + access) / 2);
            }
            if (leaving == Leaving.NOTHING) {
                others += steps * takes;
            } else {
                double back = leaving.resumes ? access + reads : 0;
                double held = back + step.computeCycles + (reduces ? gather : 0) + 2 * writes - others / visits;
                takes = Math.max(takes, held / 2);
            }
            if (innermost) {
                double first = Math.max(step.computeCycles, Math.max(reads, load.gatherCycles));
                double last = Math.max(step.computeCycles, Math.max(writes, reduces ? reduceCycles : 0));
                overlap = Math.max(0, takes + step.computeCycles - first - last);
            }
            left += steps * (takes - gather);
            latency += steps * takes;
            dram += steps * served;
            noc += steps * gather;
        }

        /** Goes on to the loop outside of one that was added. */
        void outwards(int trips, double steps, Load load) {
            idle = Math.max(0, trips * idle + (trips - 1) * left / steps);
            left = 0;
            inner = load;
            innermost = false;
            innerReduced = reduced;
            reduced = 0;
        }

        /** Cycles of gathering the given tiles and of reducing a finished ofmap tile. */
        private double noc(boolean ifmap, boolean weight, boolean finished) {
            boolean reduce = finished && sharing.ofmap().members() > 1;
            double bytes = sharing.pacingBytes(
                    ifmap ? step.ifmap.bytes : 0, weight ? step.weight.bytes : 0, reduce ? step.ofmap.bytes : 0);
            if (bytes <= 0) {
                return 0;
            }
            double last = 0;
            double chain = 0;
            if (ifmap) {
                last = sharing.ifmap().latencyCycles();
                chain = sharing.ifmap().chain().cycles(network, step.ifmap.bytes);
            }
            if (weight) {
                last = Math.max(last, sharing.weight().latencyCycles());
                chain = Math.max(chain, sharing.weight().chain().cycles(network, step.weight.bytes));
            }
            if (reduce) {
                last = Math.max(last, sharing.ofmap().latencyCycles());
                chain = Math.max(chain, sharing.ofmap().chain().cycles(network, step.ofmap.bytes));
            }
            return Math.max(bytes / network.linkBytes() + last, chain);
        }
    }
}
