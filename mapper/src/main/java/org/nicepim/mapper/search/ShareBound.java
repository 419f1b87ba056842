package org.nicepim.mapper.search;

import org.nicepim.cost.HardwareModel;
import org.nicepim.mapper.Objective;
import org.nicepim.mapping.Partition;
import org.nicepim.sharing.PartitionSharing;
import org.nicepim.workload.Layer;
import org.nicepim.workload.LayerDims;
import org.nicepim.workload.Operand;

/**
 * What no loop nest of a share beats: all PEs busy on the largest share, each operand's part of it over DRAM once, no
 * halo; energy of the MACs and of the compulsory bytes alone.
 */
final class ShareBound {
    private ShareBound() {}

    static double value(Layer layer, Partition partition, HardwareModel hardware, Objective objective) {
        LayerDims share = partition.largestShare(layer.dims());
        double perPoint = layer.type().hasMacs()
                ? 1
                : (double) layer.vectorOps() / layer.dims().points();
        double compute = share.points() * perPoint / hardware.config().pesPerNode();
        double words = ofmapWords(share) / PartitionSharing.members(partition, Operand.OFMAP)
                + weightWords(layer, share) / PartitionSharing.members(partition, Operand.WEIGHT);
        double bytes = words * hardware.wordBytes();
        double dram = bytes / hardware.config().nodeDramBytesPerCycle();
        double latency = Math.max(compute, dram);
        return objective.of(latency, hardware.leastPj(layer, latency));
    }

    private static double ofmapWords(LayerDims share) {
        return (double) share.n() * share.g() * share.k() * share.p() * share.q();
    }

    private static double weightWords(Layer layer, LayerDims share) {
        return layer.type().hasMacs() ? (double) share.g() * share.k() * share.c() * share.r() * share.s() : 0;
    }
}
