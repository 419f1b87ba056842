package org.nicepim.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.nicepim.cost.Cases;
import org.nicepim.cost.CostModel;
import org.nicepim.cost.EnergyBreakdown;
import org.nicepim.cost.HardwareModel;
import org.nicepim.cost.LowerBound;
import org.nicepim.cost.RandomLayers;
import org.nicepim.cost.WorkloadCost;
import org.nicepim.cost.node.AccessCounts;
import org.nicepim.cost.node.Lanes;
import org.nicepim.cost.node.NodeAnalysis;
import org.nicepim.cost.node.Tilings;
import org.nicepim.hardware.HardwareConfig;
import org.nicepim.hardware.SynthesisedAreas;
import org.nicepim.hardware.Technology;
import org.nicepim.hardware.TechnologyReader;
import org.nicepim.mapping.LayerMapping;
import org.nicepim.mapping.Mapping;
import org.nicepim.noc.Routing;
import org.nicepim.sharing.DataScheduler;
import org.nicepim.sharing.HeuristicScheduler;
import org.nicepim.sharing.PartitionSharing;
import org.nicepim.sharing.ScheduleBound;
import org.nicepim.sharing.ScheduleBuilder;
import org.nicepim.sharing.SetSchedule;
import org.nicepim.sharing.SharingProblem;
import org.nicepim.sharing.SharingSchedule;
import org.nicepim.sharing.SharingSet;
import org.nicepim.sim.result.SimulatedEnergy;
import org.nicepim.sim.result.SimulationResult;
import org.nicepim.testkit.Gen;
import org.nicepim.workload.Layer;
import org.nicepim.workload.Operand;
import org.nicepim.workload.Workload;

/** Whatever is mapped: are the same bytes moved as the closed forms count, never faster than possible, always the same way? */
class SimulatorPropertyTest {
    private static final HeuristicScheduler SCHEDULER = new HeuristicScheduler();

    private static HardwareConfig chip(Gen gen) {
        return Cases.chip(gen.oneOf(1, 2, 4), gen.oneOf(1, 2, 4), gen.oneOf(4, 8, 16), 1 << 14);
    }

    /** Counts of one layer over all nodes in closed form, checked element by element elsewhere. */
    private static AccessCounts counts(Layer layer, LayerMapping mapping, HardwareConfig chip) {
        Tilings tilings = Tilings.of(
                layer.dims(),
                layer.window(),
                mapping.partition(),
                mapping.loopNest().tile());
        Lanes lanes = Lanes.of(mapping.loopNest().dataflow(), tilings, chip.peRows(), chip.peCols());
        return NodeAnalysis.count(
                tilings,
                mapping.loopNest().order(),
                mapping.loopNest().dataflow(),
                lanes,
                layer.type().hasMacs());
    }

    private static double members(LayerMapping mapping, Operand operand) {
        int copies = operand == Operand.WEIGHT ? mapping.weightCopies() : 1;
        return PartitionSharing.members(mapping.partition(), operand, copies);
    }

    @Test
    void layersMoveTheBytesThatTheClosedFormCounts() {
        for (int seed = 0; seed < 150; seed++) {
            Gen gen = new Gen(seed);
            HardwareConfig chip = chip(gen);
            Workload network = RandomLayers.network(gen);
            Layer layer = gen.oneOf(network.layers());
            LayerMapping mapping = RandomMappings.of(gen, layer, chip.nodeRows(), chip.nodeCols());
            SimulationResult result = new Simulator(chip, SimulationOptions.DEFAULT)
                    .run(RandomMappings.alone(network, layer), new Mapping("alone", List.of(mapping)), SCHEDULER);
            SimulationResult.Traffic traffic = result.layers().get(0).traffic();
            AccessCounts counts = counts(layer, mapping, chip);
            String what = "seed " + seed + " " + layer + " " + mapping;
            double ifmap = counts.ifmap().dramReads() * layer.ifmapReads() * 2 / members(mapping, Operand.IFMAP);
            double weight = counts.weight().dramReads() * 2 / members(mapping, Operand.WEIGHT);
            assertThat(traffic.ifmapReadBytes()).as(what).isCloseTo(ifmap, within(1e-6 * (1 + ifmap)));
            assertThat(traffic.weightReadBytes()).as(what).isCloseTo(weight, within(1e-6 * (1 + weight)));
            assertThat(traffic.psumReadBytes())
                    .as(what)
                    .isEqualTo(counts.ofmap().dramPsumReads() * 4.0);
            assertThat(traffic.psumWrittenBytes())
                    .as(what)
                    .isEqualTo(counts.ofmap().dramPsumWrites() * 4.0);
            double ofmap = counts.ofmap().dramWrites() * 2.0;
            assertThat(traffic.ofmapWrittenBytes()).as(what).isCloseTo(ofmap, within(1e-6 * ofmap));
            double moved = result.work().dramBursts() * 32.0;
            assertThat(moved).as(what).isGreaterThanOrEqualTo(traffic.dramBytes() * (1 - 1e-9));
        }
    }

