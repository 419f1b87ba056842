package org.nicepim.validation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.nicepim.config.CsvTable;
import org.nicepim.cost.dram.DramCost;
import org.nicepim.cost.dram.DramModel;
import org.nicepim.cost.dram.DramPattern;
import org.nicepim.hardware.DramSpec;
import org.nicepim.sim.dram.BurstTrace;
import org.nicepim.sim.dram.ChannelRun;
import org.nicepim.sim.dram.ChannelSimulator;

/** Compares the DRAM closed form and the burst-level simulator with a reference table, row by row; no row is left out. */
public final class DramValidation {
    /** Cases of the closed form: clocks. */
    public static final String CLOSED_FORM = "dram closed form";

    /** Cases of the closed form's activations, where the reference counts them. */
    public static final String ACTIVATIONS = "dram activations";

    /** Cases of the closed form's energy of activations and transfers, at the reference's own energy per action. */
    public static final String ENERGY = "dram energy";

    /** Cases of the burst-level simulator: clocks. */
    public static final String SIMULATOR = "dram burst level";

    static final String DRAMSIM3 = "against DRAMsim3";
    static final String RAMULATOR = "against Ramulator";

    private static final int WARM_UP = 20;

    private static final List<String> TOLD = List.of(
            "bytes",
            "stride_bytes",
            "access_bytes",
            "block_bytes",
            "rw",
            "placement",
            "interleave_bursts",
            "tile",
            "layout",
            "C",
            "H",
            "W",
            "c0",
            "h0",
            "w0",
            "tc",
            "th",
            "tw",
            "K");

    private DramValidation() {}

    /**
     * The cases.
     *
     * @param text a CSV table with the columns of {@code datasets/reference/dram_reference.csv}
     * @param name how messages call it
     * @param devices timing by name in lower case, from {@link DramDevices}
     * @throws org.nicepim.config.ConfigException naming file, line, column and rule
     */
    public static List<CaseResult> cases(String text, String name, Map<String, DramSpec> devices) {
        List<DramCase> cases = CsvTable.parse(text, name, DramCase.COLUMNS).rows().stream()
                .map(row -> DramCase.of(row, devices))
                .toList();
        List<CaseResult> closedForm = new ArrayList<>();
        List<CaseResult> activations = new ArrayList<>();
        List<CaseResult> energy = new ArrayList<>();
        List<CaseResult> simulator = new ArrayList<>();
        warmUp(cases);
        for (DramCase dram : cases) {
            DramModel model = model(dram.spec());
            List<? extends DramPattern> patterns = DramPatterns.of(dram);
            int turnBytes = dram.turnBytes();
            DramCost cost = model.alone(patterns, turnBytes);
            closedForm.add(CaseResult.Effort.repeated(
                            () -> model.alone(patterns, turnBytes).cycles())
                    .against(subject(CLOSED_FORM, dram, group(dram)), dram.cycles()));
            if (dram.row().has("activations")) {
                activations.add(new CaseResult(
                        subject(ACTIVATIONS, dram, group(dram)),
                        cost.activations(),
                        dram.row().positive("activations"),
                        CaseResult.Effort.NONE));
            }
            if (dram.row().has("energy_act_pJ")) {
                energy.add(energy(dram, cost));
            }
            simulator.add(simulated(dram));
        }
        return Stream.of(closedForm, activations, energy, simulator)
                .flatMap(List::stream)
                .toList();
    }

    /** Clocks of the channel are the model's cycles. */
    private static DramModel model(DramSpec spec) {
        return new DramModel(spec, 1, 1000 / spec.timing().clockNs());
    }

    /** Lets the compiler see both models before they are timed. */
    private static void warmUp(List<DramCase> cases) {
        double cycles = 0;
        for (DramCase dram : cases) {
            DramModel model = model(dram.spec());
            List<? extends DramPattern> patterns = DramPatterns.of(dram);
            for (int i = 0; i < WARM_UP; i++) {
                cycles += model.alone(patterns, dram.turnBytes()).cycles();
            }
        }
        for (DramCase dram : cases.subList(0, Math.min(WARM_UP, cases.size()))) {
            cycles += new ChannelSimulator(dram.spec()).run(DramTraces.of(dram)).clocks();
        }
        if (!(cycles >= 0)) {
            throw new IllegalStateException("cycles = " + cycles);
        }
    }

    private static CaseResult energy(DramCase dram, DramCost cost) {
        CsvTable.Row row = dram.row();
        double transfer = row.number("energy_read_pJ") + row.number("energy_write_pJ");
        double bursts = row.number("read_bursts") + row.number("write_bursts");
        double perActivation = row.number("energy_act_pJ") / row.positive("activations");
        double ours = cost.activations() * perActivation + cost.bursts() * transfer / bursts;
        return new CaseResult(
                subject(ENERGY, dram, group(dram)),
                ours,
                transfer + row.number("energy_act_pJ"),
                CaseResult.Effort.NONE);
    }

    private static CaseResult simulated(DramCase dram) {
        ChannelSimulator simulator = new ChannelSimulator(dram.spec());
        ChannelRun[] run = new ChannelRun[1];
        BurstTrace trace = DramTraces.of(dram);
        CaseResult.Timed timed = CaseResult.Effort.once(1, () -> {
            run[0] = simulator.run(trace);
            return run[0].clocks();
        });
        boolean ramulator = dram.row().text("simulator").startsWith("Ramulator");
        return new CaseResult(
                subject(SIMULATOR, dram, ramulator ? RAMULATOR : DRAMSIM3),
                timed.ours(),
                dram.cycles(),
                new CaseResult.Effort(
                        (double) run[0].reads() + run[0].writes(),
                        timed.effort().seconds()));
    }

    private static CaseResult.Subject subject(String what, DramCase dram, String group) {
        String label = TOLD.stream()
                .filter(dram.row()::has)
                .map(column -> column + "=" + dram.row().text(column))
                .collect(Collectors.joining(" ", dram.row().where() + " ", ""));
        return new CaseResult.Subject(what, dram.config(), dram.pattern(), group, label);
    }

    private static String group(DramCase dram) {
        if (dram.pattern().startsWith("probe")) {
            return Target.PROBES;
        }
        if (List.of("two_stream", "conv_mix", "rand_mixed").contains(dram.pattern())) {
            return DramTraces.meetInOneBank(dram) ? Target.IN_ONE_BANK : Target.OVER_BANKS;
        }
        return Target.SINGLE;
    }
}
