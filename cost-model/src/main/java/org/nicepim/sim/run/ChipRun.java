package org.nicepim.sim.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.nicepim.hardware.DramOrganization;
import org.nicepim.hardware.HardwareConfig;
import org.nicepim.mapping.LayerMapping;
import org.nicepim.mapping.Mapping;
import org.nicepim.sharing.DataScheduler;
import org.nicepim.sharing.SharingSchedule;
import org.nicepim.sim.memory.RowChannel;
import org.nicepim.sim.result.SimulatedEnergy;
import org.nicepim.sim.result.SimulationResult;
import org.nicepim.sim.result.Timeline;
import org.nicepim.workload.Layer;
import org.nicepim.workload.Workload;

/** Plans mappings for a chip, runs them and adds up what they took. */
public final class ChipRun {
    private final HardwareConfig hardware;
    private final boolean timeline;
    private final Prices prices;
    private final TimelineRecorder recorder;
    private final Engine engine;

    /**
     * For one chip.
     *
     * @param mostPacketFlits longest packet
     * @param timeline true if every interval is kept
     */
    public ChipRun(HardwareConfig hardware, int mostPacketFlits, boolean timeline) {
        this.hardware = hardware;
        this.timeline = timeline;
        this.prices = new Prices(hardware);
        this.recorder = new TimelineRecorder(hardware.nodes());
        this.engine = new Engine(hardware, mostPacketFlits, timeline ? recorder : Recorder.NONE);
    }

    /** Where the schedules of a layer's sharing come from. */
    public interface Schedules {
        /** The schedule of the i-th layer, whose loops are known; empty if it shares nothing. */
        Optional<SharingSchedule> of(int i, Layer layer, LayerMapping mapping);
    }

    /** Runs a mapping whose schedules are given. */
    public SimulationResult run(Workload workload, Mapping mapping, Schedules schedules) {
        recorder.clear();
        List<LayerPlan> plans = new ArrayList<>();
        long base = 0;
        for (int i = 0; i < workload.layers().size(); i++) {
            Layer layer = workload.layers().get(i);
            LayerMapping how = mapping.layers().get(i);
            TileGrid grid = new TileGrid(layer, how);
            LayerPlan plan = plan(i, how, grid, new Sharing(how, grid, schedules.of(i, layer, how)), base);
            base = plan.store().end();
            plans.add(plan);
        }
        return result(engine.run(plans));
    }

    /** How a scheduler shares the tiles of a layer. */
    public Optional<SharingSchedule> schedule(Layer layer, LayerMapping mapping, DataScheduler scheduler) {
        return Sharing.schedule(
                layer,
                mapping,
                new TileGrid(layer, mapping),
                Widths.of(layer, hardware),
                hardware.technology().noc(),
                scheduler);
    }

    private LayerPlan plan(int index, LayerMapping mapping, TileGrid grid, Sharing sharing, long base) {
        Widths widths = Widths.of(grid.layer(), hardware);
        DramOrganization dram = hardware.technology().dram().organization();
        long row = (long) dram.rowBytes() * hardware.channelsPerNode();
        return new LayerPlan(
                index,
                mapping,
                grid,
                sharing,
                widths,
                new TileCompute(grid, mapping.loopNest().dataflow(), hardware),
                new OperandStore(mapping, grid, sharing, widths, base, row),
                hardware.nodeCols(),
                hardware.nodes());
    }

    private SimulationResult result(List<LayerRun> runs) {
        long latency = 0;
        SimulatedEnergy energy = SimulatedEnergy.ZERO;
        List<SimulationResult.LayerTimes> layers = new ArrayList<>();
        for (LayerRun run : runs) {
            latency = Math.max(latency, run.end);
            LayerPlan plan = run.plan;
            energy = energy.plus(prices.of(
                    plan.layer(), run.tally, plan.widths(), plan.compute().cyclesPerPoint()));
            layers.add(new SimulationResult.LayerTimes(plan.layer().name(), run.start, run.end, traffic(run.tally)));
        }
        SimulationResult.Work work = work();
        double dram = prices.dramPj(work.dramBursts(), work.dramActivations()) + prices.standbyPj(latency);
        energy = energy.plus(new SimulatedEnergy(0, 0, 0, dram, 0, prices.leakagePj(latency)));
        Optional<Timeline> intervals = timeline
                ? Optional.of(
                        recorder.timeline(1000 / hardware.technology().logic().clockMhz()))
                : Optional.empty();
        return new SimulationResult(latency, energy, layers, busy(), work, intervals);
    }

    private static SimulationResult.Traffic traffic(Tally tally) {
        return new SimulationResult.Traffic(
                tally.ifmapReadBytes,
                tally.weightReadBytes,
                tally.psumReadBytes,
                tally.psumWrittenBytes,
                tally.ofmapWrittenBytes,
                tally.movedBytes,
                tally.injectedBytes,
                tally.byteHops);
    }

    private SimulationResult.Work work() {
        long visits = 0;
        long bursts = 0;
        long activations = 0;
        for (int node = 0; node < hardware.nodes(); node++) {
            for (int i = 0; i < hardware.channelsPerNode(); i++) {
                RowChannel channel = engine.memory(node).channel(i);
                visits += channel.visits();
                bursts += channel.bursts();
                activations += channel.activations();
            }
        }
        return new SimulationResult.Work(engine.events(), engine.packets(), visits, bursts, activations);
    }

    private SimulationResult.Busy busy() {
        List<Double> arrays = new ArrayList<>();
        List<Double> channels = new ArrayList<>();
        for (int node = 0; node < hardware.nodes(); node++) {
            arrays.add((double) engine.busyCycles(node));
            for (int i = 0; i < hardware.channelsPerNode(); i++) {
                channels.add(engine.memory(node).busyCycles(i));
            }
        }
        List<Double> links = new ArrayList<>();
        for (long cycles : engine.network().busyCycles()) {
            links.add((double) cycles);
        }
        return new SimulationResult.Busy(arrays, channels, links);
    }
}
