package org.nicepim.cost;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.nicepim.mapping.LoopNest;
import org.nicepim.workload.Dim;
import org.nicepim.workload.Layer;
import org.nicepim.workload.Operand;
import org.nicepim.workload.Window;

/**
 * Walks the tile loops of a layer on one node, step by step: an operand is fetched when its tile is another one than
 * before, the ofmap's tile leaves when the next is another one, as a psum unless it never comes back.
 */
final class TileWalk {
    private final Layer layer;
    private final LoopNest nest;
    private final TileTraffic traffic;
    private final List<Map<Dim, Integer>> steps = new ArrayList<>();

    TileWalk(Layer layer, LoopNest nest, TileTraffic traffic) {
        this.layer = layer;
        this.nest = nest;
        this.traffic = traffic;
        collect(new HashMap<>(), 0);
    }

    private void collect(Map<Dim, Integer> at, int depth) {
        if (depth == nest.order().dims().size()) {
            steps.add(Map.copyOf(at));
            return;
        }
        Dim dim = nest.order().dims().get(depth);
        for (int from = 0; from < layer.dims().of(dim); from += nest.tile().of(dim)) {
            at.put(dim, from);
            collect(at, depth + 1);
        }
    }

    double latency(double computeCycles) {
        double compute = computeCycles / steps.size();
        double ifmap =
                tileWords(Operand.IFMAP) * layer.ifmapReads() * traffic.ifmap().cyclesPerWord();
        double weight = layer.type().hasMacs()
                ? tileWords(Operand.WEIGHT) * traffic.weight().cyclesPerWord()
                : 0;
        double ofmap = leaving();
        double latency = ifmap + weight + compute + ofmap;
        for (int step = 1; step < steps.size(); step++) {
            double dram = changes(Operand.IFMAP, step) ? ifmap : 0;
            dram += changes(Operand.WEIGHT, step) ? weight : 0;
            dram += changes(Operand.OFMAP, step) ? ofmap : 0;
            latency += Math.max(compute, dram);
        }
        return latency;
    }

    /** DRAM cycles when an ofmap tile leaves, on average: unfinished ones leave as psums and come back. */
    private double leaving() {
        Map<List<Integer>, Integer> visits = new HashMap<>();
        for (int step = 0; step < steps.size(); step++) {
            if (step == 0 || changes(Operand.OFMAP, step)) {
                visits.merge(tile(Operand.OFMAP, step), 1, Integer::sum);
            }
        }
        double words = tileWords(Operand.OFMAP);
        double cycles = 0;
        int all = 0;
        for (int visitsOfTile : visits.values()) {
            all += visitsOfTile;
            cycles += words
                    * (traffic.ofmap().cyclesPerWord()
                            + (visitsOfTile - 1) * 2 * traffic.psum().cyclesPerWord());
        }
        return cycles / all;
    }

    private boolean changes(Operand operand, int step) {
        return !tile(operand, step).equals(tile(operand, step - 1));
    }

    private List<Integer> tile(Operand operand, int step) {
        return nest.order().dims().stream()
                .filter(operand::indexedBy)
                .map(dim -> steps.get(step).getOrDefault(dim, 0))
                .toList();
    }

    /** Words of an operand's tiles, on average over its different tiles. */
    private double tileWords(Operand operand) {
        Map<List<Integer>, Long> words = new HashMap<>();
        for (int step = 0; step < steps.size(); step++) {
            words.put(tile(operand, step), words(operand, steps.get(step)));
        }
        return words.values().stream().mapToLong(w -> w).sum() / (double) words.size();
    }

    private long words(Operand operand, Map<Dim, Integer> at) {
        long words = 1;
        for (Dim dim : nest.order().dims()) {
            if (operand.indexedBy(dim)) {
                words *= extent(operand, dim, at.getOrDefault(dim, 0));
            }
        }
        return operand == Operand.WEIGHT
                ? words * layer.dims().r() * layer.dims().s()
                : words;
    }

    private long extent(Operand operand, Dim dim, int from) {
        int to = Math.min(layer.dims().of(dim), from + nest.tile().of(dim));
        Window window = layer.window();
        if (operand == Operand.IFMAP && dim == Dim.P) {
            return Math.max(0, window.endRow(to, layer.dims().r()) - window.firstRow(from));
        }
        if (operand == Operand.IFMAP && dim == Dim.Q) {
            return Math.max(0, window.endCol(to, layer.dims().s()) - window.firstCol(from));
        }
        return (long) to - from;
    }
}
