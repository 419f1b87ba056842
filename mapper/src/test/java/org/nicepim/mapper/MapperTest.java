package org.nicepim.mapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nicepim.cost.Cases;
import org.nicepim.cost.WorkloadCost;
import org.nicepim.hardware.ConfigFiles;
import org.nicepim.hardware.DramOrganization;
import org.nicepim.hardware.DramSpec;
import org.nicepim.hardware.HardwareConfig;
import org.nicepim.hardware.HardwareReader;
import org.nicepim.hardware.Technology;
import org.nicepim.mapper.MapperOptions.Style;
import org.nicepim.mapping.LayerMapping;
import org.nicepim.sharing.DataScheduler;
import org.nicepim.sharing.HeuristicScheduler;
import org.nicepim.sharing.SharingProblem;
import org.nicepim.sharing.SharingSchedule;
import org.nicepim.workload.Affine;
import org.nicepim.workload.Kernel;
import org.nicepim.workload.Tensor;
import org.nicepim.workload.Workload;
import org.nicepim.workload.WorkloadBuilder;
import org.nicepim.workload.zoo.Zoo;
import org.nicepim.workload.zoo.ZooOptions;

/** Is every network mapped, legally, never below its bound, and always the same way? */
class MapperTest {
    private static final HeuristicScheduler SCHEDULER = new HeuristicScheduler();
    /** Networks that are searched quickly enough for all chips, or with all freedom. */
    private static final List<String> QUICK = List.of("alexnet", "resnet18", "mobilenet_v2", "bert_base");

    private static MapperResult map(Workload workload, HardwareConfig chip, Style style) {
        return new Mapper(MapperOptions.of(Objective.EDP, style), SCHEDULER, SCHEDULER).map(workload, chip);
    }

    private static MapperResult.Mapped mapped(Workload workload, HardwareConfig chip, Style style) {
        return (MapperResult.Mapped) map(workload, chip, style);
    }

    private static String reason(MapperResult result) {
        return ((MapperResult.Infeasible) result).reason();
    }

    private static double edp(WorkloadCost cost) {
        return Objective.EDP.of(cost.latencyCycles(), cost.energy().totalPj());
    }

    /** LLaMA-3's tables of words alone do not fit 1 GiB. */
    static Stream<Arguments> networksAndChips() {
        return Zoo.names().stream()
                .filter(network -> !network.startsWith("llama3"))
                .flatMap(network -> ConfigFiles.Kind.HARDWARE.names().stream()
                        .filter(chip -> chip.equals("chip4x4") || QUICK.contains(network))
                        .map(chip -> arguments(network, chip)));
    }

    /** As published, but for one block of LLaMA: more do not fit 1 GiB. */
    private static Workload fitting(String name) {
        return Zoo.create(name, name.startsWith("llama") ? oneBlock() : ZooOptions.batch(1));
    }

    private static ZooOptions oneBlock() {
        return new ZooOptions(1, Optional.of(128), Optional.of(1), Optional.empty());
    }

    @ParameterizedTest
    @MethodSource("networksAndChips")
    void networksRunAndStayAboveTheirBound(String network, String chip) {
        // All freedom where it is quickly searched; elsewhere without the choice of copies, layouts and branches.
        boolean quick = chip.equals("chip4x4") && QUICK.contains(network);
        assertRunsAboveItsBound(fitting(network), HardwareReader.read(chip), quick ? Style.NICEPIM : Style.PARTITION);
    }

    /** Four query heads share keys and values; a DRAM of 4 GiB holds the tables. */
    @ParameterizedTest
    @ValueSource(strings = {"llama3_8b_prefill", "llama3_8b_decode"})
    void groupedQueriesRunOnALargerDram(String network) {
        HardwareConfig chip = HardwareReader.read("chip4x4");
        Workload workload = fitting(network);
        assertThat(reason(map(workload, chip, Style.NICEPIM))).contains("the stack has 1.000 GiB");
        assertRunsAboveItsBound(workload, withChannelsOf(chip, 64L << 20), Style.PARTITION);
    }

    private static void assertRunsAboveItsBound(Workload workload, HardwareConfig config, Style style) {
        MapperResult.Mapped result = mapped(workload, config, style);
        WorkloadCost cost = result.cost();
        assertThat(cost.latencyCycles()).isGreaterThanOrEqualTo(Mapper.lowerBoundCycles(workload, config));
        assertThat(result.mapping().layers()).hasSize(workload.layers().size());
        for (LayerMapping layer : result.mapping().layers()) {
            assertThat(layer.region().rows()).isLessThanOrEqualTo(config.nodeRows());
            assertThat(layer.region().cols()).isLessThanOrEqualTo(config.nodeCols());
            assertThat(layer.partition().fits(workload.layer(layer.layer()).dims()))
                    .isTrue();
        }
        System.out.printf(
                "%s on %d×%d nodes: %.0f cycles, bound %.0f, %d evaluations%n",
                workload.name(),
                config.nodeRows(),
                config.nodeCols(),
                cost.latencyCycles(),
                cost.lowerBoundCycles(),
                result.evaluations());
    }

