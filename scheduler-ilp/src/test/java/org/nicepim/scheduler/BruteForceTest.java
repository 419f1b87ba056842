package org.nicepim.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.nicepim.noc.LinkLoads;
import org.nicepim.sharing.Candidate;
import org.nicepim.sharing.EveryWay;
import org.nicepim.sharing.SharingProblem;
import org.nicepim.sharing.SharingProblems;
import org.nicepim.sharing.SharingSchedule;

/** Ilp against every choice of all Hamiltonian cycles, directions, splits in quarters, XY or YX, and unicast, of sets of up to six nodes. */
class BruteForceTest {
    private static final double SLACK = 1 + 1e-9;
    private static final int TRIALS = 40;

    /** Every second one with equal sets that cross each other: links decide there, and not ports. */
    private static SharingProblem draw(SplittableRandom random, int trial) {
        if (trial % 2 == 1) {
            SharingProblem crossing = SharingProblems.scattered(random, 3, 4, 4);
            return new SharingProblem(
                    crossing.mesh(), crossing.noc(), crossing.sets().subList(0, 3));
        }
        int sets = trial % 4 == 0 ? 1 : 2 + trial % 2;
        int members = sets == 1 ? 6 : sets == 2 ? 5 : 4;
        while (true) {
            SharingProblem drawn = SharingProblems.random(random, 12, members);
            if (drawn.sets().size() >= sets) {
                return new SharingProblem(
                        drawn.mesh(), drawn.noc(), drawn.sets().subList(0, sets));
            }
        }
    }

    @Test
    void isAsGoodAsTheBestOfAllChoicesAndItsBoundsAreNeverAbove() {
        SplittableRandom random = new SplittableRandom(71);
        IlpDataScheduler ilp = new IlpDataScheduler();
        double ratios = 0;
        int near = 0;
        for (int trial = 0; trial < TRIALS; trial++) {
            SharingProblem problem = draw(random, trial);
            SharingSchedule schedule = ilp.schedule(problem);
            Least least = Least.of(problem);
            assertThat(schedule.lowerBoundBytes()).isLessThanOrEqualTo(least.bytes * SLACK);
            assertThat(schedule.lowerBoundCycles()).isLessThanOrEqualTo(least.cycles * SLACK);
            double ratio = least.cycles <= 0 ? 1 : schedule.phaseCycles() / least.cycles;
            ratios += ratio;
            near += ratio <= 1.001 ? 1 : 0;
        }
        assertThat(ratios / TRIALS).isLessThan(1.005);
        assertThat(near).isGreaterThanOrEqualTo(TRIALS * 9 / 10);
    }

    /** The least phase time and the least largest load over all choices, by depth-first search without bounds. */
    private static final class Least {
        private final SharingProblem problem;
        private final List<List<Candidate>> ways = new ArrayList<>();
        private final double[] occupancy;
        private double cycles = Double.POSITIVE_INFINITY;
        private double bytes = Double.POSITIVE_INFINITY;

        private Least(SharingProblem problem) {
            this.problem = problem;
            this.occupancy = new double[problem.mesh().links()];
            for (int set = 0; set < problem.sets().size(); set++) {
                ways.add(EveryWay.of(problem.sets().get(set)).stream()
                        .map(way -> Candidate.of(problem, way))
                        .toList());
            }
        }

        static Least of(SharingProblem problem) {
            Least least = new Least(problem);
            least.choose(0, 0, 0);
            return least;
        }

        private void choose(int set, double latency, double chain) {
            if (set == ways.size()) {
                double most = LinkLoads.max(occupancy);
                bytes = Math.min(bytes, most);
                cycles = Math.min(cycles, Math.max(chain, most / problem.noc().linkBytes() + latency));
                return;
            }
            for (Candidate way : ways.get(set)) {
                way.addTo(occupancy, 1);
                choose(set + 1, Math.max(latency, way.latencyCycles()), Math.max(chain, way.chainCycles()));
                way.addTo(occupancy, -1);
            }
        }
    }
}
