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
import org.nicepim.cost.SharingLoads;
import org.nicepim.mapper.MapperOptions;
import org.nicepim.mapper.mapspace.Partitions;
import org.nicepim.mapping.Dataflow;
import org.nicepim.mapping.LoopNest;
import org.nicepim.mapping.Partition;
import org.nicepim.sharing.DataScheduler;
import org.nicepim.workload.Dim;
import org.nicepim.workload.Layer;
import org.nicepim.workload.LayerDims;

/**
 * Finds the best few (partition, loop nest) pairs of one layer over the array, or over the largest part of it that the
 * layer's dims fill.
 *
 * <p>Partitions with equal shares differ only in where parts lie, so they share one loop-nest search, run with the
 * placement whose links are least busy; the others are priced with the loop nest found. Shares are visited in the order of
 * a lower bound on their objective, and the search stops when no bound is below the worst pair kept.
 */
public final class LayerSearch {
    private static final List<Dataflow> MATRIX =
            List.of(Dataflow.C_K, Dataflow.K_C, Dataflow.CR_K, Dataflow.K_QP, Dataflow.QP_K, Dataflow.G_QP);
    private static final List<Dataflow> CHANNELWISE = List.of(Dataflow.G_QP, Dataflow.QP_G);

    private static final int PLACEMENTS_PER_SHARE = 2;

    private final HardwareModel hardware;
    private final MapperOptions options;
    private final DataScheduler scheduler;
    private final int keep;
    private final Counter counter;
    private final Map<Partition, SharingLoads> loads = new HashMap<>();

    /**
     * For one hardware.
     *
     * @param scheduler prices sharing inside the search
     * @param keep pairs kept per layer
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
     * @param partition over the array or a part of it
     * @param nest inside each node
     * @param cost without redistribution
     */
    public record Candidate(Partition partition, LoopNest nest, LayerCost cost) {}

    /** The best pairs, best first; empty if no partition has a tile that fits the buffers. */
    public List<Candidate> candidates(Layer layer) {
        List<Rated> kept = new ArrayList<>();
        for (Share share : shares(layer)) {
            boolean full = kept.size() >= keep;
            boolean exhausted = counter.evaluations() >= options.budget() && !kept.isEmpty();
            if (exhausted || (full && share.bound >= kept.get(keep - 1).value)) {
                break;
            }
            kept.addAll(search(layer, share));
            kept.sort(Comparator.comparingDouble(Rated::value));
            while (kept.size() > keep) {
                kept.remove(kept.size() - 1);
            }
        }
        return kept.stream().map(Rated::candidate).toList();
    }

    private record Rated(Candidate candidate, double value) {}

    /** Partitions with the same share, and what none of them beats. */
    private record Share(LayerDims dims, List<Partition> placements, double bound) {}

    private List<Share> shares(Layer layer) {
        Map<List<Integer>, List<Partition>> groups = new LinkedHashMap<>();
        List<Partition> all = Partitions.largest(
                layer,
                hardware.config().nodeRows(),
                hardware.config().nodeCols(),
                options.style().dims());
        for (Partition partition : all) {
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

    private List<Rated> search(Layer layer, Share share) {
        List<Partition> placements = share.placements.stream()
                .sorted(Comparator.comparingDouble(partition -> busyness(loads(partition))))
                .toList();
        LayerCostModel first = model(layer, placements.get(0));
        Optional<LoopNestSearch.Found> found =
                new LoopNestSearch(first, share.dims, dataflows(layer), options.objective(), counter).best();
        if (found.isEmpty()) {
            return List.of();
        }
        List<Rated> rated = new ArrayList<>();
        for (Partition partition : placements) {
            LayerCost cost = model(layer, partition).cost(found.get().nest());
            counter.add(1);
            double value =
                    options.objective().of(cost.latencyCycles(), cost.energy().totalPj());
            rated.add(new Rated(new Candidate(partition, found.get().nest(), cost), value));
        }
        // The best few of each share: more of one share would crowd out others, which redistribution may favour.
        rated.sort(Comparator.comparingDouble(Rated::value));
        return rated.subList(0, Math.min(PLACEMENTS_PER_SHARE, rated.size()));
    }

    private LayerCostModel model(Layer layer, Partition partition) {
        return new LayerCostModel(layer, hardware, partition, options.layouts(), loads(partition));
    }

    private SharingLoads loads(Partition partition) {
        SharingLoads known = loads.get(partition);
        if (known == null) {
            known = SharingLoads.of(partition, hardware.config().technology().noc(), scheduler);
            loads.put(partition, known);
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
        boolean channelwise = layer.dims().k() == 1 && layer.dims().c() == 1;
        return channelwise ? CHANNELWISE : MATRIX;
    }
}
