package org.nicepim.jobs;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.nicepim.cost.EnergyBreakdown;
import org.nicepim.cost.LayerCost;
import org.nicepim.cost.WorkloadCost;
import org.nicepim.cost.area.AreaModel;
import org.nicepim.hardware.HardwareConfig;
import org.nicepim.mapper.MapperResult;
import org.nicepim.mapping.LayerMapping;
import org.nicepim.mapping.Partition;
import org.nicepim.mapping.Tile;
import org.nicepim.results.EvaluationRow;
import org.nicepim.results.LayerRow;
import org.nicepim.sharing.SharingSchedule;
import org.nicepim.sim.result.SimulationResult;
import org.nicepim.workload.Dim;
import org.nicepim.workload.Workload;

/** Writes the rows of one evaluation. */
final class Rows {
    private static final double PJ = 1e-12;

    private final DesignTask task;
    private final Workload workload;
    private final HardwareConfig hardware;
    private final String host;
    private final int attempt;

    Rows(DesignTask task, Workload workload, HardwareConfig hardware, String host, int attempt) {
        this.task = task;
        this.workload = workload;
        this.hardware = hardware;
        this.host = host;
        this.attempt = attempt;
    }

    Workload workload() {
        return workload;
    }

    boolean simulate() {
        return task.simulate();
    }

    HardwareConfig hardware() {
        return hardware;
    }

    TaskResult without(String status, String reason, double seconds) {
        return without(status, reason, seconds, false);
    }

    /** Of an evaluation that a wall-clock guard ended. */
    TaskResult givenUp(String reason, double seconds) {
        return without(EvaluationRow.FAILED, reason, seconds, true);
    }

    private TaskResult without(String status, String reason, double seconds, boolean timeLimited) {
        EvaluationRow.Effort effort = new EvaluationRow.Effort(0, 0, 0, 0, timeLimited, host, attempt, seconds);
        return new TaskResult(row(status, reason, Optional.empty(), Optional.empty(), effort), List.of());
    }

    TaskResult of(MapperResult.Mapped mapped, Optional<SimulationResult> simulation, double seconds) {
        WorkloadCost cost = mapped.cost();
        int solves = 0;
        int cached = 0;
        int fallbacks = 0;
        boolean timeLimited = false;
        for (WorkloadCost.LayerResult layer : cost.layers()) {
            if (layer.schedule().isPresent()) {
                solves += layer.schedule().get().effort().solves();
                cached += layer.schedule().get().effort().cached() ? 1 : 0;
                fallbacks += layer.schedule().get().effort().fallbacks();
                timeLimited |= layer.schedule().get().effort().timeLimited();
            }
        }
        EvaluationRow.Effort effort = new EvaluationRow.Effort(
                mapped.evaluations(), solves, cached, fallbacks, timeLimited, host, attempt, seconds);
        return new TaskResult(
                row(EvaluationRow.OK, "", Optional.of(figures(cost)), simulation.map(this::simulated), effort),
                cost.layers().stream().map(this::layer).toList());
    }

    private EvaluationRow row(
            String status,
            String reason,
            Optional<EvaluationRow.Figures> figures,
            Optional<EvaluationRow.Simulated> simulated,
            EvaluationRow.Effort effort) {
        EvaluationRow.Design design = new EvaluationRow.Design(
                task.designId(),
                task.iteration(),
                hardware.nodeRows(),
                hardware.nodeCols(),
                hardware.peRows(),
                hardware.peCols(),
                hardware.ifmapBufferBytes(),
                hardware.weightBufferBytes(),
                hardware.ofmapBufferBytes());
        EvaluationRow.Verdict verdict = new EvaluationRow.Verdict(
                status, figures.isPresent(), reason, AreaModel.area(hardware).totalMm2());
        return new EvaluationRow(
                design, workload.name(), workload.batch(), verdict, figures, simulated, task.prediction(), effort);
    }

