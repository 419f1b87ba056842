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
import org.nicepim.mapper.search.Gain;
import org.nicepim.mapper.search.LayerSearch;
import org.nicepim.mapper.search.LayerShares;
import org.nicepim.mapper.search.Merit;
import org.nicepim.mapper.search.NetworkSearch;
import org.nicepim.mapper.search.Options;
import org.nicepim.mapper.search.SharingPrices;
import org.nicepim.mapper.search.Weights;
import org.nicepim.mapping.Layout;
import org.nicepim.mapping.Mapping;
import org.nicepim.mapping.Region;
import org.nicepim.sharing.DataScheduler;
import org.nicepim.workload.Layer;
import org.nicepim.workload.Workload;

/**
 * The search for one workload's mapping: what each layer counts for is estimated from its best ways alone, then its ways are
 * searched for that ({@link LayerSearch}), then rounds of {@link NetworkSearch} choose among them, with what is known better each time.
 *
 * <pre>
 *   product objective    E·T is taken apart at the last round's E and T:  d(E·T) = E·dT + T·dE; once that leads nowhere, with a
 *                        cycle worth half and twice as much: a product has more than one point from which no small step helps
 *   capacity             DRAM has a price per byte, 0 at first; if the weights' copies do not fit, the price rises until they
 *                        do and is then lowered as far as they still fit (Lagrange multiplier, bisection)
 *   uniform copies       from the most that there could be downwards, until they fit
 * </pre>
 */
final class WholeSearch {
    private static final LayerSearch.Effort SEARCH = new LayerSearch.Effort(32, 9, 1);
    /** What ways are worth is only sketched while layouts and plans of branches are compared. */
    private static final LayerSearch.Effort SKETCH = new LayerSearch.Effort(1, 4, 1.1);
    /** States of the beam, and all of them in a network: short ones, which cost little, get a wider beam. */
    private static final int WIDTH = 8;

    private static final int STATES = 256;
    /** Rounds for product objectives. */
    private static final int ROUNDS = 3;
    /** What a cycle counts for besides, when rounds have come to an end. */
    private static final double[] TILTS = {0.5, 2};

    /** Prices of DRAM tried once one is known at which everything fits. */
    private static final int BISECTIONS = 5;
    /** Doublings of the price of DRAM before the search gives up. */
    private static final int MOST_RISES = 60;

    private final Workload workload;
    private final HardwareModel hardware;
    private final MapperOptions options;
    private final Segment network;
    private final Region array;
    private final SharingPrices sharing;
    private final LayerShares shares;
    private final Counter counter;
    private final NetworkSearch networks;
    private final Map<Object, Integer> kinds = new HashMap<>();
    private int walks;

    WholeSearch(
            Workload workload,
            HardwareModel hardware,
            MapperOptions options,
            DataScheduler scheduler,
            Counter counter) {
        this.workload = workload;
        this.hardware = hardware;
        this.options = options;
        this.counter = counter;
        this.network = Segments.of(workload);
        this.array =
                new Region(0, 0, hardware.config().nodeRows(), hardware.config().nodeCols());
        this.sharing = new SharingPrices(hardware.config().technology().noc(), scheduler);
        this.shares = new LayerShares(hardware, options.style());
        this.networks = new NetworkSearch(
                workload, hardware, Math.max(WIDTH, STATES / workload.layers().size()));
    }

    /**
     * A mapping.
     *
     * @param choices that it is made of
     * @param found what the search adds up
     * @param value of the objective
     * @param fits if every node's DRAM holds what it must
     */
    private record Result(Options choices, NetworkSearch.Found found, double value, boolean fits) {
        private Mapping mapping() {
            return choices.mapping(found);
        }

        private boolean isBetterThan(Optional<Result> other) {
            return other.isEmpty()
                    || (fits && !other.get().fits)
                    || (fits == other.get().fits && value < other.get().value);
        }
    }

    /** The best mapping, one that does not fit only if none does; or a layer of which no tile fits the buffers. */
    Outcome best() {
        Optional<Start> best = Optional.empty();
        for (Layout layout : options.layouts()) {
            counter.begin("layers alone, feature maps in " + layout);
            Options alone = alone(layout);
            for (Segment.Single layer : network.layers()) {
                if (!alone.canRun(layer, array)) {
                    return new Outcome.Stuck(layer.layer());
                }
            }
            Start start = start(alone, layout);
            if (best.isEmpty() || start.value < best.get().value) {
                best = Optional.of(start);
            }
        }
        return best(best.orElseThrow());
    }

    /** What a search comes to. */
    sealed interface Outcome {
        /**
         * A mapping.
         *
         * @param gains {@link MapperResult.Mapped#gains}
         * @param capacityGap {@link MapperResult.Mapped#capacityGap}
         */
        record Best(Mapping mapping, Map<String, Gain> gains, double capacityGap) implements Outcome {}

        /** A layer of which no tile fits the buffers. */
        record Stuck(Layer layer) implements Outcome {}
    }

    private Outcome best(Start start) {
        return switch (options.style().replication()) {
            case NONE -> alone(branches(options(start, CopyChoices.ONE), start.weights));
            case PER_LAYER -> fitting(options(start, CopyChoices.ANY), start.weights);
            case UNIFORM -> uniform(start);
        };
    }

    private static Outcome alone(Result best) {
        return new Outcome.Best(best.mapping(), best.found.gains(), 0);
    }

