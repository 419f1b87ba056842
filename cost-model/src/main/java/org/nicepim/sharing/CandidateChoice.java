package org.nicepim.sharing;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.nicepim.noc.LinkLoads;

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

    private CandidateChoice(SharingProblem problem, List<List<Candidate>> pools) {
        this.problem = problem;
        this.pools = pools;
        this.occupancy = new double[problem.mesh().links()];
        problem.background().addTo(occupancy);
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
        int[] order = IntStream.range(0, pools.size())
                .boxed()
                .sorted(Comparator.comparingDouble(
                        (Integer i) -> -problem.sets().get(i).receivedBytes()))
                .mapToInt(Integer::intValue)
                .toArray();
        boolean changed = true;
        for (int round = 0; round < ROUNDS && changed; round++) {
            changed = choice.chooseEach(order);
        }
        return choice.chosen;
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
                pools.get(set).get(before).addTo(occupancy, -1);
            }
            chosen[set] = best(set);
            pools.get(set).get(chosen[set]).addTo(occupancy, 1);
            changed |= chosen[set] != before;
        }
        return changed;
    }

    private int best(int set) {
        double elsewhere = LinkLoads.max(occupancy);
        List<Candidate> pool = pools.get(set);
        int best = 0;
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
        double here = 0;
        for (int i = 0; i < candidate.linkCount(); i++) {
            here = Math.max(here, occupancy[candidate.link(i)] + candidate.occupancy(i));
        }
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
