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
     * @param startCycles when it starts, redistribution of its inputs first
     */
    public record LayerResult(
            Layer layer, LayerMapping mapping, LayerCost cost, Optional<SharingSchedule> schedule, double startCycles) {
        /** When it ends. */
        public double endCycles() {
            return startCycles + cost.latencyCycles();
        }

        LayerResult startingAt(double cycles) {
            return new LayerResult(layer, mapping, cost, schedule, cycles);
        }

        LayerResult plus(EnergyBreakdown change) {
            LayerCost changed = new LayerCost(
                    cost.latencyCycles(), cost.time(), cost.energy().plus(change), cost.traffic());
            return new LayerResult(layer, mapping, changed, schedule, startCycles);
        }
    }

    /** Copies the list. */
    public WorkloadCost {
        layers = List.copyOf(layers);
    }

    /** When the last layer ends. */
    public double latencyCycles() {
        return layers.stream().mapToDouble(LayerResult::endCycles).max().orElse(0);
    }

    /** Energy by component. */
    public EnergyBreakdown energy() {
        return layers.stream().map(l -> l.cost().energy()).reduce(EnergyBreakdown.ZERO, EnergyBreakdown::plus);
    }
}
