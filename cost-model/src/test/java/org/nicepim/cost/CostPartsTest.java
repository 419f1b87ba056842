package org.nicepim.cost;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.assertj.core.data.Offset;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.nicepim.cost.node.AccessCounts;
import org.nicepim.cost.node.Lanes;
import org.nicepim.cost.node.NodeAnalysis;
import org.nicepim.cost.node.Tilings;
import org.nicepim.hardware.HardwareConfig;
import org.nicepim.hardware.NocSpec;
import org.nicepim.mapping.LayerMapping;
import org.nicepim.mapping.LoopNest;
import org.nicepim.mapping.Mapping;
import org.nicepim.mapping.Partition;
import org.nicepim.mapping.WeightCopies;
import org.nicepim.sharing.HeuristicScheduler;
import org.nicepim.sharing.ShortestPathScheduler;
import org.nicepim.testkit.Gen;
import org.nicepim.workload.Layer;
import org.nicepim.workload.Operand;
import org.nicepim.workload.Workload;

/** Do the parts of a price add up, whatever the layer, the hardware and the mapping? */
class CostPartsTest {
    private static final List<HardwareModel> HARDWARE = hardware();

    private static List<HardwareModel> hardware() {
        List<HardwareModel> models = new ArrayList<>();
        for (int seed = 0; seed < 12; seed++) {
            Gen gen = new Gen(seed);
            HardwareConfig chip = Cases.chip(
                    gen.oneOf(1, 2, 4), gen.oneOf(1, 2, 4, 8), gen.oneOf(3, 8, 20, 32), 1 << gen.between(12, 18));
            models.add(new HardwareModel(chip));
        }
        return models;
    }

    private static Partition partition(Gen gen, Layer layer, HardwareModel hardware) {
        return Cases.partition(
                gen, layer, hardware.config().nodeRows(), hardware.config().nodeCols());
    }

    @Test
    void bytesAreThoseOfTheOperands() {
        for (int seed = 0; seed < 1000; seed++) {
            Gen gen = new Gen(seed);
            Layer layer = RandomLayers.layer(gen);
            HardwareModel hardware = gen.oneOf(HARDWARE);
            Partition partition = partition(gen, layer, hardware);
            LoopNest nest = Cases.nest(gen, partition.largestShare(layer.dims()));
            NocSpec noc = hardware.config().technology().noc();
            int copies = gen.oneOf(WeightCopies.legal(layer, partition));
            SharingLoads sharing = LoadsByCopies.of(partition, noc, new ShortestPathScheduler())
                    .with(copies);
            assertThat(sharing.weight().members() * copies).isEqualTo(partition.sharers(Operand.WEIGHT));
            LayerCostModel model = new LayerCostModel(layer, hardware, partition, Cases.CHW, sharing);
            Tilings tilings = model.tilings(nest.tile());
            TileTraffic perWord = model.traffic(tilings);
            Lanes lanes = Lanes.of(
                    nest.dataflow(),
                    tilings,
                    hardware.config().peRows(),
                    hardware.config().peCols());
            AccessCounts counts = NodeAnalysis.count(
                    tilings, nest.order(), nest.dataflow(), lanes, layer.type().hasMacs());
            double[] words = {
                counts.ifmap().dramReads()
                        * layer.ifmapReads()
                        / sharing.ifmap().members(),
                (double) counts.weight().dramReads() / sharing.weight().members(),
                counts.ofmap().dramWrites(),
                (double) counts.ofmap().dramPsumReads() + counts.ofmap().dramPsumWrites()
            };
            TileTraffic.PerWord[] each = {perWord.ifmap(), perWord.weight(), perWord.ofmap(), perWord.psum()};
            double[] least = {
                hardware.wordBytes(), hardware.weightBytes(layer), hardware.wordBytes(), hardware.psumBytes()
            };
            double bytes = 0;
            for (int i = 0; i < words.length; i++) {
                bytes += words[i] * each[i].bytesPerWord();
                assertThat(each[i].bytesPerWord())
                        .as("seed %d operand %d", seed, i)
                        .isGreaterThanOrEqualTo(least[i] * (1 - 1e-12));
            }
            LayerCost cost = model.cost(nest);
            assertThat(cost.traffic().dramBytes())
                    .as("seed %d", seed)
                    .isCloseTo(bytes, Percentage.withPercentage(1e-9));
        }
    }

    /** A layer takes its redistribution, its computing, and stalls no longer than what else it does with a latency per tile. */
    @Test
    void timeIsComputingAndStalls() {
        for (int seed = 0; seed < 80; seed++) {
            Gen gen = new Gen(seed);
            Workload workload = RandomLayers.network(gen);
            HardwareModel hardware = gen.oneOf(HARDWARE);
            List<LayerMapping> layers = new ArrayList<>();
            for (Layer layer : workload.layers()) {
                Partition partition = partition(gen, layer, hardware);
                LoopNest nest = Cases.nest(gen, partition.largestShare(layer.dims()));
                layers.add(Cases.copied(gen, layer, Cases.mapping(layer, partition, nest)));
            }
            WorkloadCost cost = new CostModel(hardware, new HeuristicScheduler())
                    .evaluate(workload, new Mapping(workload.name(), layers));
            double total = 0;
            double energy = 0;
            for (WorkloadCost.LayerResult result : cost.layers()) {
                LayerCost.Time time = result.cost().time();
                double stalls = result.cost().latencyCycles() - time.redistributionCycles() - time.computeCycles();
                String what = "seed " + seed + " " + result.layer();
                double latencies = steps(result) * 2 * hardware.firstAccessCycles();
                assertThat(stalls).as(what).isBetween(-1e-6, time.dramCycles() + time.nocCycles() + latencies + 1e-6);
                assertThat(result.cost().latencyCycles() - time.redistributionCycles())
                        .as(what)
                        .isCloseTo(alone(result, hardware).latencyCycles(), Offset.offset(1e-4))
                        .isGreaterThanOrEqualTo(LowerBound.cycles(result.layer(), hardware) * (1 - 1e-9));
                total += result.cost().latencyCycles();
                energy += parts(result.cost().energy());
            }
            assertThat(cost.latencyCycles()).isCloseTo(total, Percentage.withPercentage(1e-9));
            assertThat(cost.energy().totalPj()).isCloseTo(energy, Percentage.withPercentage(1e-9));
            assertThat(cost.latencyCycles()).isGreaterThanOrEqualTo(cost.lowerBoundCycles());
        }
    }

    private static double steps(WorkloadCost.LayerResult result) {
        LayerMapping mapping = result.mapping();
        return Tilings.of(
                        result.layer().dims(),
                        result.layer().window(),
                        mapping.partition(),
                        mapping.loopNest().tile())
                .steps();
    }

    private static double parts(EnergyBreakdown e) {
        return e.macPj() + e.peRegisterPj() + e.bufferPj() + e.dramPj() + e.nocPj() + e.leakagePj();
    }

    /** The layer's loop nest without redistribution. */
    private static LayerCost alone(WorkloadCost.LayerResult result, HardwareModel hardware) {
        LayerMapping mapping = result.mapping();
        NocSpec noc = hardware.config().technology().noc();
        SharingLoads loads = result.schedule()
                .map(schedule -> SharingLoads.of(mapping.partition(), noc, schedule))
                .orElseGet(() -> LoadsByCopies.of(mapping.partition(), noc, new HeuristicScheduler())
                        .with(mapping.weightCopies()));
        return new LayerCostModel(result.layer(), hardware, mapping.partition(), mapping.layouts(), loads)
                .cost(mapping.loopNest());
    }
}
