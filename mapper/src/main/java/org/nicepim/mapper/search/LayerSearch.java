package org.nicepim.mapper.search;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.nicepim.cost.HardwareModel;
import org.nicepim.cost.LayerCost;
import org.nicepim.cost.LayerCostModel;
import org.nicepim.cost.LoadsByCopies;
import org.nicepim.cost.SharingLoads;
import org.nicepim.mapper.MapperOptions;
import org.nicepim.mapper.mapspace.CopyChoices;
import org.nicepim.mapper.mapspace.Dataflows;
import org.nicepim.mapper.mapspace.Partitions;
import org.nicepim.mapping.Dataflow;
import org.nicepim.mapping.LayerMapping;
import org.nicepim.mapping.LoopNest;
import org.nicepim.mapping.Partition;
import org.nicepim.sharing.DataScheduler;
import org.nicepim.workload.Dim;
import org.nicepim.workload.Layer;
import org.nicepim.workload.LayerDims;

/**
 * Finds the best few (partition, copies, loop nest) triples of one layer over a rectangle of nodes, or over the largest part of
 * it that the layer's dims fill.
 *
 * <p>Partitions with equal shares differ only in where parts lie, so they share one loop-nest search, run with the
 * placement whose links are least busy; the others are priced with the loop nest found. Shares are visited in the order of
 * a lower bound on their objective, and the search stops when no bound is below the worst triple kept.
 *
 * <p>A share is left out before that if no loop nest that is tried would bring any of its placements among those kept: none is below the
 * worst if each operand were shared as well as by the best placement for it. The loop nest found for one placement
 * may suit another better, so the worst triple kept is no limit for the search with one placement alone.
 */
public final class LayerSearch {
    private static final int PLACEMENTS_PER_SHARE = 2;
    /** Sums over the same terms in another order differ by less. */
    private static final double ROUNDING = 1 + 1e-9;

    private final HardwareModel hardware;
    private final MapperOptions options;
    private final DataScheduler scheduler;
    private final int keep;
    private final Counter counter;
    private final Map<Partition, LoadsByCopies> byCopies = new HashMap<>();
    private final Map<Copied, SharingLoads> loads = new HashMap<>();

    /**
     * For one hardware.
     *
     * @param scheduler prices sharing inside the search
     * @param keep triples kept per layer and class of copies
     */
    public LayerSearch(
            HardwareModel hardware, MapperOptions options, DataScheduler scheduler, int keep, Counter counter) {
        this.hardware = hardware;
        this.options = options;
        this.scheduler = scheduler;
        this.keep = keep;
        this.counter = counter;
    }

    /**
     * One way to run a layer.
     *
     * @param partition over the rectangle or a part of it
     * @param copies of the weights in each sharing set
     * @param nest inside each node
     * @param cost without redistribution
     */
    public record Candidate(Partition partition, int copies, LoopNest nest, LayerCost cost) {}

    /**
     * The best triples, best first: of those with one copy of the weights, and of those with more. Empty if no partition has a
     * tile that fits the buffers.
     *
     * @param rows of the rectangle
     * @param cols of the rectangle
     * @param layouts of the feature maps
     * @param copies that may be chosen
     */
    public List<Candidate> candidates(
            Layer layer, int rows, int cols, LayerMapping.Layouts layouts, CopyChoices copies) {
        Shortlist single = new Shortlist(keep);
        Shortlist copied = new Shortlist(keep);
        for (Share share : shares(layer, rows, cols)) {
            boolean any = single.size() + copied.size() > 0;
            boolean exhausted = counter.evaluations() >= options.budget();
            boolean closed = single.isClosedTo(share.bound) && copied.isClosedTo(share.bound);
            if (any && (exhausted || closed)) {
                break;
            }
            ShareSearch search = new ShareSearch(layer, share, layouts);
            List<Integer> numbers = copies.of(layer, share.placements.get(0));
            if (numbers.stream()
                    .anyMatch(number -> search.mayBeBelow((number == 1 ? single : copied).limit(), number))) {
                for (int number : numbers) {
                    (number == 1 ? single : copied).addAll(search.rated(number));
                }
            }
        }
        List<Rated> both = new ArrayList<>(single.rated());
        both.addAll(copied.rated());
        both.sort(Comparator.comparingDouble(Rated::value));
        return both.stream().map(Rated::candidate).toList();
    }

    /** A triple and its objective. */
    record Rated(Candidate candidate, double value) {}

    /** Partitions with the same share, and what none of them beats. */
    private record Share(LayerDims dims, List<Partition> placements, double bound) {}

    private List<Share> shares(Layer layer, int rows, int cols) {
        Map<List<Integer>, List<Partition>> groups = new LinkedHashMap<>();
        for (Partition partition :
                Partitions.largest(layer, rows, cols, options.style().dims())) {
            groups.computeIfAbsent(parts(partition), parts -> new ArrayList<>()).add(partition);
        }
        return groups.values().stream()
                .map(placements -> new Share(
                        placements.get(0).largestShare(layer.dims()),
                        placements,
                        ShareBound.value(layer, placements.get(0), hardware, options.objective())))
                .sorted(Comparator.comparingDouble(Share::bound))
                .toList();
    }

