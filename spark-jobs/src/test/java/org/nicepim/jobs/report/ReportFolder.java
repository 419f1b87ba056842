package org.nicepim.jobs.report;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.nicepim.jobs.TaskResult;
import org.nicepim.jobs.TestRun;
import org.nicepim.jobs.run.RunFolder;
import org.nicepim.jobs.run.SweepTables;
import org.nicepim.jobs.sweep.SweepLayerRow;
import org.nicepim.jobs.sweep.SweepRow;
import org.nicepim.jobs.sweep.TestSweep;
import org.nicepim.results.EvaluationRow;
import org.nicepim.results.LayerRow;
import org.nicepim.testkit.Gen;

/**
 * A run's folder without a run: rows of made-up designs, written by the program's own writer. To map one of them again is cheap.
 *
 * @param folder the run's
 * @param rows as written
 */
public record ReportFolder(Path folder, List<EvaluationRow> rows) {
    private static final List<String> WORKLOADS = List.of("alexnet", "zfnet");
    private static final int INITIAL = 4;

    /** Copies the list. */
    public ReportFolder {
        rows = List.copyOf(rows);
    }

    /**
     * Writes a folder.
     *
     * @param designs each on two workloads
     * @param each designs of a batch
     * @param layers of each workload
     * @param sets keys of the run's configuration
     */
    public static ReportFolder write(Path folder, int designs, int each, int layers, String... sets)
            throws IOException {
        List<String> all =
                new ArrayList<>(List.of("evaluations=" + designs, "mapper={budget: 300}", "scheduler=shortest"));
        all.addAll(List.of(sets));
        RunFolder run = TestRun.with(all.toArray(String[]::new)).open(folder, false);
        List<EvaluationRow> rows = new ArrayList<>();
        for (int batch = 0; batch * each < designs; batch++) {
            List<TaskResult> results = new ArrayList<>();
            for (int id = batch * each; id < Math.min(designs, (batch + 1) * each); id++) {
                results.addAll(design(id, batch, layers));
            }
            results.forEach(result -> rows.add(result.evaluation()));
            run.write(batch, results);
        }
        return new ReportFolder(folder, rows);
    }

    /** Writes a sweep's folder: five designs for two objectives. */
    public static void writeSweep(Path folder) throws IOException {
        SweepTables tables = TestSweep.with("objective=[latency, energy]")
                .open(folder.toString(), false)
                .tables();
        List<SweepRow> rows = new ArrayList<>();
        List<SweepLayerRow> layers = new ArrayList<>();
        for (int id = 0; id < 5; id++) {
            for (String objective : List.of("latency", "energy")) {
                for (TaskResult result : design(id, 0, 3)) {
                    rows.add(sweepRow(result.evaluation(), objective));
                    result.layers().forEach(layer -> layers.add(new SweepLayerRow("default", objective, 1, layer)));
                }
            }
        }
        tables.layers().write(0, layers);
        tables.evaluations().write(0, rows);
    }

    private static SweepRow sweepRow(EvaluationRow row, String objective) {
        EvaluationRow.Design d = row.design();
        SweepRow.Design design = new SweepRow.Design(
                d.designId(),
                Optional.empty(),
                d.nodeRows(),
                d.nodeCols(),
                d.peRows(),
                d.peCols(),
                d.ifmapBufferBytes(),
                d.weightBufferBytes(),
                d.ofmapBufferBytes());
        return new SweepRow(
                design,
                "default",
                objective,
                row.workload(),
                row.batch(),
                row.verdict(),
                row.figures(),
                row.simulated(),
                row.effort());
    }

