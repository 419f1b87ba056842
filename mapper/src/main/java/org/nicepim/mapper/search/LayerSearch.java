package org.nicepim.mapper.search;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.nicepim.cost.ArrayCost;
import org.nicepim.cost.HardwareModel;
import org.nicepim.cost.LayerCost;
import org.nicepim.cost.LayerCostModel;
import org.nicepim.cost.SharingLoads;
import org.nicepim.cost.node.Tilings;
import org.nicepim.mapper.MapperOptions;
import org.nicepim.mapper.mapspace.CopyChoices;
import org.nicepim.mapper.mapspace.Dataflows;
import org.nicepim.mapper.mapspace.TileSizes;
import org.nicepim.mapping.LayerMapping;
import org.nicepim.mapping.Layout;
import org.nicepim.mapping.LoopNest;
import org.nicepim.mapping.Partition;
import org.nicepim.workload.Layer;

/**
 * Finds the best few ways of one layer to run over a rectangle of nodes, or over a part of it (one that leaves nodes idle without need only
 * in styles whose branches may run side by side): partition, copies of weights, loop nest, and layouts of its feature maps.
 *
 * <p>Partitions with equal shares differ only in where parts lie, so they share their loop nests: the best of few tile sizes if each
 * operand were shared as well as by the best placement for it, with the fewest and with the most copies; each placement is priced
 * with these. Shares are visited in the order of a lower bound on their merit, and the search stops when no bound is below the
 * worst way kept. {@link #refined} tries all tile sizes for a way that is chosen, {@link #laidOutOtherwise} under other layouts too.
 */
public final class LayerSearch {
    /** What a layer may lose by other layouts than at home; a neighbour may gain more. */
    private static final double WORSE_AWAY = 1.02;

    /** The same once a way is chosen: at 1.02 EDP is 0.2 % more on four networks, without others 1.1 % more. */
    private static final double WORSE_OTHERWISE = 1.1;

    private static final int PLACEMENTS_PER_SHARE = 2;
    /** Rectangles smaller than the array keep one way in so many: tried on GoogLeNet and Inception-v3, where all cost a quarter more time. */
    private static final int FEWER_IN_PARTS = 4;
    /** Sums over the same terms in another order differ by less. */
    private static final double ROUNDING = 1 + 1e-9;

    private final HardwareModel hardware;
    private final LayerShares shares;
    private final MapperOptions options;
    private final Merit merit;
    private final Layout home;
    private final SharingPrices sharing;
    private final Effort effort;
    private final Counter counter;
    private final Map<Integer, List<Integer>> sizes = new HashMap<>();
    private final IdentityHashMap<Share, ShareNests> nests = new IdentityHashMap<>();

    /**
     * For one hardware.
     *
     * @param shares of all layers
     * @param merit what a layer is searched for
     * @param home layout of feature maps for which loop nests are searched; others are priced with these
     * @param sharing prices sharing inside the search
     */
    public LayerSearch(
            HardwareModel hardware,
            LayerShares shares,
            MapperOptions options,
            Merit merit,
            Layout home,
            SharingPrices sharing,
            Effort effort,
            Counter counter) {
        this.hardware = hardware;
        this.shares = shares;
        this.options = options;
        this.merit = merit;
        this.home = home;
        this.sharing = sharing;
        this.effort = effort;
        this.counter = counter;
    }

    /**
     * How much is tried.
     *
     * @param keep partitions with copies kept per layer and class of copies on the whole array; fewer on a part of it
     * @param sizes tried per dim of a tile while partitions are compared
     * @param within what is not better by more than this factor than the worst way kept may be missed, at least 1
     */
    public record Effort(int keep, int sizes, double within) {}

    /**
     * One way to run a layer.
     *
     * @param partition over the rectangle or a part of it
     * @param copies of the weights in each sharing set
     * @param nest inside each node
     * @param layouts of the feature maps
     * @param cost without redistribution
     */
    public record Candidate(
            Partition partition, int copies, LoopNest nest, LayerMapping.Layouts layouts, LayerCost cost) {
        /** True if they differ in their loop nests alone. */
        boolean isSameButForNest(Candidate other) {
            return partition.equals(other.partition) && copies == other.copies && layouts.equals(other.layouts);
        }
    }

