package org.nicepim.noc;

import java.util.List;

/**
 * A 2D mesh. Node {@code row·cols + col}. Each node has six link ids: the four outgoing links to its neighbours (those
 * over the edge are never used), its injection port and its ejection port.
 *
 * @param rows rows of nodes
 * @param cols columns of nodes
 */
public record Mesh(int rows, int cols) {
    /** Link ids per node. */
    public static final int LINKS_PER_NODE = 6;

    /** What a link id points to, in the order of its offset inside a node's six. */
    public enum Port {
        /** To the neighbour in the next column. */
        EAST,
        /** To the neighbour in the previous column. */
        WEST,
        /** To the neighbour in the next row. */
        SOUTH,
        /** To the neighbour in the previous row. */
        NORTH,
        /** From the node into its router. */
        INJECT,
        /** From the router into its node. */
        EJECT;

        /** Those that lead to another node. */
        public static final List<Port> NEIGHBOURS = List.of(EAST, WEST, SOUTH, NORTH);
    }

    /** Checks sizes. */
    public Mesh {
        if (rows < 1 || cols < 1) {
            throw new IllegalArgumentException("a mesh needs rows and columns ≥ 1, not " + rows + "x" + cols);
        }
    }

    /** Number of nodes. */
    public int nodes() {
        return rows * cols;
    }

    /** Number of link ids. */
    public int links() {
        return nodes() * LINKS_PER_NODE;
    }

    /** Link id of a node's port. */
    public int link(int node, Port port) {
        return node * LINKS_PER_NODE + port.ordinal();
    }

    /** Whether a node has a neighbour there: false over the edge, and for injection and ejection. */
    public boolean hasNeighbour(int node, Port port) {
        return switch (port) {
            case EAST -> node % cols < cols - 1;
            case WEST -> node % cols > 0;
            case SOUTH -> node / cols < rows - 1;
            case NORTH -> node / cols > 0;
            case INJECT, EJECT -> false;
        };
    }

    /** Node at the other end of a port's link, which must not lead over the edge; the node itself for its own ports. */
    public int neighbour(int node, Port port) {
        return switch (port) {
            case EAST -> node + 1;
            case WEST -> node - 1;
            case SOUTH -> node + cols;
            case NORTH -> node - cols;
            case INJECT, EJECT -> node;
        };
    }

    /** Hops between two nodes. */
    public int distance(int from, int to) {
        return Math.abs(from / cols - to / cols) + Math.abs(from % cols - to % cols);
    }
}