    @ParameterizedTest
    @ValueSource(strings = {"alexnet", "googlenet", "mobilenet_v2"})
    void moreFreedomIsNoWorse(String network) {
        Workload workload = Zoo.create(network, 1);
        HardwareConfig chip = HardwareReader.read("chip4x4");
        double nicepim = edp(mapped(workload, chip, Style.NICEPIM).cost());
        double baseline = edp(mapped(workload, chip, Style.BASELINE).cost());
        System.out.printf("%s: EDP of NicePIM over baseline %.4f%n", network, nicepim / baseline);
        assertThat(nicepim).isLessThanOrEqualTo(baseline);
    }

    @Test
    void theSameInputIsMappedTheSameWay() {
        Workload workload = Zoo.create("alexnet", 2);
        HardwareConfig chip = HardwareReader.read("chip4x8");
        MapperResult.Mapped first = mapped(workload, chip, Style.NICEPIM);
        MapperResult.Mapped second = mapped(workload, chip, Style.NICEPIM);
        assertThat(second.mapping()).isEqualTo(first.mapping());
        assertThat(second.evaluations()).isEqualTo(first.evaluations());
        assertThat(second.cost().energy()).isEqualTo(first.cost().energy());
    }

    /** A budget cuts the search short, not the mapping. */
    @Test
    void aBudgetStillGivesAMapping() {
        Workload workload = Zoo.create("alexnet", 1);
        HardwareConfig chip = HardwareReader.read("chip4x4");
        MapperOptions few = new MapperOptions(Objective.EDP, Style.NICEPIM, Style.NICEPIM.layouts(), 1);
        MapperResult.Mapped cut = (MapperResult.Mapped) new Mapper(few, SCHEDULER, SCHEDULER).map(workload, chip);
        MapperResult.Mapped full = mapped(workload, chip, Style.NICEPIM);
        assertThat(cut.evaluations()).isLessThan(full.evaluations() / 2);
        assertThat(edp(full.cost())).isLessThanOrEqualTo(edp(cut.cost()));
    }

    private static Workload tiny() {
        WorkloadBuilder net = new WorkloadBuilder("tiny", 1);
        Tensor image = net.input("image", 4, 1, 1);
        Tensor hidden = net.fullyConnected("hidden", image, 64, Affine.BIAS);
        Tensor narrow = net.fullyConnected("narrow", hidden, 4, Affine.BIAS);
        net.fullyConnected("classifier", narrow, 10, Affine.BIAS);
        return net.build();
    }

    /**
     * Ten outputs from four inputs fill 32 of 64 nodes; without a split of the inputs only 8. Nodes that exchange more than they compute are
     * better left idle, if they may be.
     */
    @Test
    void layersTooSmallForTheArrayRunOnAPartOfIt() {
        HardwareConfig chip = HardwareReader.read("chip8x8");
        MapperResult.Mapped result = mapped(tiny(), chip, Style.PARTITION);
        LayerMapping classifier = result.mapping().layers().get(2);
        assertThat(classifier.region().nodes()).isEqualTo(32);
        MapperResult.Mapped free = mapped(tiny(), chip, Style.NICEPIM);
        assertThat(free.mapping().layers().get(2).region().nodes()).isLessThan(32);
        assertThat(edp(free.cost())).isLessThan(edp(result.cost()));
        assertThat(classifier.region().row()).isZero();
        assertThat(classifier.region().col()).isZero();
        WorkloadCost cost = result.cost();
        assertThat(cost.latencyCycles()).isGreaterThanOrEqualTo(cost.lowerBoundCycles());
        assertThat(cost.energy().totalPj())
                .isCloseTo(
                        cost.layers().stream()
                                .mapToDouble(l -> l.cost().energy().totalPj())
                                .sum(),
                        Percentage.withPercentage(1e-9));
        assertThat(mapped(tiny(), chip, Style.BASELINE)
                        .mapping()
                        .layers()
                        .get(2)
                        .region()
                        .nodes())
                .isEqualTo(8);
    }

    @Test
    void buffersTooSmallForOneTileAreAReason() {
        WorkloadBuilder net = new WorkloadBuilder("wide", 1);
        Tensor image = net.input("image", 4, 32, 32);
        net.conv("wideFilter", image, 4, Kernel.square(7).pad(3), Affine.NONE);
        String reason = reason(map(net.build(), Cases.chip(2, 2, 4, 64), Style.NICEPIM));
        assertThat(reason).contains("layer wideFilter", "ifmap 64 B", "weight 64 B", "ofmap 64 B");
    }