    /**
     * The best ways: of those with one copy of the weights, and of those with more; each under all layouts that may pay.
     * Empty if no partition has a tile that fits the buffers.
     *
     * @param rows of the rectangle
     * @param cols of the rectangle
     * @param copies that may be chosen
     */
    public List<Candidate> candidates(Layer layer, int rows, int cols, CopyChoices copies) {
        boolean whole = rows * cols == hardware.config().nodes();
        int kept = whole ? effort.keep : (effort.keep + FEWER_IN_PARTS - 1) / FEWER_IN_PARTS;
        Shortlist single = new Shortlist(kept);
        Shortlist copied = new Shortlist(kept);
        for (Bounded bounded : bounded(layer, rows, cols)) {
            boolean any = single.size() + copied.size() > 0;
            boolean closed = isClosed(single, bounded.value) && isClosed(copied, bounded.value);
            if (any && (isExhausted() || closed)) {
                break;
            }
            ShareSearch search = new ShareSearch(layer, bounded.placed);
            List<Integer> numbers = copies.of(layer, bounded.share().partition());
            for (int i = 0; i < numbers.size(); i++) {
                Shortlist list = numbers.get(i) == 1 ? single : copied;
                if (i < CopyChoices.ENDS) {
                    search.nests(numbers.get(i), limit(list) * ROUNDING);
                }
                list.addAll(search.rated(numbers.get(i)));
            }
        }
        List<Candidate> all = new ArrayList<>();
        single.rated().forEach(rated -> all.addAll(rated.underLayouts()));
        copied.rated().forEach(rated -> all.addAll(rated.underLayouts()));
        return all;
    }

    private boolean isExhausted() {
        return counter.evaluations() >= options.budget();
    }

    /** True if nothing of that value would find a place; in an empty list nothing is missed. */
    private boolean isClosed(Shortlist list, double value) {
        return list.size() == 0 || value >= limit(list);
    }

    /** Only what is below it is looked for. */
    private double limit(Shortlist list) {
        return list.limit() / effort.within;
    }

    /** What the best of these ways costs; empty if there is none. */
    Optional<LayerCost> least(Layer layer, int rows, int cols, CopyChoices copies) {
        return candidates(layer, rows, cols, copies).stream()
                .map(Candidate::cost)
                .min(Comparator.comparingDouble(this::value));
    }

    /** A way that was chosen, with the best loop nest for it of all tile sizes. */
    Candidate refined(Layer layer, Candidate chosen) {
        return best(layer, chosen, chosen.layouts, value(chosen)).orElse(chosen);
    }

    /**
     * A way that was chosen, under all other layouts that are little worse: of all tile sizes the best loop nest for these, where before
     * they had that for the layout at home.
     */
    List<Candidate> laidOutOtherwise(Layer layer, Candidate chosen) {
        List<Candidate> others = new ArrayList<>();
        Set<List<Integer>> seen = new HashSet<>(List.of(blocks(layer, chosen.layouts)));
        for (LayerMapping.Layouts layouts : layouts()) {
            if (seen.add(blocks(layer, layouts)) && !isExhausted()) {
                best(layer, chosen, layouts, value(chosen) * WORSE_OTHERWISE).ifPresent(others::add);
            }
        }
        return others;
    }

    private static List<Integer> blocks(Layer layer, LayerMapping.Layouts layouts) {
        return List.of(
                layouts.ifmap().blockFor(layer.ifmap().channels()),
                layouts.ofmap().blockFor(layer.ofmap().channels()));
    }

    private List<LayerMapping.Layouts> layouts() {
        return options.layouts().stream()
                .flatMap(in -> options.layouts().stream().map(out -> new LayerMapping.Layouts(in, out)))
                .toList();
    }

    private Optional<Candidate> best(Layer layer, Candidate way, LayerMapping.Layouts layouts, double limit) {
        SharingLoads own = sharing.loads(way.partition, way.copies);
        LayerCostModel model = new LayerCostModel(layer, hardware, way.partition, layouts, own);
        return new LoopNestSearch(
                        model,
                        way.partition.largestShare(layer.dims()),
                        Dataflows.distinct(layer, hardware.config()),
                        merit,
                        counter)
                .best(limit)
                .map(found -> new Candidate(way.partition, way.copies, found.nest(), layouts, found.cost()));
    }

    /** What a way counts for, without bringing its inputs in place. */
    double value(Candidate candidate) {
        return value(candidate.cost);
    }

    private double value(LayerCost cost) {
        return merit.of(cost.latencyCycles(), cost.energy().totalPj());
    }

    /** A way under its best layouts and what it counts for. */
    record Rated(ShareSearch search, Partition partition, int copies, Nest nest, double value) {
        private List<Candidate> underLayouts() {
            return search.underLayouts(this);
        }
    }

    /** Shares and what none of their ways beats, best first. */
    private List<Bounded> bounded(Layer layer, int rows, int cols) {
        return shares.of(layer, rows, cols).stream()
                .map(placed -> new Bounded(placed, placed.share().bound().value(merit)))
                .sorted(Comparator.comparingDouble(Bounded::value))
                .toList();
    }

