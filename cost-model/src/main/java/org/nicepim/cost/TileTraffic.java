package org.nicepim.cost;

import org.nicepim.cost.dram.AccessPattern;
import org.nicepim.cost.dram.DramCost;
import org.nicepim.cost.dram.DramModel;
import org.nicepim.cost.dram.TileRuns;
import org.nicepim.cost.node.Tilings;
import org.nicepim.mapping.LayerMapping;
import org.nicepim.mapping.Layout;
import org.nicepim.workload.Layer;
import org.nicepim.workload.LayerType;
import org.nicepim.workload.Operand;

/**
 * What a word of each operand costs in DRAM, given the shape of the tiles that fetch it and the layout that it lies in.
 *
 * <p>Stored weights never change, so they are laid out tile after tile, one run per tile; so are psums that leave
 * unfinished, which no other node reads. Feature maps lie as their layout says, each node's share as a tensor of its own.
 *
 * @param ifmap input
 * @param weight weights
 * @param ofmap finished output
 * @param psum psums, on their way out or back
 */
public record TileTraffic(PerWord ifmap, PerWord weight, PerWord ofmap, PerWord psum) {
    /**
     * Cost of a word.
     *
     * @param cyclesPerWord logic cycles of the node's channels
     * @param bytesPerWord bytes moved, over-fetch included
     * @param activationsPerWord rows opened
     */
    public record PerWord(double cyclesPerWord, double bytesPerWord, double activationsPerWord) {
        static PerWord of(DramCost cost, double words, int burstBytes) {
            return new PerWord(
                    cost.serviceCycles() / words, cost.bursts() * burstBytes / words, cost.activations() / words);
        }
    }

    static TileTraffic of(Layer layer, HardwareModel hardware, LayerMapping.Layouts layouts, Tilings t) {
        Fetcher fetcher = new Fetcher(hardware);
        FetchedTile ifmap = new FetchedTile(
                new Extents(
                        t.g().largest() * t.c().largest(),
                        stored(t.p().inputTile(), layer.window().ifmapRows(), t.p().parts()),
                        stored(t.q().inputTile(), layer.window().ifmapCols(), t.q().parts())),
                new Extents(t.g().tile() * t.c().tile(), t.p().inputTile(), t.q().inputTile()),
                t.n().tile());
        FetchedTile ofmap = new FetchedTile(
                new Extents(t.g().largest() * t.k().largest(), t.p().largest(), t.q().largest()),
                new Extents(t.g().tile() * t.k().tile(), t.p().tile(), t.q().tile()),
                t.n().tile());
        return new TileTraffic(
                fetcher.map(ifmap, layouts.ifmap(), false),
                weight(layer, t, layouts, fetcher),
                fetcher.map(ofmap, layouts.ofmap(), true),
                fetcher.run(t.ofmapTileWords(), hardware.psumBytes(), true));
    }

    /** Stored extent of a share: the tensor's, cut into the partition's parts, at least a tile. */
    private static int stored(int tile, int extent, int parts) {
        return Math.max(tile, (extent + parts - 1) / parts);
    }

    private static PerWord weight(Layer layer, Tilings t, LayerMapping.Layouts layouts, Fetcher fetcher) {
        if (!layer.type().isAttention()) {
            return fetcher.run(t.weightTileWords(), fetcher.hardware.weightBytes(layer), false);
        }
        boolean scores = layer.type() == LayerType.ATTENTION_SCORES;
        int channels = scores ? t.c().largest() : t.k().largest();
        int rows = scores ? t.k().largest() : t.c().largest();
        int tileChannels = scores ? t.c().tile() : t.k().tile();
        int tileRows = scores ? t.k().tile() : t.c().tile();
        return fetcher.map(
                new FetchedTile(
                        new Extents(t.g().largest() * channels, rows, 1),
                        new Extents(t.g().tile() * tileChannels, tileRows, 1),
                        1),
                layouts.ifmap(),
                false);
    }

    /** Cost of a word of an operand's finished tiles. */
    PerWord of(Operand operand) {
        return switch (operand) {
            case IFMAP -> ifmap;
            case WEIGHT -> weight;
            case OFMAP -> ofmap;
        };
    }

    private record Extents(int channels, int rows, int cols) {}

    private record FetchedTile(Extents share, Extents tile, int images) {
        long words() {
            return (long) images * tile.channels * tile.rows * tile.cols;
        }
    }

    private record Fetcher(HardwareModel hardware) {
        PerWord map(FetchedTile fetched, Layout layout, boolean write) {
            Extents share = fetched.share;
            Extents tile = fetched.tile;
            if (fetched.words() == 0) {
                return run(1, hardware.wordBytes(), write);
            }
            TileRuns runs = new TileRuns(
                    share.channels, share.rows, share.cols, hardware.wordBytes(), layout.blockFor(share.channels));
            AccessPattern pattern =
                    runs.tile(TileRuns.Tile.first(fetched.images, tile.channels, tile.rows, tile.cols), 0, write);
            return price(pattern, fetched.words());
        }

        PerWord run(long words, double wordBytes, boolean write) {
            return price(AccessPattern.sequential(0, (long) Math.ceil(words * wordBytes), write), words);
        }

        private PerWord price(AccessPattern pattern, double words) {
            DramModel dram = hardware.dram();
            int burstBytes =
                    hardware.config().technology().dram().organization().burstBytes();
            return PerWord.of(dram.cost(pattern), words, burstBytes);
        }
    }
}
