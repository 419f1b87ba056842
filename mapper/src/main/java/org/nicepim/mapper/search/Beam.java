package org.nicepim.mapper.search;

import java.util.ArrayList;
import java.util.List;

/**
 * The best few states. Of states from which everything goes on alike the cheapest stays; of equals the first that came. Only a few that
 * differ in older outputs alone stay, so that there is a choice of how the newest one lies.
 */
final class Beam {
    private static final int ALIKE = 2;

    private final int width;
    private final List<State> states = new ArrayList<>();
    private final List<Double> values = new ArrayList<>();

    Beam(int width) {
        this.width = width;
    }

    /** No state of this value or more finds a place. */
    double worst() {
        return states.size() < width ? Double.POSITIVE_INFINITY : values.get(width - 1);
    }

    /**
     * Keeps a state if it is good enough.
     *
     * @param value by which states are compared
     */
    void add(State state, double value) {
        if (value >= worst()) {
            return;
        }
        int replaced = -1;
        int alike = 0;
        for (int i = 0; i < states.size(); i++) {
            Live other = states.get(i).live();
            if (other.isLike(state.live())) {
                replaced = i;
                break;
            }
            if (other.endsLike(state.live()) && ++alike == ALIKE) {
                replaced = i;
            }
        }
        if (replaced >= 0) {
            if (values.get(replaced) <= value) {
                return;
            }
            states.remove(replaced);
            values.remove(replaced);
        }
        int place = states.size();
        while (place > 0 && values.get(place - 1) > value) {
            place--;
        }
        states.add(place, state);
        values.add(place, value);
        if (states.size() > width) {
            states.remove(width);
            values.remove(width);
        }
    }

    List<State> states() {
        return List.copyOf(states);
    }
}
