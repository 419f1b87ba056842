package org.nicepim.sharing;

import java.util.List;
import org.nicepim.sharing.SharingSchedule.Effort;
import org.nicepim.sharing.SharingSchedule.Status;

/** Prices set schedules and states how good they are; every scheduler ends here. */
public final class ScheduleBuilder {
    private static final double AT_BOUND = 1e-9;

    private ScheduleBuilder() {}

    /**
     * A heuristic's schedule.
     *
     * @param scheduler name of the scheduler
     * @param problem what was asked
     * @param sets one schedule per set of the problem, in its order
     * @param bound what no schedule beats
     * @param startNanos {@link System#nanoTime()} when the scheduler was called
     */
    public static SharingSchedule heuristic(
            String scheduler, SharingProblem problem, List<SetSchedule> sets, ScheduleBound bound, long startNanos) {
        Effort effort = new Effort(Status.HEURISTIC, "none", 0, 0, false, false, millisSince(startNanos));
        return build(scheduler, problem, sets, bound, effort);
    }

    /** A schedule with its costs; its status becomes OPTIMAL if its largest load or its phase time equals the bound. */
    public static SharingSchedule build(
            String scheduler, SharingProblem problem, List<SetSchedule> sets, ScheduleBound bound, Effort effort) {
        return build(scheduler, sets, ScheduleCost.of(problem, sets), bound, effort);
    }

    /** {@link #build(String, SharingProblem, List, ScheduleBound, Effort)} with costs that are known. */
    public static SharingSchedule build(
            String scheduler, List<SetSchedule> sets, ScheduleCost cost, ScheduleBound bound, Effort effort) {
        boolean optimal = cost.maxLinkLoadBytes() <= bound.bytes() * (1 + AT_BOUND)
                || cost.phaseCycles() <= bound.cycles() * (1 + AT_BOUND);
        Status status = optimal ? Status.OPTIMAL : effort.status();
        return new SharingSchedule(
                scheduler,
                sets,
                cost.phaseCycles(),
                cost.maxLinkLoadBytes(),
                cost.byteHops(),
                bound.bytes(),
                bound.cycles(),
                effort.with(status));
    }

    /** Milliseconds since a reading of {@link System#nanoTime()}. */
    public static double millisSince(long startNanos) {
        return (System.nanoTime() - startNanos) / 1e6;
    }
}
