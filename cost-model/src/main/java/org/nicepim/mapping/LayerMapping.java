package org.nicepim.mapping;

/**
 * How one layer runs.
 *
 * @param layer its name
 * @param region where
 * @param partition of its dims over the region
 * @param weightCopies copies of each weight that the DRAM of the region holds, 1 if every sharing set holds one; divides the
 *     nodes that need the same weights, see {@link WeightCopies}
 * @param layouts of its input and its output in DRAM
 * @param loopNest inside each node
 */
public record LayerMapping(
        String layer, Region region, Partition partition, int weightCopies, Layouts layouts, LoopNest loopNest) {
    /**
     * Layouts of a layer's feature maps.
     *
     * @param ifmap how the inputs lie in DRAM
     * @param ofmap how the output lies in DRAM
     */
    public record Layouts(Layout ifmap, Layout ofmap) {}

    /** Checks that the partition fills the region and that the copies divide the nodes that need the same weights. */
    public LayerMapping {
        if (partition.rows() != region.rows() || partition.cols() != region.cols()) {
            throw new IllegalArgumentException(layer + ": the partition fills " + partition.rows() + "x"
                    + partition.cols() + " nodes, the region has " + region.rows() + "x" + region.cols());
        }
        String name = layer;
        WeightCopies.fault(partition, weightCopies).ifPresent(fault -> {
            throw new IllegalArgumentException(name + ": weightCopies: " + fault);
        });
    }
}
