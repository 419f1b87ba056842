package org.nicepim.tuner.bench;

import java.util.List;
import java.util.Locale;

/** A made-up table of 216 designs of one and two networks. */
final class Tables {
    static final String HEADER = "nodeRows,nodeCols,peRows,peCols,ifmapBufferBytes,weightBufferBytes,ofmapBufferBytes,"
            + "area_mm2,feasible,net_latency_cycles,net_energy_pj,other_latency_cycles,other_energy_pj\n";

    private Tables() {}

    /** Every design of the grid; those of more than 40 mm² are not feasible, nor is the one with the least of everything. */
    static String text() {
        StringBuilder text = new StringBuilder(HEADER);
        for (int nodes : List.of(1, 2, 4)) {
            for (int rows : List.of(8, 16, 32)) {
                for (int cols : List.of(8, 16)) {
                    for (int ifmap : List.of(8192, 16384, 32768)) {
                        for (int weight : List.of(8192, 65536)) {
                            for (int ofmap : List.of(8192, 16384)) {
                                text.append(row(nodes, rows, cols, ifmap, weight, ofmap));
                            }
                        }
                    }
                }
            }
        }
        return text.toString();
    }

    private static String row(int nodes, int rows, int cols, int ifmap, int weight, int ofmap) {
        double kib = (ifmap + weight + ofmap) / 1024.0;
        double area = 1 + nodes * 2.0 * (0.01 * rows * cols + 0.02 * kib);
        boolean feasible = area <= 40 && (nodes > 1 || rows > 8 || kib > 24 || cols > 8);
        double latency = 1e9 / (nodes * rows * Math.sqrt(cols)) + 1e6 * nodes + 1e10 / kib / nodes;
        double energy = 1e9 + 1e7 * kib + 1e8 * nodes + 2e9 / Math.sqrt(kib);
        String figures = feasible
                ? String.format(Locale.ROOT, "%s,%s,%s,%s", latency, energy, 2 * latency + 1e6, energy)
                : ",,,";
        return String.format(
                Locale.ROOT,
                "%d,2,%d,%d,%d,%d,%d,%s,%s,%s%n",
                nodes,
                rows,
                cols,
                ifmap,
                weight,
                ofmap,
                area,
                feasible,
                figures);
    }
}
