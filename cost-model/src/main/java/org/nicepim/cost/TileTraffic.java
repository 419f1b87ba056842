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
import org.nicepim.workload.Window;

/**
 * What a word of each operand costs in DRAM, given the shape of the tiles that fetch it and the layout that it lies in.
 *
 * <p>Stored weights never change, so they are laid out tile after tile, one run per tile; so are psums that leave
 * unfinished, which no other node reads. Feature maps lie as their layout says, each node's share as a tensor of its own.
 *
 * <p>A tile is priced alone, as the part of it that one of its owners has ({@link OwnedRuns}), and for bursts as the mean over some
 * places of the grid of tiles: tiles behind the first begin anywhere in a burst. How many rows a tile finds open depends on
 * what comes between two tiles ({@link NestTraffic}); here stand both ends, none and all.
 *
 * <p>Of rows and columns that no output reads ({@link Taps}) DRAM moves what shares a burst with words that are read, so the
 * layout decides: a 1×1 filter with stride 2 skips whole rows in any layout, its columns only where a pixel fills bursts (HWC).
 * Neither the mesh nor the buffers see words that are not read.
 *
 * @param ifmap input
 * @param weight weights
 * @param ofmap finished output
 * @param psum psums, on their way out or back
 * @param shareBytes what a node stores of ifmap, weights and ofmap
 */
public record TileTraffic(PerWord ifmap, PerWord weight, PerWord ofmap, PerWord psum, double shareBytes) {
    /** Tiles whose channels' place in a block is looked at. */
    private static final int MOST_STARTS = 64;
    /** Places of the grid of tiles at which bursts are counted. */
    private static final int PLACES = 8;
    /** Of these, places at which rows are counted. */
    private static final int PRICED = 3;

    /**
     * Cost of a word.
     *
     * @param cyclesPerWord logic cycles of the node's channels
     * @param bytesPerWord bytes moved, over-fetch included
     * @param activationsPerWord rows opened if tiles find none open
     * @param freshPerWord rows opened if tiles find all open that a tile before has opened
     * @param kept share of its open rows that a tile leaves open for the next, if nothing comes between
     */
    public record PerWord(
            double cyclesPerWord, double bytesPerWord, double activationsPerWord, double freshPerWord, double kept) {
        /** Rows opened if nothing comes between a tile and the next. */
        double leastActivations() {
            return activationsPerWord - kept * (activationsPerWord - freshPerWord);
        }
    }

    static TileTraffic of(
            Layer layer, HardwareModel hardware, LayerMapping.Layouts layouts, SharingLoads sharing, Tilings t) {
        return new TileTraffic(
                ifmap(layer, hardware, layouts, sharing, t),
                weight(layer, hardware, layouts, sharing, t),
                ofmap(hardware, layouts, sharing, t),
                psum(hardware, t),
                shareBytes(layer, hardware, sharing, t));
    }

    /** The same cost for words of all kinds. */
    static TileTraffic all(PerWord word) {
        return new TileTraffic(word, word, word, word, 0);
    }

    /** Depends on all of the tile but K. */
    static PerWord ifmap(
            Layer layer, HardwareModel hardware, LayerMapping.Layouts layouts, SharingLoads sharing, Tilings t) {
        FetchedTile ifmap = new FetchedTile(
                ifmapShare(layer, t),
                t.n().tile(),
                t.g().tile() * t.c().tile(),
                steps(Taps.rows(layer.window(), t.r()), t.p()),
                steps(Taps.cols(layer.window(), t.s()), t.q()),
                Grid.of(t.g(), t.c(), t.p(), t.q(), layer.window()),
                new Mean(mean(t.n()) * mean(t.g()) * mean(t.c()) * meanInput(t.p()), meanInput(t.q())));
        return new Fetcher(hardware).map(ifmap, layouts.ifmap(), sharing.ifmap().members(), false);
    }

    private static Extents ifmapShare(Layer layer, Tilings t) {
        Taps rows = Taps.rows(layer.window(), t.r());
        Taps cols = Taps.cols(layer.window(), t.s());
        return new Extents(
                t.g().largest() * t.c().largest(),
                stored(steps(rows, t.p()), rows, t.p()),
                stored(steps(cols, t.q()), cols, t.q()));
    }

    /** Depends on all of the tile but C. */
    static PerWord ofmap(HardwareModel hardware, LayerMapping.Layouts layouts, SharingLoads sharing, Tilings t) {
        FetchedTile ofmap = new FetchedTile(
                new Extents(t.g().largest() * t.k().largest(), t.p().largest(), t.q().largest()),
                t.n().tile(),
                t.g().tile() * t.k().tile(),
                Steps.dense(t.p().tile()),
                Steps.dense(t.q().tile()),
                Grid.dense(t.g(), t.k(), t.p(), t.q()),
                ofmapMean(t));
        return new Fetcher(hardware).map(ofmap, layouts.ofmap(), sharing.ofmap().members(), true);
    }

