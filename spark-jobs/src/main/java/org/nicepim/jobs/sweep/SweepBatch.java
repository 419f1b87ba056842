package org.nicepim.jobs.sweep;

import java.util.ArrayList;
import java.util.List;

/**
 * Rows that are evaluated by one task and written as one file.
 *
 * @param number of the batch, which names its file
 * @param first number of its first row
 * @param rows how many it has
 */
public record SweepBatch(int number, int first, int rows) {
    /** Cuts a sweep's rows into batches of equal size, but for the last: the same rows always have the same batches. */
    static List<SweepBatch> cut(int rows, int rowsPerFile) {
        List<SweepBatch> batches = new ArrayList<>();
        for (int first = 0; first < rows; first += rowsPerFile) {
            batches.add(new SweepBatch(batches.size(), first, Math.min(rowsPerFile, rows - first)));
        }
        return List.copyOf(batches);
    }
}