    /** With less DRAM than the best mapping would fill there are fewer copies of weights, and the gap says what that costs. */
    @Test
    void copiesOfWeightsFitTheDram() {
        HardwareConfig chip = HardwareReader.read("chip4x4");
        Workload workload = Zoo.create("mobilenet_v2", 1);
        MapperResult.Mapped free = mapped(workload, chip, Style.REPLICATION);
        double fullest = free.cost().capacity().fullestNodeBytes();
        long channelBytes = (long) (0.95 * fullest / chip.channelsPerNode()) >> 13 << 13;
        HardwareConfig small = withChannelsOf(chip, channelBytes);
        MapperResult.Mapped tight = mapped(workload, small, Style.REPLICATION);
        assertThat(free.capacityGap()).isZero();
        assertThat(tight.cost().capacity().fullestNodeBytes())
                .isLessThanOrEqualTo(small.nodeDramBytes())
                .isLessThan(fullest);
        assertThat(tight.capacityGap()).isBetween(1e-6, 0.2);
    }

    /** VGG-16's 138 million words do not fit 64 channels of 2 MiB: nothing is searched to say so. */
    @Test
    void aStackTooSmallIsAReason() {
        HardwareConfig chip = withChannelsOf(HardwareReader.read("chip4x4"), 2L << 20);
        SchedulerThatMustNotBeAsked nobody = new SchedulerThatMustNotBeAsked();
        MapperResult result = new Mapper(MapperOptions.of(Objective.EDP, Style.NICEPIM), nobody, nobody)
                .map(Zoo.create("vgg16", 1), chip);
        assertThat(reason(result)).contains("weights and feature maps need ", "the stack has 0.125 GiB (weights 0.25");
        double need = Double.parseDouble(reason(result).replaceAll(".*need ([0-9.]+) GiB.*", "$1"));
        assertThat(need * 0x1p30).isBetween(138e6 * 2, 138e6 * 2 * 1.1);
    }

    private static final class SchedulerThatMustNotBeAsked implements DataScheduler {
        @Override
        public SharingSchedule schedule(SharingProblem problem) {
            throw new AssertionError("nothing needs to be searched");
        }
    }

    /** Without a split of inputs, 4 outputs lie on 4 nodes: 2 MiB each of weights where a node has 1 MiB. */
    @Test
    void aNodeTooSmallIsAReason() {
        WorkloadBuilder net = new WorkloadBuilder("narrow", 1);
        net.fullyConnected("narrow", net.input("x", 1 << 20, 1, 1), 4, Affine.NONE);
        HardwareConfig chip = withChannelsOf(HardwareReader.read("chip4x4"), 256L << 10);
        assertThat(reason(map(net.build(), chip, Style.BASELINE)))
                .startsWith("weights and feature maps do not fit the DRAM of a node: need ")
                .endsWith("have 1.0 MiB");
    }

    private static HardwareConfig withChannelsOf(HardwareConfig chip, long bytes) {
        Technology t = chip.technology();
        DramOrganization o = t.dram().organization();
        DramOrganization small = new DramOrganization(
                o.channels(), bytes, o.banksPerChannel(), o.bankGroups(), o.rowBytes(), o.burstBytes());
        DramSpec dram = new DramSpec(
                small, t.dram().timing(), t.dram().controller(), t.dram().energy());
        return chip.with(new Technology(t.name(), t.logic(), dram, t.noc(), t.logicEnergy(), t.logicArea(), t.sram()));
    }

    @Test
    void nodesMustDivideTheChannels() {
        assertThat(reason(map(tiny(), Cases.chip(3, 3, 4, 1024), Style.NICEPIM)))
                .isEqualTo("9 nodes do not divide 64 DRAM channels");
    }

    @Test
    void objectivesAreMet() {
        Workload workload = tiny();
        HardwareConfig chip = HardwareReader.read("chip4x4");
        List<WorkloadCost> costs = List.of(Objective.LATENCY, Objective.ENERGY).stream()
                .map(objective -> new Mapper(MapperOptions.of(objective, Style.NICEPIM), SCHEDULER, SCHEDULER)
                        .map(workload, chip))
                .map(result -> ((MapperResult.Mapped) result).cost())
                .toList();
        // The search prices sharing at the volume of a middle-sized tile; these tiles are a few words.
        assertThat(costs.get(0).latencyCycles())
                .isLessThanOrEqualTo(1.05 * costs.get(1).latencyCycles());
        assertThat(costs.get(1).energy().totalPj())
                .isLessThanOrEqualTo(costs.get(0).energy().totalPj());
    }
}
