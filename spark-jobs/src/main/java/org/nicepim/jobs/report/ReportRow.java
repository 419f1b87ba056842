package org.nicepim.jobs.report;

import java.util.Optional;
import org.nicepim.jobs.sweep.SweepRow;
import org.nicepim.results.EvaluationRow;

/**
 * A row of an exploration or of a sweep.
 *
 * @param file number of the batch that holds it
 * @param technology its name
 * @param objective what the mapper minimised
 * @param hardware the chip's name, if a sweep listed it by one
 * @param row the rest; a sweep's has no prediction
 */
record ReportRow(int file, String technology, String objective, Optional<String> hardware, EvaluationRow row) {
    private static final EvaluationRow.Prediction NONE = new EvaluationRow.Prediction(
            1, java.util.OptionalDouble.empty(), java.util.OptionalDouble.empty(), java.util.OptionalDouble.empty());

    static ReportRow of(int file, SweepRow row) {
        SweepRow.Design d = row.design();
        EvaluationRow.Design design = new EvaluationRow.Design(
                d.designId(),
                0,
                d.nodeRows(),
                d.nodeCols(),
                d.peRows(),
                d.peCols(),
                d.ifmapBufferBytes(),
                d.weightBufferBytes(),
                d.ofmapBufferBytes());
        return new ReportRow(
                file,
                row.technology(),
                row.objective(),
                d.hardware(),
                new EvaluationRow(
                        design,
                        row.workload(),
                        row.batch(),
                        row.verdict(),
                        row.figures(),
                        row.simulated(),
                        NONE,
                        row.effort()));
    }
}
