package org.nicepim.sharing;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.nicepim.noc.LinkLoads;
import org.nicepim.noc.PhaseTime;

/**
 * Chooses one candidate per set so that all together have a small phase time: sets with many bytes first, each taking
 * what raises the phase time least, then rounds in which each set may change its mind. Not exact; deterministic.
 */
public final class CandidateChoice {
    private static final int ROUNDS = 3;

    private final SharingProblem problem;
    private final List<List<Candidate>> pools;
    private final double[] occupancy;
    private final int[] chosen;
    /** Where {@link #occupancy} is largest. */
    private int busiest;

    private CandidateChoice(SharingProblem problem, List<List<Candidate>> pools) {
        this.problem = problem;
        this.pools = pools;
        this.occupancy = new double[problem.mesh().links()];
        problem.background().addTo(occupancy);
        this.busiest = LinkLoads.busiest(occupancy, Double.POSITIVE_INFINITY);
        this.chosen = new int[pools.size()];
        Arrays.fill(chosen, -1);
    }

    /**
     * Index of the chosen candidate per set.
     *
     * @param problem the problem
     * @param pools at least one candidate per set
     */
    public static int[] greedy(SharingProblem problem, List<List<Candidate>> pools) {
        CandidateChoice choice = new CandidateChoice(problem, pools);
        int[] order = largestFirst(problem.sets());
        boolean changed = true;
        for (int round = 0; round < ROUNDS && changed; round++) {
            changed = choice.chooseEach(order);
        }
        return choice.chosen;
    }

    /** Indices of sets; those with as many bytes stay in their order. */
    private static int[] largestFirst(List<SharingSet> sets) {
        double[] bytes = new double[sets.size()];
        int[] order = new int[bytes.length];
        for (int i = 0; i < order.length; i++) {
            bytes[i] = sets.get(i).receivedBytes();
            int place = i;
            while (place > 0 && bytes[order[place - 1]] < bytes[i]) {
                order[place] = order[place - 1];
                place--;
            }
            order[place] = i;
        }
        return order;
    }

    /**
     * The choice of least phase time, then of fewest byte·hops; the first of equals.
     *
     * @param choices at least one; an index per set each
     */
    static int[] best(SharingProblem problem, List<List<Candidate>> pools, List<int[]> choices) {
        int[] best = choices.get(0);
        Rank bestRank = rank(problem, pools, best);
        for (int[] choice : choices.subList(1, choices.size())) {
            if (Arrays.equals(choice, best)) {
                continue;
            }
            Rank rank = rank(problem, pools, choice);
            if (rank.isBetterThan(bestRank)) {
                best = choice;
                bestRank = rank;
            }
        }
        return best;
    }

    private static Rank rank(SharingProblem problem, List<List<Candidate>> pools, int[] choice) {
        double[] occupancy = new double[problem.mesh().links()];
        problem.background().addTo(occupancy);
        double latency = 0;
        double chain = 0;
        double byteHops = 0;
        for (int set = 0; set < choice.length; set++) {
            Candidate candidate = pools.get(set).get(choice[set]);
            candidate.addTo(occupancy, 1);
            latency = Math.max(latency, candidate.latencyCycles());
            chain = Math.max(chain, candidate.chainCycles());
            byteHops += candidate.byteHops();
        }
        double cycles = LinkLoads.max(occupancy) / problem.noc().linkBytes() + latency;
        return new Rank(Math.max(cycles, chain), 0, byteHops);
    }

    /**
     * What no choice of candidates is below in cycles and in byte·hops; its largest load is 0.
     *
     * @param problem the problem
     * @param pools at least one candidate per set
     * @param bound what no schedule beats
     */
    public static ScheduleCost atLeast(SharingProblem problem, List<List<Candidate>> pools, ScheduleBound bound) {
        double latency = problem.noc().endCycles();
        double chain = 0;
        double byteHops = 0;
        for (List<Candidate> pool : pools) {
            double leastLatency = Double.POSITIVE_INFINITY;
            double leastChain = Double.POSITIVE_INFINITY;
            double leastByteHops = Double.POSITIVE_INFINITY;
            for (Candidate candidate : pool) {
                leastLatency = Math.min(leastLatency, candidate.latencyCycles());
                leastChain = Math.min(leastChain, candidate.chainCycles());
                leastByteHops = Math.min(leastByteHops, candidate.byteHops());
            }
            latency = Math.max(latency, leastLatency);
            chain = Math.max(chain, leastChain);
            byteHops += leastByteHops;
        }
        double bandwidth = PhaseTime.cycles(problem.noc(), bound.bytes(), 0)
                - problem.noc().endCycles()
                + latency;
        double cycles = bound.bytes() <= 0 ? 0 : Math.max(bound.cycles(), Math.max(bandwidth, chain));
        return new ScheduleCost(cycles, 0, byteHops);
    }

    /** The set schedules of a choice. */
    public static List<SetSchedule> schedules(List<List<Candidate>> pools, int[] chosen) {
        List<SetSchedule> schedules = new ArrayList<>(chosen.length);
        for (int i = 0; i < chosen.length; i++) {
            schedules.add(pools.get(i).get(chosen[i]).schedule());
        }
        return schedules;
    }

    private boolean chooseEach(int[] order) {
        boolean changed = false;
        for (int set : order) {
            int before = chosen[set];
            if (before >= 0) {
                takeAway(pools.get(set).get(before));
            }
            chosen[set] = best(set);
            Candidate candidate = pools.get(set).get(chosen[set]);
            candidate.addTo(occupancy, 1);
            busiest = candidate.busier(occupancy, busiest);
            changed |= chosen[set] != before;
        }
        return changed;
    }

    private void takeAway(Candidate candidate) {
        double most = occupancy[busiest];
        candidate.addTo(occupancy, -1);
        // What is taken away makes no load larger, so only where it was the busiest link is there another one.
        if (occupancy[busiest] < most) {
            busiest = LinkLoads.busiest(occupancy, most);
        }
    }

    private int best(int set) {
        List<Candidate> pool = pools.get(set);
        int best = 0;
        double elsewhere = Math.max(0, occupancy[busiest]);
        Rank bestRank = rank(pool.get(0), elsewhere);
        for (int i = 1; i < pool.size(); i++) {
            Rank rank = rank(pool.get(i), elsewhere);
            if (rank.isBetterThan(bestRank)) {
                best = i;
                bestRank = rank;
            }
        }
        return best;
    }

    private Rank rank(Candidate candidate, double elsewhere) {
        double here = candidate.largestAbove(occupancy);
        int linkBytes = problem.noc().linkBytes();
        double cycles = Math.max(elsewhere, here) / linkBytes + candidate.latencyCycles();
        return new Rank(
                Math.max(cycles, candidate.chainCycles()),
                here / linkBytes + candidate.latencyCycles(),
                candidate.byteHops());
    }

    /** Cycles of all, cycles where this set goes, byte·hops: compared in this order, to a part in 10⁹. */
    private record Rank(double cycles, double cyclesHere, double byteHops) {
        boolean isBetterThan(Rank other) {
            int order = compare(cycles, other.cycles);
            order = order != 0 ? order : compare(cyclesHere, other.cyclesHere);
            order = order != 0 ? order : compare(byteHops, other.byteHops);
            return order < 0;
        }

        private static int compare(double left, double right) {
            boolean equal = Math.abs(left - right) <= 1e-9 * Math.max(Math.abs(left), Math.abs(right));
            return equal ? 0 : Double.compare(left, right);
        }
    }
}
