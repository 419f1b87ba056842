package org.nicepim.tuner.bench;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.nicepim.hardware.DesignPoint;
import org.nicepim.hardware.DesignSpace;
import org.nicepim.tuner.AreaOracle;
import org.nicepim.tuner.Outcome;
import org.nicepim.tuner.ParetoFront;

/** One network of a table as a problem: which design has the least energy-delay product, or which make the Pareto front. */
public final class Benchmark {
    private static final double TOP_SHARE = 0.005;

    private final DesignTable table;
    private final String network;
    private final double[] ascending;
    private final double[] reference;
    private final double hypervolume;

    /** The table's network of that name. */
    public Benchmark(DesignTable table, String network) {
        this.table = table;
        this.network = network;
        List<double[]> all = table.indices().stream()
                .flatMap(index -> objectives(table.space().point(index)).stream())
                .toList();
        this.ascending = all.stream().mapToDouble(Benchmark::product).sorted().toArray();
        this.reference = new double[] {worst(all, 0), worst(all, 1), worst(all, 2)};
        this.hypervolume = volume(all);
    }

    private static double worst(List<double[]> all, int objective) {
        return all.stream().mapToDouble(o -> Math.log(o[objective])).max().orElseThrow();
    }

    private static double product(double[] objectives) {
        return objectives[0] * objectives[1];
    }

    /** The network. */
    public String name() {
        return network;
    }

    /** The table's grid. */
    public DesignSpace space() {
        return table.space();
    }

    /** Says which designs of the table are no larger than its largest feasible one. */
    public AreaOracle oracle() {
        return point ->
                table.design(point).filter(d -> d.areaMm2() <= table.limitMm2()).isPresent();
    }

    /** Latency (cycles), energy (pJ) and area (mm²) of a design; empty if it is not feasible. */
    public Optional<double[]> objectives(DesignPoint point) {
        return table.design(point).flatMap(design -> design.figures().map(figures -> {
            DesignTable.Figures f = Objects.requireNonNull(figures.get(network));
            return new double[] {f.latencyCycles(), f.energyPj(), design.areaMm2()};
        }));
    }

    /** Energy times delay of a design, pJ·cycles; empty if it is not feasible. */
    public Optional<Double> energyDelay(DesignPoint point) {
        return objectives(point).map(Benchmark::product);
    }

    /**
     * What an evaluation tells a tuner.
     *
     * @param pareto true if latency, energy and area are told, false if their product of the first two
     */
    public Outcome outcome(DesignPoint point, boolean pareto) {
        Optional<double[]> objectives = objectives(point);
        if (objectives.isEmpty()) {
            return oracle().meetsLimit(point) ? new Outcome.Infeasible("by the table") : new Outcome.AreaExceeded();
        }
        double[] o = objectives.get();
        return new Outcome.Measured(pareto ? List.of(o[0], o[1], o[2]) : List.of(product(o)));
    }

    /** Least energy-delay product of the table. */
    public double optimum() {
        return ascending[0];
    }

    /** Energy-delay product of the worst design among the best 0.5 % of the feasible ones, at least one. */
    public double topValue() {
        return ascending[Math.max(1, (int) (TOP_SHARE * ascending.length)) - 1];
    }

    /** How many designs are at most that share worse than the best. */
    public int within(double share) {
        return (int) Arrays.stream(ascending)
                .filter(value -> value <= optimum() * (1 + share))
                .count();
    }

    /** Number of feasible designs. */
    public int feasible() {
        return ascending.length;
    }

    /** Share of the hypervolume of all designs that some dominate, in logarithms, down from the worst of each objective. */
    public double hypervolumeShare(List<double[]> objectives) {
        return volume(objectives) / hypervolume;
    }

    private double volume(List<double[]> objectives) {
        return ParetoFront.hypervolume(
                objectives.stream()
                        .map(o -> Arrays.stream(o).map(Math::log).toArray())
                        .toList(),
                reference);
    }
}
