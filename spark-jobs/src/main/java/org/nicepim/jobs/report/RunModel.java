package org.nicepim.jobs.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;
import org.apache.hadoop.conf.Configuration;
import org.nicepim.config.ConfigException;
import org.nicepim.hardware.HardwareParameters;
import org.nicepim.hardware.Technology;
import org.nicepim.jobs.ObjectiveTitle;
import org.nicepim.jobs.run.Json;
import org.nicepim.jobs.run.RunDescription;
import org.nicepim.jobs.run.RunInputs;
import org.nicepim.results.EvaluationRow;

/** All that the page shows of an exploration or a sweep, as one document. */
public final class RunModel {
    /** More are drawn by nobody's eye, and the file would be too large to send. */
    private static final int MOST_DESIGNS = 25_000;

    private static final int BEST_KEPT = 2000;
    private static final List<String> FIGURES = List.of("value", "latency", "energy", "area");

    private final RunDescription run;
    private final RunTables tables;
    private final Configuration hadoop;

    private RunModel(RunDescription run, Configuration hadoop) {
        this.run = run;
        this.hadoop = hadoop;
        this.tables = new RunTables(run, hadoop);
    }

    /**
     * Reads a folder.
     *
     * @param folder path or URI
     * @param against folders of other explorations of the same space, whose best so far are drawn beside this one's
     * @param look which design is mapped again
     * @param says gets a sentence before each mapping
     * @param hadoop settings of the file system
     * @throws ConfigException if it is no folder of a run, one to compare with is not of the same problem, or there is no such design
     * @throws IOException if the folder cannot be listed
     */
    public static ObjectNode read(
            String folder, List<String> against, Look look, Consumer<String> says, Configuration hadoop)
            throws IOException {
        RunDescription run = RunDescription.read(folder, hadoop);
        return new RunModel(run, hadoop).document(Convergence.comparable(run, against, hadoop), look, says);
    }

    private ObjectNode document(List<RunDescription> against, Look look, Consumer<String> says) throws IOException {
        List<ReportRow> rows = tables.evaluations();
        if (rows.isEmpty()) {
            throw new ConfigException(run.folder() + ": holds no evaluation that can be read"
                    + (tables.gaps().isEmpty() ? "." : ": " + tables.gaps().get(0))
                    + " Maybe the run has only begun? 'nicepim " + (run.sweep() ? "sweep" : "explore")
                    + " … --resume' goes on with it.");
        }
        Designs designs = Designs.of(rows);
        ObjectNode document = Json.object();
        document.put("kind", run.sweep() ? "sweep" : "explore");
        document.put("folder", run.folder());
        document.put("run_version", run.version());
        document.set("settings", Json.tree(run.config()));
        document.set("workloads", Json.tree(designs.workloads()));
        document.put("rows", rows.size());
        document.set("counts", counts(designs.all()));
        Map<String, Technology> technologies = new RunInputs(run).technologies();
        document.set("technologies", technologies(technologies));
        if (!run.sweep()) {
            document.set("convergence", Convergence.of(run, designs, against, hadoop));
            document.set("surrogate", Beliefs.surrogate(designs.all()));
            document.set("area_classifier", Beliefs.area(designs.all()));
        }
        Optional<MappedDesign> mapped = MappedDesign.of(run, designs, look);
        Optional<Design> looked = mapped.map(MappedDesign::design);
        Designs shown = shown(designs, looked);
        List<List<Integer>> fronts = groups(document.putArray("groups"), designs, shown);
        document.set("designs", columns(shown));
        document.set("details", new Details(shown, fronts, looked, run.sweep()).read(tables));
        mapped.ifPresent(design -> {
            ObjectNode again = design.document(technologies, says);
            again.put("design", shown.position(design.design()));
            document.set("mapped", again);
        });
        document.set("simulated", simulated());
        notes(document.putArray("notes"), designs, shown, technologies);
        differences(document.path("mapped"), (ArrayNode) document.path("notes"));
        return document;
    }

    private static ObjectNode counts(List<Design> designs) {
        ObjectNode counts = Json.object().put("designs", designs.size());
        for (String status : List.of(
                EvaluationRow.OK,
                EvaluationRow.AREA_EXCEEDED,
                EvaluationRow.INFEASIBLE,
                EvaluationRow.FAILED,
                Design.INCOMPLETE)) {
            counts.put(
                    status,
                    designs.stream().filter(d -> d.status().equals(status)).count());
        }
        return counts;
    }

