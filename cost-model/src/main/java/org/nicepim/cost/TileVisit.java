package org.nicepim.cost;

import org.nicepim.cost.TileTraffic.PerWord;
import org.nicepim.cost.dram.AccessPattern;
import org.nicepim.cost.dram.DramCost;
import org.nicepim.cost.dram.PlacedPattern;
import org.nicepim.cost.dram.TileRuns;
import org.nicepim.cost.dram.TileRuns.Steps;
import org.nicepim.mapping.Layout;

/**
 * Tiles of one shape on their way between DRAM and buffers: all that decides what they cost on a given hardware, so that visits that are equal
 * are priced once ({@link HardwareModel#price}).
 */
sealed interface TileVisit {
    /** Of the places at which bursts are counted, those at which rows are counted. */
    int PRICED = 3;

    /** Cost of a word. */
    PerWord price(HardwareModel hardware);

    /** All that tells it apart from other visits. */
    long[] key();

    private static long bits(double number) {
        return Double.doubleToRawLongBits(number);
    }

    /**
     * What a node stores of a feature map, its channels in blocks.
     *
     * @param channels of all groups
     * @param rows stored rows
     * @param cols stored columns
     */
    record Extents(int channels, long rows, long cols) {}

    /**
     * Mean size of the tiles of a share, edge tiles included, over the largest.
     *
     * @param runs how many runs they have
     * @param run how long these are
     * @param blocks how many blocks of channels they touch, over those of as many channels from the beginning of a block on
     */
    record Mean(double runs, double run, double blocks) {
        static final Mean WHOLE = new Mean(1, 1);

        Mean(double runs, double run) {
            this(runs, run, 1);
        }

        Mean straddling(double more) {
            return new Mean(runs, run, more);
        }
    }

    /**
     * Tiles that are stored one after another, one run each.
     *
     * @param words of a tile
     * @param wordBytes bytes of a word
     * @param mean size
     * @param owners nodes that have a part of each
     * @param write true if they are written
     */
    record Packed(long words, double wordBytes, Mean mean, int owners, boolean write) implements TileVisit {
        @Override
        public long[] key() {
            return new long[] {
                words, bits(wordBytes), bits(mean.runs), bits(mean.run), write ? -owners : owners,
            };
        }

        @Override
        public PerWord price(HardwareModel hardware) {
            long bytes = (long) Math.ceil(words * wordBytes);
            long[] starts = new long[TilePlaces.COUNT];
            for (int place = 0; place < starts.length; place++) {
                starts[place] = place * bytes;
            }
            Priced priced = new Priced(AccessPattern.sequential(0, bytes, write), words, mean, owners, starts);
            return priced.price(hardware, hardware.streamActivations(1), Double.MAX_VALUE);
        }
    }

    /**
     * Tiles of a feature map in its layout.
     *
     * @param share of a node
     * @param images of a tile
     * @param channels of a tile
     * @param rows of a tile
     * @param cols of a tile
     * @param places where the tiles begin
     * @param mean size
     * @param layout of the feature map
     * @param owners nodes that have a part of each
     * @param write true if they are written
     */
    record OfMap(
            Extents share,
            int images,
            int channels,
            Steps rows,
            Steps cols,
            TilePlaces places,
            Mean mean,
            Layout layout,
            int owners,
            boolean write)
            implements TileVisit {
        private long words() {
            return (long) images * channels * rows.count() * cols.count();
        }

        @Override
        public long[] key() {
            return new long[] {
                share.channels,
                share.rows,
                share.cols,
                images,
                channels,
                rows.length(),
                rows.step(),
                rows.stretches(),
                rows.stride(),
                cols.length(),
                cols.step(),
                cols.stretches(),
                cols.stride(),
                places.channels().step(),
                places.channels().tiles(),
                places.rows().step(),
                places.rows().tiles(),
                places.rows().before(),
                places.cols().step(),
                places.cols().tiles(),
                places.cols().before(),
                bits(mean.runs),
                bits(mean.run),
                layout.blockFor(share.channels),
                write ? -owners : owners,
            };
        }

        @Override
        public PerWord price(HardwareModel hardware) {
            if (words() == 0) {
                return new Packed(1, hardware.wordBytes(), Mean.WHOLE, 1, write).price(hardware);
            }
            int block = layout.blockFor(share.channels);
            TileRuns runs = new TileRuns(share.channels, share.rows, share.cols, hardware.wordBytes(), block);
            AccessPattern whole = runs.some(images, channels, rows, cols, write);
            long pixel = (long) block * hardware.wordBytes();
            long line = pixel * share.cols;
            long[] starts = new long[TilePlaces.COUNT];
            for (int place = 0; place < starts.length; place++) {
                starts[place] = places.start(place, line * share.rows, line, pixel, block);
            }
            double fresh = hardware.dram()
                            .cost(AccessPattern.sequential(0, runs.imageBytes(), false))
                            .activations()
                    / runs.imageBytes();
            Mean straddling = mean.straddling(places.straddling(channels, block));
            return new Priced(whole, words(), straddling, owners, starts).price(hardware, fresh, runs.imageBytes());
        }
    }

    /**
     * A tile as runs of bytes.
     *
     * @param whole its runs
     * @param words in it
     * @param mean size of the tiles
     * @param owners nodes that have a part of each
     * @param starts first bytes of some tiles
     */
    @SuppressWarnings("ArrayRecordComponent") // nobody compares them
    record Priced(AccessPattern whole, double words, Mean mean, int owners, long[] starts) {
        private PerWord price(HardwareModel hardware, double freshPerByte, double shareBytes) {
            int burstBytes =
                    hardware.config().technology().dram().organization().burstBytes();
            AccessPattern owned = OwnedRuns.of(whole, owners, burstBytes);
            PlacedPattern placed = hardware.dram().placed(owned);
            double ownWords = words * owned.bytes() / whole.bytes() * mean.runs * mean.run;
            double largest = meanBursts(placed) * mean.blocks;
            double filled = Math.min(1, owned.bytes() / largest / burstBytes);
            double asked = ownWords * whole.bytes() / words / burstBytes;
            double bursts = Math.max(asked, largest * mean.runs * (1 - (1 - mean.run) * filled));
            double cycles = 0;
            double rows = 0;
            int priced = starts[1] == starts[0] && starts[2] == starts[0] ? 1 : PRICED;
            for (int place = 0; place < priced; place++) {
                DramCost cost = placed.cost(starts[place] / owners);
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
        private double meanBursts(PlacedPattern placed) {
            double sum = 0;
            for (long start : starts) {
                sum += placed.bursts(start / owners);
            }
            return sum / starts.length;
        }
    }
}
