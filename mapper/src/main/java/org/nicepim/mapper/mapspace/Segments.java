package org.nicepim.mapper.mapspace;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.nicepim.workload.Layer;
import org.nicepim.workload.Workload;

/**
 * Takes a workload apart into series and branches.
 *
 * <pre>
 *   cut       a place in the order of a part's layers where every layer before is an ancestor of every layer behind,
 *             such as before and behind a layer that all paths lead through, or where modules of branches meet
 *   branches  pieces between cuts that fall apart: their layers depend on each other within a piece only
 * </pre>
 *
 * A piece that neither has a cut nor falls apart, such as a cell of a searched network, is divided in two where most of its work
 * then lies in branches; the two parts run one after the other, and each is taken apart again.
 */
public final class Segments {
    private final List<Layer> layers;
    private final BitSet[] producers;
    private final BitSet[] ancestors;

    private Segments(Workload workload) {
        this.layers = workload.layers();
        this.producers = new BitSet[layers.size()];
        this.ancestors = new BitSet[layers.size()];
        Map<String, Integer> places = new HashMap<>();
        for (int i = 0; i < layers.size(); i++) {
            producers[i] = new BitSet();
            ancestors[i] = new BitSet();
            for (String name : layers.get(i).producers()) {
                Integer producer = places.get(name);
                if (producer != null) {
                    producers[i].set(producer);
                    ancestors[i].set(producer);
                    ancestors[i].or(ancestors[producer]);
                }
            }
            places.put(layers.get(i).name(), i);
        }
    }

    /** Takes a workload apart. */
    public static Segment of(Workload workload) {
        int[] all = new int[workload.layers().size()];
        Arrays.setAll(all, i -> i);
        return new Segments(workload).of(all);
    }

    private Segment of(int[] part) {
        if (part.length == 1) {
            return new Segment.Single(part[0], layers.get(part[0]));
        }
        List<int[]> pieces = pieces(part);
        if (pieces.size() > 1) {
            return new Segment.Series(pieces.stream().map(this::of).toList());
        }
        List<int[]> branches = components(part);
        if (branches.size() > 1) {
            return new Segment.Branches(branches.stream().map(this::of).toList());
        }
        return divided(part);
    }

    /** What lies between cuts. */
    private List<int[]> pieces(int[] part) {
        List<int[]> pieces = new ArrayList<>();
        int from = 0;
        for (int cut = 1; cut <= part.length; cut++) {
            if (cut == part.length || isCut(part, from, cut)) {
                pieces.add(Arrays.copyOfRange(part, from, cut));
                from = cut;
            }
        }
        return pieces;
    }

    /** What lies before an earlier cut is an ancestor of all behind it already. */
    private boolean isCut(int[] part, int from, int cut) {
        BitSet before = new BitSet();
        for (int i = from; i < cut; i++) {
            before.set(part[i]);
        }
        for (int i = cut; i < part.length; i++) {
            BitSet missing = (BitSet) before.clone();
            missing.andNot(ancestors[part[i]]);
            if (!missing.isEmpty()) {
                return false;
            }
        }
        return true;
    }

    /** Sets of layers without an edge from one to another, each in order, by first layer. */
    private List<int[]> components(int[] part) {
        Map<Integer, Integer> root = new HashMap<>();
        for (int layer : part) {
            root.put(layer, layer);
        }
        for (int layer : part) {
            producers[layer].stream().filter(root::containsKey).forEach(producer -> {
                int a = find(root, producer);
                int b = find(root, layer);
                root.put(Math.max(a, b), Math.min(a, b));
            });
        }
        Map<Integer, List<Integer>> groups = new java.util.TreeMap<>();
        for (int layer : part) {
            groups.computeIfAbsent(find(root, layer), r -> new ArrayList<>()).add(layer);
        }
        return groups.values().stream()
                .map(group -> group.stream().mapToInt(Integer::intValue).toArray())
                .toList();
    }

    private static int find(Map<Integer, Integer> root, int layer) {
        int at = layer;
        while (root.getOrDefault(at, at) != at) {
            at = root.getOrDefault(at, at);
        }
        return at;
    }

    private Segment divided(int[] part) {
        int best = 1;
        double most = -1;
        for (int cut = 1; cut < part.length; cut++) {
            double beside = besideLargest(Arrays.copyOfRange(part, 0, cut))
                    + besideLargest(Arrays.copyOfRange(part, cut, part.length));
            if (beside > most) {
                most = beside;
                best = cut;
            }
        }
        Segment first = of(Arrays.copyOfRange(part, 0, best));
        Segment second = of(Arrays.copyOfRange(part, best, part.length));
        List<Segment> parts = new ArrayList<>();
        addParts(first, parts);
        addParts(second, parts);
        return new Segment.Series(parts);
    }

    private static void addParts(Segment segment, List<Segment> parts) {
        if (segment instanceof Segment.Series series) {
            parts.addAll(series.parts());
        } else {
            parts.add(segment);
        }
    }

    /** Work beside that of the largest branch. */
    private double besideLargest(int[] part) {
        double sum = 0;
        double largest = 0;
        for (int[] branch : components(part)) {
            double work = Arrays.stream(branch)
                    .mapToDouble(i -> layers.get(i).dims().points())
                    .sum();
            sum += work;
            largest = Math.max(largest, work);
        }
        return sum - largest;
    }
}
