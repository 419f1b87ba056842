package org.nicepim.scheduler;

import java.util.ArrayList;
import java.util.List;
import org.nicepim.noc.LinkLoads;
import org.nicepim.noc.Routes;
import org.nicepim.noc.Routing;
import org.nicepim.sharing.Candidate;
import org.nicepim.sharing.CandidateChoice;
import org.nicepim.sharing.SetSchedule;
import org.nicepim.sharing.SharingProblem;
import org.nicepim.sharing.ShortestCycles;

/**
 * Cycles that evade crowded links: column generation by prices. From a greedy choice on, set after set takes the two-way
 * cycle that raises {@code Σ hops + P·Σ (occupancy/largest)^k} over the mesh links least, given where the others go; each
 * such cycle is a new candidate. A few rounds of these best replies spread sets that a shortest cycle alone would
 * send over the same links.
 */
final class PricedCycles {
    private static final int ROUNDS = 4;
    /** k. */
    private static final double STEEPNESS = 6;
    /** P, hops. */
    private static final double FULL_PRICE_HOPS = 30;
    /** Arc costs are whole numbers in this fraction of a hop. */
    private static final int UNITS_PER_HOP = 1000;

    private final SharingProblem problem;
    private final List<DistinctCandidates> pools;

    PricedCycles(SharingProblem problem, List<DistinctCandidates> pools) {
        this.problem = problem;
        this.pools = pools;
    }

    /** Adds up to one candidate per round to each pool. */
    void addAll() {
        List<List<Candidate>> lists =
                pools.stream().map(DistinctCandidates::list).toList();
        int[] chosen = CandidateChoice.greedy(problem, lists);
        List<Candidate> current = new ArrayList<>();
        double[] occupancy = new double[problem.mesh().links()];
        problem.background().addTo(occupancy);
        for (int set = 0; set < chosen.length; set++) {
            current.add(lists.get(set).get(chosen[set]));
            current.get(set).addTo(occupancy, 1);
        }
        for (int round = 0; round < ROUNDS; round++) {
            for (int set = 0; set < chosen.length; set++) {
                if (problem.sets().get(set).members().size() > 3) {
                    current.set(set, evade(set, current.get(set), occupancy));
                }
            }
        }
    }

    private Candidate evade(int set, Candidate current, double[] occupancy) {
        double most = LinkLoads.max(occupancy);
        current.addTo(occupancy, -1);
        SetSchedule cheapest = cheapest(current.schedule(), occupancy, most);
        pools.get(set).add(cheapest);
        Candidate next = Candidate.of(problem, cheapest);
        next.addTo(occupancy, 1);
        return next;
    }

    private SetSchedule cheapest(SetSchedule current, double[] occupancy, double most) {
        int[] members = current.set().memberArray();
        double bytes = current.set().receivedBytes() / 2;
        int[][] costs = new int[members.length][members.length];
        for (int i = 0; i < members.length; i++) {
            for (int j = 0; j < i; j++) {
                double hops = pricedHops(members[i], members[j], bytes, occupancy, most)
                        + pricedHops(members[j], members[i], bytes, occupancy, most);
                costs[i][j] = (int) Math.round(hops * UNITS_PER_HOP);
                costs[j][i] = costs[i][j];
            }
        }
        List<Integer> order = new ArrayList<>(members.length);
        for (int index : ShortestCycles.cheapest(costs)) {
            order.add(members[index]);
        }
        return SetSchedule.twoWay(current.set(), order, Routing.XY);
    }

    private double pricedHops(int from, int to, double bytes, double[] occupancy, double most) {
        double[] hops = {0};
        Routes.visit(problem.mesh(), Routing.XY, from, to, link -> {
            if (!LinkLoads.isPort(link) && most > 0) {
                double before = Math.max(0, occupancy[link]);
                double rise = Math.pow((before + bytes) / most, STEEPNESS) - Math.pow(before / most, STEEPNESS);
                hops[0] += 1 + FULL_PRICE_HOPS * Math.min(1, rise);
            }
        });
        return hops[0];
    }
}
