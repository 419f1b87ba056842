package org.nicepim.sharing;

import java.util.List;
import org.nicepim.noc.LinkLoads;
import org.nicepim.noc.PhaseTime;

/**
 * What a schedule costs: {@code phaseCycles = max(largest occupancy / link bytes + latency of the longest route, slowest
 * ring chain)} (see {@link PhaseTime}). Background loads add to the loads of the schedule, not to its byte·hops.
 *
 * @param phaseCycles modelled time of the phase
 * @param maxLinkLoadBytes largest load over links and ports, in bytes moved, background included
 * @param byteHops the schedule's own bytes times mesh links crossed
 */
public record ScheduleCost(double phaseCycles, double maxLinkLoadBytes, double byteHops) {
    private static final double TOLERANCE = 1e-9;

    /** Cost of schedules that run at once, one per set of the problem. */
    public static ScheduleCost of(SharingProblem problem, List<SetSchedule> sets) {
        double[] loads = new double[problem.mesh().links()];
        boolean contended = false;
        int hops = 0;
        double chain = 0;
        for (SetSchedule set : sets) {
            set.addLoads(problem.mesh(), loads);
            contended = contended || set.isContended(problem.mesh(), problem.noc());
            hops = Math.max(hops, set.maxHops(problem.mesh()));
            chain = Math.max(chain, set.ringChainCycles(problem.mesh(), problem.noc()));
        }
        double byteHops = LinkLoads.byteHops(loads);
        problem.background().addTo(loads);
        double maxLoad = LinkLoads.max(loads);
        double bandwidth = PhaseTime.cycles(problem.noc(), contended ? maxOccupancy(problem, sets) : maxLoad, hops);
        return new ScheduleCost(Math.max(bandwidth, chain), maxLoad, byteHops);
    }

    private static double maxOccupancy(SharingProblem problem, List<SetSchedule> sets) {
        double[] occupancy = new double[problem.mesh().links()];
        for (SetSchedule set : sets) {
            set.addOccupancy(problem.mesh(), problem.noc(), occupancy);
        }
        problem.background().addTo(occupancy);
        return LinkLoads.max(occupancy);
    }

    /** Less time, or the same (to a part in 10⁹) and fewer byte·hops. */
    public boolean isBetterThan(ScheduleCost other) {
        int time = compare(phaseCycles, other.phaseCycles);
        return time < 0 || (time == 0 && compare(byteHops, other.byteHops) < 0);
    }

    private static int compare(double left, double right) {
        double margin = TOLERANCE * Math.max(Math.abs(left), Math.abs(right));
        return Math.abs(left - right) <= margin ? 0 : Double.compare(left, right);
    }
}
