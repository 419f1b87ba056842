package org.nicepim.jobs.sweep;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.nicepim.config.ConfigException;
import org.nicepim.jobs.DesignEvaluator;
import org.nicepim.jobs.TaskResult;
import org.nicepim.jobs.run.SweepTables;
import org.nicepim.results.LayerRow;
import org.nicepim.sharing.DataScheduler;

/**
 * What an executor does with a batch: evaluates its rows and writes them, or reads them if they are there.
 *
 * <p>A row that ends its executor's JVM, as a native solver may, must not take its batch along. From the second attempt on it is noted which
 * row is being evaluated; an attempt that finds such a note records that row as failed and goes on with the others.
 */
public final class BatchWork {
    private final SweepContext context;
    private final DataScheduler scheduler;
    private final SweepTables tables;

    /**
     * Work of a sweep.
     *
     * @param scheduler schedules the sharing of the mappings found
     * @param tables where the rows go
     */
    public BatchWork(SweepContext context, DataScheduler scheduler, SweepTables tables) {
        this.context = context;
        this.scheduler = scheduler;
        this.tables = tables;
    }

    /**
     * Who evaluates.
     *
     * @param host where this runs
     * @param attempt number of the attempt at this batch, from 0
     * @param writer a word that no other attempt has
     */
    public record Worker(String host, int attempt, String writer) {}

    /**
     * Sees to it that a batch is there.
     *
     * @return its summary
     * @throws IOException if it cannot be written or read
     */
    public SweepSummary done(SweepBatch batch, Worker worker) throws IOException {
        if (tables.evaluations().has(batch.number())) {
            return SweepSummary.of(read(batch));
        }
        List<SweepRow> rows = new ArrayList<>();
        List<SweepLayerRow> layers = new ArrayList<>();
        Set<Integer> suspects = tables.suspects(batch.number());
        for (int row = batch.first(); row < batch.first() + batch.rows(); row++) {
            TaskResult result = suspects.contains(row) ? abandoned(row, worker) : tried(batch, row, worker, suspects);
            SweepCell cell = context.cell(row);
            SweepRow done = row(cell, result);
            rows.add(done);
            if (context.layers()) {
                for (LayerRow layer : result.layers()) {
                    layers.add(new SweepLayerRow(done.technology(), done.objective(), done.batch(), layer));
                }
            }
        }
        if (worker.attempt() > 0) {
            tables.suspect(batch.number(), suspects);
        }
        if (context.layers()) {
            tables.layers().writeOnce(batch.number(), layers, worker.writer());
        }
        tables.evaluations().writeOnce(batch.number(), rows, worker.writer());
        tables.suspect(batch.number(), Set.of());
        return SweepSummary.of(rows);
    }

    private List<SweepRow> read(SweepBatch batch) {
        List<SweepRow> rows = tables.evaluations().read(batch.number());
        SweepCell first = context.cell(batch.first());
        if (rows.size() != batch.rows() || rows.get(0).design().designId() != first.design()) {
            throw new ConfigException(
                    "--out " + tables.uri() + ": batch " + batch.number()
                            + " holds other rows than this sweep has there. Maybe delete its file in evaluations/ and --resume?");
        }
        return rows;
    }

    private TaskResult tried(SweepBatch batch, int row, Worker worker, Set<Integer> suspects) throws IOException {
        if (worker.attempt() > 0) {
            Set<Integer> more = new TreeSet<>(suspects);
            more.add(row);
            tables.suspect(batch.number(), more);
        }
        return evaluator(row).evaluate(context.task(context.cell(row)), worker.host(), worker.attempt());
    }

    private TaskResult abandoned(int row, Worker worker) {
        return evaluator(row).abandoned(context.task(context.cell(row)), worker.host(), worker.attempt());
    }

    private DesignEvaluator evaluator(int row) {
        return new DesignEvaluator(context.evaluation(context.cell(row)), scheduler);
    }

    private SweepRow row(SweepCell cell, TaskResult result) {
        return SweepRow.of(
                result.evaluation(),
                context.designs().name(cell.design()),
                context.technologies().get(cell.technology()).name(),
                context.mappers().get(cell.objective()).objective().word());
    }
}
