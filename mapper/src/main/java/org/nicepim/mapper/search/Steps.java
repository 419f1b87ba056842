package org.nicepim.mapper.search;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/** The most promising of many steps of a {@link NetworkSearch}, by a cheap estimate; of equals the first that came. */
final class Steps {
    private final int most;
    private final PriorityQueue<Step> worstFirst = new PriorityQueue<>(Step.ORDER.reversed());
    private int offered;

    /**
     * None so far.
     *
     * @param most steps kept
     */
    Steps(int most) {
        this.most = most;
    }

    /**
     * A state one layer further.
     *
     * @param number in the order in which steps came
     * @param state before it
     * @param option of the layer
     * @param still what it comes to without bringing inputs in place
     * @param about what it comes to with a cheap estimate of that
     */
    record Step(int number, State state, Option option, double still, double about) {
        private static final Comparator<Step> ORDER =
                Comparator.comparingDouble(Step::about).thenComparingInt(Step::number);
    }

    /** Keeps a step if it is promising enough. */
    void add(State state, Option option, double still, double about) {
        int number = offered++;
        if (worstFirst.size() == most) {
            if (worstFirst.element().about <= about) {
                return;
            }
            worstFirst.remove();
        }
        worstFirst.add(new Step(number, state, option, still, about));
    }

    /** Those kept. */
    List<Step> bestFirst() {
        List<Step> steps = new ArrayList<>(worstFirst);
        steps.sort(Step.ORDER);
        return steps;
    }
}