    private static List<TaskResult> design(int id, int batch, int layers) {
        Gen gen = new Gen(id);
        EvaluationRow.Design design = new EvaluationRow.Design(
                id,
                batch,
                gen.oneOf(2, 4),
                gen.oneOf(2, 4, 8),
                gen.oneOf(16, 32),
                gen.oneOf(16, 32),
                gen.oneOf(32, 64) << 10,
                gen.oneOf(32, 64, 128) << 10,
                32 << 10);
        int pes = design.nodeRows() * design.nodeCols() * design.peRows() * design.peCols();
        double areaMm2 = 3 + pes / 450.0 + design.weightBufferBytes() / 65536.0 + gen.unit();
        double latencyMs = 4e3 / pes * (1 + gen.unit()) + 0.05;
        double energyPj = 1e9 * (1 + pes / 8e3 + gen.unit());
        double belief = Math.log(latencyMs * energyPj * 1e-15 * 2.5);
        EvaluationRow.Prediction prediction = id < INITIAL
                ? new EvaluationRow.Prediction(
                        0.5, OptionalDouble.empty(), OptionalDouble.empty(), OptionalDouble.empty())
                : new EvaluationRow.Prediction(
                        areaMm2 > 48 ? 0.3 * gen.unit() : 1 - 0.2 * gen.unit(),
                        OptionalDouble.of(belief + 0.2 * (gen.unit() - 0.5)),
                        OptionalDouble.of(0.15),
                        OptionalDouble.of(0.1));
        List<TaskResult> results = new ArrayList<>();
        for (int w = 0; w < WORKLOADS.size(); w++) {
            Optional<EvaluationRow.Figures> figures = areaMm2 > 48 || id % 17 == 5
                    ? Optional.empty()
                    : Optional.of(figures(latencyMs * (1 + w), energyPj * (1 + 2 * w)));
            EvaluationRow row = new EvaluationRow(
                    design,
                    WORKLOADS.get(w),
                    1,
                    verdict(figures.isPresent(), areaMm2),
                    figures,
                    Optional.empty(),
                    prediction,
                    new EvaluationRow.Effort(100, 1, 0, 0, false, "here", 0, 0.5));
            results.add(
                    new TaskResult(row, figures.map(f -> layers(row, f, layers)).orElse(List.of())));
        }
        return results;
    }

    private static EvaluationRow.Verdict verdict(boolean ok, double areaMm2) {
        if (ok) {
            return new EvaluationRow.Verdict(EvaluationRow.OK, true, "", areaMm2);
        }
        return areaMm2 > 48
                ? new EvaluationRow.Verdict(EvaluationRow.AREA_EXCEEDED, false, "logic die needs more", areaMm2)
                : new EvaluationRow.Verdict(
                        EvaluationRow.INFEASIBLE, false, "</script><b>weights</b> need 3 MiB", areaMm2);
    }

    private static EvaluationRow.Figures figures(double latencyMs, double energyPj) {
        double cycles = latencyMs * 4e5;
        EvaluationRow.Energy energy = new EvaluationRow.Energy(
                energyPj,
                0.4 * energyPj,
                0.1 * energyPj,
                0.15 * energyPj,
                0.2 * energyPj,
                0.1 * energyPj,
                0.05 * energyPj);
        return new EvaluationRow.Figures(
                cycles,
                latencyMs,
                energy,
                energyPj * 1e-12 * latencyMs * 1e-3,
                0.4,
                cycles / 1.7,
                64 << 20,
                5 << 20,
                3e6,
                4000);
    }

    private static List<LayerRow> layers(EvaluationRow row, EvaluationRow.Figures figures, int count) {
        List<LayerRow> layers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            double cycles = figures.latencyCycles() / count;
            String bound = List.of("compute", "dram", "noc").get(i % 3);
            layers.add(new LayerRow(
                    row.design().designId(),
                    row.workload(),
                    "layer<" + i + ">",
                    "convolution",
                    new LayerRow.Choice("0,0,2x2", "K4", 1, "CHW", "HWC", "N1 K8", "KCP", "CK"),
                    new LayerRow.Figures(
                            1000L * (i + 1),
                            cycles,
                            0.7 * cycles,
                            0.5 * cycles,
                            0.2 * cycles,
                            0.1 * cycles,
                            bound,
                            1e6,
                            5e3,
                            9),
                    new LayerRow.Schedule(1, "ilp", "optimal", 512, 0)));
        }
        return layers;
    }
}
