package org.nicepim.workload.onnx.zoo;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.nicepim.workload.Layer;
import org.nicepim.workload.LayerDims;
import org.nicepim.workload.LayerType;
import org.nicepim.workload.Operand;
import org.nicepim.workload.Window;
import org.nicepim.workload.Workload;

/**
 * The layers of a workload that multiply or pool, and which of them each operand of one comes from, by way of any layers that do
 * neither: element-wise layers, reductions and embeddings are passed through, since exporters write them in many ways. Names do
 * not matter. Of a layer count its type, dims, strides, padding, dilations, and the size of its input if it has a window.
 *
 * <p>Two skeletons are compared by the kinds of their layers. The kind of a layer is found in two sweeps: what it is and the
 * kinds of what it reads, then that and the kinds of its readers. Equal workloads have equal kinds, equally often; the reverse
 * holds unless layers differ by neither what leads to them nor what follows.
 */
final class Skeleton {
    private static final int SHOWN = 6;

    private final Map<String, Layer> layers = new LinkedHashMap<>();
    private final Map<String, Set<String>> ifmapSources = new HashMap<>();
    private final Map<String, Set<String>> weightSources = new HashMap<>();

    private Skeleton() {}

    static Skeleton of(Workload workload) {
        Skeleton skeleton = new Skeleton();
        Map<String, Set<String>> reach = new HashMap<>();
        for (Layer layer : workload.layers()) {
            Set<String> ifmap = reached(layer, Operand.IFMAP, reach);
            if (layer.type().hasMacs() || layer.type() == LayerType.POOLING) {
                skeleton.layers.put(layer.name(), layer);
                skeleton.ifmapSources.put(layer.name(), ifmap);
                skeleton.weightSources.put(layer.name(), reached(layer, Operand.WEIGHT, reach));
                reach.put(layer.name(), Set.of(layer.name()));
            } else {
                reach.put(layer.name(), ifmap);
            }
        }
        return skeleton;
    }

    private static Set<String> reached(Layer layer, Operand operand, Map<String, Set<String>> reach) {
        return layer.inputs().stream()
                .filter(input -> input.operand() == operand)
                .flatMap(input -> reach.getOrDefault(input.producer(), Set.of()).stream())
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** What one has and the other does not have, one layer a line; empty if both are the same. */
    static List<String> differences(Skeleton expected, Skeleton actual) {
        Map<Object, Integer> numbers = new HashMap<>();
        Map<String, Integer> first = expected.kindsByReads(numbers);
        Map<String, Integer> second = actual.kindsByReads(numbers);
        List<String> lines = lines(expected, first, actual, second);
        return lines.isEmpty()
                ? lines(
                        expected,
                        expected.kindsByReaders(first, numbers),
                        actual,
                        actual.kindsByReaders(second, numbers))
                : lines;
    }

    private static List<String> lines(
            Skeleton expected, Map<String, Integer> first, Skeleton actual, Map<String, Integer> second) {
        List<String> lines = new ArrayList<>();
        expected.only(first, second.values()).forEach(line -> lines.add("missing: " + line));
        actual.only(second, first.values()).forEach(line -> lines.add("not expected: " + line));
        return lines;
    }

    private List<String> only(Map<String, Integer> kinds, Collection<Integer> others) {
        Map<Integer, Integer> left = new HashMap<>();
        others.forEach(kind -> left.merge(kind, 1, Integer::sum));
        return layers.keySet().stream()
                .filter(name -> left.merge(kinds.getOrDefault(name, 0), -1, Integer::sum) < 0)
                .limit(SHOWN)
                .map(name -> line(name) + " read by " + readers(name))
                .toList();
    }

    private String line(String name) {
        Set<String> weights = weightSources.getOrDefault(name, Set.of());
        return name + ": " + looks(layers.get(name)) + " after " + ifmapSources.get(name)
                + (weights.isEmpty() ? "" : " and " + weights);
    }

    private List<String> readers(String name) {
        return layers.keySet().stream()
                .filter(reader -> ifmapSources.get(reader).contains(name)
                        || weightSources.get(reader).contains(name))
                .toList();
    }

    private Map<String, Integer> kindsByReads(Map<Object, Integer> numbers) {
        Map<String, Integer> kinds = new HashMap<>();
        layers.forEach((name, layer) -> {
            List<Object> read = List.of(
                    looks(layer), sorted(ifmapSources.get(name), kinds), sorted(weightSources.get(name), kinds));
            kinds.put(name, number(read, numbers));
        });
        return kinds;
    }

    private Map<String, Integer> kindsByReaders(Map<String, Integer> byReads, Map<Object, Integer> numbers) {
        Map<String, Integer> kinds = new HashMap<>();
        List<String> backwards = new ArrayList<>(layers.keySet());
        Collections.reverse(backwards);
        for (String name : backwards) {
            List<Object> read = List.of(
                    "read", byReads.get(name), readers(name, ifmapSources, kinds), readers(name, weightSources, kinds));
            kinds.put(name, number(read, numbers));
        }
        return kinds;
    }

    private List<Integer> readers(String name, Map<String, Set<String>> sources, Map<String, Integer> kinds) {
        return sorted(
                layers.keySet().stream()
                        .filter(reader -> sources.get(reader).contains(name))
                        .toList(),
                kinds);
    }

    private static List<Integer> sorted(Collection<String> names, Map<String, Integer> kinds) {
        return names.stream().map(kinds::get).sorted().toList();
    }

    private static int number(Object kind, Map<Object, Integer> numbers) {
        return numbers.computeIfAbsent(kind, unseen -> numbers.size() + 1);
    }

    private static String looks(Layer layer) {
        LayerDims d = layer.dims();
        Window w = layer.window();
        String loops =
                layer.type() + " N" + d.n() + " G" + d.g() + " K" + d.k() + " C" + d.c() + " P" + d.p() + " Q" + d.q();
        boolean windowed = layer.type() == LayerType.CONVOLUTION || layer.type() == LayerType.POOLING;
        return !windowed
                ? loops
                : loops + " R" + d.r() + " S" + d.s() + " over " + w.ifmapRows() + "×" + w.ifmapCols() + " by "
                        + w.strideRows() + "×" + w.strideCols() + " from " + w.padTop() + "," + w.padLeft()
                        + " dilated "
                        + w.dilationRows() + "×" + w.dilationCols();
    }
}
