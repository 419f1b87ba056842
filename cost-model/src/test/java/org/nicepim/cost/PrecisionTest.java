package org.nicepim.cost;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.nicepim.cost.area.AreaModel;
import org.nicepim.cost.area.BufferMacros;
import org.nicepim.hardware.DramOrganization;
import org.nicepim.hardware.DramSpec;
import org.nicepim.hardware.HardwareConfig;
import org.nicepim.hardware.Technology;
import org.nicepim.mapping.Dataflow;
import org.nicepim.mapping.LayerMapping;
import org.nicepim.mapping.LoopNest;
import org.nicepim.mapping.LoopOrder;
import org.nicepim.mapping.Mapping;
import org.nicepim.mapping.Partition;
import org.nicepim.mapping.Tile;
import org.nicepim.sharing.ShortestPathScheduler;
import org.nicepim.workload.Affine;
import org.nicepim.workload.Layer;
import org.nicepim.workload.Workload;
import org.nicepim.workload.WorkloadBuilder;

/** What do narrower words and quantised weights save, and what not? */
class PrecisionTest {
    private static final int WIDTH = 2048;
    /** All words that the layer reads and writes: weights once, inputs once per 64 outputs, outputs once. */
    private static final double WEIGHTS = (double) WIDTH * WIDTH;

    private static final double ACTIVATIONS = WIDTH / 64.0 * WIDTH + WIDTH;

    private static final HardwareConfig CHIP = chip();

    /** One node under one channel. */
    private static HardwareConfig chip() {
        HardwareConfig chip = Cases.chip(1, 1, 32, 1 << 16);
        Technology t = chip.technology();
        DramOrganization o = t.dram().organization();
        DramOrganization one = new DramOrganization(
                1, o.channelBytes(), o.banksPerChannel(), o.bankGroups(), o.rowBytes(), o.burstBytes());
        DramSpec dram = new DramSpec(
                one, t.dram().timing(), t.dram().controller(), t.dram().energy());
        return chip.with(new Technology(t.name(), t.logic(), dram, t.noc(), t.logicEnergy(), t.logicArea(), t.sram()));
    }

    /** A matrix times a vector: every weight is used once, so the DRAM decides. */
    private static Workload product(Optional<Integer> weightBits) {
        WorkloadBuilder net = new WorkloadBuilder("product", 1);
        net.weightBits(weightBits);
        net.fullyConnected("layer", net.input("x", WIDTH, 1, 1), WIDTH, Affine.NONE);
        return net.build();
    }

    private static WorkloadCost cost(int wordBits, Optional<Integer> weightBits) {
        Workload workload = product(weightBits);
        Layer layer = workload.layer("layer");
        HardwareModel hardware = new HardwareModel(CHIP.with(CHIP.technology().withWordBits(wordBits)));
        Partition one = Cases.partition(List.of(), List.of());
        LoopNest nest = new LoopNest(new Tile(1, 1, 64, 64, 1, 1), LoopOrder.G_NPQ_K_C, Dataflow.C_K);
        LayerMapping mapping = Cases.mapping(layer, one, nest);
        return new CostModel(hardware, new ShortestPathScheduler())
                .evaluate(workload, new Mapping("product", List.of(mapping)));
    }

    private static LayerCost.Traffic traffic(WorkloadCost cost) {
        return cost.layers().get(0).cost().traffic();
    }

    @Test
    void halfTheWordIsHalfOfWhatMoves() {
        WorkloadCost whole = cost(16, Optional.empty());
        WorkloadCost half = cost(8, Optional.empty());
        assertThat(whole.layers().get(0).cost().time().bound()).isEqualTo(LayerCost.Bound.DRAM);
        assertThat(traffic(whole).dramBytes()).isEqualTo(2 * (WEIGHTS + ACTIVATIONS));
        assertThat(traffic(half).dramBytes()).isEqualTo(WEIGHTS + ACTIVATIONS);
        assertThat(half.latencyCycles() / whole.latencyCycles()).isBetween(0.5, 0.53);
        assertThat(half.capacity().stackBytes()).isEqualTo(whole.capacity().stackBytes() / 2);
        assertThat(half.lowerBoundCycles()).isCloseTo(whole.lowerBoundCycles() / 2, Percentage.withPercentage(1e-9));
        assertThat(half.energy().macPj()).isEqualTo(whole.energy().macPj() / 4);
        // Registers and wires between PEs carry half as many bits; the wires are shorter too, since PEs are smaller.
        assertThat(half.energy().peRegisterPj() / whole.energy().peRegisterPj()).isBetween(0.3, 0.5);
        assertThat(half.energy().bufferPj() / whole.energy().bufferPj()).isBetween(0.4, 0.75);
    }

    @Test
    void weightsOfFourBitsAreAQuarterAndActivationsStay() {
        WorkloadCost whole = cost(16, Optional.empty());
        WorkloadCost four = cost(16, Optional.of(4));
        assertThat(traffic(four).dramBytes()).isEqualTo(0.5 * WEIGHTS + 2 * ACTIVATIONS);
        double maps = whole.capacity().stackBytes() - 2 * WEIGHTS;
        assertThat(four.capacity().stackBytes()).isEqualTo(0.5 * WEIGHTS + maps);
        assertThat(four.energy().macPj())
                .as("computed at full width")
                .isEqualTo(whole.energy().macPj());
    }

    @Test
    void buffersPortsAndPesAreAsWideAsTheWord() {
        HardwareConfig half = CHIP.with(CHIP.technology().withWordBits(8));
        assertThat(BufferMacros.ifmap(CHIP).macros())
                .as("2 halves of 512 / 256 banks")
                .isEqualTo(4);
        assertThat(BufferMacros.ifmap(half).macros()).isEqualTo(2);
        assertThat(BufferMacros.ofmap(half).macros())
                .isEqualTo(BufferMacros.ofmap(CHIP).macros() / 2);
        assertThat(AreaModel.area(half).totalMm2())
                .isLessThan(AreaModel.area(CHIP).totalMm2());
        assertThat(AreaModel.leakageMw(half)).isLessThan(AreaModel.leakageMw(CHIP));
    }
}