    private static SimulationResult.Traffic traffic(
            Workload network, Layer layer, LayerMapping mapping, HardwareConfig chip) {
        return new Simulator(chip, SimulationOptions.DEFAULT)
                .run(RandomMappings.alone(network, layer), new Mapping("alone", List.of(mapping)), SCHEDULER)
                .layers()
                .get(0)
                .traffic();
    }

    /** A copy per node: each reads all that it needs from its own DRAM, members times as much, and sends none of it. */
    @Test
    void replicatedWeightsAreReadByAllAndDoNotTravel() {
        int checked = 0;
        for (int seed = 0; seed < 400; seed++) {
            Gen gen = new Gen(seed);
            HardwareConfig chip = chip(gen);
            Workload network = RandomLayers.network(gen);
            Layer layer = gen.oneOf(network.layers());
            LayerMapping drawn = RandomMappings.of(gen, layer, chip.nodeRows(), chip.nodeCols());
            int members = PartitionSharing.members(drawn.partition(), Operand.WEIGHT);
            if (members == 1 || !layer.type().hasStoredWeights()) {
                continue;
            }
            checked++;
            SimulationResult.Traffic shared = traffic(network, layer, Cases.copied(1, drawn), chip);
            SimulationResult.Traffic own = traffic(network, layer, Cases.copied(members, drawn), chip);
            String what = "seed " + seed + " " + layer + " " + drawn;
            double weights = shared.weightReadBytes() * members;
            assertThat(own.weightReadBytes()).as(what).isCloseTo(weights, within(1e-6 * weights));
            assertThat(own.ifmapReadBytes())
                    .as(what)
                    .isCloseTo(shared.ifmapReadBytes(), within(1e-6 * (1 + shared.ifmapReadBytes())));
            double gathered = shared.weightReadBytes() * (members - 1);
            if (drawn.partition().sharers(Operand.IFMAP) * drawn.partition().sharers(Operand.OFMAP) == 1) {
                assertThat(shared.nocInjectedBytes()).as(what).isCloseTo(gathered, within(1e-6 * gathered));
                assertThat(own.nocInjectedBytes()).as(what).isZero();
            } else {
                assertThat(own.nocInjectedBytes())
                        .as(what)
                        .isCloseTo(shared.nocInjectedBytes() - gathered, within(1e-6 * shared.nocInjectedBytes()));
            }
        }
        assertThat(checked).isGreaterThan(50);
    }

    /** Any rings, in any order and on any routes, beside unicast: sharing must end whatever a scheduler thinks of. */
    private static SharingSchedule anySchedule(SharingProblem problem, Gen gen) {
        List<SetSchedule> sets = new ArrayList<>();
        for (SharingSet set : problem.sets()) {
            List<SetSchedule.Ring> rings = new ArrayList<>();
            int parts = gen.between(1, 4);
            int ringParts = gen.between(0, parts);
            for (int i = 0; i < ringParts; i++) {
                List<Integer> order = new ArrayList<>(set.members());
                Collections.shuffle(order, new Random(gen.between(0, 1 << 20)));
                List<Routing> routings = gen.list(order.size(), () -> gen.oneOf(Routing.XY, Routing.YX));
                rings.add(new SetSchedule.Ring(order, routings, 1.0 / parts));
            }
            sets.add(new SetSchedule(set, rings, 1 - (double) ringParts / parts));
        }
        return ScheduleBuilder.heuristic("any", problem, sets, new ScheduleBound(0, 0), 0);
    }

    /** Every part but DRAM and leakage, which depend on when things happen, follows from counts alone. */
    @Test
    void networksTakeTheEnergyThatTheClosedFormCounts() {
        for (int seed = 0; seed < 40; seed++) {
            energyIsCounted(seed, SCHEDULER, 1e-6);
            Gen gen = new Gen(seed);
            energyIsCounted(seed, problem -> anySchedule(problem, gen), 0.01);
        }
    }

    /** Figures of a user's own: buffers, and areas of synthesised designs that correct the model or, for the last chip, replace it. */
    @Test
    void figuresOfAUsersOwnPriceBothAlike() {
        Technology technology = TechnologyReader.read("../conf/technology/example_tables/tables.yaml");
        Technology plain = TechnologyReader.read("default");
        assertThat(technology.measured().weight().areaMm2().given()).isTrue();
        SynthesisedAreas.Design synthesised =
                technology.measured().areas().designs().get(0);
        for (int seed = 0; seed < 10; seed++) {
            HardwareConfig chip = seed == 0 ? synthesised.hardware(plain) : chip(new Gen(seed));
            SimulatedEnergy without = mapped(seed, chip.with(plain)).simulated;
            SimulatedEnergy with = mapped(seed, chip.with(technology)).simulated;
            assertThat(with.bufferPj()).isNotEqualTo(without.bufferPj());
            assertThat(with.leakagePj()).isNotEqualTo(without.leakagePj());
        }
    }

