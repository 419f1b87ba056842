package org.nicepim.mapper.search;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.nicepim.cost.HardwareModel;
import org.nicepim.cost.MoveVolumes;
import org.nicepim.cost.Redistribution;
import org.nicepim.workload.LayerInput;
import org.nicepim.workload.Workload;

/**
 * What bringing a layer's inputs in place costs, given how their producers ran. Depends on shapes, places, partitions and layouts
 * alone, so equal moves are priced once.
 */
final class MovePrices {
    private static final int NEXT_BRANCH = -2;
    /**
     * Cycles over what they would be if all nodes and links were busy alike. Chosen on three networks: at 1 searches take 1.3 to 1.7 times as
     * long and find nothing better on average, at 1.7 they begin to lose.
     */
    private static final double UNEVEN = 1.4;
    /**
     * Blocks of a kind and prices that are kept; all are forgotten when they are more. Blocks of a kind take some 8 kB on 8×8 nodes, and
     * networks of many branches on many nodes have more kinds than memory holds.
     */
    private static final int MOST_BLOCKS = 8192;

    private static final int MOST_PRICES = 500_000;

    private final Workload workload;
    private final Graph graph;
    private final HardwareModel hardware;
    private final Redistribution redistribution;
    private final MoveVolumes volumes;
    private final Map<Integer, MoveVolumes.Blocks> homes = new HashMap<>();
    private final Map<Long, MoveVolumes.Blocks> needs = new HashMap<>();
    private final Map<Pair, MoveVolumes.Volume> pairs = new HashMap<>();
    private final Map<List<Integer>, Price> known = new HashMap<>();
    private final Map<List<Integer>, List<Double>> knownDelays = new HashMap<>();

    /**
     * A price.
     *
     * @param cycles until all inputs are in place
     * @param dynamicPj energy but for what chip and stack need all the time
     */
    record Price(double cycles, double dynamicPj) {}

    MovePrices(Workload workload, Graph graph, HardwareModel hardware) {
        this.graph = graph;
        this.workload = workload;
        this.hardware = hardware;
        this.redistribution = new Redistribution(hardware);
        this.volumes = new MoveVolumes(hardware);
    }

    /** The price behind a state in which the producers are known. */
    Price of(Option option, Live live) {
        List<Integer> key = new ArrayList<>();
        addKey(option, live, key);
        Price price = known.get(key);
        if (price == null) {
            price = price(redistribution.cost(moves(option, live), List.of()));
            bound(known, MOST_PRICES);
            known.put(List.copyOf(key), price);
        }
        return price;
    }

    private record Pair(int home, int need, int input) {
        /** Kinds are small numbers in a row, of which a record's own hash makes the same again and again. */
        @Override
        public int hashCode() {
            return (home * 0x9E3779B1 ^ need) * 0x85EBCA77 + input;
        }
    }

    /** A price that few are below, far cheaper to say. */
    Price about(Option option, Live live) {
        int[] producers = graph.producers(option.place());
        double crossing = 0;
        double reordered = 0;
        for (int input = 0; input < producers.length; input++) {
            if (producers[input] != Graph.OUTSIDE) {
                Option producer = live.at(producers[input]);
                MoveVolumes.Volume volume = volume(producer, option, input);
                crossing += volume.crossingBytes();
                reordered += isReordered(producer, option) ? volume.stayingBytes() : 0;
            }
        }
        return about(crossing, reordered);
    }

    /** The same for one input, the others apart. */
    Price about(Option producer, Option option, int input) {
        MoveVolumes.Volume volume = volume(producer, option, input);
        return about(volume.crossingBytes(), isReordered(producer, option) ? volume.stayingBytes() : 0);
    }

    private Price about(double crossingBytes, double reorderedBytes) {
        return new Price(
                UNEVEN * volumes.leastServiceCycles(crossingBytes, reorderedBytes)
                        + volumes.leastLatencyCycles(crossingBytes, reorderedBytes),
                volumes.leastPj(crossingBytes, reorderedBytes));
    }

    private static boolean isReordered(Option producer, Option option) {
        int channels = producer.layer().ofmap().channels();
        return producer.mapping().layouts().ofmap().blockFor(channels)
                != option.mapping().layouts().ifmap().blockFor(channels);
    }

    private MoveVolumes.Volume volume(Option producer, Option option, int input) {
        Pair key = new Pair(producer.outPlace(), option.inPlace(), input);
        MoveVolumes.Volume known = pairs.get(key);
        if (known == null) {
            known = volumes.volume(home(producer), need(producer, option, input));
            bound(pairs, MOST_PRICES);
            pairs.put(key, known);
        }
        return known;
    }

    private MoveVolumes.Blocks home(Option producer) {
        MoveVolumes.Blocks known = homes.get(producer.outPlace());
        if (known == null) {
            known = volumes.home(producer.layer(), producer.mapping());
            bound(homes, MOST_BLOCKS);
            homes.put(producer.outPlace(), known);
        }
        return known;
    }

    private MoveVolumes.Blocks need(Option producer, Option option, int input) {
        long key = ((long) option.inPlace() << Integer.SIZE) + input;
        MoveVolumes.Blocks known = needs.get(key);
        if (known == null) {
            LayerInput read = option.layer().inputs().get(input);
            known = volumes.need(option.layer(), option.mapping(), read, producer.layer());
            bound(needs, MOST_BLOCKS);
            needs.put(key, known);
        }
        return known;
    }

    private static void bound(Map<?, ?> kept, int most) {
        if (kept.size() >= most) {
            kept.clear();
        }
    }

    private void addKey(Option option, Live live, List<Integer> key) {
        key.add(option.inKind());
        for (int producer : graph.producers(option.place())) {
            key.add(producer == Graph.OUTSIDE ? producer : live.at(producer).outKind());
        }
    }

    private Price price(Redistribution.Cost cost) {
        return new Price(cost.cycles(), cost.energy().totalPj() - hardware.standingPj(cost.cycles()));
    }

    private Redistribution.Moves moves(Option option, Live live) {
        return redistribution.moves(workload, option.layer(), option.mapping(), name -> live.at(graph.place(name))
                .mapping());
    }

    /**
     * Cycles by which the first moves of branches are later if all of them start at once than if each were alone.
     *
     * @param branches first layers of each branch
     * @param live how their producers ran
     * @return one per branch
     */
    List<Double> delays(List<List<Option>> branches, Live live) {
        List<Integer> key = new ArrayList<>();
        for (List<Option> heads : branches) {
            heads.forEach(head -> addKey(head, live, key));
            key.add(NEXT_BRANCH);
        }
        List<Double> known = knownDelays.get(key);
        if (known == null) {
            known = Arrays.stream(priceDelays(branches, live)).boxed().toList();
            knownDelays.put(List.copyOf(key), known);
        }
        return known;
    }

    private double[] priceDelays(List<List<Option>> branches, Live live) {
        List<Redistribution.Moves> all = new ArrayList<>();
        branches.forEach(heads -> heads.forEach(head -> all.add(moves(head, live))));
        double[] delays = new double[branches.size()];
        int at = 0;
        for (int branch = 0; branch < delays.length; branch++) {
            for (int head = 0; head < branches.get(branch).size(); head++, at++) {
                List<Redistribution.Moves> others = new ArrayList<>(all);
                Redistribution.Moves own = others.remove(at);
                double alone = redistribution.cost(own, List.of()).cycles();
                double together = redistribution.cost(own, others).cycles();
                delays[branch] = Math.max(delays[branch], together - alone);
            }
        }
        return delays;
    }
}
