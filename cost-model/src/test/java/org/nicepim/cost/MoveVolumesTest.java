package org.nicepim.cost;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.nicepim.mapping.LayerMapping;
import org.nicepim.testkit.Gen;
import org.nicepim.workload.Affine;
import org.nicepim.workload.Kernel;
import org.nicepim.workload.Layer;
import org.nicepim.workload.Tensor;
import org.nicepim.workload.Workload;
import org.nicepim.workload.WorkloadBuilder;

/** Is what moves cost at least below what they cost, and are the volumes those that move? */
class MoveVolumesTest {
    private static final double ROUNDING = 1 + 1e-9;

    @Test
    void areWhatMovesAndNoCostIsBelow() {
        double moved = 0;
        for (int seed = 0; seed < 200; seed++) {
            Gen gen = new Gen(seed);
            Workload workload = pair(gen);
            Layer first = workload.layer("home");
            Layer layer = workload.layer("layer");
            HardwareModel hardware = Cases.mesh(4, 4);
            LayerMapping home = Cases.mapping(first, Cases.partition(gen, first, 4, 4));
            LayerMapping mapping = Cases.mapping(layer, Cases.partition(gen, layer, 4, 4));
            Redistribution redistribution = new Redistribution(hardware);
            Redistribution.Moves moves = redistribution.moves(workload, layer, mapping, name -> home);
            Redistribution.Cost cost = redistribution.cost(moves, List.of());
            MoveVolumes volumes = new MoveVolumes(hardware);
            MoveVolumes.Volume volume = volumes.volume(
                    volumes.home(first, home),
                    volumes.need(layer, mapping, layer.inputs().get(0), first));
            double crossing =
                    moves.flows().stream().mapToDouble(flow -> flow.bytes()).sum();
            assertThat(volume.crossingBytes()).as("seed %d", seed).isBetween(crossing - 1e-3, crossing + 1e-3);
            assertThat(volumes.leastCycles(volume.crossingBytes(), 0))
                    .as("seed %d: cycles", seed)
                    .isLessThanOrEqualTo(cost.cycles() * ROUNDING + 1e-6);
            assertThat(volumes.leastPj(volume.crossingBytes(), 0))
                    .as("seed %d: energy", seed)
                    .isLessThanOrEqualTo(
                            (cost.energy().totalPj() - hardware.standingPj(cost.cycles())) * ROUNDING + 1e-3);
            moved += crossing;
        }
        assertThat(moved).isPositive();
    }

    private static Workload pair(Gen gen) {
        WorkloadBuilder net = new WorkloadBuilder("pair", gen.between(1, 2));
        int size = gen.between(4, 20);
        Tensor image = net.input("image", gen.between(4, 32), size, size);
        Tensor home = net.conv("home", image, gen.between(4, 64), Kernel.square(1), Affine.NONE);
        Kernel kernel = gen.chance(0.5) ? Kernel.square(1) : Kernel.square(3).pad(1);
        net.conv("layer", home, gen.between(4, 64), kernel, Affine.NONE);
        return net.build();
    }
}
