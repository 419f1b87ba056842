package org.nicepim.jobs.cli;

import java.io.PrintWriter;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.nicepim.cost.EnergyBreakdown;
import org.nicepim.cost.WorkloadCost;
import org.nicepim.hardware.HardwareConfig;
import org.nicepim.jobs.run.MapRun;
import org.nicepim.mapper.MapperResult;
import org.nicepim.mapper.mapspace.MapspaceSize;
import org.nicepim.workload.Workload;

/** A mapping as text. */
final class MapReport {
    private static final double PJ = 1e-12;
    private static final double MIB = 0x1p20;

    private final MapRun run;
    private final Workload workload;
    private final HardwareConfig hardware;

    MapReport(MapRun run) {
        this.run = run;
        this.workload = run.workload();
        this.hardware = run.hardware();
    }

    /**
     * Prints all as text.
     *
     * @param allSegments true to draw every segment whose branches run side by side, however many there are
     */
    void print(boolean allSegments, PrintWriter out) {
        out.printf(
                Locale.ROOT,
                "%s, batch %d, on %dx%d nodes of %dx%d PEs, %.1f mm2, objective %s%n",
                workload.name(),
                workload.batch(),
                hardware.nodeRows(),
                hardware.nodeCols(),
                hardware.peRows(),
                hardware.peCols(),
                run.areaMm2(),
                run.options().objective().word());
        if (run.result() instanceof MapperResult.Infeasible infeasible) {
            out.println("infeasible: " + infeasible.reason());
            return;
        }
        MapperResult.Mapped mapped = (MapperResult.Mapped) run.result();
        summary(mapped, out);
        out.println();
        LayerTable.of(mapped.cost(), hardware).print(out);
        BranchChart.of(mapped).print(out, allSegments);
    }

    private void summary(MapperResult.Mapped mapped, PrintWriter out) {
        WorkloadCost cost = mapped.cost();
        double cycles = cost.latencyCycles();
        EnergyBreakdown e = cost.energy();
        double total = e.totalPj();
        out.printf(
                Locale.ROOT,
                "latency      %.0f cycles, %.3f ms, %.2f x the lower bound; utilization %.2f%n",
                cycles,
                run.secondsOf(cycles) * 1e3,
                cycles / cost.lowerBoundCycles(),
                run.utilization(cycles));
        out.printf(
                Locale.ROOT,
                "energy       %.3f mJ: MAC %.0f%%, PE registers %.0f%%, buffers %.0f%%, DRAM %.0f%%, NoC %.0f%%,"
                        + " leakage %.0f%%%n",
                total * 1e-9,
                100 * e.macPj() / total,
                100 * e.peRegisterPj() / total,
                100 * e.bufferPj() / total,
                100 * e.dramPj() / total,
                100 * e.nocPj() / total,
                100 * e.leakagePj() / total);
        run.generation(cost).ifPresent(figures -> out.println(figures.text()));
        out.printf(Locale.ROOT, "EDP          %.4g J·s%n", total * PJ * run.secondsOf(cycles));
        out.printf(
                Locale.ROOT,
                "DRAM         %.1f MiB used, fullest node %.1f of %.1f MiB%s%n",
                cost.capacity().stackBytes() / MIB,
                cost.capacity().fullestNodeBytes() / MIB,
                hardware.nodeDramBytes() / MIB,
                mapped.capacityGap() > 0
                        ? String.format(Locale.ROOT, "; without that limit %.2f%% better", 100 * mapped.capacityGap())
                        : "");
        out.printf(Locale.ROOT, "search       %d loop nests priced in %.2f s%n", mapped.evaluations(), run.seconds());
        run.mapspace().map(MapReport::text).ifPresent(out::println);
    }

    private static String text(MapspaceSize size) {
        return String.format(Locale.ROOT, "mapspace     10^%.1f mappings: ", size.totalLog10())
                + Arrays.stream(MapspaceSize.Choice.values())
                        .map(choice -> String.format(Locale.ROOT, "%s 10^%.1f", choice.word(), size.log10(choice)))
                        .collect(Collectors.joining(", "));
    }
}
