package org.nicepim.jobs.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.nicepim.config.ConfigException;
import org.nicepim.cost.CostModel;
import org.nicepim.cost.HardwareModel;
import org.nicepim.cost.WorkloadCost;
import org.nicepim.hardware.HardwareConfig;
import org.nicepim.jobs.SchedulerChoice;
import org.nicepim.jobs.run.MappingFile;

/**
 * What a mapping's file does not say but its mapping does: the mapping is priced again by the closed form, which takes about a second.
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
            PricedParts.add(document, (ObjectNode) document.path("details").get(0), hardware, cost);
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
}
