package org.nicepim.mapper.search;

import org.nicepim.cost.HardwareModel;
import org.nicepim.cost.LayerCostModel;
import org.nicepim.cost.SharingLoads;
import org.nicepim.cost.node.Tilings;
import org.nicepim.mapper.mapspace.Dataflows;
import org.nicepim.mapping.LayerMapping;
import org.nicepim.mapping.Layout;
import org.nicepim.mapping.Partition;
import org.nicepim.mapping.Tile;
import org.nicepim.workload.Layer;
import org.nicepim.workload.LayerDims;

/**
 * What no loop nest of a share is below, whatever its buffers hold and however its nodes share: under each dataflow the PE arrays as
 * busy as the share's extents allow, each operand's part over DRAM once at peak rate, and the other members' parts over each node's port.
 */
final class ShareBound {
    private static final LayerMapping.Layouts ANY = new LayerMapping.Layouts(Layout.CHW, Layout.CHW);

    private final ArrayFloors floors;
    /** Latency and energy under each dataflow. */
    private final ArrayFloors least;

    private ShareBound(ArrayFloors floors, ArrayFloors least) {
        this.floors = floors;
        this.least = least;
    }

    static ShareBound of(Layer layer, Partition partition, HardwareModel hardware) {
        LayerCostModel model = new LayerCostModel(layer, hardware, partition, ANY, SharingLoads.least(partition));
        LayerDims share = partition.largestShare(layer.dims());
        Tilings whole = model.tilings(new Tile(share.n(), share.g(), share.k(), share.c(), share.p(), share.q()));
        ArrayFloors floors = ArrayFloors.of(model, whole, Dataflows.distinct(layer, hardware.config()));
        NestBound.Moves moves = TilePrices.least(model, whole);
        return new ShareBound(floors, NestBound.once(model, moves, floors.undominated()));
    }

    /** What counts for least. */
    double value(Merit merit) {
        double value = Double.POSITIVE_INFINITY;
        for (int d = 0; d < least.cycles().length; d++) {
            value = Math.min(value, merit.of(least.cycles()[d], least.energyPj()[d]));
        }
        return value;
    }

    /** Floors of the share's tiles, one per dataflow. */
    ArrayFloors floors() {
        return floors;
    }
}
