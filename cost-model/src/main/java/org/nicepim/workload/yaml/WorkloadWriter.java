package org.nicepim.workload.yaml;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.nicepim.workload.FeatureMap;
import org.nicepim.workload.Generation;
import org.nicepim.workload.Layer;
import org.nicepim.workload.MapAxis;
import org.nicepim.workload.Workload;

/**
 * Writes a workload as the YAML that {@link WorkloadReader} reads: the same workload comes back, and what would be worked
 * out anyhow is left out.
 */
public final class WorkloadWriter {
    private static final String HEADER = """
            # A workload: layers in the order in which they run; 'nicepim workloads FILE' describes it, 'nicepim map' maps it.
            # Left out is what follows: whole inputs side by side along the channels, N, C, P and Q from the inputs and the window,
            # other dims of 1, stride and dilation of 1, no padding. Ranges of part and place are [first, end).
            """;

    private WorkloadWriter() {}

    /** The text of a file. */
    public static String text(Workload workload) {
        StringBuilder text = new StringBuilder(HEADER);
        text.append("name: ").append(Yaml.scalar(workload.name())).append('\n');
        text.append("batch: ").append(workload.batch()).append('\n');
        Map<String, FeatureMap> known = new LinkedHashMap<>(workload.inputs());
        if (!known.isEmpty()) {
            text.append("inputs:\n");
            known.forEach((name, shape) -> text.append("  ")
                    .append(Yaml.scalar(name))
                    .append(": ")
                    .append(shape(shape, workload.batch()))
                    .append('\n'));
        }
        text.append("layers:\n");
        for (Layer layer : workload.layers()) {
            text.append(LayerWriter.text(layer, known, workload.batch()));
            known.put(layer.name(), layer.ofmap());
        }
        outputs(workload, text);
        workload.generation().ifPresent(run -> text.append(generation(run)));
        return text.toString();
    }

    private static String shape(FeatureMap shape, int batch) {
        List<String> fields = new ArrayList<>();
        Words.AXES.forEach((axis, word) -> {
            int otherwise = axis == MapAxis.N ? batch : 1;
            if (shape.of(axis) != otherwise || axis == MapAxis.CHANNEL) {
                fields.add(word + ": " + shape.of(axis));
            }
        });
        return Yaml.mapping(fields);
    }

    /** Layers that nobody reads are outputs anyhow. */
    private static void outputs(Workload workload, StringBuilder text) {
        var read = workload.layers().stream()
                .flatMap(layer -> layer.producers().stream())
                .collect(Collectors.toSet());
        List<String> kept = workload.outputs().stream()
                .filter(output -> read.contains(output) || workload.inputs().containsKey(output))
                .map(Yaml::scalar)
                .toList();
        if (!kept.isEmpty()) {
            text.append("outputs: # stay in DRAM, besides the layers that nobody reads\n");
            kept.forEach(output -> text.append("  - ").append(output).append('\n'));
        }
    }

    private static String generation(Generation run) {
        return "generation: {phase: " + run.phase().word() + ", sequences: " + run.sequences() + ", newTokens: "
                + run.newTokens() + ", pastTokens: " + run.pastTokens() + "}\n";
    }
}
