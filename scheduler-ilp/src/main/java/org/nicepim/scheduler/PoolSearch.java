package org.nicepim.scheduler;

import java.util.List;
import org.nicepim.noc.LinkLoads;
import org.nicepim.sharing.Candidate;
import org.nicepim.sharing.SharingProblem;

/**
 * Tabu search over choices of one candidate per set: in each step the change of one set's mind is made, for better or worse,
 * that makes {@code Σ (occupancy/scale)⁸} over all links and ports least; a set that has just changed waits for some steps. The
 * choice of least phase time on the way is kept. A fixed number of steps, no randomness: gives the solver a start, and the answer where
 * a limit strikes.
 */
final class PoolSearch {
    private static final int STEPS = 300;
    /** Steps times candidates; keeps large problems to some ten milliseconds. */
    private static final int MOST_TRIALS = 40_000;

    private final SharingProblem problem;
    private final List<List<Candidate>> pools;
    private final int[] chosen;
    private final double[] occupancy;
    private final int[] freeFrom;
    /** Where all loads together would be 1 if they were even. */
    private final double scale;

    private PoolSearch(SharingProblem problem, List<List<Candidate>> pools, int[] start) {
        this.problem = problem;
        this.pools = pools;
        this.chosen = start.clone();
        this.freeFrom = new int[start.length];
        this.occupancy = new double[problem.mesh().links()];
        problem.background().addTo(occupancy);
        for (int set = 0; set < chosen.length; set++) {
            candidate(set).addTo(occupancy, 1);
        }
        this.scale = Math.max(Double.MIN_NORMAL, LinkLoads.max(occupancy));
    }

    /**
     * The best choice found, no worse than the start.
     *
     * @param start an index per set
     * @param leastCycles the search ends at a choice that takes no more
     */
    static int[] improve(SharingProblem problem, List<List<Candidate>> pools, int[] start, double leastCycles) {
        return new PoolSearch(problem, pools, start).search(leastCycles);
    }

    private int[] search(double leastCycles) {
        int[] best = chosen.clone();
        double bestCycles = cycles();
        int candidates = pools.stream().mapToInt(List::size).sum();
        int steps = Math.min(STEPS, MOST_TRIALS / Math.max(1, candidates));
        for (int step = 0; step < steps && bestCycles > leastCycles * (1 + 1e-9) && move(step); step++) {
            double cycles = cycles();
            if (cycles < bestCycles * (1 - 1e-12)) {
                bestCycles = cycles;
                best = chosen.clone();
            }
        }
        return best;
    }

    /** Makes the best change that is not forbidden; false if there is none. */
    private boolean move(int step) {
        int bestSet = -1;
        int bestCandidate = -1;
        double bestChange = Double.POSITIVE_INFINITY;
        for (int set = 0; set < chosen.length; set++) {
            if (freeFrom[set] > step) {
                continue;
            }
            Candidate before = candidate(set);
            double less = change(before, -1);
            before.addTo(occupancy, -1);
            for (int i = 0; i < pools.get(set).size(); i++) {
                double change = i == chosen[set]
                        ? Double.POSITIVE_INFINITY
                        : less + change(pools.get(set).get(i), 1);
                if (change < bestChange) {
                    bestChange = change;
                    bestSet = set;
                    bestCandidate = i;
                }
            }
            before.addTo(occupancy, 1);
        }
        if (bestSet < 0) {
            return false;
        }
        candidate(bestSet).addTo(occupancy, -1);
        chosen[bestSet] = bestCandidate;
        candidate(bestSet).addTo(occupancy, 1);
        // Long enough not to fall back at once, unequal so as not to go round in circles.
        freeFrom[bestSet] = step + 2 + (chosen.length > 3 ? (step * 7 + bestSet) % (chosen.length / 2) : 0);
        return true;
    }

    private Candidate candidate(int set) {
        return pools.get(set).get(chosen[set]);
    }

    /** Of the sum of eighth powers, when a candidate comes (1) or goes (−1). */
    private double change(Candidate candidate, int sign) {
        double change = 0;
        for (int i = 0; i < candidate.linkCount(); i++) {
            double before = occupancy[candidate.link(i)];
            change += eighth(before + sign * candidate.occupancy(i)) - eighth(before);
        }
        return change;
    }

    private double eighth(double bytes) {
        double share = bytes / scale;
        double square = share * share;
        double fourth = square * square;
        return fourth * fourth;
    }

    private double cycles() {
        double latency = 0;
        double chain = 0;
        for (int set = 0; set < chosen.length; set++) {
            latency = Math.max(latency, candidate(set).latencyCycles());
            chain = Math.max(chain, candidate(set).chainCycles());
        }
        return Math.max(chain, LinkLoads.max(occupancy) / problem.noc().linkBytes() + latency);
    }
}
