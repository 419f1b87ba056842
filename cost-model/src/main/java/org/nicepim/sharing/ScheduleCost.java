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
        double[] occupancy = new double[problem.mesh().links()];
        int hops = 0;
        double chain = 0;
        for (SetSchedule set : sets) {
            set.addLoads(problem.mesh(), loads);
            set.addOccupancy(problem.mesh(), problem.noc(), occupancy);
            hops = Math.max(hops, set.maxHops(problem.mesh()));
            chain = Math.max(chain, set.ringChainCycles(problem.mesh(), problem.noc()));
        }
        double byteHops = LinkLoads.byteHops(loads);
        problem.background().addTo(loads);
        problem.background().addTo(occupancy);
        double bandwidth = PhaseTime.cycles(problem.noc(), LinkLoads.max(occupancy), hops);
        return new ScheduleCost(Math.max(bandwidth, chain), LinkLoads.max(loads), byteHops);
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