    private static Mean ofmapMean(Tilings t) {
        return new Mean(mean(t.n()) * mean(t.g()) * mean(t.k()) * mean(t.p()), mean(t.q()));
    }

    /** Depends on all of the tile but C. */
    static PerWord psum(HardwareModel hardware, Tilings t) {
        return new Fetcher(hardware).run(t.ofmapTileWords(), hardware.psumBytes(), ofmapMean(t), 1, true);
    }

    /** Depends on P and Q. */
    static double shareBytes(Layer layer, HardwareModel hardware, SharingLoads sharing, Tilings t) {
        Extents ifmap = ifmapShare(layer, t);
        double inputs = (double) t.n().largest() * ifmap.channels * ifmap.rows * ifmap.cols * layer.ifmapReads();
        double channels = (double) t.g().largest() * t.k().largest();
        double weights = layer.type().hasMacs() ? channels * t.c().largest() * t.r() * t.s() : 0;
        double outputs = t.n().largest() * channels * t.p().largest() * t.q().largest();
        return (inputs / sharing.ifmap().members() + outputs / sharing.ofmap().members()) * hardware.wordBytes()
                + weights / sharing.weight().members() * hardware.weightBytes(layer);
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

    /** Stored extent of the largest share, halo included: at least a tile, at most the tensor. */
    private static long stored(Steps tile, Taps taps, DimTiling outputs) {
        long read = (outputs.largest() - 1L) * taps.stride() + taps.span();
        long whole = outputs.parts() == 1 ? taps.stored() : outputs.parts() == 2 ? read - taps.pad() : read;
        return Math.max(tile.extent(), Math.min(whole, taps.stored()));
    }

    /** Depends on G, K and C. */
    static PerWord weight(
            Layer layer, HardwareModel hardware, LayerMapping.Layouts layouts, SharingLoads sharing, Tilings t) {
        Fetcher fetcher = new Fetcher(hardware);
        int owners = sharing.weight().members();
        if (!layer.type().isAttention()) {
            Mean mean = new Mean(1, mean(t.g()) * mean(t.k()) * mean(t.c()));
            return fetcher.run(t.weightTileWords(), hardware.weightBytes(layer), mean, owners, false);
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
                        Steps.dense(1),
                        Grid.rows(scores ? t.k() : t.c()),
                        new Mean(mean(t.g()) * mean(scores ? t.c() : t.k()), mean(scores ? t.k() : t.c()))),
                layouts.ifmap(),
                owners,
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

    /**
     * Where the tiles of a share begin.
     *
     * @param channels from tile to tile, and how many tiles
     * @param rows the same
     * @param cols the same
     */
    private record Grid(Axis channels, Axis rows, Axis cols) {
        static Grid of(DimTiling g, DimTiling c, DimTiling p, DimTiling q, Window window) {
            return new Grid(
                    channels(g, c),
                    new Axis((long) p.tile() * window.strideRows(), p.trips(), p.parts() == 1 ? window.padTop() : 0),
                    new Axis((long) q.tile() * window.strideCols(), q.trips(), q.parts() == 1 ? window.padLeft() : 0));
        }

        static Grid dense(DimTiling g, DimTiling k, DimTiling p, DimTiling q) {
            return new Grid(channels(g, k), new Axis(p.tile(), p.trips(), 0), new Axis(q.tile(), q.trips(), 0));
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

        static Grid rows(DimTiling rows) {
            return new Grid(Axis.ONE, new Axis(rows.tile(), rows.trips(), 0), Axis.ONE);
        }

        /** First byte of one of the tiles, whole channel blocks taken for granted. */
        long start(int place, long plane, long line, long pixel, long block) {
            return channels.start(3 * place) / block * plane
                    + rows.start(place / Math.min(PLACES, cols.tiles) + place) * line
                    + cols.start(place) * pixel;
        }
    }

    private record Axis(long step, int tiles, int before) {
        static final Axis ONE = new Axis(1, 1, 0);

        long start(int place) {
            return Math.max(0, place % tiles * step - before);
        }
    }

    /**
     * Mean size of the tiles of a share, edge tiles included, over the largest.
     *
     * @param runs how many runs they have
     * @param run how long these are
     * @param blocks how many blocks of channels they touch, over those of as many channels from the beginning of a block on
     */
    private record Mean(double runs, double run, double blocks) {
        static final Mean WHOLE = new Mean(1, 1);

        Mean(double runs, double run) {
            this(runs, run, 1);
        }

        Mean straddling(double more) {
            return new Mean(runs, run, more);
        }
    }

    private static double mean(DimTiling dim) {
        return (double) dim.largest() / dim.trips() / dim.tile();
    }

    private static double meanInput(DimTiling dim) {
        return dim.inputTile() == 0 ? 1 : (double) dim.inputLargest() / dim.trips() / dim.inputTile();
    }

    private record FetchedTile(Extents share, int images, int channels, Steps rows, Steps cols, Grid grid, Mean mean) {
        long words() {
            return (long) images * channels * rows.count() * cols.count();
        }
    }

    private record Fetcher(HardwareModel hardware) {
        PerWord map(FetchedTile tile, Layout layout, int owners, boolean write) {
            if (tile.words() == 0) {
                return run(1, hardware.wordBytes(), Mean.WHOLE, 1, write);
            }
            Extents share = tile.share;
            int block = layout.blockFor(share.channels);
            TileRuns runs = new TileRuns(share.channels, share.rows, share.cols, hardware.wordBytes(), block);
            AccessPattern whole = runs.some(tile.images, tile.channels, tile.rows, tile.cols, write);
            long pixel = (long) block * hardware.wordBytes();
            long line = pixel * share.cols;
            long[] starts = new long[PLACES];
            for (int place = 0; place < PLACES; place++) {
                starts[place] = tile.grid.start(place, line * share.rows, line, pixel, block);
            }
            double fresh = hardware.dram()
                            .cost(AccessPattern.sequential(0, runs.imageBytes(), false))
                            .activations()
                    / runs.imageBytes();
            Mean mean = tile.mean.straddling(tile.grid.straddling(tile.channels, block));
            return price(whole, tile.words(), mean, owners, starts, fresh, runs.imageBytes());
        }

        PerWord run(long words, double wordBytes, Mean mean, int owners, boolean write) {
            long bytes = (long) Math.ceil(words * wordBytes);
            long[] starts = new long[PLACES];
            for (int place = 0; place < PLACES; place++) {
                starts[place] = place * bytes;
            }
            AccessPattern whole = AccessPattern.sequential(0, bytes, write);
            return price(whole, words, mean, owners, starts, hardware.streamActivations(1), Double.MAX_VALUE);
        }

        private PerWord price(
                AccessPattern whole,
                double words,
                Mean mean,
                int owners,
                long[] starts,
                double freshPerByte,
                double shareBytes) {
            DramModel dram = hardware.dram();
            int burstBytes =
                    hardware.config().technology().dram().organization().burstBytes();
            AccessPattern owned = OwnedRuns.of(whole, owners, burstBytes);
            double ownWords = words * owned.bytes() / whole.bytes() * mean.runs * mean.run;
            double largest = meanBursts(owned, starts, owners, burstBytes) * mean.blocks;
            double filled = Math.min(1, owned.bytes() / largest / burstBytes);
            double asked = ownWords * whole.bytes() / words / burstBytes;
            double bursts = Math.max(asked, largest * mean.runs * (1 - (1 - mean.run) * filled));
            double cycles = 0;
            double rows = 0;
            int priced = starts[1] == starts[0] && starts[2] == starts[0] ? 1 : PRICED;
            for (int place = 0; place < priced; place++) {
                DramCost cost = dram.cost(
                        new AccessPattern(starts[place] / owners, owned.runBytes(), owned.levels(), owned.write()));
                cycles += cost.serviceCycles() / cost.bursts() * bursts / priced;
                rows += cost.activations() * mean.blocks / priced;
            }
            double bytes = bursts * burstBytes / ownWords;
            double least = Math.min(rows, hardware.config().channelsPerNode());
            rows = least + (rows - least) * mean.runs * mean.run;
            double alone = rows / ownWords;
            double kept = shareBytes / owners <= hardware.openBytes()
                    ? 1
                    : Math.max(0, Math.min(1, 2 - rows / hardware.openRows()));
            return new PerWord(cycles / ownWords, bytes, alone, Math.min(alone, freshPerByte * bytes), kept);
        }

        /** Bursts of a tile on average over places of the grid. */
        private double meanBursts(AccessPattern tile, long[] starts, int owners, int burstBytes) {
            double sum = 0;
            long[] counted = new long[burstBytes];
            for (long start : starts) {
                int at = (int) (start / owners % burstBytes);
                if (counted[at] == 0) {
                    counted[at] =
                            hardware.dram().bursts(new AccessPattern(at, tile.runBytes(), tile.levels(), tile.write()));
                }
                sum += counted[at];
            }
            return sum / starts.length;
        }
    }
}
