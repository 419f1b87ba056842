package org.nicepim.cost;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.nicepim.mapping.Layout;

/**
 * What moves take on the DRAM of each node: reads at their homes, in the layout in which the producer left its output, and writes where
 * they are needed, in the layout of the consumer's input. Runs that are shorter than a burst move whole bursts.
 */
final class MoveDram {
    private static final List<Work> UNKNOWN = List.of();

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

    /**
     * What nodes pull from those of a producer.
     *
     * @param home where the producer left its output
     * @param layoutAtHome in which layout
     * @param need where it is needed
     * @param layoutThere in which layout
     */
    Pulled pulled(Placement home, Layout layoutAtHome, Placement need, Layout layoutThere) {
        return new Pulled(home.kinds(), layoutAtHome, need.kinds(), layoutThere);
    }

    /** Pairs of nodes whose blocks are those of another pair take as long, so they are worked out once. */
    final class Pulled {
        private final int homeKinds;
        private final Layout layoutAtHome;
        private final Layout layoutThere;
        private final List<List<Work>> known;

        private Pulled(int homeKinds, Layout layoutAtHome, int kinds, Layout layoutThere) {
            this.homeKinds = homeKinds;
            this.layoutAtHome = layoutAtHome;
            this.layoutThere = layoutThere;
            this.known = new ArrayList<>(Collections.nCopies(homeKinds * kinds, UNKNOWN));
        }

        /** Adds what one node pulls from another. */
        void add(Placement.Share from, Placement.Share to) {
            int pair = to.kind() * homeKinds + from.kind();
            List<Work> works = known.get(pair);
            if (works.isEmpty()) {
                works = works(from, to);
                known.set(pair, works);
            }
            for (int i = 0; i < works.size(); i++) {
                Work work = works.get(i);
                int node = work.write ? to.node() : from.node();
                nodeCycles[node] += work.cycles;
                bursts += work.bursts;
                activations += work.activations;
            }
        }

        private List<Work> works(Placement.Share from, Placement.Share to) {
            List<Work> works = new ArrayList<>(2);
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
                        works.add(work(read.key(prices.burstBytes(), false), openAtHome, bytes));
                        BoxRuns written = new BoxRuns(has.inside(needs), needs, layoutThere, address, wordBytes);
                        written.deal(readers, writers);
                        works.add(work(written.key(prices.burstBytes(), true), openThere, bytes));
                    }
                    address += (long) (needs.words() * wordBytes);
                }
                channel += has.channel().length();
            }
            return works;
        }
    }

    /**
     * What a block takes on the DRAM of one node.
     *
     * @param write false at its home, true where it is needed
     * @param cycles of the node's channels
     * @param bursts moved
     * @param activations rows opened
     */
    private record Work(boolean write, double cycles, double bursts, double activations) {}

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

    /** A pattern's cost, in proportion to the bytes that are wanted of it; at least a burst moves. */
    private Work work(BoxRuns.Key key, boolean rowsOpen, double bytes) {
        RunPrices.Price price = prices.of(key, rowsOpen);
        double times = Math.max(1 / price.bursts(), bytes / key.bytes());
        if (key.write()) {
            firstWrite = price.firstAccessCycles();
        } else {
            firstRead = price.firstAccessCycles();
        }
        return new Work(key.write(), times * price.cycles(), times * price.bursts(), times * price.activations());
    }

    /** What it all takes: a home reads all that others need before what it receives fills its write queue, so these add up. */
    Redistribution.Dram total() {
        List<Double> cycles = Arrays.stream(nodeCycles).boxed().toList();
        return new Redistribution.Dram(cycles, firstRead + firstWrite, bursts * prices.burstBytes(), activations);
    }
}
