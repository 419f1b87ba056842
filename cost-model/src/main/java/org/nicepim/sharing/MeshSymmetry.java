package org.nicepim.sharing;

import java.util.Arrays;
import java.util.List;
import org.nicepim.noc.BackgroundLoads;
import org.nicepim.noc.Mesh;
import org.nicepim.noc.Mesh.Port;
import org.nicepim.noc.Routing;

/**
 * A way to lay a mesh onto itself, or onto its transpose: rows or columns or both in reverse, then perhaps rows for columns.
 * Distances and minimal routes stay what they are; where rows become columns, XY becomes YX.
 *
 * @param reverseRows whether the last row becomes the first
 * @param reverseCols whether the last column becomes the first
 * @param transpose whether rows become columns, after that
 */
record MeshSymmetry(boolean reverseRows, boolean reverseCols, boolean transpose) {
    /** All eight: four mirrors and four turns. */
    static final List<MeshSymmetry> ALL = Arrays.stream(new int[] {0, 1, 2, 3, 4, 5, 6, 7})
            .mapToObj(bits -> new MeshSymmetry((bits & 1) != 0, (bits & 2) != 0, (bits & 4) != 0))
            .toList();

    /** The mesh that this one becomes. */
    Mesh of(Mesh mesh) {
        return transpose ? new Mesh(/* rows= */ mesh.cols(), /* cols= */ mesh.rows()) : mesh;
    }

    /** Where a node goes. */
    int of(Mesh mesh, int node) {
        int row = node / mesh.cols();
        int col = node % mesh.cols();
        int toRow = reverseRows ? mesh.rows() - 1 - row : row;
        int toCol = reverseCols ? mesh.cols() - 1 - col : col;
        return transpose ? toCol * mesh.rows() + toRow : toRow * mesh.cols() + toCol;
    }

    /** Where all nodes of a mesh go, by node id. */
    int[] nodes(Mesh mesh) {
        int first = of(mesh, 0);
        int right = mesh.cols() > 1 ? of(mesh, 1) - first : 0;
        int down = mesh.rows() > 1 ? of(mesh, mesh.cols()) - first : 0;
        int[] to = new int[mesh.nodes()];
        for (int row = 0; row < mesh.rows(); row++) {
            for (int col = 0; col < mesh.cols(); col++) {
                to[row * mesh.cols() + col] = first + row * down + col * right;
            }
        }
        return to;
    }

    /** How a route goes there. */
    Routing of(Routing routing) {
        if (!transpose) {
            return routing;
        }
        return routing == Routing.XY ? Routing.YX : Routing.XY;
    }

    /** Loads by link id, each on the link that its link becomes. */
    BackgroundLoads of(Mesh mesh, BackgroundLoads loads) {
        if (loads.isNone()) {
            return loads;
        }
        Mesh to = of(mesh);
        double[] moved = new double[to.links()];
        for (int node = 0; node < mesh.nodes(); node++) {
            int there = of(mesh, node);
            for (Port port : Port.values()) {
                double bytes = loads.bytes(mesh.link(node, port));
                if (bytes > 0) {
                    moved[to.link(there, of(port))] += bytes;
                }
            }
        }
        return BackgroundLoads.of(moved);
    }

    private Port of(Port port) {
        Port turned =
                switch (port) {
                    case EAST -> reverseCols ? Port.WEST : Port.EAST;
                    case WEST -> reverseCols ? Port.EAST : Port.WEST;
                    case SOUTH -> reverseRows ? Port.NORTH : Port.SOUTH;
                    case NORTH -> reverseRows ? Port.SOUTH : Port.NORTH;
                    case INJECT, EJECT -> port;
                };
        if (!transpose) {
            return turned;
        }
        return switch (turned) {
            case EAST -> Port.SOUTH;
            case WEST -> Port.NORTH;
            case SOUTH -> Port.EAST;
            case NORTH -> Port.WEST;
            case INJECT, EJECT -> turned;
        };
    }
}
