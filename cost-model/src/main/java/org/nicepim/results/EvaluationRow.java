package org.nicepim.results;

import java.util.Optional;
import java.util.OptionalDouble;

/**
 * One design on one workload.
 *
 * @param design which design
 * @param workload which workload
 * @param batch inputs computed together
 * @param verdict how it went
 * @param figures what it costs; empty unless the status is {@code ok}
 * @param simulated what the event-driven simulator says of the same mapping; empty unless it was asked
 * @param prediction what the tuner believed before
 * @param effort what it took
 */
public record EvaluationRow(
        Design design,
        String workload,
        int batch,
        Verdict verdict,
        Optional<Figures> figures,
        Optional<Simulated> simulated,
        Prediction prediction,
        Effort effort) {
    /** Status of a design that runs the workload. */
    public static final String OK = "ok";
    /** Status of a design that cannot run the workload. */
    public static final String INFEASIBLE = "infeasible";
    /** Status of a design whose die is larger than the technology's limit; it was not mapped. */
    public static final String AREA_EXCEEDED = "area_exceeded";
    /** Status of an evaluation that broke down. */
    public static final String FAILED = "failed";

    /**
     * A design: its number in the run and its parameters.
     *
     * @param designId counts from 0 in the order of asking
     * @param iteration counts the tuner's batches from 0
     * @param nodeRows rows of the node mesh
     * @param nodeCols columns of the node mesh
     * @param peRows rows of a PE array
     * @param peCols columns of a PE array
     * @param ifmapBufferBytes bytes
     * @param weightBufferBytes bytes
     * @param ofmapBufferBytes bytes
     */
    public record Design(
            int designId,
            int iteration,
            int nodeRows,
            int nodeCols,
            int peRows,
            int peCols,
            int ifmapBufferBytes,
            int weightBufferBytes,
            int ofmapBufferBytes) {}

    /**
     * How it went.
     *
     * @param status {@code ok}, {@code infeasible}, {@code area_exceeded} or {@code failed}
     * @param feasible true if the status is {@code ok}
     * @param reason why not; empty if it is feasible
     * @param areaMm2 area of the logic die
     */
    public record Verdict(String status, boolean feasible, String reason, double areaMm2) {}

    /**
     * What the best mapping found costs.
     *
     * @param latencyCycles logic cycles
     * @param latencyMs milliseconds
     * @param energy by component
     * @param edpJs energy × delay in J·s
     * @param utilization MACs over peak MACs in the latency
     * @param latencyLowerBoundCycles no mapping is faster
     * @param dramCapacityUsedBytes of the stack
     * @param dramCapacityUsedMaxNodeBytes of the fullest node
     * @param dramBytes moved over DRAM channels
     * @param dramActivations rows opened
     */
    public record Figures(
            double latencyCycles,
            double latencyMs,
            Energy energy,
            double edpJs,
            double utilization,
            double latencyLowerBoundCycles,
            double dramCapacityUsedBytes,
            double dramCapacityUsedMaxNodeBytes,
            double dramBytes,
            double dramActivations) {}

    /**
     * What a simulated run of the mapping took.
     *
     * @param simulatedLatencyCycles logic cycles
     * @param simulatedLatencyMs milliseconds
     * @param simulatedEnergyPj total energy
     * @param simulatedEdpJs energy × delay in J·s
     * @param simulatedEvents events of the simulation
     */
    public record Simulated(
            double simulatedLatencyCycles,
            double simulatedLatencyMs,
            double simulatedEnergyPj,
            double simulatedEdpJs,
            long simulatedEvents) {}

    /**
     * Energy by component; the parts add up to the total.
     *
     * @param energyPj total
     * @param energyMacPj MACs and vector operations
     * @param energyPeRegisterPj PE registers
     * @param energyBufferPj buffers
     * @param energyDramPj DRAM
     * @param energyNocPj mesh
     * @param energyLeakagePj leakage
     */
    public record Energy(
            double energyPj,
            double energyMacPj,
            double energyPeRegisterPj,
            double energyBufferPj,
            double energyDramPj,
            double energyNocPj,
            double energyLeakagePj) {}

    /**
     * The tuner's belief about the run's objective of this design.
     *
     * @param areaProbability that the design meets the area limit
     * @param predictedMean of the logarithm of the objective; null before a surrogate takes part
     * @param predictedDeviation of the logarithm of the objective
     * @param acquisition value that won the design its place
     */
    public record Prediction(
            double areaProbability,
            OptionalDouble predictedMean,
            OptionalDouble predictedDeviation,
            OptionalDouble acquisition) {}

    /**
     * What it took.
     *
     * @param evaluations loop nests priced
     * @param ilpSolves models that a MILP solver answered for the layers' schedules, now or when a cached schedule was found
     * @param ilpCached layers whose schedule the executor had found before; depends on what ran there, unlike the schedule
     * @param ilpFallbacks solver answers that were refused
     * @param timeLimited true if a wall-clock guard decided a result
     * @param host where it ran
     * @param attempt number of the Spark task's attempt, from 0
     * @param seconds wall time
     */
    public record Effort(
            long evaluations,
            int ilpSolves,
            int ilpCached,
            int ilpFallbacks,
            boolean timeLimited,
            String host,
            int attempt,
            double seconds) {}
}
