package org.nicepim.jobs;

import java.util.ArrayList;
import java.util.List;
import org.nicepim.mapper.Objective;
import org.nicepim.results.EvaluationRow;
import org.nicepim.tuner.ParetoFront;

/**
 * The designs that no other design beats in latency, energy and area together, latency and energy as geometric means over
 * the workloads.
 *
 * @param designs by latency, the fastest first
 * @param worst largest latency, energy and area of any feasible design, dominated ones included; empty if there is none
 */
public record Front(List<Design> designs, List<Double> worst) {
    /**
     * One design of the front.
     *
     * @param latencyMs geometric mean over workloads
     * @param energyPj geometric mean over workloads
     * @param areaMm2 of the logic die
     * @param rows one per workload
     */
    public record Design(double latencyMs, double energyPj, double areaMm2, List<EvaluationRow> rows) {
        private double[] values() {
            return new double[] {latencyMs, energyPj, areaMm2};
        }

        /** What is told to a tuner that seeks the front. */
        public List<Double> objectives() {
            return List.of(latencyMs, energyPj, areaMm2);
        }
    }

    /** Copies the lists. */
    public Front {
        designs = List.copyOf(designs);
        worst = List.copyOf(worst);
    }

    /** Of no design. */
    public static Front empty() {
        return new Front(List.of(), List.of());
    }

    /** Of a design that runs every workload. */
    static Design design(List<EvaluationRow> rows) {
        return new Design(
                DesignEvaluator.objective(rows, Objective.LATENCY).orElseThrow(),
                DesignEvaluator.objective(rows, Objective.ENERGY).orElseThrow(),
                rows.get(0).verdict().areaMm2(),
                List.copyOf(rows));
    }

    /** With another design, which must run every workload. */
    Front with(Design design) {
        List<Design> all = new ArrayList<>(designs);
        all.add(design);
        List<double[]> values = all.stream().map(Design::values).toList();
        List<Design> next = ParetoFront.of(values).stream()
                .map(all::get)
                .sorted((a, b) -> Double.compare(a.latencyMs(), b.latencyMs()))
                .toList();
        List<Double> largest = new ArrayList<>();
        for (int k = 0; k < design.objectives().size(); k++) {
            double own = design.objectives().get(k);
            largest.add(worst.isEmpty() ? own : Math.max(own, worst.get(k)));
        }
        return new Front(next, largest);
    }

    /**
     * Volume between the front and the worst feasible values, in natural logarithms: to be compared between runs on the same
     * designs only, because another run's worst are others.
     */
    public double hypervolume() {
        return ParetoFront.hypervolume(
                designs.stream().map(design -> logs(design.objectives())).toList(), logs(worst));
    }

    private static double[] logs(List<Double> values) {
        return values.stream().mapToDouble(Math::log).toArray();
    }
}
