package org.nicepim.mapper.search;

import java.util.ArrayList;
import java.util.List;

/** The best few states. Of states from which everything goes on alike the cheapest stays; of equals the first that came. */
final class Beam {
    private final int width;
    private final Weights weights;
    private final List<State> states = new ArrayList<>();
    private final List<Double> values = new ArrayList<>();

    Beam(int width, Weights weights) {
        this.width = width;
        this.weights = weights;
    }

    /** No state of this value or more finds a place. */
    double worst() {
        return states.size() < width ? Double.POSITIVE_INFINITY : values.get(width - 1);
    }

    void add(State state) {
        double value = weights.of(state);
        if (value >= worst()) {
            return;
        }
        for (int i = 0; i < states.size(); i++) {
            if (states.get(i).live().isLike(state.live())) {
                if (values.get(i) <= value) {
                    return;
                }
                states.remove(i);
                values.remove(i);
                break;
            }
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
