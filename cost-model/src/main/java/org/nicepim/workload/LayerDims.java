package org.nicepim.workload;

/**
 * Extents of a layer's loops; K and C per group.
 *
 * @param n batch
 * @param g groups
 * @param k output channels per group
 * @param c input channels per group
 * @param p output rows
 * @param q output columns
 * @param r filter rows
 * @param s filter columns
 */
public record LayerDims(int n, int g, int k, int c, int p, int q, int r, int s) {
    /** Checks that each extent is at least one, and that the loop points can be counted. */
    public LayerDims {
        if (Math.min(Math.min(Math.min(n, g), Math.min(k, c)), Math.min(Math.min(p, q), Math.min(r, s))) < 1) {
            throw new IllegalArgumentException("every dim must be at least 1: n=" + n + " g=" + g + " k=" + k + " c="
                    + c + " p=" + p + " q=" + q + " r=" + r + " s=" + s);
        }
        Sizes.check((double) n * g * k * c * p * q * r * s, "the loop points of a layer");
    }

    /** The extent of one dim. */
    public int of(Dim dim) {
        return switch (dim) {
            case N -> n;
            case G -> g;
            case K -> k;
            case C -> c;
            case P -> p;
            case Q -> q;
            case R -> r;
            case S -> s;
        };
    }

    /** The product of all extents: multiply-accumulates, or window operations. */
    public long points() {
        return (long) n * g * k * c * p * q * r * s;
    }
}
