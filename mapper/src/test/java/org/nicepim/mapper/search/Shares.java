package org.nicepim.mapper.search;

import java.util.List;
import org.nicepim.cost.Cases;
import org.nicepim.cost.HardwareModel;
import org.nicepim.cost.LayerCost;
import org.nicepim.cost.LayerCostModel;
import org.nicepim.cost.SharingLoads;
import org.nicepim.cost.TileTraffic;
import org.nicepim.cost.node.Tilings;
import org.nicepim.mapper.Objective;
import org.nicepim.mapping.Dataflow;
import org.nicepim.mapping.LoopOrder;
import org.nicepim.mapping.Partition;
import org.nicepim.mapping.Tile;
import org.nicepim.sharing.HeuristicScheduler;
import org.nicepim.testkit.Gen;
import org.nicepim.workload.Affine;
import org.nicepim.workload.Kernel;
import org.nicepim.workload.Layer;
import org.nicepim.workload.LayerDims;
import org.nicepim.workload.Tensor;
import org.nicepim.workload.WorkloadBuilder;

/** Tiny layers, and the best of all their loop nests. */
final class Shares {
    static final List<HardwareModel> HARDWARE = List.of(
            new HardwareModel(Cases.chip(2, 2, 4, 256)),
            new HardwareModel(Cases.chip(2, 2, 4, 1024)),
            new HardwareModel(Cases.chip(2, 2, 2, 128)),
            new HardwareModel(Cases.chip(2, 2, 8, 512)));

    private Shares() {}

    static Layer layer(Gen gen) {
        WorkloadBuilder net = new WorkloadBuilder("share", gen.between(1, 2));
        int size = gen.between(3, 9);
        Kernel kernel =
                gen.chance(0.5) ? Kernel.square(1) : Kernel.square(3).pad(1).stride(gen.between(1, 2));
        if (gen.chance(0.25)) {
            Tensor image = net.input("image", gen.between(4, 12), size, size);
            net.depthwise("layer", image, kernel, Affine.NONE);
        } else {
            Tensor image = net.input("image", gen.between(4, 14), size, size);
            net.conv("layer", image, gen.between(4, 14), kernel, Affine.NONE);
        }
        return net.build().layer("layer");
    }

    /** One that has a name, or any powers. */
    static Objective objective(Gen gen) {
        return gen.chance(0.7)
                ? gen.oneOf(Objective.withNames())
                : new Objective(3 * gen.unit(), gen.chance(0.2) ? 0 : 3 * gen.unit());
    }

    /** A depthwise layer with many sizes of each dim. */
    static Layer wide() {
        WorkloadBuilder net = new WorkloadBuilder("wide", 1);
        Tensor image = net.input("image", 96, 56, 56);
        net.depthwise("layer", image, Kernel.square(3).pad(1), Affine.NONE);
        return net.build().layer("layer");
    }

    static LayerCostModel model(Layer layer, HardwareModel hardware, Partition partition) {
        SharingLoads loads =
                SharingLoads.of(partition, hardware.config().technology().noc(), new HeuristicScheduler());
        return new LayerCostModel(layer, hardware, partition, Cases.CHW, loads);
    }

    /** The least objective over all tile sizes, loop orders and dataflows; infinite if no tile fits. */
    static double exhaustive(LayerCostModel model, LayerDims share, Objective objective, List<Dataflow> dataflows) {
        double best = Double.POSITIVE_INFINITY;
        for (int n = 1; n <= share.n(); n++) {
            for (int g = 1; g <= share.g(); g++) {
                for (int k = 1; k <= share.k(); k++) {
                    for (int c = 1; c <= share.c(); c++) {
                        best = Math.min(best, planes(model, share, objective, dataflows, new Tile(n, g, k, c, 1, 1)));
                    }
                }
            }
        }
        return best;
    }

    private static double planes(
            LayerCostModel model, LayerDims share, Objective objective, List<Dataflow> dataflows, Tile tile) {
        double best = Double.POSITIVE_INFINITY;
        for (int p = 1; p <= share.p(); p++) {
            for (int q = 1; q <= share.q(); q++) {
                Tilings tilings = model.tilings(new Tile(tile.n(), tile.g(), tile.k(), tile.c(), p, q));
                if (model.fits(tilings)) {
                    best = Math.min(best, best(model, tilings, objective, dataflows));
                }
            }
        }
        return best;
    }

    private static double best(LayerCostModel model, Tilings tilings, Objective objective, List<Dataflow> dataflows) {
        TileTraffic traffic = model.traffic(tilings);
        double best = Double.POSITIVE_INFINITY;
        for (LoopOrder order : LoopOrder.values()) {
            for (Dataflow dataflow : dataflows) {
                LayerCost cost = model.cost(tilings, traffic, order, dataflow);
                best = Math.min(
                        best, objective.of(cost.latencyCycles(), cost.energy().totalPj()));
            }
        }
        return best;
    }
}
