package org.nicepim.cost;

import java.math.BigInteger;
import org.nicepim.cost.TileVisit.Extents;
import org.nicepim.cost.TileVisit.Mean;
import org.nicepim.cost.dram.TileRuns.Steps;
import org.nicepim.cost.node.DimTiling;
import org.nicepim.cost.node.Taps;
import org.nicepim.cost.node.Tilings;
import org.nicepim.mapping.LayerMapping;
import org.nicepim.workload.Layer;
import org.nicepim.workload.LayerType;
import org.nicepim.workload.Operand;

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
        return hardware.price(new TileVisit.OfMap(
                ifmapShare(layer, t),
                t.n().tile(),
                t.g().tile() * t.c().tile(),
                steps(Taps.rows(layer.window(), t.r()), t.p()),
                steps(Taps.cols(layer.window(), t.s()), t.q()),
                TilePlaces.of(t.g(), t.c(), t.p(), t.q(), layer.window()),
                new Mean(mean(t.n()) * mean(t.g()) * mean(t.c()) * meanInput(t.p()), meanInput(t.q())),
                layouts.ifmap(),
                sharing.ifmap().members(),
                false));
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
        return hardware.price(new TileVisit.OfMap(
                new Extents(t.g().largest() * t.k().largest(), t.p().largest(), t.q().largest()),
                t.n().tile(),
                t.g().tile() * t.k().tile(),
                Steps.dense(t.p().tile()),
                Steps.dense(t.q().tile()),
                TilePlaces.dense(t.g(), t.k(), t.p(), t.q()),
                ofmapMean(t),
                layouts.ofmap(),
                sharing.ofmap().members(),
                true));
    }

    private static Mean ofmapMean(Tilings t) {
        return new Mean(mean(t.n()) * mean(t.g()) * mean(t.k()) * mean(t.p()), mean(t.q()));
    }

    /** Depends on all of the tile but C. */
    static PerWord psum(HardwareModel hardware, Tilings t) {
        return hardware.price(new TileVisit.Packed(t.ofmapTileWords(), hardware.psumBytes(), ofmapMean(t), 1, true));
    }

    /** Depends on P and Q. */
    static double shareBytes(Layer layer, HardwareModel hardware, SharingLoads sharing, Tilings t) {
        Extents ifmap = ifmapShare(layer, t);
        double inputs = (double) t.n().largest() * ifmap.channels() * ifmap.rows() * ifmap.cols() * layer.ifmapReads();
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
        int owners = sharing.weight().members();
        if (!layer.type().isAttention()) {
            Mean mean = new Mean(1, mean(t.g()) * mean(t.k()) * mean(t.c()));
            return hardware.price(
                    new TileVisit.Packed(t.weightTileWords(), hardware.weightBytes(layer), mean, owners, false));
        }
        boolean scores = layer.type() == LayerType.ATTENTION_SCORES;
        int channels = scores ? t.c().largest() : t.k().largest();
        int rows = scores ? t.k().largest() : t.c().largest();
        int tileChannels = scores ? t.c().tile() : t.k().tile();
        int tileRows = scores ? t.k().tile() : t.c().tile();
        return hardware.price(new TileVisit.OfMap(
                new Extents(t.g().largest() * channels, rows, 1),
                1,
                t.g().tile() * tileChannels,
                Steps.dense(tileRows),
                Steps.dense(1),
                TilePlaces.rows(scores ? t.k() : t.c()),
                new Mean(mean(t.g()) * mean(scores ? t.c() : t.k()), mean(scores ? t.k() : t.c())),
                layouts.ifmap(),
                owners,
                false));
    }

    /** Cost of a word of an operand's finished tiles. */
    PerWord of(Operand operand) {
        return switch (operand) {
            case IFMAP -> ifmap;
            case WEIGHT -> weight;
            case OFMAP -> ofmap;
        };
    }

    private static double mean(DimTiling dim) {
        return (double) dim.largest() / dim.trips() / dim.tile();
    }

    private static double meanInput(DimTiling dim) {
        return dim.inputTile() == 0 ? 1 : (double) dim.inputLargest() / dim.trips() / dim.inputTile();
    }
}