    private static ObjectNode technologies(Map<String, Technology> known) {
        ObjectNode all = Json.object();
        known.forEach((name, technology) -> {
            int channels = technology.dram().organization().channels();
            double clockMhz = technology.logic().clockMhz();
            all.putObject(name)
                    .put("clock_mhz", clockMhz)
                    .put("area_limit_mm2", technology.logic().areaLimitMm2())
                    .put(
                            "stack_bytes",
                            channels * technology.dram().organization().channelBytes())
                    .put(
                            "dram_bytes_per_cycle",
                            Columns.rounded(channels * technology.dram().channelPeakBytesPerNs() * 1000 / clockMhz));
        });
        return all;
    }

    /** All designs, or of very many the fronts, the best, and every n-th of the rest. */
    private static Designs shown(Designs designs, Optional<Design> looked) {
        if (designs.all().size() <= MOST_DESIGNS) {
            return designs;
        }
        Set<Integer> kept = new TreeSet<>();
        looked.map(designs::position).ifPresent(kept::add);
        for (int group = 0; group < designs.groups().size(); group++) {
            kept.addAll(front(designs, group));
            designs.ranked(group).stream()
                    .limit(Math.max(1, BEST_KEPT / designs.groups().size()))
                    .forEach(kept::add);
        }
        int step = designs.all().size() / (MOST_DESIGNS - BEST_KEPT) + 1;
        for (int i = 0; i < designs.all().size(); i += step) {
            kept.add(i);
        }
        return new Designs(
                designs.workloads(),
                designs.groups(),
                kept.stream().map(designs.all()::get).toList());
    }

    private static List<Integer> front(Designs designs, int group) {
        List<Integer> ok = designs.of(group).stream()
                .filter(i -> designs.all().get(i).ok())
                .toList();
        List<double[]> points = ok.stream()
                .map(designs.all()::get)
                .map(d -> new double[] {d.latencyMs(), d.energyPj(), d.areaMm2()})
                .toList();
        return Fronts.of(points).stream().map(ok::get).toList();
    }

    private static List<List<Integer>> groups(ArrayNode nodes, Designs all, Designs shown) {
        List<List<Integer>> fronts = new ArrayList<>();
        for (int i = 0; i < all.groups().size(); i++) {
            Designs.Group group = all.groups().get(i);
            List<Integer> front = front(shown, i);
            fronts.add(front);
            ObjectNode node = nodes.addObject();
            node.put("technology", group.technology());
            node.put("objective", group.objective().word());
            node.put("objective_title", ObjectiveTitle.of(group.objective()));
            node.set("front", Json.tree(front));
            node.set("importance", importance(all, i));
        }
        return fronts;
    }

    /** Shares by figure, one per parameter; null where nothing can be said. */
    private static ObjectNode importance(Designs designs, int group) {
        List<Design> ok = designs.of(group).stream()
                .map(designs.all()::get)
                .filter(Design::ok)
                .toList();
        List<ToDoubleFunction<Design>> figures =
                List.of(d -> d.value().orElse(Double.NaN), Design::latencyMs, Design::energyPj, Design::areaMm2);
        ObjectNode node = Json.object().put("n", ok.size());
        for (int f = 0; f < FIGURES.size(); f++) {
            double[] logs =
                    ok.stream().mapToDouble(figures.get(f)).map(Math::log).toArray();
            ArrayNode shares = node.putArray(FIGURES.get(f));
            for (int p = 0; p < HardwareParameters.NAMES.size(); p++) {
                int parameter = p;
                List<Integer> levels =
                        ok.stream().map(d -> d.parameters().get(parameter)).toList();
                Columns.add(shares, Importance.share(levels, logs).orElse(Double.NaN));
            }
        }
        return node;
    }

