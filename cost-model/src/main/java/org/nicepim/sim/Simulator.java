package org.nicepim.sim;

import java.util.List;
import java.util.Optional;
import org.nicepim.hardware.HardwareConfig;
import org.nicepim.mapping.LayerMapping;
import org.nicepim.mapping.Mapping;
import org.nicepim.mapping.WeightCopies;
import org.nicepim.sharing.DataScheduler;
import org.nicepim.sharing.SharingSchedule;
import org.nicepim.sim.result.SimulationResult;
import org.nicepim.sim.run.ChipRun;
import org.nicepim.workload.Workload;

/**
 * Runs whole mappings on a chip, event by event: tiles with double buffering, DRAM row by row, the mesh packet by packet. It
 * shares no code with the closed forms and takes none of their figures, so that each can be held against the other.
 *
 * <p>An instance runs one mapping at a time (not safe to share between threads) and gives the same result for the same mapping
 * every time, whatever ran before; its memory is used again.
 */
public final class Simulator {
    private final HardwareConfig hardware;
    private final ChipRun chip;

    /**
     * A simulator of one chip.
     *
     * @throws IllegalArgumentException if the nodes do not divide the DRAM channels
     */
    public Simulator(HardwareConfig hardware, SimulationOptions options) {
        if (!hardware.dividesChannels()) {
            throw new IllegalArgumentException(hardware.nodes() + " nodes do not divide "
                    + hardware.technology().dram().organization().channels() + " DRAM channels");
        }
        this.hardware = hardware;
        this.chip = new ChipRun(hardware, options.mostPacketFlits(), options.timeline());
    }

    /**
     * Runs a mapping.
     *
     * @param workload what is computed
     * @param mapping how, one entry per layer in the workload's order; tiles must fit their buffers, which is not checked
     * @param scheduler says how the sharing sets of each layer pass their data around
     * @throws IllegalArgumentException if the mapping is of other layers, leaves the chip, or asks for copies of weights that
     *     are not stored
     */
    public SimulationResult run(Workload workload, Mapping mapping, DataScheduler scheduler) {
        check(workload, mapping);
        return chip.run(workload, mapping, (i, layer, how) -> chip.schedule(layer, how, scheduler));
    }

    /**
     * Runs a mapping whose schedules are known.
     *
     * @param schedules one per layer, in order; empty where nothing is shared
     * @throws IllegalArgumentException as above, or if a layer shares an operand that its schedule does not have
     */
    public SimulationResult run(Workload workload, Mapping mapping, List<Optional<SharingSchedule>> schedules) {
        check(workload, mapping);
        if (schedules.size() != workload.layers().size()) {
            throw new IllegalArgumentException(
                    schedules.size() + " schedules for " + workload.layers().size() + " layers of " + workload.name());
        }
        return chip.run(workload, mapping, (i, layer, how) -> schedules.get(i));
    }

    private void check(Workload workload, Mapping mapping) {
        if (mapping.layers().size() != workload.layers().size()) {
            throw new IllegalArgumentException(
                    "a mapping of " + mapping.layers().size() + " layers does not fit the "
                            + workload.layers().size() + " of " + workload.name());
        }
        for (int i = 0; i < workload.layers().size(); i++) {
            LayerMapping how = mapping.layers().get(i);
            String name = workload.layers().get(i).name();
            if (!how.layer().equals(name)) {
                throw new IllegalArgumentException("layer " + i + " is " + name + ", the mapping's is " + how.layer());
            }
            if (!how.partition().fits(workload.layers().get(i).dims())) {
                throw new IllegalArgumentException(name + ": the partition cuts a dim into more parts than it has");
            }
            if (how.region().row() + how.region().rows() > hardware.nodeRows()
                    || how.region().col() + how.region().cols() > hardware.nodeCols()) {
                throw new IllegalArgumentException(name + ": its region leaves the mesh");
            }
            WeightCopies.check(workload.layers().get(i), how);
        }
    }
}
