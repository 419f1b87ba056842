package org.nicepim.cost;

import org.nicepim.cost.node.AccessCounts;
import org.nicepim.cost.node.Tilings;
import org.nicepim.workload.Operand;

/** What one loop nest moves between DRAM and buffers and over the mesh: per tile for its steps, in all for its energy. */
final class NestTraffic {
    private final Width width;
    private final HardwareModel hardware;
    private final SharingLoads sharing;
    private final double nodes;
    private final AccessCounts counts;
    private final TileTraffic perWord;

    /**
     * How wide operands are.
     *
     * @param ifmapReads words of all inputs that lie over each other, per ifmap word
     * @param weightBytes bytes of a weight in DRAM and on the mesh
     * @param hasWeights false for layers without
     */
    record Width(double ifmapReads, double weightBytes, boolean hasWeights) {}

    /**
     * For one layer and partition, one loop nest.
     *
     * @param width of the operands
     * @param nodes that the partition fills
     * @param counts words, before sharing
     * @param perWord DRAM cost of a word of each operand
     */
    NestTraffic(
            Width width,
            HardwareModel hardware,
            SharingLoads sharing,
            double nodes,
            AccessCounts counts,
            TileTraffic perWord) {
        this.width = width;
        this.hardware = hardware;
        this.sharing = sharing;
        this.nodes = nodes;
        this.counts = counts;
        this.perWord = perWord;
    }

    /** What one step takes if it fetches or stores an average tile of the largest share; an owner reads its part of it. */
    TileSteps.PerStep perStep(Tilings tilings, double computeCycles) {
        double ifmap = tilings.ifmapShare().wordsPerTile() * width.ifmapReads;
        double weight = width.hasWeights ? tilings.weightShare().wordsPerTile() : 0;
        double ofmap = tilings.ofmapShare().wordsPerTile();
        double psums = ofmap * perWord.psum().cyclesPerWord();
        return new TileSteps.PerStep(
                computeCycles,
                fetch(Operand.IFMAP, ifmap, hardware.wordBytes()),
                fetch(Operand.WEIGHT, weight, width.weightBytes),
                new TileSteps.Leave(
                        ofmap / sharing.ofmap().members() * perWord.ofmap().cyclesPerWord(),
                        psums,
                        psums,
                        ofmap * hardware.psumBytes()));
    }

    private TileSteps.Fetch fetch(Operand operand, double words, double wordBytes) {
        double cycles =
                words / sharing.of(operand).members() * perWord.of(operand).cyclesPerWord();
        return new TileSteps.Fetch(cycles, words * wordBytes);
    }

    AccessCounts counts() {
        return counts;
    }

    private double readWords(Operand operand) {
        double words = operand == Operand.IFMAP
                ? counts.ifmap().dramReads() * width.ifmapReads
                : counts.weight().dramReads();
        return words / sharing.of(operand).members();
    }

    private double psumWords() {
        return (double) counts.ofmap().dramPsumWrites() + counts.ofmap().dramPsumReads();
    }

    /** Bytes over DRAM channels, over-fetch included. */
    double dramBytes() {
        return readWords(Operand.IFMAP) * perWord.ifmap().bytesPerWord()
                + readWords(Operand.WEIGHT) * perWord.weight().bytesPerWord()
                + counts.ofmap().dramWrites() * perWord.ofmap().bytesPerWord()
                + psumWords() * perWord.psum().bytesPerWord();
    }

