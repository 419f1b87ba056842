package org.nicepim.mapper.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.nicepim.cost.Cases;
import org.nicepim.cost.CostModel;
import org.nicepim.cost.HardwareModel;
import org.nicepim.cost.WorkloadCost;
import org.nicepim.mapper.MapperOptions;
import org.nicepim.mapper.Objective;
import org.nicepim.mapper.mapspace.CopyChoices;
import org.nicepim.mapper.mapspace.Segment;
import org.nicepim.mapper.mapspace.Segments;
import org.nicepim.mapping.Layout;
import org.nicepim.mapping.Region;
import org.nicepim.sharing.HeuristicScheduler;
import org.nicepim.testkit.Gen;
import org.nicepim.workload.Affine;
import org.nicepim.workload.Kernel;
import org.nicepim.workload.Tensor;
import org.nicepim.workload.Workload;
import org.nicepim.workload.WorkloadBuilder;

/** Does the search for whole networks find what trying everything finds, and does it add up what the cost model adds up? */
class NetworkSearchTest {
    private static final HeuristicScheduler SCHEDULER = new HeuristicScheduler();
    private static final int WIDTH = 6;
    private static final Percentage SAME = Percentage.withPercentage(1e-7);

    /** Three or four layers, in a row, with a skip, or with branches that meet. */
    private static Workload small(Gen gen) {
        WorkloadBuilder net = new WorkloadBuilder("small", gen.between(1, 2));
        int size = gen.between(4, 12);
        Tensor image = net.input("image", gen.between(2, 12), size, size);
        Tensor first = net.conv("first", image, 4 * gen.between(1, 6), kernel(gen), Affine.NONE);
        Tensor left = net.conv("left", first, 4 * gen.between(1, 6), kernel(gen), Affine.NONE);
        Tensor right = gen.chance(0.5)
                ? net.depthwise("right", first, Kernel.square(3).pad(1), Affine.NONE)
                : net.conv("right", gen.chance(0.5) ? left : first, 4 * gen.between(1, 6), kernel(gen), Affine.NONE);
        if (gen.chance(0.7)) {
            net.conv("last", Tensor.concat(left, right), 4 * gen.between(1, 6), kernel(gen), Affine.NONE);
        }
        return net.build();
    }

    private static Kernel kernel(Gen gen) {
        return gen.chance(0.5) ? Kernel.square(1) : Kernel.square(3).pad(1);
    }

    /** One random network on a small chip. */
    private static final class Setting {
        private final Workload workload;
        private final HardwareModel hardware;
        private final Region array;
        private final Segment network;
        private final Options options;
        private final Weights weights;

        Setting(Gen gen, int rows, int cols, int keep, CopyChoices copies) {
            this.workload = small(gen);
            this.hardware = new HardwareModel(Cases.chip(rows, cols, gen.oneOf(4, 8), gen.oneOf(1024, 4096)));
            this.array = new Region(0, 0, rows, cols);
            this.network = Segments.of(workload);
            MapperOptions all = MapperOptions.of(Objective.EDP, MapperOptions.Style.REPLICATION);
            SharingPrices sharing =
                    new SharingPrices(hardware.config().technology().noc(), SCHEDULER);
            LayerSearch layers = new LayerSearch(
                    hardware,
                    new LayerShares(hardware, all.style()),
                    all,
                    Objective.EDP,
                    Layout.CHW,
                    sharing,
                    new LayerSearch.Effort(keep, 99, 1),
                    new Counter());
            this.options = new Options(hardware, layers, layers, copies, new HashMap<>());
            double energy = hardware.standingPj(1) * gen.between(1, 40);
            this.weights = new Weights(energy, gen.oneOf(0.0, 1.0, 3.0), 0);
        }

        NetworkSearch.Found found(boolean sideBySide) {
            return new NetworkSearch(workload, hardware, WIDTH)
                    .search(options, network, array, weights, sideBySide)
                    .get(0);
        }

        double value(NetworkSearch.Found found) {
            return weights.of(found.cycles(), found.dynamicPj(), found.weightBytes());
        }
    }

