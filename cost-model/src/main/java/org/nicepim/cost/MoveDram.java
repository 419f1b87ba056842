package org.nicepim.cost;

import java.util.Arrays;
import java.util.List;
import org.nicepim.mapping.Layout;

/**
 * What moves take on the DRAM of each node: reads at their homes, in the layout in which the producer left its output, and writes where
 * they are needed, in the layout of the consumer's input. Runs that are shorter than a burst move whole bursts.
 */
final class MoveDram {
    private final RunPrices prices;
    private final int wordBytes;
    private final double[] nodeCycles;
    private double bursts;
    private double activations;
    private double firstRead;
    private double firstWrite;

    /**
     * Nothing moves yet.
     *
     * @param nodes of the mesh
     */
    MoveDram(RunPrices prices, int nodes, int wordBytes) {
        this.prices = prices;
        this.wordBytes = wordBytes;
        this.nodeCycles = new double[nodes];
    }

    /** Adds what one node pulls from another. */
    void add(Placement.Share from, Layout layoutAtHome, Placement.Share to, Layout layoutThere) {
        Box home = stored(from.boxes());
        boolean openAtHome = prices.fitsOpenRows(home.words() * wordBytes);
        boolean openThere = prices.fitsOpenRows(words(to.boxes()) * wordBytes);
        long readers = owners(to);
        long writers = owners(from);
        double channel = 0;
        for (Box has : from.boxes()) {
            long address = 0;
            for (Box needs : to.boxes()) {
                double words = has.overlap(needs);
                if (words > 0) {
                    double bytes = words * wordBytes * from.fraction() * to.fraction();
                    Box atHome = needs.inside(has).moved(channel);
                    BoxRuns read = new BoxRuns(atHome, home, layoutAtHome, 0, wordBytes);
                    read.deal(writers, readers);
                    firstRead = take(read.key(prices.burstBytes(), false), openAtHome, from.node(), bytes);
                    BoxRuns written = new BoxRuns(has.inside(needs), needs, layoutThere, address, wordBytes);
                    written.deal(readers, writers);
                    firstWrite = take(written.key(prices.burstBytes(), true), openThere, to.node(), bytes);
                }
                address += (long) (needs.words() * wordBytes);
            }
            channel += has.channel().length();
        }
    }

    private static double words(List<Box> boxes) {
        double words = 0;
        for (Box box : boxes) {
            words += box.words();
        }
        return words;
    }

    /** All blocks of a node's output side by side, as it stores them. */
    private static Box stored(List<Box> boxes) {
        Box first = boxes.get(0);
        if (boxes.size() == 1) {
            return first;
        }
        double channels = 0;
        for (Box box : boxes) {
            channels += box.channel().length();
        }
        return new Box(first.n(), Box.Range.of(0, channels), first.row(), first.col());
    }

    private static long owners(Placement.Share share) {
        return Math.round(1 / share.fraction());
    }

    /** Adds a pattern's cost, in proportion to the bytes that are wanted of it; at least a burst moves. */
    private double take(BoxRuns.Key key, boolean rowsOpen, int node, double bytes) {
        RunPrices.Price price = prices.of(key, rowsOpen);
        double times = Math.max(1 / price.bursts(), bytes / key.bytes());
        nodeCycles[node] += times * price.cycles();
        bursts += times * price.bursts();
        activations += times * price.activations();
        return price.firstAccessCycles();
    }

    /** What it all takes: a home reads all that others need before what it receives fills its write queue, so these add up. */
    Redistribution.Dram total() {
        List<Double> cycles = Arrays.stream(nodeCycles).boxed().toList();
        return new Redistribution.Dram(cycles, firstRead + firstWrite, bursts * prices.burstBytes(), activations);
    }
}
