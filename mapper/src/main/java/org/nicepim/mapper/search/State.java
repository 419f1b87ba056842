package org.nicepim.mapper.search;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How far a search has got, and at what cost.
 *
 * @param cycles so far
 * @param dynamicPj so far
 * @param weightBytes so far, on a node that every region holds
 * @param live how the layers run whose outputs later layers read
 * @param trail what was chosen; empty at the start
 */
record State(double cycles, double dynamicPj, double weightBytes, Map<String, Option> live, Optional<Trail> trail) {
    /** Before the first layer. */
    static final State START = new State(0, 0, 0, Map.of(), Optional.empty());

    /** The place that a branch starts from, at no cost so far. */
    State fork() {
        return new State(0, 0, 0, live, Optional.empty());
    }

    /**
     * One layer further.
     *
     * @param moved what bringing its inputs in place costs
     * @param uses who is read by whom
     */
    State then(Option option, MovePrices.Price moved, Uses uses) {
        Option.Price price = option.price();
        Map<String, Option> next = new HashMap<>(live);
        next.put(option.layer().name(), option);
        uses.dropUnread(next, option.layer());
        return new State(
                cycles + price.cycles() + moved.cycles(),
                dynamicPj + price.dynamicPj() + moved.dynamicPj(),
                weightBytes + price.weightBytes(),
                next,
                Optional.of(new Trail(trail, new Trail.One(option))));
    }

    /**
     * Behind branches that ran side by side from here.
     *
     * @param ends where each branch ended
     * @param cycles of all of them
     */
    State behind(List<State> ends, double cycles, Uses uses) {
        double pj = dynamicPj;
        double bytes = weightBytes;
        Map<String, Option> next = new HashMap<>(live);
        for (State end : ends) {
            pj += end.dynamicPj;
            bytes += end.weightBytes;
            next.putAll(end.live);
        }
        List<Trail> branches = ends.stream().flatMap(end -> end.trail.stream()).toList();
        branches.forEach(branch -> branch.forEach(option -> uses.dropUnread(next, option.layer())));
        return new State(
                this.cycles + cycles, pj, bytes, next, Optional.of(new Trail(trail, new Trail.Side(branches))));
    }
}