    private static double exhaustive(Setting setting) {
        Graph graph = new Graph(setting.workload);
        MovePrices moves = new MovePrices(setting.workload, graph, setting.hardware);
        List<State> states = List.of(State.START);
        for (Segment.Single layer : setting.network.layers()) {
            List<State> next = new ArrayList<>();
            for (State state : states) {
                for (Option option : setting.options.of(layer, setting.array)) {
                    next.add(state.then(option, moves.of(option, state.live()), graph));
                }
            }
            states = next;
        }
        return states.stream().mapToDouble(setting.weights::of).min().orElseThrow();
    }

    @Test
    void theBeamIsCloseToTryingEverything() {
        double sum = 0;
        double most = 0;
        int cases = 60;
        for (int seed = 0; seed < cases; seed++) {
            Gen gen = new Gen(seed);
            Setting setting = new Setting(gen, 2, gen.oneOf(2, 2, 4), 4, CopyChoices.ANY);
            double gap = setting.value(setting.found(false)) / exhaustive(setting) - 1;
            assertThat(gap).as("seed %d", seed).isGreaterThan(-1e-9);
            sum += gap;
            most = Math.max(most, gap);
        }
        System.out.printf(
                Locale.ROOT,
                "beam against all choices: %d networks, mean gap %.5f, largest %.5f%n",
                cases,
                sum / cases,
                most);
        assertThat(sum / cases).isLessThan(0.005);
        assertThat(most).isLessThan(0.05);
    }

    /** Ways that were changed at the end count with all of their moves. */
    @Test
    void sumsAreThoseOfTheWays() {
        for (int seed = 200; seed < 260; seed++) {
            Setting setting = new Setting(new Gen(seed), 2, 4, 6, CopyChoices.ANY);
            NetworkSearch.Found found = setting.found(false);
            Graph graph = new Graph(setting.workload);
            MovePrices moves = new MovePrices(setting.workload, graph, setting.hardware);
            State state = State.START;
            for (Option option : found.options()) {
                state = state.then(option, moves.of(option, state.live()), graph);
            }
            assertThat(found.cycles()).as("seed %d", seed).isCloseTo(state.cycles(), SAME);
            assertThat(found.dynamicPj()).as("seed %d", seed).isCloseTo(state.dynamicPj(), SAME);
            assertThat(found.weightBytes()).as("seed %d", seed).isCloseTo(state.weightBytes(), SAME);
        }
    }

    @Test
    void whatTheSearchAddsUpIsWhatTheMappingCosts() {
        int parallel = 0;
        double error = 0;
        int cases = 60;
        for (int seed = 100; seed < 100 + cases; seed++) {
            Gen gen = new Gen(seed);
            Setting setting = new Setting(gen, 2, 4, 6, CopyChoices.ANY);
            NetworkSearch.Found found = setting.found(true);
            WorkloadCost cost = new CostModel(setting.hardware, SCHEDULER).evaluate(setting.workload, found.mapping());
            double energy = found.dynamicPj() + setting.hardware.standingPj(found.cycles());
            // The search prices sharing at one volume for all tiles, operand by operand.
            assertThat(cost.latencyCycles())
                    .as("seed %d %s", seed, found.mapping().tree())
                    .isCloseTo(found.cycles(), within(0.1 * found.cycles()));
            assertThat(cost.energy().totalPj()).as("seed %d", seed).isCloseTo(energy, within(0.04 * energy));
            error += Math.abs(cost.latencyCycles() / found.cycles() - 1);
            parallel += found.mapping().tree().toString().contains("Parallel") ? 1 : 0;
        }
        System.out.printf(
                Locale.ROOT,
                "search against cost model: mean |error| of latency %.4f; networks with branches side by side: %d of %d%n",
                error / cases,
                parallel,
                cases);
        assertThat(error / cases).isLessThan(0.015);
        assertThat(parallel).isGreaterThan(3);
    }

    @Test
    void sideBySideIsTriedBesideOneAfterAnother() {
        for (int seed = 200; seed < 230; seed++) {
            Setting setting = new Setting(new Gen(seed), 2, 4, 6, CopyChoices.ONE);
            assertThat(setting.value(setting.found(true)))
                    .as("seed %d", seed)
                    .isLessThanOrEqualTo(setting.value(setting.found(false)) * 1.02);
        }
    }
}
