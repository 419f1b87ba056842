package org.nicepim.workload.yaml;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.nicepim.config.ConfigException;
import org.nicepim.config.Suggestions;
import org.nicepim.config.YamlNode;
import org.nicepim.workload.FeatureMap;
import org.nicepim.workload.Generation;
import org.nicepim.workload.Layer;
import org.nicepim.workload.Tensor;
import org.nicepim.workload.Workload;
import org.nicepim.workload.WorkloadBuilder;

/**
 * Reads a workload from a YAML file:
 *
 * <pre>{@code
 * name: tiny
 * inputs:
 *   image: {channels: 3, rows: 32, cols: 32}
 * layers:
 *   - {name: conv1, type: convolution, inputs: [image], dims: {K: 16, R: 3, S: 3}, window: {pad: 1}, extraParameters: 16}
 *   - {name: pool1, type: pooling, inputs: [conv1], dims: {R: 2, S: 2}, window: {stride: 2}}
 *   - {name: classifier, type: matrix_product, inputs: [pool1], dims: {K: 10}, extraParameters: 10}
 * }</pre>
 *
 * <p>{@link LayerCompletion} says what follows from what. Every complaint is a {@link ConfigException} of one line that names
 * file, line, key, value and rule.
 */
public final class WorkloadReader {
    /** Large language models with a slice per sequence take a line each: more than other configurations. */
    private static final int MOST_BYTES = 32 << 20;

    private final YamlNode top;
    private final WorkloadBuilder net;
    private final int batch;
    private final Map<String, FeatureMap> known = new LinkedHashMap<>();
    private final Set<String> names = new LinkedHashSet<>();

    private WorkloadReader(YamlNode top) {
        this.top = top;
        this.batch = top.get("batch").integer();
        this.net = new WorkloadBuilder(top.get("name").text(), batch);
    }

    /**
     * Reads a file.
     *
     * @throws ConfigException naming file, line, key, value and rule
     */
    public static Workload read(Path file) {
        return read(YamlNode.read(file, MOST_BYTES));
    }

    /** Reads a file's top mapping. */
    public static Workload read(YamlNode top) {
        return new WorkloadReader(top.as(WorkloadSection.SECTION)).workload();
    }

    private Workload workload() {
        if (top.has("inputs")) {
            inputs(top.get("inputs"));
        }
        List<YamlNode> layers = top.get("layers").list();
        for (YamlNode layer : layers) {
            names.add(layer.get("name").text());
        }
        layers.forEach(this::layer);
        if (top.has("outputs")) {
            top.get("outputs").list().forEach(this::output);
        }
        if (top.has("generation")) {
            net.generates(generation(top.get("generation")));
        }
        top.done();
        return checked(top, net::build);
    }

    private interface Step<T> {
        T run();
    }

    /** Says where in the file a record's own rule is broken. */
    private static <T> T checked(YamlNode node, Step<T> step) {
        try {
            return step.run();
        } catch (IllegalArgumentException e) {
            throw node.error(e.getMessage() + ".");
        }
    }

    private void inputs(YamlNode node) {
        for (String name : node.keys()) {
            YamlNode input = node.get(name);
            if (name.isBlank()) {
                throw node.error("an input needs a name.");
            }
            FeatureMap shape = checked(
                    input,
                    () -> new FeatureMap(
                            input.has("n") ? input.get("n").integer() : batch,
                            input.get("channels").integer(),
                            input.get("rows").integer(),
                            input.get("cols").integer()));
            input.done();
            known.put(name, shape);
            checked(input, () -> net.input(name, shape));
        }
        node.done();
    }

    private void layer(YamlNode node) {
        LayerDraft draft = LayerReader.read(node);
        for (InputDraft input : draft.inputs()) {
            if (!known.containsKey(input.from())) {
                throw node.get("inputs").error(unknown(draft.name(), input.from()));
            }
        }
        Layer layer = checked(node, () -> draft.complete(known, batch));
        checked(node, () -> net.append(layer));
        known.put(layer.name(), layer.ofmap());
    }

    private String unknown(String layer, String input) {
        String rule = layer + " reads '" + input + "', which is ";
        return names.contains(input)
                ? rule + "no earlier layer: a layer stands behind all that it reads, so there are no cycles."
                : rule + "no layer and no input of the workload." + Suggestions.maybe(input, known.keySet());
    }

    private void output(YamlNode node) {
        String name = node.text();
        FeatureMap shape = known.get(name);
        if (shape == null) {
            throw node.error("'" + name + "' is no layer and no input of the workload."
                    + Suggestions.maybe(name, known.keySet()));
        }
        net.keep(Tensor.of(name, shape));
    }

    private static Generation generation(YamlNode node) {
        Generation.Phase phase = Generation.Phase.parse(node.get("phase").word());
        int sequences = node.get("sequences").integer();
        int newTokens = node.get("newTokens").integer();
        int pastTokens = node.get("pastTokens").integer();
        node.done();
        return checked(node, () -> new Generation(phase, sequences, newTokens, pastTokens));
    }
}