    private static ObjectNode columns(Designs designs) {
        List<Design> all = designs.all();
        ObjectNode columns = Json.object();
        columns.set("id", Columns.integers(all, Design::id));
        columns.set("group", Columns.integers(all, Design::group));
        if (all.stream().anyMatch(design -> design.hardware().isPresent())) {
            columns.set(
                    "hardware", Columns.words(all, design -> design.hardware().orElse("")));
        }
        for (int p = 0; p < HardwareParameters.NAMES.size(); p++) {
            int parameter = p;
            columns.set(HardwareParameters.NAMES.get(p), Columns.integers(all, design -> design.parameters()
                    .get(parameter)));
        }
        columns.set("area_mm2", Columns.numbers(all, Design::areaMm2));
        columns.set("status", Columns.words(all, Design::status));
        columns.set("reason", Columns.words(all, RunModel::reason));
        columns.set("value", Columns.numbers(all, design -> design.value().orElse(Double.NaN)));
        columns.set("latency_ms", Columns.numbers(all, Design::latencyMs));
        columns.set("energy_mj", Columns.numbers(all, design -> design.energyPj() * 1e-9));
        ArrayNode each = columns.putArray("each");
        for (int w = 0; w < designs.workloads().size() && designs.workloads().size() > 1; w++) {
            int workload = w;
            ObjectNode own = each.addObject();
            own.set("latency_ms", Columns.numbers(all, design -> design.latencyMs(workload)));
            own.set("energy_mj", Columns.numbers(all, design -> design.energyPj(workload) * 1e-9));
        }
        beliefs(columns, all);
        return columns;
    }

    /** An area that is too large is said by the area. */
    private static String reason(Design design) {
        return design.status().equals(EvaluationRow.AREA_EXCEEDED)
                ? ""
                : design.rows().values().stream()
                        .map(row -> row.verdict().reason())
                        .filter(reason -> !reason.isEmpty())
                        .findFirst()
                        .orElse("");
    }

    private static void beliefs(ObjectNode columns, List<Design> all) {
        if (all.stream().anyMatch(d -> d.any().prediction().predictedMean().isPresent())) {
            columns.set(
                    "predicted_mean",
                    Columns.numbers(
                            all, d -> d.any().prediction().predictedMean().orElse(Double.NaN)));
            columns.set(
                    "predicted_deviation",
                    Columns.numbers(
                            all, d -> d.any().prediction().predictedDeviation().orElse(Double.NaN)));
        }
    }

    /** Rows that were simulated in the end: beside the closed form's figures those of the simulator. */
    private ObjectNode simulated() throws IOException {
        List<EvaluationRow> rows = tables.simulated().stream()
                .filter(row -> row.simulated().isPresent() && row.figures().isPresent())
                .sorted(Comparator.comparingInt(row -> row.design().designId()))
                .toList();
        ObjectNode columns = Json.object();
        if (!rows.isEmpty()) {
            columns.set("id", Columns.integers(rows, row -> row.design().designId()));
            columns.set("workload", Columns.texts(rows, EvaluationRow::workload));
            columns.set(
                    "latency_ms",
                    Columns.numbers(rows, row -> row.figures().orElseThrow().latencyMs()));
            columns.set(
                    "energy_mj",
                    Columns.numbers(
                            rows, row -> row.figures().orElseThrow().energy().energyPj() * 1e-9));
            columns.set(
                    "simulated_latency_ms",
                    Columns.numbers(rows, row -> row.simulated().orElseThrow().simulatedLatencyMs()));
            columns.set(
                    "simulated_energy_mj",
                    Columns.numbers(rows, row -> row.simulated().orElseThrow().simulatedEnergyPj() * 1e-9));
        }
        return columns;
    }

    /** Of the design that was mapped again: why it could not be, or what came to something else. */
    private static void differences(JsonNode mapped, ArrayNode notes) {
        if (mapped.has("reason")) {
            notes.add("The design cannot be mapped again, so there are no regions over time and no link loads: "
                    + mapped.path("reason").asText());
        }
        mapped.path("workloads").forEach(one -> {
            if (one.has("differs")) {
                notes.add(
                        one.path("differs").asText() + " Regions over time and link loads are of the mapping of now.");
            }
        });
    }

    private void notes(ArrayNode notes, Designs all, Designs shown, Map<String, Technology> technologies) {
        tables.gaps().forEach(notes::add);
        Expected.missing(run, all).ifPresent(notes::add);
        if (shown.all().size() < all.all().size()) {
            notes.add("Charts and table show " + shown.all().size() + " of "
                    + all.all().size()
                    + " designs: each group's front and best, and every n-th of the rest. Counts, importance and"
                    + " convergence are of all.");
        }
        if (technologies.isEmpty()) {
            notes.add("The technology's files are not there, or changed since the run: no bandwidth roof, no"
                    + " capacity of the stack, no area limit.");
        }
    }
}
