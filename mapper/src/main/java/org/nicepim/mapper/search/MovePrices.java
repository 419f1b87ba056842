package org.nicepim.mapper.search;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.nicepim.cost.HardwareModel;
import org.nicepim.cost.Redistribution;
import org.nicepim.workload.LayerInput;
import org.nicepim.workload.Workload;

/**
 * What bringing a layer's inputs in place costs, given how their producers ran. Depends on shapes, places, partitions and layouts
 * alone, so equal moves are priced once.
 */
final class MovePrices {
    private static final int FROM_OUTSIDE = -1;

    private final Workload workload;
    private final HardwareModel hardware;
    private final Redistribution redistribution;
    private final Map<List<Integer>, Price> known = new HashMap<>();

    /**
     * A price.
     *
     * @param cycles until all inputs are in place
     * @param dynamicPj energy but for what chip and stack need all the time
     */
    record Price(double cycles, double dynamicPj) {}

    MovePrices(Workload workload, HardwareModel hardware) {
        this.workload = workload;
        this.hardware = hardware;
        this.redistribution = new Redistribution(hardware);
    }

    /** The price behind a state in which the producers are known. */
    Price of(Option option, Map<String, Option> live) {
        List<Integer> key = new ArrayList<>();
        key.add(option.kind());
        for (LayerInput input : option.layer().inputs()) {
            Option producer = live.get(input.producer());
            key.add(producer == null ? FROM_OUTSIDE : producer.kind());
        }
        Price price = known.get(key);
        if (price == null) {
            price = price(redistribution.cost(moves(option, live), List.of()));
            known.put(List.copyOf(key), price);
        }
        return price;
    }

    private Price price(Redistribution.Cost cost) {
        return new Price(cost.cycles(), cost.energy().totalPj() - hardware.standingPj(cost.cycles()));
    }

    private Redistribution.Moves moves(Option option, Map<String, Option> live) {
        return redistribution.moves(
                workload, option.layer(), option.mapping(), name -> Objects.requireNonNull(live.get(name), name)
                        .mapping());
    }

    /**
     * Cycles by which the first moves of branches are later if all of them start at once than if each were alone.
     *
     * @param branches first layers of each branch
     * @param live how their producers ran
     * @return one per branch
     */
    double[] delays(List<List<Option>> branches, Map<String, Option> live) {
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
