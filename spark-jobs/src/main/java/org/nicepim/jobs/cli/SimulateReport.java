package org.nicepim.jobs.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryType;
import java.util.List;
import java.util.Locale;
import org.nicepim.cost.EnergyBreakdown;
import org.nicepim.cost.WorkloadCost;
import org.nicepim.hardware.HardwareConfig;
import org.nicepim.jobs.run.Json;
import org.nicepim.jobs.run.MappingFile;
import org.nicepim.mapping.LayerMapping;
import org.nicepim.sim.result.SimulatedEnergy;
import org.nicepim.sim.result.SimulationResult;

/** A simulated run beside the closed form, as text and as JSON. */
final class SimulateReport {
    private static final double PJ_TO_MJ = 1e-9;
    private static final double MILLION = 1e6;
    private static final long MIB = 1 << 20;

    private final MappingFile file;
    private final WorkloadCost cost;
    private final SimulationResult run;
    private final double seconds;

    /**
     * A report.
     *
     * @param seconds that the simulation took
     */
    SimulateReport(MappingFile file, WorkloadCost cost, SimulationResult run, double seconds) {
        this.file = file;
        this.cost = cost;
        this.run = run;
        this.seconds = seconds;
    }

    private double milliseconds(double cycles) {
        return cycles / (file.hardware().technology().logic().clockMhz() * 1e3);
    }

    private static String percent(double ours, double simulated) {
        return String.format(Locale.ROOT, "%+.1f", 100 * (ours / simulated - 1));
    }

    /**
     * Cycles of a layer as the closed form counts them: from when its producers have ended and the layers before it have left its
     * nodes, up to its own end.
     */
    private double advance(int layer) {
        LayerMapping own = file.mapping().layers().get(layer);
        List<String> producers = file.resolved().workload().layers().get(layer).producers();
        long before = 0;
        for (int i = 0; i < layer; i++) {
            SimulationResult.LayerTimes times = run.layers().get(i);
            boolean waits = producers.contains(times.layer())
                    || own.region().overlaps(file.mapping().layers().get(i).region());
            before = waits ? Math.max(before, times.endCycle()) : before;
        }
        return Math.max(0, run.layers().get(layer).endCycle() - before);
    }

    void print(PrintWriter out) {
        HardwareConfig chip = file.hardware();
        out.printf(
                Locale.ROOT,
                "%s, batch %d, on %dx%d nodes of %dx%d PEs%n",
                file.resolved().workload().name(),
                file.resolved().workload().batch(),
                chip.nodeRows(),
                chip.nodeCols(),
                chip.peRows(),
                chip.peCols());
        totals().print(out);
        out.println();
        layers().print(out);
        out.println();
        SimulationResult.Work work = run.work();
        out.printf(
                Locale.ROOT,
                "busiest      PE array %.0f%%, DRAM channel %.0f%%, link %.0f%% of the time%n",
                100 * most(run.busy().peArrays()),
                100 * most(run.busy().channels()),
                100 * most(run.busy().links()));
        out.printf(
                Locale.ROOT,
                "simulation   %d events in %.2f s (%.2f M/s, heap at most %d MiB): %d packets, %d DRAM bursts in %d row"
                        + " visits%n",
                work.events(),
                seconds,
                work.events() / seconds / MILLION,
                peakHeapBytes() / MIB,
                work.packets(),
                work.dramBursts(),
                work.rowVisits());
    }

