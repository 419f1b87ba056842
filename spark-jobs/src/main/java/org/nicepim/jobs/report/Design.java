package org.nicepim.jobs.report;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.nicepim.jobs.DesignEvaluator;
import org.nicepim.mapper.Objective;
import org.nicepim.results.EvaluationRow;

/**
 * One design in one technology, mapped for one objective, on all workloads.
 *
 * @param group position of technology and objective among those of the run
 * @param hardware the chip's name, if it has one
 * @param files batches of its rows
 * @param rows by position of the workload; fewer than the run's workloads if the folder is half written
 * @param status {@code ok}, {@code area_exceeded}, {@code failed}, {@code infeasible}, or {@code incomplete} if rows are missing
 * @param value of the objective: geometric mean over workloads, if it is {@code ok}
 */
record Design(
        int group,
        Optional<String> hardware,
        List<Integer> files,
        Map<Integer, EvaluationRow> rows,
        String status,
        Optional<Double> value) {
    /** Status of a design of which rows are missing. */
    static final String INCOMPLETE = "incomplete";

    private static final List<String> FAULTS =
            List.of(EvaluationRow.AREA_EXCEEDED, EvaluationRow.FAILED, EvaluationRow.INFEASIBLE);

    static Design of(
            int group, List<ReportRow> read, Map<Integer, EvaluationRow> rows, int workloads, Objective objective) {
        List<Integer> files = read.stream().map(ReportRow::file).distinct().toList();
        String status = status(rows, workloads);
        Optional<Double> value = status.equals(EvaluationRow.OK)
                ? DesignEvaluator.objective(List.copyOf(rows.values()), objective)
                        .filter(v -> v > 0 && Double.isFinite(v))
                : Optional.empty();
        String judged = status.equals(EvaluationRow.OK) && value.isEmpty() ? EvaluationRow.FAILED : status;
        return new Design(group, read.get(0).hardware(), files, rows, judged, value);
    }

    private static String status(Map<Integer, EvaluationRow> rows, int workloads) {
        for (String fault : FAULTS) {
            if (rows.values().stream().anyMatch(row -> row.verdict().status().equals(fault))) {
                return fault;
            }
        }
        return rows.size() < workloads ? INCOMPLETE : EvaluationRow.OK;
    }

    /** One of its rows: number and parameters are the same in all. */
    EvaluationRow any() {
        return rows.values().iterator().next();
    }

    /** Its row of a workload that it runs. */
    EvaluationRow row(int workload) {
        return Optional.ofNullable(rows.get(workload)).orElseThrow();
    }

    int id() {
        return any().design().designId();
    }

    boolean ok() {
        return value.isPresent();
    }

    /** Geometric mean over workloads, of simulated figures where there are some; {@code NaN} unless it is ok. */
    double latencyMs() {
        return mean(Objective.LATENCY);
    }

    /** Geometric mean over workloads, of simulated figures where there are some; {@code NaN} unless it is ok. */
    double energyPj() {
        return mean(Objective.ENERGY);
    }

    private double mean(Objective objective) {
        return ok()
                ? DesignEvaluator.objective(List.copyOf(rows.values()), objective)
                        .orElse(Double.NaN)
                : Double.NaN;
    }

    /** Latency on one workload in ms; {@code NaN} if there is none. */
    double latencyMs(int workload) {
        return figure(workload, Objective.LATENCY);
    }

    /** Energy on one workload in pJ; {@code NaN} if there is none. */
    double energyPj(int workload) {
        return figure(workload, Objective.ENERGY);
    }

    private double figure(int workload, Objective objective) {
        return Optional.ofNullable(rows.get(workload))
                .filter(row -> row.figures().isPresent())
                .map(row -> DesignEvaluator.value(row.figures().orElseThrow(), row.simulated(), objective))
                .orElse(Double.NaN);
    }

    double areaMm2() {
        return any().verdict().areaMm2();
    }

    /** Parameters in the order of {@link org.nicepim.hardware.HardwareParameters#NAMES}. */
    List<Integer> parameters() {
        return org.nicepim.jobs.ExploreSummary.point(any());
    }
}
