package org.nicepim.mapper;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.nicepim.cost.Capacity;
import org.nicepim.cost.HardwareModel;
import org.nicepim.mapper.mapspace.CopyChoices;
import org.nicepim.mapper.mapspace.Segment;
import org.nicepim.mapper.mapspace.Segments;
import org.nicepim.mapper.search.Counter;
import org.nicepim.mapper.search.LayerSearch;
import org.nicepim.mapper.search.NetworkSearch;
import org.nicepim.mapper.search.Options;
import org.nicepim.mapper.search.Weights;
import org.nicepim.mapping.LayerMapping;
import org.nicepim.mapping.Layout;
import org.nicepim.mapping.Mapping;
import org.nicepim.mapping.Region;
import org.nicepim.sharing.DataScheduler;
import org.nicepim.workload.Layer;
import org.nicepim.workload.Workload;

/**
 * The search for one workload's mapping: rounds of {@link NetworkSearch}, with the layout for all feature maps whose first round is
 * the best.
 *
 * <pre>
 *   product objective    E·T is taken apart at the last round's E and T:  d(E·T) = E·dT + T·dE
 *   capacity             DRAM has a price per byte, 0 at first; if the weights' copies do not fit, the price rises until they
 *                        do and is then lowered as far as they still fit (Lagrange multiplier, bisection)
 *   uniform copies       from the most that there could be downwards, until they fit
 * </pre>
 */
final class WholeSearch {
    /** Candidates kept per layer and rectangle. */
    private static final int KEEP = 12;
    /** States of the beam. */
    private static final int WIDTH = 6;
    /** Rounds for product objectives. */
    private static final int ROUNDS = 3;
    /** Prices of DRAM tried once one is known at which everything fits. */
    private static final int BISECTIONS = 5;
    /** Doublings of the price of DRAM before the search gives up. */
    private static final int MOST_RISES = 60;

    private final Workload workload;
    private final HardwareModel hardware;
    private final MapperOptions options;
    private final Segment network;
    private final Region array;
    private final LayerSearch layers;
    private final NetworkSearch networks;
    private final Map<Object, Integer> kinds = new HashMap<>();

    WholeSearch(
            Workload workload,
            HardwareModel hardware,
            MapperOptions options,
            DataScheduler scheduler,
            Counter counter) {
        this.workload = workload;
        this.hardware = hardware;
        this.options = options;
        this.network = Segments.of(workload);
        this.array =
                new Region(0, 0, hardware.config().nodeRows(), hardware.config().nodeCols());
        this.layers = new LayerSearch(hardware, options, scheduler, KEEP, counter);
        this.networks = new NetworkSearch(workload, hardware, WIDTH);
    }

    /**
     * A mapping.
     *
     * @param found what the search adds up
     * @param value of the objective
     * @param fits if every node's DRAM holds what it must
     */
    private record Result(NetworkSearch.Found found, double value, boolean fits) {
        private boolean isBetterThan(Optional<Result> other) {
            return other.isEmpty()
                    || (fits && !other.get().fits)
                    || (fits == other.get().fits && value < other.get().value);
        }
    }

    /** A layer of which no tile fits the buffers, if there is one. */
    Optional<Layer> layerWithoutTile() {
        Options any = options(options.layouts().get(0), CopyChoices.ONE);
        return network.layers().stream()
                .filter(layer -> !any.canRun(layer, array))
                .map(Segment.Single::layer)
                .findFirst();
    }

    /** The best mapping; one that does not fit only if none does. */
    Mapping best() {
        return switch (options.style().replication()) {
            case NONE -> rounds(bestLayout(CopyChoices.ONE), 0).found.mapping();
            case PER_LAYER -> fitting(bestLayout(CopyChoices.ANY)).found.mapping();
            case UNIFORM -> uniform().found.mapping();
        };
    }

    /** Options with the layout whose first round, layers one after another, is the best. */
    private Options bestLayout(CopyChoices copies) {
        Options best = options(options.layouts().get(0), copies);
        if (options.layouts().size() > 1) {
            double least = Double.POSITIVE_INFINITY;
            for (Layout layout : options.layouts()) {
                Options choices = options(layout, copies);
                double value = round(choices, start(choices), false).value;
                if (value < least) {
                    least = value;
                    best = choices;
                }
            }
        }
        return best;
    }

    private Options options(Layout layout, CopyChoices copies) {
        return new Options(hardware, layers, new LayerMapping.Layouts(layout, layout), copies, kinds);
    }

    private Result uniform() {
        Layout layout = options.layouts().get(0);
        int nodes = array.nodes();
        for (int copies = nodes; copies > 1; copies--) {
            if (nodes % copies == 0) {
                Result result = rounds(options(layout, CopyChoices.upTo(copies)), 0);
                if (result.fits) {
                    return result;
                }
            }
        }
        return rounds(options(layout, CopyChoices.ONE), 0);
    }

    private Result fitting(Options choices) {
        Result free = rounds(choices, 0);
        if (free.fits) {
            return free;
        }
        double high = objective(free.found) / hardware.config().nodeDramBytes();
        Result best = rounds(choices, high);
        for (int rise = 0; rise < MOST_RISES && !best.fits; rise++) {
            high *= 2;
            best = rounds(choices, high);
        }
        double low = high / 1024;
        for (int i = 0; i < BISECTIONS && best.fits; i++) {
            double middle = Math.sqrt(low * high);
            Result result = rounds(choices, middle);
            if (result.fits) {
                high = middle;
                best = result.isBetterThan(Optional.of(best)) ? result : best;
            } else {
                low = middle;
            }
        }
        return best;
    }

    private Result rounds(Options choices, double perByte) {
        Optional<Result> best = Optional.empty();
        Weights weights = start(choices);
        for (int round = 0; round < ROUNDS; round++) {
            Result next =
                    round(choices, weights.withPerByte(perByte), options.style().branches());
            if (!next.isBetterThan(best)) {
                break;
            }
            best = Optional.of(next);
            weights = weights(next.found.cycles(), next.found.dynamicPj());
        }
        return best.orElseThrow();
    }

    private Result round(Options choices, Weights weights, boolean sideBySide) {
        Optional<Result> best = Optional.empty();
        for (NetworkSearch.Found found : networks.search(choices, network, array, weights, sideBySide)) {
            Result result = new Result(found, objective(found), fits(found));
            best = result.isBetterThan(best) ? Optional.of(result) : best;
        }
        return best.orElseThrow();
    }

    private boolean fits(NetworkSearch.Found found) {
        double need = Capacity.of(workload, found.mapping().layers(), hardware).fullestNodeBytes();
        return need <= hardware.config().nodeDramBytes();
    }

    private double objective(NetworkSearch.Found found) {
        double energy = found.dynamicPj() + hardware.standingPj(found.cycles());
        return options.objective().of(found.cycles(), energy);
    }

    /** What a little more of each is worth at a point. */
    private Weights weights(double cycles, double dynamicPj) {
        double standing = hardware.standingPj(1);
        double energy = dynamicPj + cycles * standing;
        double perPj = options.objective().perPj(cycles, energy);
        return new Weights(options.objective().perCycle(cycles, energy) + perPj * standing, perPj, 0);
    }

    /** At what the layers' best candidates add up to. */
    private Weights start(Options choices) {
        double cycles = 0;
        double pj = 0;
        for (Segment.Single layer : network.layers()) {
            Options.Best best = choices.best(layer, array);
            cycles += best.cycles();
            pj += best.dynamicPj();
        }
        return weights(cycles, pj);
    }
}