    /** The best that fits, beside what was found without a limit. */
    private static Outcome beside(Result free, Result best) {
        return new Outcome.Best(best.mapping(), best.found.gains(), Math.max(0, best.value / free.value - 1));
    }

    /** Layers are searched for what they count for in the network, as far as that is known. */
    private Options options(Start start, CopyChoices copies) {
        Merit merit = start.weights.merit(hardware.standingPj(1));
        LayerSearch sketches = layers(merit, start.layout, SKETCH);
        return new Options(hardware, layers(merit, start.layout, SEARCH), sketches, copies, kinds);
    }

    /** The best way of each layer alone. */
    private Options alone(Layout layout) {
        LayerSearch layers = layers(options.objective(), layout, SKETCH);
        return new Options(hardware, layers, layers, CopyChoices.ONE, kinds);
    }

    private LayerSearch layers(Merit merit, Layout layout, LayerSearch.Effort effort) {
        return new LayerSearch(hardware, shares, options, merit, layout, sharing, effort, counter);
    }

    private Outcome uniform(Start start) {
        Optional<Result> free = Optional.empty();
        int nodes = array.nodes();
        for (int copies = nodes; copies > 1; copies--) {
            if (nodes % copies == 0) {
                Result result = rounds(options(start, CopyChoices.upTo(copies)), start.weights, false);
                free = Optional.of(free.orElse(result));
                if (result.fits) {
                    return beside(free.get(), result);
                }
            }
        }
        Result single = rounds(options(start, CopyChoices.ONE), start.weights, false);
        return beside(free.orElse(single), single);
    }

    private Outcome fitting(Options choices, Weights start) {
        Result free = rounds(choices, start, options.style().branches());
        if (free.fits) {
            return alone(free);
        }
        Result limited = limited(choices, start, free, options.style().branches());
        // Branches side by side are at their fullest together; one after another may fit where they do not.
        return beside(
                free, limited.fits || !options.style().branches() ? limited : limited(choices, start, free, false));
    }

    /** With branches side by side if that fits, or if nothing does. */
    private Result branches(Options choices, Weights start) {
        Result free = rounds(choices, start, options.style().branches());
        return free.fits || !options.style().branches() ? free : rounds(choices, start, false);
    }

    /** The best at the lowest price of DRAM at which everything fits. */
    private Result limited(Options choices, Weights start, Result free, boolean sideBySide) {
        double high = objective(free.found) / hardware.config().nodeDramBytes();
        Result best = rounds(choices, start.withPerByte(high), sideBySide);
        for (int rise = 0; rise < MOST_RISES && !best.fits; rise++) {
            high *= 2;
            best = rounds(choices, start.withPerByte(high), sideBySide);
        }
        double low = high / 1024;
        for (int i = 0; i < BISECTIONS && best.fits; i++) {
            double middle = Math.sqrt(low * high);
            Result result = rounds(choices, start.withPerByte(middle), sideBySide);
            if (result.fits) {
                high = middle;
                best = result.isBetterThan(Optional.of(best)) ? result : best;
            } else {
                low = middle;
            }
        }
        return best;
    }

    private Result rounds(Options choices, Weights start, boolean sideBySide) {
        Optional<Result> best = Optional.empty();
        Weights weights = start;
        for (int round = 0; round < ROUNDS; round++) {
            Result next = round(choices, weights, sideBySide);
            if (!next.isBetterThan(best)) {
                break;
            }
            best = Optional.of(next);
            weights = weights(next.found.cycles(), next.found.dynamicPj()).withPerByte(start.perByte());
        }
        return aside(choices, best.orElseThrow(), start.perByte(), sideBySide);
    }

    /** A product may be less elsewhere, where time counts for more or for less than at the best point so far. */
    private Result aside(Options choices, Result found, double perByte, boolean sideBySide) {
        Result best = found;
        for (double tilt : TILTS) {
            Weights there = weights(best.found.cycles(), best.found.dynamicPj());
            if (there.perPj() > 0) {
                Weights tilted = new Weights(tilt * there.perCycle(), there.perPj(), perByte);
                Result next = round(choices, tilted, sideBySide);
                best = next.isBetterThan(Optional.of(best)) ? next : best;
            }
        }
        return best;
    }

    /** One walk; the layers' loop nests as chosen are refined for the next. */
    private Result round(Options choices, Weights weights, boolean sideBySide) {
        counter.begin("layers together, round " + ++walks);
        Optional<Result> best = Optional.empty();
        for (NetworkSearch.Found found : networks.search(choices, network, array, weights, sideBySide)) {
            Result result = new Result(choices, found, objective(found), fits(found));
            best = result.isBetterThan(best) ? Optional.of(result) : best;
        }
        choices.refine(best.orElseThrow().found);
        return best.get();
    }

    private boolean fits(NetworkSearch.Found found) {
        double need = Capacity.of(workload, found.mapping(), hardware).fullestNodeBytes();
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

    /**
     * Where a search begins: at what the layers' best ways alone add up to.
     *
     * @param layout in which all feature maps lie
     * @param weights there
     * @param value of the objective
     */
    private record Start(Layout layout, Weights weights, double value) {}

    private Start start(Options alone, Layout layout) {
        double cycles = 0;
        double pj = 0;
        for (Segment.Single layer : network.layers()) {
            Options.Best best = alone.best(layer, array);
            cycles += best.cycles();
            pj += best.dynamicPj();
        }
        double value = options.objective().of(cycles, pj + hardware.standingPj(cycles));
        return new Start(layout, weights(cycles, pj), value);
    }
}