    private static Prices mapped(int seed, HardwareConfig chip) {
        Gen gen = new Gen(seed);
        Workload network = RandomLayers.network(gen);
        Mapping mapping = RandomMappings.withOneCopy(RandomMappings.of(gen, network, chip.nodeRows(), chip.nodeCols()));
        return prices(seed, network, mapping, chip, SCHEDULER);
    }

    /**
     * One network, with one copy of weights and with several.
     *
     * @param unlike part of the mesh's energy by which copies may change how far off it is: where parts are of unequal size and
     *     their sets are scheduled each in its own way, the closed form takes the mean part for all
     */
    private static void energyIsCounted(int seed, DataScheduler scheduler, double unlike) {
        Gen gen = new Gen(seed);
        HardwareConfig chip = chip(gen);
        Workload network = RandomLayers.network(gen);
        Mapping copied = RandomMappings.of(gen, network, chip.nodeRows(), chip.nodeCols());
        Prices one = prices(seed, network, RandomMappings.withOneCopy(copied), chip, scheduler);
        // Reshapes that cut through a channel are counted in whole words here, in parts of words there.
        assertThat(one.simulatedNocPj)
                .as("seed " + seed)
                .isCloseTo(one.closedNocPj, within(1e-9 + 0.02 * one.closedNocPj));
        // Copies change nothing about how inputs move.
        Prices some = prices(seed, network, copied, chip, scheduler);
        assertThat(some.simulatedNocPj - some.closedNocPj)
                .as("seed " + seed)
                .isCloseTo(one.simulatedNocPj - one.closedNocPj, within(1e-9 + unlike * one.closedNocPj));
    }

    /** What the mesh takes. */
    private record Prices(double closedNocPj, double simulatedNocPj, SimulatedEnergy simulated) {}

    /** Checks all other parts. */
    private static Prices prices(
            int seed, Workload network, Mapping mapping, HardwareConfig chip, DataScheduler scheduler) {
        WorkloadCost cost = new CostModel(new HardwareModel(chip), scheduler).evaluate(network, mapping);
        List<Optional<SharingSchedule>> schedules =
                cost.layers().stream().map(WorkloadCost.LayerResult::schedule).toList();
        SimulationResult result = new Simulator(chip, SimulationOptions.DEFAULT).run(network, mapping, schedules);
        EnergyBreakdown closed = cost.energy();
        SimulatedEnergy simulated = result.energy();
        String what = "seed " + seed;
        assertThat(simulated.macPj()).as(what).isCloseTo(closed.macPj(), Percentage.withPercentage(1e-6));
        assertThat(simulated.peRegisterPj()).as(what).isCloseTo(closed.peRegisterPj(), Percentage.withPercentage(1e-6));
        assertThat(simulated.bufferPj()).as(what).isCloseTo(closed.bufferPj(), Percentage.withPercentage(1e-6));
        double leakage = closed.leakagePj() / cost.latencyCycles() * result.latencyCycles();
        assertThat(simulated.leakagePj()).as(what).isCloseTo(leakage, Percentage.withPercentage(1e-6));
        assertThat(result.latencyCycles()).as(what).isGreaterThanOrEqualTo((long)
                LowerBound.cycles(network, new HardwareModel(chip)));
        return new Prices(closed.nocPj(), simulated.nocPj(), simulated);
    }

    @Test
    void aRunDependsOnNothingBeforeIt() {
        for (int seed = 0; seed < 20; seed++) {
            Gen gen = new Gen(seed);
            HardwareConfig chip = chip(gen);
            Simulator simulator = new Simulator(chip, SimulationOptions.DEFAULT.withTimeline());
            Workload network = RandomLayers.network(gen);
            Mapping mapping = RandomMappings.of(gen, network, chip.nodeRows(), chip.nodeCols());
            SimulationResult first = simulator.run(network, mapping, SCHEDULER);
            Workload other = RandomLayers.network(gen);
            simulator.run(other, RandomMappings.of(gen, other, chip.nodeRows(), chip.nodeCols()), SCHEDULER);
            assertThat(simulator.run(network, mapping, SCHEDULER)).isEqualTo(first);
            Simulator fresh = new Simulator(chip, SimulationOptions.DEFAULT.withTimeline());
            assertThat(fresh.run(network, mapping, SCHEDULER)).isEqualTo(first);
        }
    }

    /** Nodes compute one tile at a time and channels move one burst at a time. */
    @Test
    void nothingIsBusierThanTheRunIsLong() {
        for (int seed = 0; seed < 30; seed++) {
            Gen gen = new Gen(seed);
            HardwareConfig chip = chip(gen);
            Workload network = RandomLayers.network(gen);
            Mapping mapping = RandomMappings.of(gen, network, chip.nodeRows(), chip.nodeCols());
            SimulationResult result = new Simulator(chip, SimulationOptions.DEFAULT).run(network, mapping, SCHEDULER);
            double longest = result.latencyCycles();
            assertThat(result.busy().peArrays()).allMatch(cycles -> cycles <= longest);
            assertThat(result.busy().channels()).allMatch(cycles -> cycles <= longest);
            assertThat(result.busy().links()).allMatch(cycles -> cycles <= longest);
        }
    }
}
