package org.nicepim.cost;

import java.util.List;
import java.util.Optional;
import org.nicepim.mapping.LayerMapping;
import org.nicepim.sharing.SharingSchedule;
import org.nicepim.workload.Layer;

/**
 * What a mapping of a whole workload costs.
 *
 * @param layers one per layer, in order
 * @param lowerBoundCycles no mapping is faster
 * @param capacity DRAM that it occupies
 */
public record WorkloadCost(List<LayerResult> layers, double lowerBoundCycles, Capacity capacity) {
    /**
     * One layer.
     *
     * @param layer the layer
     * @param mapping how it runs
     * @param cost what it costs
     * @param schedule how its shared data travels; empty if nothing is shared
     */
    public record LayerResult(Layer layer, LayerMapping mapping, LayerCost cost, Optional<SharingSchedule> schedule) {}

    /** Copies the list. */
    public WorkloadCost {
        layers = List.copyOf(layers);
    }

    /** Layers run one after another. */
    public double latencyCycles() {
        return layers.stream().mapToDouble(l -> l.cost().latencyCycles()).sum();
    }

    /** Energy by component. */
    public EnergyBreakdown energy() {
        return layers.stream().map(l -> l.cost().energy()).reduce(EnergyBreakdown.ZERO, EnergyBreakdown::plus);
    }
}
