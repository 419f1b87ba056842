package org.nicepim.workload.onnx;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.nicepim.config.Suggestions;
import org.nicepim.workload.onnx.graph.OnnxException;
import org.nicepim.workload.onnx.graph.OnnxNode;

/** Producers before consumers: files should be sorted so, some are not. A sorted file keeps its order. */
final class GraphOrder {
    /** Most names among which a misspelt one is looked for. */
    private static final int MAX_SUGGESTED = 2000;

    private static final int MAX_NAME = 200;

    private final String file;
    private final List<OnnxNode> nodes;
    private final Set<String> known;
    private final Map<String, Integer> producers = new HashMap<>();

    private GraphOrder(String file, List<OnnxNode> nodes, Set<String> known) {
        this.file = file;
        this.nodes = nodes;
        this.known = known;
    }

    /**
     * Sorts nodes.
     *
     * @param known tensors that no node makes: inputs and initialisers
     * @param outputs of the graph
     * @throws OnnxException if a tensor has two producers or none, or nodes wait for each other
     */
    static List<OnnxNode> sort(String file, List<OnnxNode> nodes, Set<String> known, Collection<String> outputs) {
        GraphOrder order = new GraphOrder(file, nodes, known);
        order.findProducers();
        order.requireProducers(outputs);
        return order.sort();
    }

    /** Those nodes from which a way leads to one of the tensors, in their order. */
    static List<OnnxNode> leadingTo(List<OnnxNode> sorted, Collection<String> tensors) {
        Set<String> needed = new HashSet<>(tensors);
        List<OnnxNode> live = new ArrayList<>();
        for (int i = sorted.size() - 1; i >= 0; i--) {
            OnnxNode node = sorted.get(i);
            if (node.outputs().stream().anyMatch(needed::contains)) {
                needed.addAll(node.inputs());
                live.add(node);
            }
        }
        Collections.reverse(live);
        return live;
    }

    private void findProducers() {
        for (int i = 0; i < nodes.size(); i++) {
            for (String output : nodes.get(i).outputs()) {
                if (output.isEmpty()) {
                    continue;
                }
                if (known.contains(output)) {
                    throw new OnnxException(file + ": " + nodes.get(i).label() + ": its output '" + output
                            + "' is also an input or initialiser of the graph");
                }
                Integer other = producers.putIfAbsent(output, i);
                if (other != null) {
                    throw new OnnxException(file + ": " + nodes.get(i).label() + ": its output '" + output
                            + "' is also written by " + nodes.get(other).label());
                }
            }
        }
    }

    private void requireProducers(Collection<String> outputs) {
        for (OnnxNode node : nodes) {
            for (String input : node.inputs()) {
                if (!input.isEmpty() && !known.contains(input) && !producers.containsKey(input)) {
                    throw new OnnxException(file + ": " + node.label() + ": nothing makes its input '" + input + "'."
                            + suggestion(input));
                }
            }
        }
        for (String output : outputs) {
            if (!known.contains(output) && !producers.containsKey(output)) {
                throw new OnnxException(
                        file + ": nothing makes the graph's output '" + output + "'." + suggestion(output));
            }
        }
    }

    private String suggestion(String missing) {
        if (missing.length() > MAX_NAME) {
            return "";
        }
        List<String> names = Stream.concat(known.stream(), producers.keySet().stream())
                .filter(name -> name.length() <= MAX_NAME)
                .limit(MAX_SUGGESTED)
                .toList();
        return Suggestions.maybe(missing, names);
    }

    /** Kahn's algorithm; of all nodes that could come next, the first of the file does. */
    private List<OnnxNode> sort() {
        List<List<Integer>> consumers = new ArrayList<>();
        int[] missing = new int[nodes.size()];
        nodes.forEach(node -> consumers.add(new ArrayList<>()));
        for (int i = 0; i < nodes.size(); i++) {
            for (int producer : producersOf(i)) {
                consumers.get(producer).add(i);
                missing[i]++;
            }
        }
        PriorityQueue<Integer> ready = new PriorityQueue<>();
        IntStream.range(0, missing.length).filter(i -> missing[i] == 0).forEach(ready::add);
        List<OnnxNode> sorted = new ArrayList<>();
        while (!ready.isEmpty()) {
            int next = ready.remove();
            sorted.add(nodes.get(next));
            consumers.get(next).stream().filter(i -> --missing[i] == 0).forEach(ready::add);
        }
        if (sorted.size() < nodes.size()) {
            throw new OnnxException(file + ": nodes wait for each other in a circle: " + circle(missing));
        }
        return sorted;
    }

    private Set<Integer> producersOf(int node) {
        Set<Integer> before = new LinkedHashSet<>();
        for (String input : nodes.get(node).inputs()) {
            Optional.ofNullable(producers.get(input)).ifPresent(before::add);
        }
        return before;
    }

    /** Backwards from any node that still waits, along nodes that wait, until one comes again. */
    private String circle(int[] missing) {
        int at = IntStream.range(0, missing.length)
                .filter(i -> missing[i] > 0)
                .findFirst()
                .orElseThrow();
        List<Integer> path = new ArrayList<>();
        Set<Integer> seen = new HashSet<>();
        while (seen.add(at)) {
            path.add(at);
            at = producersOf(at).stream()
                    .filter(i -> missing[i] > 0)
                    .findFirst()
                    .orElseThrow();
        }
        List<Integer> loop = path.subList(path.indexOf(at), path.size());
        List<String> names =
                loop.stream().limit(5).map(i -> nodes.get(i).label()).toList();
        return String.join(", ", names) + (loop.size() > 5 ? ", …" : "");
    }
}