    private record Bounded(LayerShares.Placed placed, double value) {
        private Share share() {
            return placed.share();
        }
    }

    /** A loop nest and what it comes to under any placement. */
    private record Nest(LoopNest nest, Tilings tilings, ArrayCost array) {}

    /**
     * The loop nests of one share, for the fewest and for the most copies of its weights: searched on the first rectangle that asks, and
     * of use on all others.
     */
    private static final class ShareNests {
        private final List<Nest> nests = new ArrayList<>();
        /** By copies: what is below it was looked for. */
        private final Map<Integer, Double> searched = new HashMap<>();
    }

    /** The placements of one share. */
    final class ShareSearch {
        private final Layer layer;
        private final Share share;
        private final List<Partition> placements;
        private final ShareNests known;
        private final LayerMapping.Layouts homes = new LayerMapping.Layouts(home, home);
        private final WordTraffic traffic = WordTraffic.under(homes);

        private ShareSearch(Layer layer, LayerShares.Placed placed) {
            this.layer = layer;
            this.share = placed.share();
            this.placements = placed.placements();
            this.known = nests.computeIfAbsent(share, s -> new ShareNests());
        }

        /** Looks for a loop nest for so many copies that is below a limit and better than what is known. */
        void nests(int copies, double limit) {
            if (limit <= known.searched.getOrDefault(copies, 0.0)) {
                return;
            }
            SharingLoads least = SharingLoads.least(placements.stream()
                    .map(partition -> sharing.loads(partition, copies))
                    .toList());
            LayerCostModel model = model(share.partition(), least);
            double best = known.nests.stream()
                    .mapToDouble(nest -> value(cost(model, nest, homes)) * ROUNDING)
                    .reduce(Double.POSITIVE_INFINITY, Math::min);
            Optional<Nest> found = new LoopNestSearch(
                            model, share.dims(), Dataflows.distinct(layer, hardware.config()), merit, counter)
                    .sized(List.of(this::sizes))
                    .under(traffic)
                    .floors(share.bound().floors())
                    .best(Math.min(limit, best))
                    .map(nest -> nest(model, nest));
            found.ifPresent(known.nests::add);
            known.searched.put(copies, found.isPresent() || best <= limit ? Double.POSITIVE_INFINITY : limit);
        }

        /**
         * The best placements: more of one share would crowd out others, which redistribution may favour. Numbers of copies between the fewest
         * and the most take the best of both loop nests.
         */
        List<Rated> rated(int copies) {
            List<Rated> rated = new ArrayList<>();
            if (!known.nests.isEmpty()) {
                for (Partition partition : placements) {
                    rated.add(best(partition, copies));
                }
            }
            rated.sort(Comparator.comparingDouble(Rated::value));
            return rated.subList(0, Math.min(PLACEMENTS_PER_SHARE, rated.size()));
        }

        private List<Integer> sizes(int extent) {
            return sizes.computeIfAbsent(extent, e -> TileSizes.some(e, effort.sizes));
        }

        private Nest nest(LayerCostModel model, LoopNestSearch.Found found) {
            Tilings tilings = model.tilings(found.nest().tile());
            return new Nest(
                    found.nest(), tilings, model.array(tilings, found.nest().dataflow()));
        }

        private Rated best(Partition partition, int copies) {
            LayerCostModel model = model(partition, sharing.loads(partition, copies));
            return known.nests.stream()
                    .map(nest -> new Rated(this, partition, copies, nest, value(cost(model, nest, homes))))
                    .min(Comparator.comparingDouble(Rated::value))
                    .orElseThrow();
        }

        private LayerCost cost(LayerCostModel model, Nest nest, LayerMapping.Layouts layouts) {
            counter.add(1);
            return model.cost(nest.tilings, traffic.of(layouts, model, nest.tilings), nest.nest.order(), nest.array);
        }

        /** At home, and under every other pair of layouts that is little worse. */
        private List<Candidate> underLayouts(Rated rated) {
            LayerCostModel model = model(rated.partition, sharing.loads(rated.partition, rated.copies));
            List<Candidate> all = new ArrayList<>();
            for (LayerMapping.Layouts layouts : layouts()) {
                LayerCost cost = cost(model, rated.nest, layouts);
                if (layouts.equals(homes) || value(cost) < rated.value * WORSE_AWAY) {
                    all.add(new Candidate(rated.partition, rated.copies, rated.nest.nest, layouts, cost));
                }
            }
            return all;
        }

        private LayerCostModel model(Partition partition, SharingLoads loads) {
            return new LayerCostModel(layer, hardware, partition, homes, loads);
        }
    }
}
