package org.nicepim.jobs.run;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A workload as a person names it. A knob that the workload does not have is an error when it is resolved.
 *
 * @param workload a network of the zoo, or the path of an ONNX or YAML file
 * @param batch inputs computed together
 * @param sequence tokens per sequence
 * @param blocks transformer blocks
 * @param weightBits bits of a stored weight; else the hardware's word
 * @param dims symbolic dims of an ONNX file
 * @param skipUnsupported true to let tensors pass unsupported operators of an ONNX file at no cost
 * @param name how the results call it; else its own name
 */
public record WorkloadRequest(
        String workload,
        Optional<Integer> batch,
        Optional<Integer> sequence,
        Optional<Integer> blocks,
        Optional<Integer> weightBits,
        Map<String, Long> dims,
        boolean skipUnsupported,
        Optional<String> name) {
    /** Most inputs computed together. */
    public static final int MOST_BATCH = 4096;
    /** Most tokens per sequence. */
    public static final int MOST_SEQUENCE = 1 << 24;
    /** Most transformer blocks. */
    public static final int MOST_BLOCKS = 10_000;
    /** Most bits of a weight. */
    public static final int MOST_WEIGHT_BITS = 32;

    /** Copies the dims, in the order of their names. */
    public WorkloadRequest {
        dims = Collections.unmodifiableMap(new TreeMap<>(dims));
    }

    /** A workload as it is. */
    public static WorkloadRequest of(String workload) {
        return new WorkloadRequest(
                workload,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                false,
                Optional.empty());
    }

    /** The same request with a batch. */
    public WorkloadRequest withBatch(Optional<Integer> other) {
        return new WorkloadRequest(workload, other, sequence, blocks, weightBits, dims, skipUnsupported, name);
    }

    /** What may tell it from the same workload with other knobs, by knob: such as {@code _b16} and {@code _s1024}. */
    Map<String, String> tags() {
        Map<String, String> tags = new LinkedHashMap<>();
        batch.ifPresent(value -> tags.put("batch", "_b" + value));
        sequence.ifPresent(value -> tags.put("sequence", "_s" + value));
        blocks.ifPresent(value -> tags.put("blocks", "_l" + value));
        weightBits.ifPresent(value -> tags.put("weightBits", "_w" + value));
        dims.forEach((dim, value) -> tags.put("dims." + dim, "_" + dim + value));
        return tags;
    }

    /** As a configuration would say it. */
    public String text() {
        List<String> fields = new ArrayList<>();
        batch.ifPresent(value -> fields.add("batch: " + value));
        sequence.ifPresent(value -> fields.add("sequence: " + value));
        blocks.ifPresent(value -> fields.add("blocks: " + value));
        weightBits.ifPresent(value -> fields.add("weightBits: " + value));
        if (!dims.isEmpty()) {
            fields.add("dims: {"
                    + dims.entrySet().stream()
                            .map(dim -> dim.getKey() + ": " + dim.getValue())
                            .collect(Collectors.joining(", "))
                    + "}");
        }
        if (skipUnsupported) {
            fields.add("skipUnsupported: true");
        }
        name.ifPresent(value -> fields.add("name: " + value));
        return fields.isEmpty() ? workload : "{workload: " + workload + ", " + String.join(", ", fields) + "}";
    }
}
