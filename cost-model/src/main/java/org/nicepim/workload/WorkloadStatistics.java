package org.nicepim.workload;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a workload asks of any hardware: a summary and one row per layer.
 *
 * <p>Live words count activations when layers run one after another in the workload's order. A tensor is live while its
 * producer runs and until its last consumer has run; an output of the workload stays until the end. A workload input is
 * live from the start until its last consumer has run, or until the end if it is a KV cache, and never if no layer reads it.
 *
 * @param workload its name
 * @param batch inputs that are computed together
 * @param macs multiply-accumulates
 * @param vectorOps operations of layers without MACs
 * @param parameters learned parameters
 * @param peakLiveWords the largest number of live activation words
 * @param rows one per layer, in order
 */
public record WorkloadStatistics(
        String workload, int batch, long macs, long vectorOps, long parameters, long peakLiveWords, List<Row> rows) {
    /** Takes a copy of the rows. */
    public WorkloadStatistics {
        rows = List.copyOf(rows);
    }

    /**
     * One layer.
     *
     * @param layer the layer
     * @param liveWords activation words that are live while it runs, its own input and output included
     */
    public record Row(Layer layer, long liveWords) {}

    /** Counts a workload. */
    public static WorkloadStatistics of(Workload workload) {
        List<Row> rows = rows(workload);
        return new WorkloadStatistics(
                workload.name(),
                workload.batch(),
                workload.macs(),
                workload.layers().stream().mapToLong(Layer::vectorOps).sum(),
                workload.parameters(),
                rows.stream().mapToLong(Row::liveWords).max().orElse(0),
                rows);
    }

    private static List<Row> rows(Workload workload) {
        Map<String, Integer> lastReader = lastReader(workload);
        Map<String, Long> words = new HashMap<>();
        workload.inputs().forEach((input, shape) -> words.put(input, shape.words()));
        long live = workload.inputs().entrySet().stream()
                .filter(input -> lastReader.containsKey(input.getKey()))
                .mapToLong(input -> input.getValue().words())
                .sum();
        List<Row> rows = new ArrayList<>();
        for (Layer layer : workload.layers()) {
            int position = rows.size();
            long written = layer.ofmap().words();
            words.put(layer.name(), written);
            live += written;
            rows.add(new Row(layer, live));
            live -= layer.producers().stream()
                    .filter(input -> lastReader.getOrDefault(input, -1) == position)
                    .mapToLong(input -> words.getOrDefault(input, 0L))
                    .sum();
        }
        return rows;
    }

    private static Map<String, Integer> lastReader(Workload workload) {
        List<Layer> layers = workload.layers();
        Map<String, Integer> last = new HashMap<>();
        for (int position = 0; position < layers.size(); position++) {
            for (String input : layers.get(position).producers()) {
                last.put(input, position);
            }
        }
        workload.outputs().forEach(output -> last.put(output, Integer.MAX_VALUE));
        return last;
    }
}
