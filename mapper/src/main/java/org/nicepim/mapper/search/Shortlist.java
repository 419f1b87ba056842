package org.nicepim.mapper.search;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The best few ways to run a layer, best first; of equals the first that came. */
final class Shortlist {
    private final int most;
    private final List<LayerSearch.Rated> rated = new ArrayList<>();

    Shortlist(int most) {
        this.most = most;
    }

    void addAll(List<LayerSearch.Rated> more) {
        rated.addAll(more);
        rated.sort(Comparator.comparingDouble(LayerSearch.Rated::value));
        while (rated.size() > most) {
            rated.remove(rated.size() - 1);
        }
    }

    int size() {
        return rated.size();
    }

    /** What is below it finds a place. */
    double limit() {
        return rated.size() < most
                ? Double.POSITIVE_INFINITY
                : rated.get(most - 1).value();
    }

    List<LayerSearch.Rated> rated() {
        return rated;
    }
}
