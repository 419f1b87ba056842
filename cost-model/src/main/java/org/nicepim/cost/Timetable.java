package org.nicepim.cost;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.nicepim.mapping.LayerMapping;
import org.nicepim.mapping.Region;
import org.nicepim.workload.Layer;

/**
 * When each layer of a mapping runs: once all its producers have ended and the layers before it have left its nodes.
 *
 * <pre>
 *   start = max( ends of producers, ends of the last layers on its nodes ),  end = start + latency
 * </pre>
 *
 * What the chip leaks and the stack needs to stand by is spent whoever runs; at each moment the layers that run bear it in
 * proportion to their nodes, so over all layers it adds up to the whole time.
 */
final class Timetable {
    private final int cols;
    private final double[] nodeFree;
    private final Map<String, Double> ends = new HashMap<>();
    private final List<Slot> slots = new ArrayList<>();
    private boolean overlapping;
    private double latest;

    /**
     * One layer.
     *
     * @param start first cycle
     * @param end cycle behind the last
     * @param nodes of its region
     */
    record Slot(double start, double end, int nodes) {}

    /** An idle chip. */
    Timetable(int rows, int cols) {
        this.cols = cols;
        this.nodeFree = new double[rows * cols];
    }

    /** Adds the next layer in the workload's order; returns its start. */
    double add(Layer layer, LayerMapping mapping, double latencyCycles) {
        double start = start(layer, mapping.region());
        double end = start + latencyCycles;
        overlapping |= start < latest;
        latest = Math.max(latest, end);
        ends.put(layer.name(), end);
        forEachNode(mapping.region(), node -> nodeFree[node] = end);
        slots.add(new Slot(start, end, mapping.region().nodes()));
        return start;
    }

    private double start(Layer layer, Region region) {
        double[] start = new double[1];
        for (String producer : layer.producers()) {
            start[0] = Math.max(start[0], ends.getOrDefault(producer, 0.0));
        }
        forEachNode(region, node -> start[0] = Math.max(start[0], nodeFree[node]));
        return start[0];
    }

    private interface NodeVisitor {
        void visit(int node);
    }

    private void forEachNode(Region region, NodeVisitor visitor) {
        for (int row = region.row(); row < region.row() + region.rows(); row++) {
            for (int col = region.col(); col < region.col() + region.cols(); col++) {
                visitor.visit(row * cols + col);
            }
        }
    }

    /** Cycles of the whole chip that each layer bears, in the order in which they were added. */
    double[] borneCycles() {
        double[] borne = new double[slots.size()];
        for (int i = 0; i < borne.length; i++) {
            borne[i] = overlapping ? 0 : slots.get(i).end - slots.get(i).start;
        }
        if (overlapping) {
            share(borne);
        }
        return borne;
    }

    private void share(double[] borne) {
        double[] times = slots.stream()
                .flatMapToDouble(slot -> java.util.stream.DoubleStream.of(slot.start, slot.end))
                .sorted()
                .distinct()
                .toArray();
        for (int t = 0; t + 1 < times.length; t++) {
            double from = times[t];
            double running = 0;
            for (Slot slot : slots) {
                running += slot.start <= from && from < slot.end ? slot.nodes : 0;
            }
            for (int i = 0; i < borne.length; i++) {
                Slot slot = slots.get(i);
                if (slot.start <= from && from < slot.end) {
                    borne[i] += (times[t + 1] - from) * slot.nodes / running;
                }
            }
        }
    }
}
