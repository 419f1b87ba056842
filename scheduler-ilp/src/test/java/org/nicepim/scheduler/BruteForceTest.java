package org.nicepim.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nicepim.hardware.NocSpec;
import org.nicepim.noc.LinkLoads;
import org.nicepim.noc.Mesh;
import org.nicepim.sharing.Candidate;
import org.nicepim.sharing.EveryWay;
import org.nicepim.sharing.ScheduleVerifier;
import org.nicepim.sharing.SharingProblem;
import org.nicepim.sharing.SharingProblems;
import org.nicepim.sharing.SharingSchedule;
import org.nicepim.sharing.SharingSet;
import org.nicepim.workload.Operand;

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

    /** Problems of kinds of their own, small enough for every choice to be tried. */
    private enum Kind {
        /** Lines, upright or lying, where XY is YX. */
        LINE {
            @Override
            SharingProblem draw(SplittableRandom random) {
                int nodes = 3 + random.nextInt(6);
                Mesh mesh = random.nextBoolean() ? new Mesh(1, nodes) : new Mesh(nodes, 1);
                return overlapping(random, mesh, 1 + random.nextInt(3), 4096);
            }
        },
        /** Pairs, which know no cycle but there and back. */
        PAIRS {
            @Override
            SharingProblem draw(SplittableRandom random) {
                Mesh mesh = new Mesh(2 + random.nextInt(3), 2 + random.nextInt(3));
                List<SharingSet> sets = new ArrayList<>();
                for (int i = 2 + random.nextInt(4); i > 0; i--) {
                    sets.add(SharingProblems.set(random, mesh, 2, 16 * (1 + random.nextInt(4096))));
                }
                return new SharingProblem(mesh, SharingProblems.NOC, sets);
            }
        },
        /** Few bytes: latencies decide. */
        FEW_BYTES {
            @Override
            SharingProblem draw(SplittableRandom random) {
                Mesh mesh = new Mesh(1 + random.nextInt(3), 3 + random.nextInt(3));
                return overlapping(random, mesh, 1 + random.nextInt(3), 25);
            }
        },
        /** Two operands or three that the same nodes share. */
        SAME_MEMBERS {
            @Override
            SharingProblem draw(SplittableRandom random) {
                Mesh mesh = new Mesh(2 + random.nextInt(2), 2 + random.nextInt(3));
                SharingSet set =
                        SharingProblems.set(random, mesh, 2 + random.nextInt(3), 16 * (1 + random.nextInt(2048)));
                List<SharingSet> sets = new ArrayList<>(List.of(set));
                for (int i = 1 + random.nextInt(2); i > 0; i--) {
                    double share = random.nextBoolean() ? 1 : 0.3;
                    sets.add(new SharingSet(Operand.OFMAP, set.members(), set.bytes() * share));
                }
                return new SharingProblem(mesh, SharingProblems.NOC, sets);
            }
        },
        /** Links that carry bytes of others. */
        CROWDED {
            @Override
            SharingProblem draw(SplittableRandom random) {
                Mesh mesh = new Mesh(2 + random.nextInt(2), 3 + random.nextInt(2));
                return SharingProblems.crowded(random, overlapping(random, mesh, 1 + random.nextInt(2), 4096));
            }
        },
        /** Other widths of links and other latencies. */
        OTHER_LINKS {
            @Override
            SharingProblem draw(SplittableRandom random) {
                int width = 64 << random.nextInt(3);
                NocSpec noc = new NocSpec(width, 1 + random.nextInt(8), 2 + random.nextInt(19), 0.1, 0.1);
                SharingProblem drawn =
                        overlapping(random, new Mesh(3 + random.nextInt(3), 2), 1 + random.nextInt(3), 4096);
                return new SharingProblem(drawn.mesh(), noc, drawn.sets());
            }
        };

        abstract SharingProblem draw(SplittableRandom random);

        /** Up to three sets: the more, the fewer members. Their volumes differ by up to three powers of ten. */
        private static SharingProblem overlapping(SplittableRandom random, Mesh mesh, int count, double mostFlits) {
            List<SharingSet> sets = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                int members = Math.min(mesh.nodes(), 2 + random.nextInt(6 - count));
                double bytes = 16 * mostFlits * Math.pow(10, -3 * random.nextDouble());
                sets.add(SharingProblems.set(random, mesh, members, bytes));
            }
            return new SharingProblem(mesh, SharingProblems.NOC, sets);
        }
    }

    /** A pattern's volumes are up to an eighth of an octave below the problem's, so the best choice for few bytes need not be found. */
    @ParameterizedTest
    @EnumSource(Kind.class)
    void isNearTheBestOfAllChoicesForProblemsOfEachKind(Kind kind) {
        SplittableRandom random = new SplittableRandom(72);
        IlpDataScheduler ilp = new IlpDataScheduler();
        int near = 0;
        for (int trial = 0; trial < TRIALS; trial++) {
            SharingProblem problem = kind.draw(random);
            SharingSchedule schedule = ilp.schedule(problem);
            Least least = Least.of(problem);
            assertThat(ScheduleVerifier.faults(problem, schedule)).isEmpty();
            assertThat(schedule.lowerBoundBytes()).isLessThanOrEqualTo(least.bytes * SLACK);
            assertThat(schedule.lowerBoundCycles()).isLessThanOrEqualTo(least.cycles * SLACK);
            assertThat(schedule.phaseCycles()).as(problem.toString()).isLessThanOrEqualTo(1.05 * least.cycles);
            near += schedule.phaseCycles() <= 1.001 * least.cycles ? 1 : 0;
        }
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
            problem.background().addTo(occupancy);
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