    /** Peaks of all heap pools of this process, garbage included; they need not have been at the same time. */
    private static long peakHeapBytes() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .mapToLong(pool -> pool.getPeakUsage().getUsed())
                .sum();
    }

    private double most(List<Double> cycles) {
        return cycles.stream().mapToDouble(Double::doubleValue).max().orElse(0) / run.latencyCycles();
    }

    private Table totals() {
        Table table = new Table("", "closed form", "simulated", "difference %");
        EnergyBreakdown ours = cost.energy();
        SimulatedEnergy theirs = run.energy();
        row(table, "latency ms", milliseconds(cost.latencyCycles()), milliseconds(run.latencyCycles()));
        row(table, "energy mJ", ours.totalPj() * PJ_TO_MJ, theirs.totalPj() * PJ_TO_MJ);
        row(table, "  MAC", ours.macPj() * PJ_TO_MJ, theirs.macPj() * PJ_TO_MJ);
        row(table, "  PE registers", ours.peRegisterPj() * PJ_TO_MJ, theirs.peRegisterPj() * PJ_TO_MJ);
        row(table, "  buffers", ours.bufferPj() * PJ_TO_MJ, theirs.bufferPj() * PJ_TO_MJ);
        row(table, "  DRAM", ours.dramPj() * PJ_TO_MJ, theirs.dramPj() * PJ_TO_MJ);
        row(table, "  NoC", ours.nocPj() * PJ_TO_MJ, theirs.nocPj() * PJ_TO_MJ);
        row(table, "  leakage", ours.leakagePj() * PJ_TO_MJ, theirs.leakagePj() * PJ_TO_MJ);
        return table;
    }

    private static void row(Table table, String what, double ours, double simulated) {
        table.row(
                what,
                String.format(Locale.ROOT, "%.4f", ours),
                String.format(Locale.ROOT, "%.4f", simulated),
                simulated > 0 ? percent(ours, simulated) : "-");
    }

    private Table layers() {
        Table table = new Table(
                "layer",
                "closed form cycles",
                "simulated cycles",
                "difference %",
                "start cycle",
                "end cycle",
                "bound by");
        for (int i = 0; i < run.layers().size(); i++) {
            SimulationResult.LayerTimes times = run.layers().get(i);
            WorkloadCost.LayerResult layer = cost.layers().get(i);
            double ours = layer.cost().latencyCycles();
            double advance = advance(i);
            table.row(
                    times.layer(),
                    String.format(Locale.ROOT, "%.0f", ours),
                    String.format(Locale.ROOT, "%.0f", advance),
                    advance > 0 ? percent(ours, advance) : "-",
                    times.startCycle(),
                    times.endCycle(),
                    layer.cost().time().bound().name().toLowerCase(Locale.ROOT));
        }
        return table;
    }

    ObjectNode document() {
        ObjectNode document = Json.object();
        document.put("workload", file.resolved().workload().name());
        document.put("batch", file.resolved().workload().batch());
        EnergyBreakdown ours = cost.energy();
        document.putObject("closed_form")
                .put("latency_cycles", cost.latencyCycles())
                .put("energy_pj", ours.totalPj())
                .set(
                        "energy_breakdown_pj",
                        Json.tree(new Energy(
                                ours.macPj(),
                                ours.peRegisterPj(),
                                ours.bufferPj(),
                                ours.dramPj(),
                                ours.nocPj(),
                                ours.leakagePj())));
        SimulatedEnergy theirs = run.energy();
        document.putObject("simulated")
                .put("latency_cycles", run.latencyCycles())
                .put("energy_pj", theirs.totalPj())
                .set(
                        "energy_breakdown_pj",
                        Json.tree(new Energy(
                                theirs.macPj(),
                                theirs.peRegisterPj(),
                                theirs.bufferPj(),
                                theirs.dramPj(),
                                theirs.nocPj(),
                                theirs.leakagePj())));
        ArrayNode layers = document.putArray("layers");
        for (int i = 0; i < run.layers().size(); i++) {
            SimulationResult.LayerTimes times = run.layers().get(i);
            layers.addObject()
                    .put("name", times.layer())
                    .put("latency_cycles", cost.layers().get(i).cost().latencyCycles())
                    .put("simulated_cycles", advance(i))
                    .put("start_cycle", times.startCycle())
                    .put("end_cycle", times.endCycle());
        }
        document.putObject("busy")
                .<ObjectNode>set("pe_arrays", Json.tree(run.busy().peArrays()))
                .<ObjectNode>set("channels", Json.tree(run.busy().channels()))
                .set("links", Json.tree(run.busy().links()));
        document.put("events", run.work().events());
        document.put("events_per_second", run.work().events() / seconds);
        document.put("peak_heap_bytes", peakHeapBytes());
        document.put("seconds", seconds);
        return document;
    }

    private record Energy(double mac, double pe_register, double buffer, double dram, double noc, double leakage) {}
}
