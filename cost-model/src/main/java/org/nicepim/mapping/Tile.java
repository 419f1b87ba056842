package org.nicepim.mapping;

import org.nicepim.workload.Dim;

/**
 * The part of a share that lies in the buffers at once; filter rows and columns are whole.
 *
 * @param n batch
 * @param g groups
 * @param k output channels per group
 * @param c input channels per group
 * @param p output rows
 * @param q output columns
 */
public record Tile(int n, int g, int k, int c, int p, int q) {
    /** Checks that each extent is at least one. */
    public Tile {
        if (Math.min(Math.min(n, g), Math.min(Math.min(k, c), Math.min(p, q))) < 1) {
            throw new IllegalArgumentException("every extent of a tile must be at least 1");
        }
    }

    /** Extent of a dim; R and S are refused, they are never tiled. */
    public int of(Dim dim) {
        return switch (dim) {
            case N -> n;
            case G -> g;
            case K -> k;
            case C -> c;
            case P -> p;
            case Q -> q;
            case R, S -> throw new IllegalArgumentException("filter dims are not tiled");
        };
    }
}