    /**
     * Rows opened. The first tile finds none open, another those that the tile before it has opened, unless a refresh has closed them, or tiles of other
     * operands that came between have opened another row of its bank; they lie anywhere, so they close as large a share of the
     * banks as they have rows.
     *
     * @param latencyCycles of the layer
     */
    double activations(Tilings tilings, double latencyCycles) {
        Visits[] visits = {
            visits(readWords(Operand.IFMAP), tilings.ifmapTileWords(), sharing.ifmap(), perWord.ifmap()),
            visits(readWords(Operand.WEIGHT), tilings.weightTileWords(), sharing.weight(), perWord.weight()),
            visits(counts.ofmap().dramWrites(), tilings.ofmapTileWords(), sharing.ofmap(), perWord.ofmap()),
            visits(psumWords(), tilings.ofmapTileWords(), SharingLoads.Flow.NONE, perWord.psum())
        };
        double refreshCycles = hardware.dram().refreshCycles();
        double crowded = Math.min(1, Math.max(0, perWord.shareBytes() / hardware.openBytes() - 1));
        double activations = 0;
        for (int i = 0; i < visits.length; i++) {
            Visits own = visits[i];
            if (own.words > 0) {
                double refreshed = latencyCycles / own.tiles / refreshCycles;
                double open = own.cost.kept() * Math.max(0, 1 - refreshed) * Math.max(0, 1 - 1 / own.tiles);
                for (int j = 0; j < visits.length && open > 0; j++) {
                    double between = i == j ? (i == 0 ? width.ifmapReads - 1 : 0) : visits[j].tiles / own.tiles;
                    open *= visits[j].missed(between, crowded);
                }
                activations += own.words
                        * (own.cost.activationsPerWord()
                                - open * (own.cost.activationsPerWord() - own.cost.freshPerWord()));
            }
        }
        return activations;
    }

    private Visits visits(double words, double tileWords, SharingLoads.Flow flow, TileTraffic.PerWord cost) {
        double own = tileWords / flow.members();
        double rows = hardware.openRows();
        double touched = rows > 0 ? Math.min(1, cost.activationsPerWord() * own / rows) : 1;
        return new Visits(words, own > 0 ? words / nodes / own : 0, touched, cost);
    }

    /**
     * How an operand's tiles visit the DRAM of a node.
     *
     * @param words of all nodes
     * @param tiles of a node
     * @param touched share of the banks in which one of its tiles opens rows
     * @param cost of a word
     */
    private record Visits(double words, double tiles, double touched, TileTraffic.PerWord cost) {
        /**
         * Share of the banks in which so many of its tiles leave the row open.
         *
         * @param crowded chance that a row of it shares a bank with another
         */
        double missed(double between, double crowded) {
            double closed = touched * crowded;
            if (between <= 0 || closed <= 0) {
                return 1;
            }
            return between < 1 ? 1 - between * closed : Math.pow(1 - closed, between);
        }
    }

    /** Bytes of a set's data over the whole layer, on average over sets: what each member holds in turn. */
    private double ifmapSetBytes() {
        return counts.ifmap().dramReads() * width.ifmapReads / nodes * hardware.wordBytes();
    }

    private double weightSetBytes() {
        return counts.weight().dramReads() / nodes * width.weightBytes;
    }

    private double ofmapSetBytes() {
        return counts.ofmap().dramWrites() * (double) sharing.ofmap().members() / nodes * hardware.psumBytes();
    }

    /** Bytes times links crossed. */
    double byteHops() {
        return ifmapSetBytes() * sharing.ifmap().byteHops()
                + weightSetBytes() * sharing.weight().byteHops()
                + ofmapSetBytes() * sharing.ofmap().byteHops();
    }

    /** Bytes that enter the mesh. */
    double injected() {
        return ifmapSetBytes() * sharing.ifmap().injected()
                + weightSetBytes() * sharing.weight().injected()
                + ofmapSetBytes() * sharing.ofmap().injected();
    }

    /** Ifmap words that nodes send to each other, over all nodes. */
    double sentIfmapWords() {
        return ifmapSetBytes() * sharing.ifmap().injected() / hardware.wordBytes();
    }

    /** Weight words that nodes send to each other. */
    double sentWeightWords() {
        return weightSetBytes() * sharing.weight().injected() / width.weightBytes;
    }

    /** Psums that nodes send to each other. */
    double sentPsums() {
        return ofmapSetBytes() * sharing.ofmap().injected() / hardware.psumBytes();
    }
}
