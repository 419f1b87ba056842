package org.nicepim.jobs.run;

import java.util.Optional;
import org.nicepim.cost.WorkloadCost;
import org.nicepim.cost.area.AreaModel;
import org.nicepim.hardware.HardwareConfig;
import org.nicepim.jobs.SchedulerChoice;
import org.nicepim.mapper.Mapper;
import org.nicepim.mapper.MapperOptions;
import org.nicepim.mapper.MapperResult;
import org.nicepim.mapper.mapspace.MapspaceSize;
import org.nicepim.mapper.search.Counter;
import org.nicepim.workload.Workload;

/**
 * One workload mapped on one hardware: what went in, and what came out.
 *
 * @param workload what was mapped
 * @param hardware on what
 * @param options what the mapper might do
 * @param result the mapping and its cost, or why there is none
 * @param seconds that the search took
 * @param mapspace size of the mapspace, if it was counted
 */
public record MapRun(
        Workload workload,
        HardwareConfig hardware,
        MapperOptions options,
        MapperResult result,
        double seconds,
        Optional<MapspaceSize> mapspace) {
    /** Maps. */
    public static MapRun of(
            Workload workload, HardwareConfig hardware, MapperOptions options, SchedulerChoice scheduler) {
        return of(workload, hardware, options, scheduler, new Counter());
    }

    /**
     * Maps.
     *
     * @param counter of this search alone; another thread may look at it meanwhile
     */
    public static MapRun of(
            Workload workload,
            HardwareConfig hardware,
            MapperOptions options,
            SchedulerChoice scheduler,
            Counter counter) {
        long start = System.nanoTime();
        MapperResult result =
                new Mapper(options, scheduler.createForSearch(), scheduler.create()).map(workload, hardware, counter);
        return new MapRun(workload, hardware, options, result, (System.nanoTime() - start) * 1e-9, Optional.empty());
    }

    /** The same with the size of its mapspace. */
    public MapRun with(MapspaceSize size) {
        return new MapRun(workload, hardware, options, result, seconds, Optional.of(size));
    }

    /** Area of the logic die in mm². */
    public double areaMm2() {
        return AreaModel.area(hardware).totalMm2();
    }

    /** Seconds that so many cycles of the logic take. */
    public double secondsOf(double cycles) {
        return cycles / (hardware.technology().logic().clockMhz() * 1e6);
    }

    /** MACs over what all PEs could do in so many cycles. */
    public double utilization(double latencyCycles) {
        return workload.macs() / ((double) hardware.nodes() * hardware.pesPerNode() * latencyCycles);
    }

    /** What it means to someone who waits for tokens, if the workload makes some. */
    public Optional<GenerationFigures> generation(WorkloadCost cost) {
        int wordBytes = hardware.technology().logic().wordBytes();
        return workload.generation()
                .map(run -> GenerationFigures.of(
                        run,
                        secondsOf(cost.latencyCycles()),
                        cost.energy().totalPj(),
                        workload.keyValueWords() * wordBytes));
    }
}
