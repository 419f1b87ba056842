package org.nicepim.jobs.cli;

import java.util.List;

/** A design's parameters as tables have them. */
final class DesignCells {
    private static final int KIB = 1024;

    private DesignCells() {}

    /**
     * Cells of a row.
     *
     * @param parameters in the order of {@link org.nicepim.hardware.HardwareParameters#NAMES}
     */
    static List<Object> of(List<Integer> parameters) {
        return List.of(
                parameters.get(0) + "x" + parameters.get(1),
                parameters.get(2) + "x" + parameters.get(3),
                kib(parameters.get(4)) + "/" + kib(parameters.get(5)) + "/" + kib(parameters.get(6)));
    }

    private static String kib(int bytes) {
        return bytes % KIB == 0 ? String.valueOf(bytes / KIB) : Table.number("%.2f", bytes / (double) KIB);
    }
}
