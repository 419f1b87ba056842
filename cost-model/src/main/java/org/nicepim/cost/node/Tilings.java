package org.nicepim.cost.node;

import org.nicepim.mapping.Partition;
import org.nicepim.mapping.Tile;
import org.nicepim.workload.Dim;
import org.nicepim.workload.LayerDims;
import org.nicepim.workload.Window;

/**
 * The six tiled dims of a layer.
 *
 * @param n batch
 * @param g groups
 * @param k output channels
 * @param c input channels
 * @param p output rows
 * @param q output columns
 * @param r filter rows, whole
 * @param s filter columns, whole
 */
public record Tilings(DimTiling n, DimTiling g, DimTiling k, DimTiling c, DimTiling p, DimTiling q, int r, int s) {
    /** Cuts a layer by a partition and a tile. */
    public static Tilings of(LayerDims dims, Window window, Partition partition, Tile tile) {
        return new Tilings(
                of(Dim.N, dims, window, partition, tile.n()),
                of(Dim.G, dims, window, partition, tile.g()),
                of(Dim.K, dims, window, partition, tile.k()),
                of(Dim.C, dims, window, partition, tile.c()),
                of(Dim.P, dims, window, partition, tile.p()),
                of(Dim.Q, dims, window, partition, tile.q()),
                dims.r(),
                dims.s());
    }

    /** Cuts one dim by a partition and a tile size. */
    public static DimTiling of(Dim dim, LayerDims dims, Window window, Partition partition, int tile) {
        int parts = partition.parts(dim);
        return switch (dim) {
            case P -> DimTiling.rows(dims.p(), parts, tile, window, dims.r());
            case Q -> DimTiling.cols(dims.q(), parts, tile, window, dims.s());
            default -> DimTiling.plain(dims.of(dim), parts, tile);
        };
    }

    /** The tiling of a dim; R and S are refused. */
    public DimTiling of(Dim dim) {
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

    /** The tile itself. */
    public Tile tile() {
        return new Tile(n.tile(), g.tile(), k.tile(), c.tile(), p.tile(), q.tile());
    }

    /** Steps over tiles. */
    public long steps() {
        return (long) n.trips() * g.trips() * k.trips() * c.trips() * p.trips() * q.trips();
    }

    /** Words of the largest ifmap tile, halo included. */
    public long ifmapTileWords() {
        return (long) n.tile() * g.tile() * c.tile() * p.inputTile() * q.inputTile();
    }

    /** Words of the largest weight tile. */
    public long weightTileWords() {
        return (long) g.tile() * k.tile() * c.tile() * r * s;
    }

    /** Words of the largest ofmap tile. */
    public long ofmapTileWords() {
        return (long) n.tile() * g.tile() * k.tile() * p.tile() * q.tile();
    }

    /**
     * An operand in the largest share.
     *
     * @param words halos between tiles included
     * @param tiles each counted once
     */
    public record Share(double words, double tiles) {
        /** Words of an average tile. */
        public double wordsPerTile() {
            return words / tiles;
        }
    }

    /** The ifmap in the largest share. */
    public Share ifmapShare() {
        double words = (double) n.largest() * g.largest() * c.largest() * p.inputLargest() * q.inputLargest();
        return new Share(words, (double) n.trips() * g.trips() * c.trips() * p.trips() * q.trips());
    }

    /** The weights in the largest share. */
    public Share weightShare() {
        double words = (double) g.largest() * k.largest() * c.largest() * r * s;
        return new Share(words, (double) g.trips() * k.trips() * c.trips());
    }

    /** The ofmap in the largest share. */
    public Share ofmapShare() {
        double words = (double) n.largest() * g.largest() * k.largest() * p.largest() * q.largest();
        return new Share(words, (double) n.trips() * g.trips() * k.trips() * p.trips() * q.trips());
    }

    /** Loop points of the largest share. */
    public double largestPoints() {
        return (double) n.largest() * g.largest() * k.largest() * c.largest() * p.largest() * q.largest() * r * s;
    }
}
