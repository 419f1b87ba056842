package org.nicepim.jobs;

import java.util.List;
import java.util.Optional;
import org.nicepim.mapper.Objective;

/**
 * Rows of ladders held against their baselines.
 *
 * @param rows of all cases
 * @param last the step whose ratios are averaged
 */
public record Comparison(List<LadderRow> rows, LadderStep last) {
    /** Copies the list. */
    public Comparison {
        rows = List.copyOf(rows);
    }

    /** Workloads on hardware, each once. */
    public List<LadderRow.Case> cases() {
        return rows.stream().map(LadderRow::of).distinct().toList();
    }

    private List<LadderRow> rowsOf(LadderRow.Case of) {
        return rows.stream().filter(row -> row.of().equals(of)).toList();
    }

    /** Rows without a mapping. */
    public List<LadderRow> infeasible() {
        return rows.stream().filter(row -> row.figures().isEmpty()).toList();
    }

    /** Cases of which no step is infeasible; the others are left out of averages. */
    public List<LadderRow.Case> feasibleCases() {
        return cases().stream()
                .filter(of -> rowsOf(of).stream().allMatch(row -> row.figures().isPresent()))
                .toList();
    }

    /** Ratios of a row to a step of the same case; empty if one of them has no such figures. */
    public Optional<LadderRow.Price> ratio(LadderRow row, LadderStep to, LadderRow.View view) {
        return price(row.of(), to, view).flatMap(base -> row.price(view).map(price -> price.over(base)));
    }

    private Optional<LadderRow.Price> price(LadderRow.Case of, LadderStep step, LadderRow.View view) {
        return rowsOf(of).stream().filter(row -> row.step() == step).findFirst().flatMap(row -> row.price(view));
    }

    /**
     * What the last step saves.
     *
     * @param latency 1 − ratio of latencies
     * @param energy 1 − ratio of energies
     * @param product 1 − ratio of energy-delay products
     */
    public record Reduction(double latency, double energy, double product) {}

    /** Arithmetic means over feasible cases of 1 − ratio of the last step; empty if there are none. */
    public Optional<Reduction> reduction(LadderStep against, LadderRow.View view) {
        List<LadderRow.Case> counted = feasibleCases();
        List<LadderRow.Price> ratios = rows.stream()
                .filter(row -> row.step() == last && counted.contains(row.of()))
                .flatMap(row -> ratio(row, against, view).stream())
                .toList();
        if (ratios.isEmpty()) {
            return Optional.empty();
        }
        double cases = ratios.size();
        return Optional.of(new Reduction(
                1 - ratios.stream().mapToDouble(LadderRow.Price::latencyCycles).sum() / cases,
                1 - ratios.stream().mapToDouble(LadderRow.Price::energyPj).sum() / cases,
                1 - ratios.stream().mapToDouble(LadderRow.Price::product).sum() / cases));
    }

    /** The best of the steps before a row's that leave no more choice but did better in the objective. */
    public Optional<LadderStep> worseThan(LadderRow row, Objective objective) {
        LadderRow best = row;
        for (LadderRow other : rowsOf(row.of())) {
            if (row.step().isAsFreeAs(other.step()) && value(other, objective) < value(best, objective)) {
                best = other;
            }
        }
        return best.equals(row) ? Optional.empty() : Optional.of(best.step());
    }

    private static double value(LadderRow row, Objective objective) {
        return row.price(LadderRow.View.CLOSED_FORM)
                .map(price -> objective.of(price.latencyCycles(), price.energyPj()))
                .orElse(Double.POSITIVE_INFINITY);
    }
}
