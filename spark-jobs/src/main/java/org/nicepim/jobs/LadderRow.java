package org.nicepim.jobs;

import java.util.Optional;

/**
 * What one step of the ladder came to.
 *
 * @param of workload and hardware
 * @param step which step
 * @param figures of the mapping; empty if there is none
 * @param reason why there is no mapping, else empty
 * @param searchSeconds that the mapper took; of the search that found the mapping, if two steps share it
 */
public record LadderRow(Case of, LadderStep step, Optional<Figures> figures, String reason, double searchSeconds) {
    /**
     * Where the ladder stands.
     *
     * @param workload its name
     * @param hardware its name or file
     */
    public record Case(String workload, String hardware) {}

    /**
     * Two figures, or their ratios.
     *
     * @param latencyCycles logic cycles
     * @param energyPj picojoules
     */
    public record Price(double latencyCycles, double energyPj) {
        /** Ratios to another. */
        Price over(Price other) {
            return new Price(latencyCycles / other.latencyCycles, energyPj / other.energyPj);
        }

        /** Their product. */
        public double product() {
            return latencyCycles * energyPj;
        }
    }

    /**
     * Figures of a mapping.
     *
     * @param closedForm of the cost model
     * @param simulated of the event-driven simulator, if it ran
     * @param lowerBoundCycles no mapping is faster
     * @param evaluations loop nests priced in the search
     */
    public record Figures(Price closedForm, Optional<Price> simulated, double lowerBoundCycles, long evaluations) {
        /** The closed form's price, or the simulated one. */
        public Optional<Price> price(View view) {
            return view == View.CLOSED_FORM ? Optional.of(closedForm) : simulated;
        }
    }

    /** Whose figures. */
    public enum View {
        /** Of the cost model. */
        CLOSED_FORM,
        /** Of the event-driven simulator. */
        SIMULATED
    }

    /** The price in a view; empty if there is none. */
    public Optional<Price> price(View view) {
        return figures.flatMap(found -> found.price(view));
    }
}
