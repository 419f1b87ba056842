package org.nicepim.jobs.cli;

import java.io.PrintWriter;
import org.nicepim.noc.LinkLoads;
import org.nicepim.noc.Mesh;
import org.nicepim.noc.Mesh.Port;

/**
 * A mesh and how busy its links are, as text: tenths of the largest load, {@code *} for the largest itself, a dot for nothing.
 *
 * <pre>
 *   [ 0] 5&gt;&lt;5 [ 1]       east of node 0: half of the largest load each way
 *    v*  ^.    v.  ^3     south of node 0: the largest load down, nothing up
 *   [ 2] .&gt;&lt;. [ 3]
 * </pre>
 */
final class LoadMap {
    private static final String INDENT = "  ";

    private final Mesh mesh;
    private final double[] loads;
    private final double largest;

    /**
     * A map.
     *
     * @param loads bytes by link id
     */
    LoadMap(Mesh mesh, double[] loads) {
        this.mesh = mesh;
        this.loads = loads.clone();
        this.largest = LinkLoads.max(loads);
    }

    void print(PrintWriter out) {
        for (int row = 0; row < mesh.rows(); row++) {
            out.println(INDENT + nodes(row));
            if (row + 1 < mesh.rows()) {
                out.println((INDENT + between(row)).stripTrailing());
            }
        }
    }

    private String nodes(int row) {
        StringBuilder line = new StringBuilder();
        for (int col = 0; col < mesh.cols(); col++) {
            int node = row * mesh.cols() + col;
            line.append(node < 100 ? "[%2d]".formatted(node) : "[%d]".formatted(node));
            if (col + 1 < mesh.cols()) {
                line.append(node < 100 ? " " : "")
                        .append(level(node, Port.EAST))
                        .append("><")
                        .append(level(node + 1, Port.WEST))
                        .append(' ');
            }
        }
        return line.toString();
    }

    private String between(int row) {
        StringBuilder line = new StringBuilder();
        for (int col = 0; col < mesh.cols(); col++) {
            int node = row * mesh.cols() + col;
            line.append('v')
                    .append(level(node, Port.SOUTH))
                    .append(" ^")
                    .append(level(node + mesh.cols(), Port.NORTH))
                    .append("     ");
        }
        return line.toString();
    }

    private char level(int node, Port port) {
        double load = loads[mesh.link(node, port)];
        if (load <= 0) {
            return '.';
        }
        return load >= largest * (1 - 1e-9) ? '*' : (char) ('0' + (int) (10 * load / largest));
    }
}
