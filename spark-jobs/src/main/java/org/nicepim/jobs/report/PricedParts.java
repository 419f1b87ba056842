package org.nicepim.jobs.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.List;
import org.nicepim.cost.WorkloadCost;
import org.nicepim.cost.WorkloadCost.LayerResult;
import org.nicepim.hardware.HardwareConfig;
import org.nicepim.mapping.Region;
import org.nicepim.noc.Mesh;
import org.nicepim.noc.Mesh.Port;
import org.nicepim.sharing.SharingSchedule;

/** What a mapping's document does not say but its cost does: MACs per layer, the chip's limits, and the load of every link. */
final class PricedParts {
    private PricedParts() {}

    /**
     * Adds {@code limits} and {@code links} to a mapping's object, and {@code macs} to its layers.
     *
     * @param detail the columns of its layers
     */
    static void add(ObjectNode document, ObjectNode detail, HardwareConfig hardware, WorkloadCost cost) {
        ObjectNode layers = (ObjectNode) detail.path("layers");
        layers.set("macs", Columns.numbers(cost.layers(), layer -> layer.layer().macs()));
        ObjectNode limits = document.putObject("limits");
        limits.put("dram_bytes_per_cycle", Columns.rounded(hardware.nodes() * hardware.nodeDramBytesPerCycle()));
        limits.put("node_bytes", hardware.nodeDramBytes());
        limits.put("stack_bytes", hardware.nodes() * hardware.nodeDramBytes());
        Mesh mesh = new Mesh(hardware.nodeRows(), hardware.nodeCols());
        ArrayNode links = document.putArray("links");
        for (int i = 0; i < cost.layers().size(); i++) {
            LayerResult layer = cost.layers().get(i);
            if (layer.schedule().isPresent()) {
                ObjectNode node = links.addObject().put("layer", i);
                node.put("scheduler", layer.schedule().get().scheduler());
                ArrayNode bytes = node.putArray("bytes");
                Arrays.stream(loads(
                                mesh, layer.mapping().region(), layer.schedule().get()))
                        .forEach(load -> Columns.add(bytes, load));
            }
        }
    }

    /**
     * Bytes from each node of the chip east, west, south and north; {@code NaN} where no link is. A schedule numbers the nodes of its
     * layer's region, whose links are all inside of it.
     */
    static double[] loads(Mesh chip, Region region, SharingSchedule schedule) {
        Mesh own = new Mesh(region.rows(), region.cols());
        double[] loads = new double[own.links()];
        schedule.sets().forEach(set -> set.addLoads(own, loads));
        List<Port> ports = Port.NEIGHBOURS;
        double[] placed = new double[chip.nodes() * ports.size()];
        for (int node = 0; node < chip.nodes(); node++) {
            int row = node / chip.cols() - region.row();
            int col = node % chip.cols() - region.col();
            boolean inside = row >= 0 && row < region.rows() && col >= 0 && col < region.cols();
            for (int k = 0; k < ports.size(); k++) {
                double load = inside ? loads[own.link(row * region.cols() + col, ports.get(k))] : 0;
                placed[node * ports.size() + k] = chip.hasNeighbour(node, ports.get(k)) ? load : Double.NaN;
            }
        }
        return placed;
    }
}
