package org.nicepim.mapper.search;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.nicepim.mapper.mapspace.Segment;
import org.nicepim.mapping.Region;

/**
 * What later layers will come to, more or less, because of how an output lies: for each reader the best of its ways, by what it
 * costs more than the cheapest, about what the move costs, and what lies ahead of it in turn. What lies ahead of a reader of
 * several outputs is shared among them. An estimate to compare states by, neither a bound nor a part of any price.
 */
final class Ahead {
    /**
     * Ways of a reader that are looked at, best first. Tried on three networks on two chips: densenet121 takes half the time that all ways take, and EDP
     * is 0.1 % more on average; with 12 it is 0.7 % more.
     */
    private static final int MOST_WAYS = 24;

    private final Options options;
    private final Graph graph;
    private final MovePrices moves;
    private final Weights weights;
    private final List<Segment.Single> layers;
    private final Map<Place, List<Way>> ways = new HashMap<>();
    private final Map<Key, Double> known = new HashMap<>();

    /**
     * For one pass.
     *
     * @param layers of the network, by place
     */
    Ahead(Options options, Graph graph, MovePrices moves, Weights weights, List<Segment.Single> layers) {
        this.options = options;
        this.graph = graph;
        this.moves = moves;
        this.weights = weights;
        this.layers = layers;
    }

    /**
     * Which layers run where.
     *
     * @param first of the layers of a part of the network, by place
     * @param last of them
     * @param region of these
     * @param others of all others; at the end itself
     */
    record Where(int first, int last, Region region, Optional<Where> others) {
        Region of(int place) {
            return (place >= first && place <= last) || others.isEmpty()
                    ? region
                    : others.get().of(place);
        }
    }

    private record Place(int reader, Region region) {}

    private record Key(int home, int reader, int input, Region region) {}

    /** The best of the ways of a layer that need their inputs alike, by all but that. */
    private record Way(Option option, double value) {}

    /** What lies ahead because of all outputs that are still to be read behind a layer. */
    double of(Live live, int place, Where where) {
        double sum = 0;
        for (Option option : live.options()) {
            sum += of(option, place, where);
        }
        return sum;
    }

    /** What lies ahead because of one output. */
    double of(Option home, int place, Where where) {
        double sum = 0;
        for (Graph.Read read : graph.readers(home.place())) {
            if (read.reader() > place) {
                sum += of(home, read, where);
            }
        }
        return sum;
    }

    private double of(Option home, Graph.Read read, Where where) {
        Key key = new Key(home.outKind(), read.reader(), read.input(), where.of(read.reader()));
        Double value = known.get(key);
        if (value == null) {
            value = least(home, read, where);
            known.put(key, value);
        }
        return value;
    }

    private double least(Option home, Graph.Read read, Where where) {
        double least = Double.POSITIVE_INFINITY;
        for (Way way : ways(read.reader(), where)) {
            if (way.value >= least) {
                break;
            }
            MovePrices.Price move = moves.about(home, way.option, read.input());
            least = Math.min(least, way.value + weights.of(move));
        }
        return least == Double.POSITIVE_INFINITY ? 0 : least;
    }

    private List<Way> ways(int reader, Where where) {
        Place key = new Place(reader, where.of(reader));
        List<Way> known = ways.get(key);
        if (known == null) {
            known = best(reader, where);
            ways.put(key, known);
        }
        return known;
    }

    /** Per kind of input the best way, best first. */
    private List<Way> best(int reader, Where where) {
        Map<Integer, Way> best = new LinkedHashMap<>();
        double cheapest = Double.POSITIVE_INFINITY;
        for (Option option : options.of(layers.get(reader), where.of(reader))) {
            double value = weights.of(option);
            cheapest = Math.min(cheapest, value);
            Way way = new Way(option, value + of(option, reader, where));
            best.merge(option.inKind(), way, (a, b) -> b.value < a.value ? b : a);
        }
        int inputs = graph.producers(reader).length;
        List<Way> ways = new ArrayList<>();
        for (Way way : best.values()) {
            ways.add(new Way(way.option, (way.value - cheapest) / inputs));
        }
        ways.sort(Comparator.comparingDouble(Way::value));
        return ways.size() <= MOST_WAYS ? ways : List.copyOf(ways.subList(0, MOST_WAYS));
    }
}
