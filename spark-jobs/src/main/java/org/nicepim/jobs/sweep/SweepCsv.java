package org.nicepim.jobs.sweep;

import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.nicepim.config.ConfigException;
import org.nicepim.hardware.HardwareParameters;
import org.nicepim.jobs.run.ParquetTable;
import org.nicepim.jobs.run.Place;
import org.nicepim.results.EvaluationRow;

/**
 * A sweep as a table of one line per design, technology and objective, with latency and energy of all workloads side by side. A line is
 * {@code feasible} if all of its workloads are; figures of those that are not are empty. Rows are read batch by batch, never all at once.
 */
public final class SweepCsv {
    private final Path file;
    private final SweepContext context;

    private SweepCsv(Path file, SweepContext context) {
        this.file = file;
        this.context = context;
    }

    /**
     * A table to come.
     *
     * @param file replaced when the table is whole; compressed if its name ends in {@code .gz}
     * @throws ConfigException if there is no folder for it
     */
    public static SweepCsv to(Path file, SweepContext context) {
        Place.requireFile("--csv", file);
        return new SweepCsv(file, context);
    }

    /**
     * Writes the table.
     *
     * @param batches all of the sweep, in order
     * @param rows that holds them
     * @throws IOException if it cannot
     */
    public void write(List<SweepBatch> batches, ParquetTable<SweepRow> rows) throws IOException {
        Path whole = file.toAbsolutePath();
        Path half = whole.resolveSibling("." + whole.getFileName() + ".tmp");
        try (OutputStream out = Files.newOutputStream(half);
                Writer text = new OutputStreamWriter(
                        file.toString().endsWith(".gz") ? new GZIPOutputStream(out) : out, StandardCharsets.UTF_8)) {
            text.write(String.join(",", header()) + "\n");
            List<SweepRow> line = new ArrayList<>();
            for (SweepBatch batch : batches) {
                for (SweepRow row : rows.read(batch.number())) {
                    line.add(row);
                    if (line.size() == context.workloads().size()) {
                        text.write(String.join(",", cells(line)) + "\n");
                        line.clear();
                    }
                }
            }
        }
        Files.move(half, whole, StandardCopyOption.REPLACE_EXISTING);
    }

    private boolean several(int number) {
        return number > 1;
    }

    private List<String> header() {
        List<String> header = new ArrayList<>();
        if (!context.designs().names().isEmpty()) {
            header.add("hardware");
        }
        if (several(context.technologies().size())) {
            header.add("technology");
        }
        if (several(context.mappers().size())) {
            header.add("objective");
        }
        header.addAll(HardwareParameters.NAMES);
        header.add("area_mm2");
        header.add("feasible");
        context.workloads().forEach(workload -> {
            boolean batches = context.workloads().stream()
                            .filter(other -> other.name().equals(workload.name()))
                            .count()
                    > 1;
            String name = workload.name() + (batches ? "_b" + workload.batch() : "");
            header.add(quoted(name + "_latency_cycles"));
            header.add(quoted(name + "_energy_pj"));
        });
        return header;
    }

    private List<String> cells(List<SweepRow> line) {
        SweepRow first = line.get(0);
        SweepRow.Design d = first.design();
        List<String> cells = new ArrayList<>();
        if (!context.designs().names().isEmpty()) {
            cells.add(quoted(d.hardware().orElse("")));
        }
        if (several(context.technologies().size())) {
            cells.add(quoted(first.technology()));
        }
        if (several(context.mappers().size())) {
            cells.add(first.objective());
        }
        List.of(
                        d.nodeRows(),
                        d.nodeCols(),
                        d.peRows(),
                        d.peCols(),
                        d.ifmapBufferBytes(),
                        d.weightBufferBytes(),
                        d.ofmapBufferBytes())
                .forEach(value -> cells.add(String.valueOf(value)));
        cells.add(String.valueOf(first.verdict().areaMm2()));
        cells.add(String.valueOf(line.stream().allMatch(row -> row.verdict().feasible())));
        for (SweepRow row : line) {
            Optional<EvaluationRow.Figures> figures = row.figures();
            cells.add(figures.map(f -> String.valueOf(f.latencyCycles())).orElse(""));
            cells.add(figures.map(f -> String.valueOf(f.energy().energyPj())).orElse(""));
        }
        return cells;
    }

    private static String quoted(String text) {
        return text.matches("[^\",\r\n]*") ? text : "\"" + text.replace("\"", "\"\"") + "\"";
    }
}
