package org.nicepim.mapper;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nicepim.cost.WorkloadCost;
import org.nicepim.hardware.HardwareConfig;
import org.nicepim.hardware.HardwareReader;
import org.nicepim.mapper.MapperOptions.Style;
import org.nicepim.sharing.HeuristicScheduler;
import org.nicepim.sharing.SharingSchedule;
import org.nicepim.sim.SimulationOptions;
import org.nicepim.sim.Simulator;
import org.nicepim.sim.result.SimulationResult;
import org.nicepim.workload.Workload;
import org.nicepim.workload.zoo.Zoo;

/** Do whole networks run in the simulator as they were mapped, above their bound and not far from the closed form? */
@Tag("slow")
class SimulatedNetworksTest {
    private static final HeuristicScheduler SCHEDULER = new HeuristicScheduler();

    @ParameterizedTest
    @ValueSource(strings = {"alexnet", "resnet18", "resnet50", "googlenet", "vgg16", "bert_base", "mobilenet_v2"})
    void networksRunAsTheyWereMapped(String network) {
        HardwareConfig chip = HardwareReader.read("chip4x4");
        Workload workload = Zoo.create(network, 1);
        MapperOptions options = MapperOptions.of(Objective.EDP, Style.NICEPIM);
        MapperResult.Mapped mapped =
                (MapperResult.Mapped) new Mapper(options, SCHEDULER, SCHEDULER).map(workload, chip);
        WorkloadCost cost = mapped.cost();
        List<Optional<SharingSchedule>> schedules =
                cost.layers().stream().map(WorkloadCost.LayerResult::schedule).toList();
        Simulator simulator = new Simulator(chip, SimulationOptions.DEFAULT);
        SimulationResult result = simulator.run(workload, mapped.mapping(), schedules);
        System.out.printf(
                Locale.ROOT,
                "%s: closed form %.0f cycles, simulated %d, ratio %.3f; energy ratio %.3f; %d events%n",
                network,
                cost.latencyCycles(),
                result.latencyCycles(),
                cost.latencyCycles() / result.latencyCycles(),
                cost.energy().totalPj() / result.energy().totalPj(),
                result.work().events());
        assertThat((double) result.latencyCycles()).isGreaterThanOrEqualTo(cost.lowerBoundCycles());
        // The mapper looks for where the closed form is low: bert_base's projections, whose psums are summed over
        // strided nodes, 0.947.
        assertThat(cost.latencyCycles() / result.latencyCycles()).isBetween(0.93, 1.05);
        assertThat(cost.energy().totalPj() / result.energy().totalPj()).isBetween(0.98, 1.02);
        assertThat(simulator.run(workload, mapped.mapping(), schedules)).isEqualTo(result);
    }
}
