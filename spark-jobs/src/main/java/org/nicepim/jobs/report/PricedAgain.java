package org.nicepim.jobs.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.nicepim.config.ConfigException;
import org.nicepim.cost.CostModel;
import org.nicepim.cost.HardwareModel;
import org.nicepim.cost.WorkloadCost;
import org.nicepim.cost.WorkloadCost.LayerResult;
import org.nicepim.hardware.HardwareConfig;
import org.nicepim.jobs.SchedulerChoice;
import org.nicepim.jobs.run.MappingFile;
import org.nicepim.mapping.Region;
import org.nicepim.noc.Mesh;
import org.nicepim.noc.Mesh.Port;
import org.nicepim.sharing.SharingSchedule;

/**
 * What a mapping's file does not say but its mapping does: MACs per layer and the load of every link. The mapping is priced again by the
 * closed form, which takes about a second.
 */
final class PricedAgain {
    private static final double SAME = 1e-6;

    private PricedAgain() {}

    /**
     * Adds {@code macs} to the layers, {@code mesh}, {@code links} and the chip's limits.
     *
     * @param document with the file's own figures
     * @param notes gets a sentence if the mapping cannot be priced, or its price differs from the file's
     */
    static void add(ObjectNode document, Path file, JsonNode mapping, List<String> notes) {
        try {
            MappingFile read = MappingFile.read(file);
            HardwareConfig hardware = read.hardware();
            WorkloadCost cost = new CostModel(
                            new HardwareModel(hardware), scheduler(mapping).create())
                    .evaluate(read.resolved().workload(), read.mapping());
            double before = mapping.path("latency_cycles").asDouble();
            if (Math.abs(cost.latencyCycles() - before) > SAME * before) {
                notes.add(String.format(
                        Locale.ROOT,
                        "Priced again, the mapping takes %.0f cycles and not %.0f as the file says: the file was edited,"
                                + " or another version wrote it. MACs, roofs and link loads are of the price of now.",
                        cost.latencyCycles(),
                        before));
            }
            add(document, hardware, cost);
        } catch (ConfigException | IllegalArgumentException e) {
            notes.add("The mapping cannot be priced again, so there is no roofline, no link loads and no capacity: "
                    + String.valueOf(e.getMessage()).replaceAll("\\s+", " "));
        }
    }

    /** The one that made the file's schedules: the integer program's may be those of other schedulers for some layers. */
    private static SchedulerChoice scheduler(JsonNode mapping) {
        Set<String> used = StreamSupport.stream(mapping.path("layers").spliterator(), false)
                .map(layer -> layer.path("scheduler").asText())
                .collect(Collectors.toSet());
        used.remove("none");
        for (SchedulerChoice choice : SchedulerChoice.values()) {
            if (used.equals(Set.of(choice.word()))) {
                return choice;
            }
        }
        return SchedulerChoice.ILP;
    }

    private static void add(ObjectNode document, HardwareConfig hardware, WorkloadCost cost) {
        ObjectNode layers = (ObjectNode) document.path("details").get(0).path("layers");
        layers.set("macs", Json.numbers(cost.layers(), layer -> layer.layer().macs()));
        ObjectNode limits = document.putObject("limits");
        limits.put("dram_bytes_per_cycle", Json.rounded(hardware.nodes() * hardware.nodeDramBytesPerCycle()));
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
                        .forEach(load -> Json.add(bytes, load));
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
