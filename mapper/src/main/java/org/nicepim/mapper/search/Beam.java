package org.nicepim.mapper.search;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The best few states. Of states from which everything goes on alike the cheapest stays; of equals the first that came. */
final class Beam {
    private final int width;
    private final Weights weights;
    private final List<State> states = new ArrayList<>();

    Beam(int width, Weights weights) {
        this.width = width;
        this.weights = weights;
    }

    /** No state of this value or more finds a place. */
    double worst() {
        return states.size() < width ? Double.POSITIVE_INFINITY : weights.of(states.get(width - 1));
    }

    void add(State state) {
        double value = weights.of(state);
        if (value >= worst()) {
            return;
        }
        Map<Map<String, Option>, State> alike = new HashMap<>();
        states.forEach(other -> alike.put(other.live(), other));
        State other = alike.get(state.live());
        if (other != null) {
            if (weights.of(other) <= value) {
                return;
            }
            states.remove(other);
        }
        states.add(state);
        states.sort(Comparator.comparingDouble(weights::of));
        if (states.size() > width) {
            states.remove(width);
        }
    }

    List<State> states() {
        return List.copyOf(states);
    }
}
