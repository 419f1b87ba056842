package org.nicepim.jobs.sweep;

import java.util.List;
import java.util.Optional;
import org.nicepim.results.EvaluationRow;

/**
 * One design in one technology on one workload, mapped for one objective.
 *
 * @param design which design
 * @param technology its name
 * @param objective what the mapper minimised
 * @param workload which workload
 * @param batch inputs computed together
 * @param verdict how it went
 * @param figures what it costs; empty unless the status is {@code ok}
 * @param simulated what the event-driven simulator says of the same mapping; empty unless it was asked
 * @param effort what it took
 */
public record SweepRow(
        Design design,
        String technology,
        String objective,
        String workload,
        int batch,
        EvaluationRow.Verdict verdict,
        Optional<EvaluationRow.Figures> figures,
        Optional<EvaluationRow.Simulated> simulated,
        EvaluationRow.Effort effort) {
    /**
     * A design: its number in the sweep and its parameters.
     *
     * @param designId counts from 0
     * @param hardware its name, if it was listed by one
     * @param nodeRows rows of the node mesh
     * @param nodeCols columns of the node mesh
     * @param peRows rows of a PE array
     * @param peCols columns of a PE array
     * @param ifmapBufferBytes bytes
     * @param weightBufferBytes bytes
     * @param ofmapBufferBytes bytes
     */
    public record Design(
            int designId,
            Optional<String> hardware,
            int nodeRows,
            int nodeCols,
            int peRows,
            int peCols,
            int ifmapBufferBytes,
            int weightBufferBytes,
            int ofmapBufferBytes) {
        /** In the order of {@link org.nicepim.hardware.HardwareParameters#NAMES}. */
        public List<Integer> parameters() {
            return List.of(nodeRows, nodeCols, peRows, peCols, ifmapBufferBytes, weightBufferBytes, ofmapBufferBytes);
        }
    }

    static SweepRow of(EvaluationRow row, Optional<String> hardware, String technology, String objective) {
        EvaluationRow.Design d = row.design();
        Design design = new Design(
                d.designId(),
                hardware,
                d.nodeRows(),
                d.nodeCols(),
                d.peRows(),
                d.peCols(),
                d.ifmapBufferBytes(),
                d.weightBufferBytes(),
                d.ofmapBufferBytes());
        return new SweepRow(
                design,
                technology,
                objective,
                row.workload(),
                row.batch(),
                row.verdict(),
                row.figures(),
                row.simulated(),
                row.effort());
    }
}
