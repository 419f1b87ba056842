package org.nicepim.cost;

import org.nicepim.cost.node.DimTiling;
import org.nicepim.workload.Window;

/**
 * Where the tiles of a share begin.
 *
 * @param channels from tile to tile, and how many tiles
 * @param rows the same
 * @param cols the same
 */
record TilePlaces(Axis channels, Axis rows, Axis cols) {
    /** Places of the grid of tiles at which bursts are counted. */
    static final int COUNT = 8;
    /** Tiles whose channels' place in a block is looked at. */
    private static final int MOST_STARTS = 64;

    /** Of input tiles. */
    static TilePlaces of(DimTiling g, DimTiling c, DimTiling p, DimTiling q, Window window) {
        return new TilePlaces(
                channels(g, c),
                new Axis((long) p.tile() * window.strideRows(), p.trips(), p.parts() == 1 ? window.padTop() : 0),
                new Axis((long) q.tile() * window.strideCols(), q.trips(), q.parts() == 1 ? window.padLeft() : 0));
    }

    /** Of tiles that lie side by side. */
    static TilePlaces dense(DimTiling g, DimTiling k, DimTiling p, DimTiling q) {
        return new TilePlaces(channels(g, k), new Axis(p.tile(), p.trips(), 0), new Axis(q.tile(), q.trips(), 0));
    }

    /** Of tiles that differ in their rows. */
    static TilePlaces rows(DimTiling rows) {
        return new TilePlaces(Axis.ONE, new Axis(rows.tile(), rows.trips(), 0), Axis.ONE);
    }

    private static Axis channels(DimTiling g, DimTiling perGroup) {
        long step = perGroup.trips() == 1 ? (long) g.tile() * perGroup.largest() : perGroup.tile();
        return new Axis(step, g.trips() * perGroup.trips(), 0);
    }

    /**
     * Blocks of channels that tiles of so many channels touch, over those that one at the beginning of a block does; on average over the
     * tiles.
     */
    double straddling(int tileChannels, int block) {
        double touched = 0;
        int some = Math.min(channels.tiles, MOST_STARTS);
        for (int i = 0; i < some; i++) {
            long in = i * channels.step % block;
            touched += (in + tileChannels - 1) / block + 1;
        }
        return touched / some / ((tileChannels - 1) / block + 1);
    }

    /** First byte of one of the tiles, whole channel blocks taken for granted. */
    long start(int place, long plane, long line, long pixel, long block) {
        return channels.start(3 * place) / block * plane
                + rows.start(place / Math.min(COUNT, cols.tiles) + place) * line
                + cols.start(place) * pixel;
    }

    /**
     * Places along one axis.
     *
     * @param step from tile to tile
     * @param tiles how many
     * @param before what is not stored before the first
     */
    record Axis(long step, int tiles, int before) {
        /** A single tile. */
        static final Axis ONE = new Axis(1, 1, 0);

        private long start(int place) {
            return Math.max(0, place % tiles * step - before);
        }
    }
}
