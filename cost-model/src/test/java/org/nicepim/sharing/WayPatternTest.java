package org.nicepim.sharing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.nicepim.noc.Mesh;

/** Is a way that is routed once per shape and then filled with bytes the same as one that is walked link by link? */
class WayPatternTest {
    @Test
    void equalsTheWalkToTheLastBit() {
        SplittableRandom random = new SplittableRandom(31);
        for (int trial = 0; trial < 300; trial++) {
            SharingProblem problem = SharingProblems.random(random, 20, 14);
            for (SharingSet set : problem.sets()) {
                check(problem, set);
            }
        }
    }

    @Test
    void equalsTheWalkForWholeMeshesLinesAndStridedSets() {
        SplittableRandom random = new SplittableRandom(32);
        for (int[] size : new int[][] {{8, 8}, {4, 8}, {1, 16}, {16, 1}, {4, 6}}) {
            for (int classes : new int[] {1, 2, 4}) {
                for (boolean strided : new boolean[] {false, true}) {
                    int rows = Math.min(classes, size[0]);
                    int cols = Math.min(2, size[1]);
                    double bytes = random.nextDouble(100_000);
                    SharingProblem problem = SharingProblems.regular(size[0], size[1], rows, cols, strided, bytes);
                    problem.sets().forEach(set -> check(problem, set));
                }
            }
        }
    }

    private static void check(SharingProblem problem, SharingSet set) {
        Mesh mesh = problem.mesh();
        int corner = SetShape.corner(mesh, set.members());
        List<WayPattern> patterns = WayPattern.of(SetShape.of(mesh, set.members(), corner));
        List<SetSchedule> ways = HeuristicScheduler.ways(problem, set);
        assertThat(patterns).hasSameSizeAs(ways);
        for (int i = 0; i < ways.size(); i++) {
            Candidate walked = Candidate.of(problem, ways.get(i));
            Candidate filled = patterns.get(i).candidate(problem, set, corner);
            assertThat(filled.schedule()).isEqualTo(ways.get(i));
            assertThat(text(filled)).isEqualTo(text(walked));
        }
    }

    private static String text(Candidate candidate) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < candidate.linkCount(); i++) {
            text.append(candidate.link(i))
                    .append(' ')
                    .append(candidate.occupancy(i))
                    .append('\n');
        }
        return text.append(candidate.byteHops() + " " + candidate.latencyCycles() + " " + candidate.chainCycles())
                .toString();
    }
}