    private static List<Integer> parts(Partition partition) {
        return java.util.Arrays.stream(Dim.values()).map(partition::parts).toList();
    }

    /** The placements of one share. */
    private final class ShareSearch {
        private final Layer layer;
        private final Share share;
        private final LayerMapping.Layouts layouts;
        private final List<LoopNest> nests = new ArrayList<>();
        /** By number of copies, what is best if each operand were shared as well as by any placement. */
        private final Map<Integer, LoopNest> promising = new HashMap<>();

        ShareSearch(Layer layer, Share share, LayerMapping.Layouts layouts) {
            this.layer = layer;
            this.share = share;
            this.layouts = layouts;
        }

        /** False if no placement with any loop nest that is tried is below a limit. */
        boolean mayBeBelow(double limit, int copies) {
            if (limit == Double.POSITIVE_INFINITY) {
                return true;
            }
            SharingLoads least = SharingLoads.least(share.placements.stream()
                    .map(partition -> loads(partition, copies))
                    .toList());
            LayerCostModel model = new LayerCostModel(layer, hardware, share.placements.get(0), layouts, least);
            Optional<LoopNest> found = search(model).best(limit * ROUNDING).map(LoopNestSearch.Found::nest);
            found.ifPresent(nest -> promising.put(copies, nest));
            return found.isPresent();
        }

        /**
         * The best placements: more of one share would crowd out others, which redistribution may favour. The fewest and the most
         * copies have loop nests of their own; those between take the better of both.
         */
        List<Rated> rated(int copies) {
            List<Partition> placements = share.placements.stream()
                    .sorted(Comparator.comparingDouble(partition -> busyness(loads(partition, copies))))
                    .toList();
            boolean middle =
                    copies > 1 && copies < share.placements.get(0).sharers(org.nicepim.workload.Operand.WEIGHT);
            if (!middle || nests.isEmpty()) {
                search(placements.get(0), copies).ifPresent(nests::add);
            }
            List<Rated> rated = new ArrayList<>();
            for (Partition partition : placements) {
                best(partition, copies).ifPresent(rated::add);
            }
            rated.sort(Comparator.comparingDouble(Rated::value));
            return rated.subList(0, Math.min(PLACEMENTS_PER_SHARE, rated.size()));
        }

        /** What is promising for all placements limits the search with one. */
        private Optional<LoopNest> search(Partition partition, int copies) {
            LayerCostModel model = model(partition, copies);
            double limit = Optional.ofNullable(promising.get(copies))
                    .map(nest -> value(model.cost(nest)) * ROUNDING)
                    .orElse(Double.POSITIVE_INFINITY);
            return search(model).best(limit).map(LoopNestSearch.Found::nest);
        }

        private LoopNestSearch search(LayerCostModel model) {
            return new LoopNestSearch(model, share.dims, dataflows(layer), options.objective(), counter);
        }

        private double value(LayerCost cost) {
            return options.objective().of(cost.latencyCycles(), cost.energy().totalPj());
        }

        private Optional<Rated> best(Partition partition, int copies) {
            LayerCostModel model = model(partition, copies);
            return nests.stream()
                    .map(nest -> rate(partition, copies, nest, model.cost(nest)))
                    .min(Comparator.comparingDouble(Rated::value));
        }

        private Rated rate(Partition partition, int copies, LoopNest nest, LayerCost cost) {
            counter.add(1);
            return new Rated(new Candidate(partition, copies, nest, cost), value(cost));
        }

        private LayerCostModel model(Partition partition, int copies) {
            return new LayerCostModel(layer, hardware, partition, layouts, loads(partition, copies));
        }
    }

    private record Copied(Partition partition, int copies) {}

    private SharingLoads loads(Partition partition, int copies) {
        Copied key = new Copied(partition, copies);
        SharingLoads known = loads.get(key);
        if (known == null) {
            known = byCopies(partition).with(copies);
            loads.put(key, known);
        }
        return known;
    }

    private LoadsByCopies byCopies(Partition partition) {
        LoadsByCopies known = byCopies.get(partition);
        if (known == null) {
            known = LoadsByCopies.of(partition, hardware.config().technology().noc(), scheduler);
            byCopies.put(partition, known);
        }
        return known;
    }

    private static double busyness(SharingLoads loads) {
        return loads.links().stream()
                .mapToDouble(link -> link.ifmap() + link.weight() + link.ofmap())
                .max()
                .orElse(0);
    }

    /** Dataflows that suit the type of layer. */
    static List<Dataflow> dataflows(Layer layer) {
        return Dataflows.of(layer);
    }
}