    private double secondsOf(double cycles) {
        return cycles / (hardware.technology().logic().clockMhz() * 1e6);
    }

    private EvaluationRow.Simulated simulated(SimulationResult simulation) {
        double seconds = secondsOf(simulation.latencyCycles());
        double energyPj = simulation.energy().totalPj();
        return new EvaluationRow.Simulated(
                simulation.latencyCycles(),
                seconds * 1e3,
                energyPj,
                energyPj * PJ * seconds,
                simulation.work().events());
    }

    private EvaluationRow.Figures figures(WorkloadCost cost) {
        double latency = cost.latencyCycles();
        double seconds = secondsOf(latency);
        EnergyBreakdown energy = cost.energy();
        double peak = (double) hardware.nodes() * hardware.pesPerNode();
        return new EvaluationRow.Figures(
                latency,
                seconds * 1e3,
                new EvaluationRow.Energy(
                        energy.totalPj(),
                        energy.macPj(),
                        energy.peRegisterPj(),
                        energy.bufferPj(),
                        energy.dramPj(),
                        energy.nocPj(),
                        energy.leakagePj()),
                energy.totalPj() * PJ * seconds,
                workload.macs() / (peak * latency),
                cost.lowerBoundCycles(),
                cost.capacity().stackBytes(),
                cost.capacity().fullestNodeBytes(),
                cost.layers().stream()
                        .mapToDouble(l -> l.cost().traffic().dramBytes())
                        .sum(),
                cost.layers().stream()
                        .mapToDouble(l -> l.cost().traffic().dramActivations())
                        .sum());
    }

    private LayerRow layer(WorkloadCost.LayerResult result) {
        LayerCost cost = result.cost();
        return new LayerRow(
                task.designId(),
                workload.name(),
                result.layer().name(),
                result.layer().type().name().toLowerCase(Locale.ROOT),
                choice(result.mapping()),
                new LayerRow.Figures(
                        result.layer().macs(),
                        cost.latencyCycles(),
                        cost.time().computeCycles(),
                        cost.time().dramCycles(),
                        cost.time().nocCycles(),
                        cost.time().redistributionCycles(),
                        cost.time().bound().name().toLowerCase(Locale.ROOT),
                        cost.energy().totalPj(),
                        cost.traffic().dramBytes(),
                        cost.traffic().dramActivations()),
                result.schedule().map(Rows::schedule).orElse(new LayerRow.Schedule(0, "none", "none", 0, 0)));
    }

    private static LayerRow.Schedule schedule(SharingSchedule schedule) {
        return new LayerRow.Schedule(
                schedule.sets().size(),
                schedule.scheduler(),
                schedule.effort().status().name().toLowerCase(Locale.ROOT),
                schedule.maxLinkLoadBytes(),
                schedule.gap());
    }

    static LayerRow.Choice choice(LayerMapping mapping) {
        return new LayerRow.Choice(
                mapping.region().row() + "," + mapping.region().col() + ","
                        + mapping.region().rows() + "x" + mapping.region().cols(),
                partition(mapping.partition()),
                mapping.weightCopies(),
                mapping.layouts().ifmap().toString(),
                mapping.layouts().ofmap().toString(),
                tile(mapping.loopNest().tile()),
                mapping.loopNest().order().name(),
                mapping.loopNest().dataflow().name());
    }

    /** Parts of the dims that are split, such as {@code K4 P4}. */
    static String partition(Partition partition) {
        StringBuilder text = new StringBuilder();
        for (Dim dim : Dim.values()) {
            int parts = partition.parts(dim);
            if (parts > 1) {
                text.append(text.length() == 0 ? "" : " ").append(dim).append(parts);
            }
        }
        return text.length() == 0 ? "-" : text.toString();
    }

    private static String tile(Tile tile) {
        return "N" + tile.n() + " G" + tile.g() + " K" + tile.k() + " C" + tile.c() + " P" + tile.p() + " Q" + tile.q();
    }
}
