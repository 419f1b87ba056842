package org.nicepim.jobs.report;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.BiFunction;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.nicepim.jobs.run.ParquetTable;
import org.nicepim.jobs.run.RunDescription;
import org.nicepim.jobs.sweep.SweepLayerRow;
import org.nicepim.jobs.sweep.SweepRow;
import org.nicepim.results.EvaluationRow;

/** The tables of a run's folder as they are: files that cannot be read are left out, and said. */
final class RunTables {
    private final RunDescription run;
    private final Configuration hadoop;
    private final List<String> gaps = new ArrayList<>();

    RunTables(RunDescription run, Configuration hadoop) {
        this.run = run;
        this.hadoop = hadoop;
    }

    /** What was not there or could not be read, as sentences. */
    List<String> gaps() {
        return List.copyOf(gaps);
    }

    /** All evaluations, batch by batch. */
    List<ReportRow> evaluations() throws IOException {
        if (run.sweep()) {
            return all("evaluations", SweepRow.class, ReportRow::of);
        }
        String technology = run.value("technology");
        String objective = run.value("objective");
        return all(
                "evaluations",
                EvaluationRow.class,
                (file, row) -> new ReportRow(file, technology, objective, java.util.Optional.empty(), row));
    }

    /** Rows of the best designs with simulated figures; none if nothing was simulated in the end. */
    List<EvaluationRow> simulated() throws IOException {
        return run.sweep() ? List.of() : all("simulated", EvaluationRow.class, (file, row) -> row);
    }

    /** Layers in these batches; those of an exploration have its technology and objective. */
    List<SweepLayerRow> layers(Collection<Integer> batches) throws IOException {
        if (run.sweep()) {
            return some("layers", SweepLayerRow.class, batches, (file, row) -> row);
        }
        String technology = run.value("technology");
        String objective = run.value("objective");
        return some(
                "layers",
                org.nicepim.results.LayerRow.class,
                batches,
                (file, row) -> new SweepLayerRow(technology, objective, 0, row));
    }

    private <T extends Record> ParquetTable<T> table(String name, Class<T> type) {
        return new ParquetTable<>(new Path(new Path(run.folder()), name), type, hadoop);
    }

    private <T extends Record, R> List<R> all(String name, Class<T> type, BiFunction<Integer, T, R> row)
            throws IOException {
        return some(name, type, table(name, type).numbers().stream().sorted().toList(), row);
    }

    /** Files are many and small, so several are read at once. */
    private <T extends Record, R> List<R> some(
            String name, Class<T> type, Collection<Integer> batches, BiFunction<Integer, T, R> row) throws IOException {
        ParquetTable<T> table = table(name, type);
        Collection<Integer> there = table.numbers();
        record Read<X>(List<X> rows, String fault) {}
        List<Read<R>> read = batches.stream().sorted().filter(there::contains).toList().parallelStream()
                .map(batch -> {
                    try {
                        return new Read<>(
                                table.read(batch).stream()
                                        .map(one -> row.apply(batch, one))
                                        .toList(),
                                "");
                    } catch (RuntimeException e) {
                        return new Read<>(List.<R>of(), fault(name, batch, e));
                    }
                })
                .toList();
        List<String> faults =
                read.stream().map(Read::fault).filter(fault -> !fault.isEmpty()).toList();
        faults.stream().limit(3).forEach(gaps::add);
        if (faults.size() > 3) {
            gaps.add("… and " + (faults.size() - 3) + " more files of " + name + "/ that cannot be read.");
        }
        return read.stream().flatMap(one -> one.rows().stream()).toList();
    }

    private static String fault(String name, int batch, RuntimeException e) {
        Throwable cause = e.getCause() == null ? e : e.getCause();
        String why = String.valueOf(cause.getMessage()).replaceAll("\\R(?s:.*)", "");
        return String.format(
                java.util.Locale.ROOT,
                "%s/batch-%05d.parquet cannot be read, its rows are left out (%s).",
                name,
                batch,
                why.length() > 160 ? why.substring(0, 160) + "…" : why);
    }
}
