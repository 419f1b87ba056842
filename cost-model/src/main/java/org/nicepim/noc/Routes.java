package org.nicepim.noc;

import java.util.function.IntConsumer;
import org.nicepim.noc.Mesh.Port;

/**
 * Minimal dimension-ordered routes as sequences of link ids: injection port of the source, mesh links, ejection port of
 * the destination. A node that sends to itself uses no link and no port.
 */
public final class Routes {
    private Routes() {}

    /**
     * Visits the link ids of a route in the order of travel.
     *
     * @param mesh the mesh
     * @param routing which dimension comes first
     * @param source node id
     * @param destination node id
     * @param visitor called once per link id, ports included
     */
    public static void visit(Mesh mesh, Routing routing, int source, int destination, IntConsumer visitor) {
        if (source == destination) {
            return;
        }
        visitor.accept(mesh.link(source, Port.INJECT));
        int node = source;
        while (node != destination) {
            Port port = nextPort(mesh, routing, node, destination);
            visitor.accept(mesh.link(node, port));
            node = mesh.neighbour(node, port);
        }
        visitor.accept(mesh.link(destination, Port.EJECT));
    }

    /**
     * Adds a flow to the loads of all links and ports on its route.
     *
     * @param mesh the mesh
     * @param routing which dimension comes first
     * @param source node id
     * @param destination node id
     * @param bytes bytes of the flow
     * @param loads bytes by link id, changed in place
     */
    public static void addLoad(Mesh mesh, Routing routing, int source, int destination, double bytes, double[] loads) {
        if (source == destination) {
            return;
        }
        int cols = mesh.cols();
        int eastwards = destination % cols - source % cols;
        int southwards = destination / cols - source / cols;
        boolean rowFirst = routing == Routing.XY;
        int rowStart = rowFirst ? source : source + southwards * cols;
        int columnStart = rowFirst ? source + eastwards : source;
        loads[mesh.link(source, Port.INJECT)] += bytes;
        Port alongRow = eastwards > 0 ? Port.EAST : Port.WEST;
        addStraight(mesh.link(rowStart, alongRow), Integer.signum(eastwards), Math.abs(eastwards), bytes, loads);
        Port alongColumn = southwards > 0 ? Port.SOUTH : Port.NORTH;
        int step = Integer.signum(southwards) * cols;
        addStraight(mesh.link(columnStart, alongColumn), step, Math.abs(southwards), bytes, loads);
        loads[mesh.link(destination, Port.EJECT)] += bytes;
    }

    private static void addStraight(int firstLink, int nodeStep, int hops, double bytes, double[] loads) {
        int link = firstLink;
        for (int hop = 0; hop < hops; hop++) {
            loads[link] += bytes;
            link += nodeStep * Mesh.LINKS_PER_NODE;
        }
    }

    /** Link ids of a route in the order of travel, ports included; empty if source and destination are one. */
    public static int[] links(Mesh mesh, Routing routing, int source, int destination) {
        int[] links = new int[source == destination ? 0 : mesh.distance(source, destination) + 2];
        int[] used = {0};
        visit(mesh, routing, source, destination, link -> links[used[0]++] = link);
        return links;
    }

    private static Port nextPort(Mesh mesh, Routing routing, int node, int destination) {
        int columnStep = Integer.signum(destination % mesh.cols() - node % mesh.cols());
        int rowStep = Integer.signum(destination / mesh.cols() - node / mesh.cols());
        boolean alongRow = routing == Routing.XY ? columnStep != 0 : rowStep == 0;
        if (alongRow) {
            return columnStep > 0 ? Port.EAST : Port.WEST;
        }
        return rowStep > 0 ? Port.SOUTH : Port.NORTH;
    }
}
