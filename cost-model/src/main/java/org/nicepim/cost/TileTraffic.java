package org.nicepim.cost;

import java.math.BigInteger;
import org.nicepim.cost.dram.AccessPattern;
import org.nicepim.cost.dram.DramCost;
import org.nicepim.cost.dram.DramModel;
import org.nicepim.cost.dram.TileRuns;
import org.nicepim.cost.dram.TileRuns.Steps;
import org.nicepim.cost.node.DimTiling;
import org.nicepim.cost.node.Taps;
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
 * <p>Each tile is priced alone. Only where one image of a node's share of a feature map fits the rows that all banks hold open
 * do tiles share rows: a quarter of them is opened again for each tile, the others once in a pass over the share.
 *
 * <p>Of rows and columns that no output reads ({@link Taps}) DRAM moves what shares a burst with words that are read, so the
 * layout decides: a 1×1 filter with stride 2 skips whole rows in any layout, its columns only where a pixel fills bursts (HWC).
 * Neither the mesh nor the buffers see words that are not read.
 *
 * @param ifmap input
 * @param weight weights
 * @param ofmap finished output
 * @param psum psums, on their way out or back
 */
public record TileTraffic(PerWord ifmap, PerWord weight, PerWord ofmap, PerWord psum) {
    /**
     * Share of a tile's rows that tiles of other operands have closed since the tile before. Chosen on 240 simulated layers
     * between 0, 1/4 and 1; depends on where tensors lie, which the closed form does not know.
     */
    private static final double CLOSED = 0.25;

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
        return new TileTraffic(
                ifmap(layer, hardware, layouts, t),
                weight(layer, hardware, layouts, t),
                ofmap(hardware, layouts, t),
                psum(hardware, t));
    }

    /** The same cost for words of all kinds. */
    static TileTraffic all(PerWord word) {
        return new TileTraffic(word, word, word, word);
    }

    /** Depends on all of the tile but K. */
    static PerWord ifmap(Layer layer, HardwareModel hardware, LayerMapping.Layouts layouts, Tilings t) {
        Steps rows = steps(Taps.rows(layer.window(), t.r()), t.p());
        Steps cols = steps(Taps.cols(layer.window(), t.s()), t.q());
        FetchedTile ifmap = new FetchedTile(
                new Extents(
                        t.g().largest() * t.c().largest(),
                        stored(rows, layer.window().ifmapRows(), t.p().parts()),
                        stored(cols, layer.window().ifmapCols(), t.q().parts())),
                t.n().tile(),
                t.g().tile() * t.c().tile(),
                rows,
                cols);
        return new Fetcher(hardware).map(ifmap, layouts.ifmap(), false);
    }

    /** Depends on all of the tile but C. */
    static PerWord ofmap(HardwareModel hardware, LayerMapping.Layouts layouts, Tilings t) {
        FetchedTile ofmap = new FetchedTile(
                new Extents(t.g().largest() * t.k().largest(), t.p().largest(), t.q().largest()),
                t.n().tile(),
                t.g().tile() * t.k().tile(),
                Steps.dense(t.p().tile()),
                Steps.dense(t.q().tile()));
        return new Fetcher(hardware).map(ofmap, layouts.ofmap(), true);
    }

    /** Depends on all of the tile but C. */
    static PerWord psum(HardwareModel hardware, Tilings t) {
        return new Fetcher(hardware).run(t.ofmapTileWords(), hardware.psumBytes(), true);
    }

    /**
     * The stored rows or columns that a tile reads. Where taps of neighbouring outputs mix, they stand the greatest common
     * divisor of stride and dilation apart.
     */
    private static Steps steps(Taps taps, DimTiling outputs) {
        int tile = outputs.tile();
        int read = outputs.inputTile();
        if (taps.dense() || read == 0) {
            return Steps.dense(read);
        }
        if (taps.stride() >= taps.span()) {
            return new Steps(taps.taps(), taps.dilation(), tile, taps.stride());
        }
        if (taps.dilation() > (tile - 1L) * taps.stride()) {
            return new Steps(tile, taps.stride(), taps.taps(), taps.dilation());
        }
        int apart = BigInteger.valueOf(taps.stride())
                .gcd(BigInteger.valueOf(taps.dilation()))
                .intValue();
        return new Steps(read, apart, 1, (long) read * apart);
    }

    /** Stored extent of a share: the tensor's, cut into the partition's parts, at least a tile. */
    private static long stored(Steps tile, int extent, int parts) {
        return Math.max(tile.extent(), (extent + parts - 1) / parts);
    }

    /** Depends on G, K and C. */
    static PerWord weight(Layer layer, HardwareModel hardware, LayerMapping.Layouts layouts, Tilings t) {
        Fetcher fetcher = new Fetcher(hardware);
        if (!layer.type().isAttention()) {
            return fetcher.run(t.weightTileWords(), hardware.weightBytes(layer), false);
        }
        boolean scores = layer.type() == LayerType.ATTENTION_SCORES;
        int channels = scores ? t.c().largest() : t.k().largest();
        int rows = scores ? t.k().largest() : t.c().largest();
        int tileChannels = scores ? t.c().tile() : t.k().tile();
        int tileRows = scores ? t.k().tile() : t.c().tile();
        return fetcher.map(
                new FetchedTile(
                        new Extents(t.g().largest() * channels, rows, 1),
                        1,
                        t.g().tile() * tileChannels,
                        Steps.dense(tileRows),
                        Steps.dense(1)),
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

    private record Extents(int channels, long rows, long cols) {}

    private record FetchedTile(Extents share, int images, int channels, Steps rows, Steps cols) {
        long words() {
            return (long) images * channels * rows.count() * cols.count();
        }
    }

    private record Fetcher(HardwareModel hardware) {
        PerWord map(FetchedTile tile, Layout layout, boolean write) {
            if (tile.words() == 0) {
                return run(1, hardware.wordBytes(), write);
            }
            Extents share = tile.share;
            TileRuns runs = new TileRuns(
                    share.channels, share.rows, share.cols, hardware.wordBytes(), layout.blockFor(share.channels));
            PerWord alone = price(runs.some(tile.images, tile.channels, tile.rows, tile.cols, write), tile.words());
            return runs.imageBytes() <= hardware.openBytes() ? inOpenRows(alone, runs.imageBytes()) : alone;
        }

        /** All rows of the share could stay open at once, so most tiles find them open. */
        private PerWord inOpenRows(PerWord alone, long imageBytes) {
            double opened = hardware.dram()
                    .cost(AccessPattern.sequential(0, imageBytes, false))
                    .activations();
            double stream = opened / imageBytes * alone.bytesPerWord;
            double rows = CLOSED * alone.activationsPerWord + (1 - CLOSED) * stream;
            return new PerWord(alone.cyclesPerWord, alone.bytesPerWord, Math.min(alone.activationsPerWord, rows));
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
