package org.nicepim.sim.result;

import java.util.List;
import java.util.Optional;

/**
 * What a simulated run took.
 *
 * @param latencyCycles logic cycles from the first request to the last store
 * @param energy by component
 * @param layers one per layer of the workload, in order
 * @param busy how busy nodes, channels and links were
 * @param work what the simulation itself did
 * @param timeline intervals of work, if asked for
 */
public record SimulationResult(
        long latencyCycles,
        SimulatedEnergy energy,
        List<LayerTimes> layers,
        Busy busy,
        Work work,
        Optional<Timeline> timeline) {
    /** Copies the list. */
    public SimulationResult {
        layers = List.copyOf(layers);
    }

    /**
     * One layer. Layers overlap: nodes go on to the next layer one by one.
     *
     * @param layer its name
     * @param startCycle when the first node gets to it
     * @param endCycle when the last node has stored its last tile
     * @param traffic what moved
     */
    public record LayerTimes(String layer, long startCycle, long endCycle, Traffic traffic) {
        /** Cycles between. */
        public long cycles() {
            return endCycle - startCycle;
        }
    }

    /**
     * Bytes that a layer moved, over all nodes, without over-fetch.
     *
     * @param ifmapReadBytes ifmap tiles from DRAM
     * @param weightReadBytes weight tiles from DRAM
     * @param psumReadBytes psums that came back from DRAM
     * @param psumWrittenBytes psums that left for DRAM unfinished
     * @param ofmapWrittenBytes finished outputs to DRAM
     * @param redistributedBytes inputs that did not lie where they were needed: each read once and written once
     * @param nocInjectedBytes bytes that entered the mesh
     * @param nocByteHops bytes times links crossed
     */
    public record Traffic(
            double ifmapReadBytes,
            double weightReadBytes,
            double psumReadBytes,
            double psumWrittenBytes,
            double ofmapWrittenBytes,
            double redistributedBytes,
            double nocInjectedBytes,
            double nocByteHops) {
        /** Bytes that DRAM was asked for. */
        public double dramBytes() {
            return ifmapReadBytes
                    + weightReadBytes
                    + psumReadBytes
                    + psumWrittenBytes
                    + ofmapWrittenBytes
                    + 2 * redistributedBytes;
        }
    }

    /**
     * Logic cycles in which something worked.
     *
     * @param peArrays by node
     * @param channels data bus, by node and then by channel of the node
     * @param links by link id of {@link org.nicepim.noc.Mesh}
     */
    public record Busy(List<Double> peArrays, List<Double> channels, List<Double> links) {
        /** Copies the lists. */
        public Busy {
            peArrays = List.copyOf(peArrays);
            channels = List.copyOf(channels);
            links = List.copyOf(links);
        }
    }

    /**
     * What was done.
     *
     * @param events events of the queue
     * @param packets packets over the mesh
     * @param rowVisits visits of DRAM rows
     * @param dramBursts bursts moved, over-fetch included
     * @param dramActivations rows opened
     */
    public record Work(long events, long packets, long rowVisits, long dramBursts, long dramActivations) {}
}
