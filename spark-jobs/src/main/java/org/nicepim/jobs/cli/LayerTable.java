package org.nicepim.jobs.cli;

import java.util.List;
import java.util.Locale;
import org.nicepim.cost.WorkloadCost;
import org.nicepim.hardware.HardwareConfig;
import org.nicepim.mapping.LayerMapping;
import org.nicepim.mapping.Tile;
import org.nicepim.sharing.SharingSchedule;

/** A mapping, layer by layer. */
final class LayerTable {
    private static final String[] HEADER = {
        "layer",
        "type",
        "region",
        "partition",
        "copies",
        "layouts",
        "tile",
        "order",
        "dataflow",
        "cycles",
        "bound by",
        "utilization",
        "energy uJ",
        "scheduler"
    };

    private LayerTable() {}

    /**
     * One row per layer. Utilization is MACs over what all PEs of the chip, not just those of the layer's region, could do in the
     * layer's latency.
     */
    static Table of(WorkloadCost cost, HardwareConfig hardware) {
        Table table = new Table(HEADER);
        double peakMacs = (double) hardware.nodes() * hardware.pesPerNode();
        for (WorkloadCost.LayerResult layer : cost.layers()) {
            LayerMapping how = layer.mapping();
            double cycles = layer.cost().latencyCycles();
            table.row(
                    layer.layer().name(),
                    layer.layer().type().name().toLowerCase(Locale.ROOT),
                    how.region().toString(),
                    how.partition().text(),
                    String.valueOf(how.weightCopies()),
                    layouts(how.layouts()),
                    tile(how.loopNest().tile()),
                    how.loopNest().order().name(),
                    how.loopNest().dataflow().name(),
                    String.format(Locale.ROOT, "%.0f", cycles),
                    layer.cost().time().bound().name().toLowerCase(Locale.ROOT),
                    layer.layer().macs() == 0
                            ? "-"
                            : String.format(Locale.ROOT, "%.3f", layer.layer().macs() / (peakMacs * cycles)),
                    String.format(Locale.ROOT, "%.2f", layer.cost().energy().totalPj() * 1e-6),
                    layer.schedule().map(SharingSchedule::scheduler).orElse("-"));
        }
        return table;
    }

    /** Of input and output; once if both are the same. */
    private static String layouts(LayerMapping.Layouts layouts) {
        return String.join(
                " to ",
                List.of(layouts.ifmap(), layouts.ofmap()).stream()
                        .distinct()
                        .map(Object::toString)
                        .toList());
    }

    private static String tile(Tile tile) {
        return String.format(
                Locale.ROOT, "N%d G%d K%d C%d P%d Q%d", tile.n(), tile.g(), tile.k(), tile.c(), tile.p(), tile.q());
    }
}
