package org.nicepim.mapper.search;

import java.util.List;
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
record State(double cycles, double dynamicPj, double weightBytes, Live live, Optional<Trail> trail) {
    /** Before the first layer. */
    static final State START = startingWith(Live.NONE);

    /** The place that a branch starts from, at no cost so far. */
    static State startingWith(Live live) {
        return new State(0, 0, 0, live, Optional.empty());
    }

    /**
     * One layer further.
     *
     * @param moved what bringing its inputs in place costs
     */
    State then(Option option, MovePrices.Price moved, Graph graph) {
        Option.Price price = option.price();
        return new State(
                cycles + price.cycles() + moved.cycles(),
                dynamicPj + price.dynamicPj() + moved.dynamicPj(),
                weightBytes + price.weightBytes(),
                live.with(option, graph),
                Optional.of(new Trail(trail, new Trail.One(option))));
    }

    /**
     * Behind branches that ran side by side from here.
     *
     * @param ends where each branch ended
     * @param cycles of all of them
     * @param last of their layers
     * @param instead where one after another would have ended at best
     */
    State behind(List<State> ends, double cycles, int last, State instead, Graph graph) {
        double pj = dynamicPj;
        double bytes = weightBytes;
        for (State end : ends) {
            pj += end.dynamicPj;
            bytes += end.weightBytes;
        }
        List<Trail> branches = ends.stream().flatMap(end -> end.trail.stream()).toList();
        Live next = live.behind(ends.stream().map(State::live).toList(), last, graph);
        Gain gain = new Gain(instead.cycles - this.cycles - cycles, instead.dynamicPj - pj);
        return new State(
                this.cycles + cycles, pj, bytes, next, Optional.of(new Trail(trail, new Trail.Side(branches, gain))));
    }
}
