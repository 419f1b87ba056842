package org.nicepim.sharing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.nicepim.noc.Mesh;
import org.nicepim.workload.Operand;

class SharingPatternTest {
    /** The problem under a symmetry, its sets shuffled, of another operand, with so many times the bytes. */
    private static SharingProblem image(SharingProblem problem, MeshSymmetry symmetry, double times, int seed) {
        List<SharingSet> sets = new ArrayList<>();
        for (SharingSet set : problem.sets()) {
            List<Integer> members = set.members().stream()
                    .map(node -> symmetry.of(problem.mesh(), node))
                    .sorted()
                    .toList();
            sets.add(new SharingSet(Operand.OFMAP, members, set.bytes() * times));
        }
        Collections.shuffle(sets, new Random(seed));
        double[] loads = new double[problem.mesh().links()];
        symmetry.of(problem.mesh(), problem.background()).addTo(loads);
        for (int link = 0; link < loads.length; link++) {
            loads[link] *= times;
        }
        return new SharingProblem(
                symmetry.of(problem.mesh()), problem.noc(), sets, org.nicepim.noc.BackgroundLoads.of(loads));
    }

    @Test
    void imagesShufflesAndOperandsHaveOnePattern() {
        SplittableRandom random = new SplittableRandom(81);
        for (int trial = 0; trial < 40; trial++) {
            SharingProblem drawn = SharingProblems.random(random, 20, 8);
            SharingProblem problem = trial % 2 == 0 ? drawn : SharingProblems.crowded(random, drawn);
            SharingProblem pattern = SharingPattern.of(problem).problem();
            assertThat(SharingPattern.of(pattern).problem()).isEqualTo(pattern);
            for (MeshSymmetry symmetry : MeshSymmetry.ALL) {
                assertThat(SharingPattern.of(image(problem, symmetry, 1, trial)).problem())
                        .isEqualTo(pattern);
            }
        }
    }

    /** Lists of ascending nodes, compared as such, are what the order is defined by; 81 nodes need more than one word of bits. */
    @Test
    void theFirstOfAllImagesCountsAndPatternsAreEqualWhereTheirKeysAre() {
        SplittableRandom random = new SplittableRandom(84);
        List<SharingPattern> patterns = new ArrayList<>();
        for (int trial = 0; trial < 60; trial++) {
            SharingProblem problem = trial % 2 == 0 ? dense(random, 9) : SharingProblems.random(random, 9, 4);
            SharingPattern pattern = SharingPattern.of(problem);
            patterns.add(pattern);
            if (trial % 2 == 0) {
                List<List<Integer>> first = MeshSymmetry.ALL.stream()
                        .map(symmetry -> sorted(image(problem, symmetry, 1, 0)))
                        .min(SharingPatternTest::compareAll)
                        .orElseThrow();
                assertThat(pattern.problem().sets())
                        .extracting(SharingSet::members)
                        .isEqualTo(first);
            }
        }
        for (SharingPattern one : patterns) {
            for (SharingPattern other : patterns) {
                boolean same = one.problem().equals(other.problem());
                assertThat(one.key().equals(other.key())).isEqualTo(same);
                assertThat(!same || one.key().hashCode() == other.key().hashCode())
                        .isTrue();
            }
        }
    }

    /** Sets of which some are prefixes of others, over all of a square mesh, all of as many bytes. */
    private static SharingProblem dense(SplittableRandom random, int side) {
        Mesh mesh = new Mesh(side, side);
        List<SharingSet> sets = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            List<Integer> members = new ArrayList<>(List.of(0, 1));
            for (int node = 2; node < mesh.nodes(); node += 1 + random.nextInt(1 + i * 8)) {
                members.add(node);
            }
            sets.add(new SharingSet(Operand.IFMAP, members, 4096));
            sets.add(new SharingSet(Operand.IFMAP, members.subList(0, members.size() / 2), 4096));
        }
        sets.add(new SharingSet(Operand.IFMAP, List.of(0, mesh.nodes() - 1), 4096));
        return new SharingProblem(mesh, SharingProblems.NOC, sets);
    }

    private static List<List<Integer>> sorted(SharingProblem problem) {
        return problem.sets().stream()
                .map(SharingSet::members)
                .sorted(SharingPatternTest::compare)
                .toList();
    }

    private static int compare(List<Integer> left, List<Integer> right) {
        return Arrays.compare(left.toArray(Integer[]::new), right.toArray(Integer[]::new));
    }

    private static int compareAll(List<List<Integer>> left, List<List<Integer>> right) {
        int i = 0;
        while (i < left.size() - 1 && left.get(i).equals(right.get(i))) {
            i++;
        }
        return compare(left.get(i), right.get(i));
    }

    @Test
    void translationsHaveOnePattern() {
        Mesh large = new Mesh(6, 7);
        List<SharingSet> here = List.of(new SharingSet(Operand.IFMAP, List.of(0, 2, 8), 640));
        List<SharingSet> there = List.of(new SharingSet(Operand.IFMAP, List.of(17, 19, 25), 640));
        SharingProblem pattern = SharingPattern.of(new SharingProblem(large, SharingProblems.NOC, here))
                .problem();
        assertThat(SharingPattern.of(new SharingProblem(large, SharingProblems.NOC, there))
                        .problem())
                .isEqualTo(pattern);
        assertThat(pattern.mesh()).isEqualTo(new Mesh(2, 3));
    }

    @Test
    void largeVolumesAreScaledAlikeAndSmallOnesAreNot() {
        SharingProblem large = SharingProblems.regular(4, 4, 2, 2, true, 100_000);
        SharingProblem larger = SharingProblems.regular(4, 4, 2, 2, true, 12_345_678);
        SharingProblem small = SharingProblems.regular(4, 4, 2, 2, true, 512);
        SharingProblem close = SharingProblems.regular(4, 4, 2, 2, true, 520);
        assertThat(SharingPattern.of(large).problem())
                .isEqualTo(SharingPattern.of(larger).problem())
                .isNotEqualTo(SharingPattern.of(small).problem());
        assertThat(SharingPattern.of(small).problem())
                .isEqualTo(SharingPattern.of(close).problem());
        assertThat(SharingPattern.of(small).problem().sets().get(0).bytes()).isEqualTo(512, within(1e-6));
    }

    /** Different problems, different patterns: one member, one byte count, one mesh apart. */
    @Test
    void differentProblemsHaveDifferentPatterns() {
        SplittableRandom random = new SplittableRandom(82);
        List<SharingProblem> patterns = new ArrayList<>();
        for (int[] members : new int[][] {{0, 1, 2}, {0, 1, 4}, {0, 1, 5}, {0, 2, 4}, {0, 1, 2, 3}}) {
            List<Integer> nodes = new ArrayList<>();
            for (int node : members) {
                nodes.add(node);
            }
            SharingSet set = new SharingSet(Operand.IFMAP, nodes, 64 + random.nextInt(2));
            patterns.add(SharingPattern.of(new SharingProblem(new Mesh(3, 4), SharingProblems.NOC, List.of(set)))
                    .problem());
        }
        // {0, 1, 4} and {0, 1, 5} are both three nodes of a square.
        assertThat(patterns.get(1)).isEqualTo(patterns.get(2));
        assertThat(patterns.stream().distinct()).hasSize(4);
    }

    /** What is right for the pattern is right for the problem, and rings cost the same but for the scale. */
    @Test
    void schedulesGoBackRightly() {
        SplittableRandom random = new SplittableRandom(83);
        for (int trial = 0; trial < 60; trial++) {
            SharingProblem drawn = SharingProblems.random(random, 20, 8);
            SharingProblem problem = trial % 3 > 0 ? drawn : SharingProblems.crowded(random, drawn);
            SharingPattern pattern = SharingPattern.of(problem);
            double scale = pattern.backBound(1);
            for (DataScheduler scheduler : List.of(new TspScheduler(), new ShortestPathScheduler())) {
                SharingSchedule there = scheduler.schedule(pattern.problem());
                double bound = pattern.backBound(there.lowerBoundBytes());
                SharingSchedule here = ScheduleBuilder.build(
                        "x",
                        problem,
                        pattern.back(there.sets()),
                        new ScheduleBound(bound, 0),
                        there.effort().asCached());
                assertThat(ScheduleVerifier.faults(problem, here)).isEmpty();
                double expected = there.maxLinkLoadBytes() * scale;
                assertThat(here.maxLinkLoadBytes()).isCloseTo(expected, within(2e-4 * expected + 1e-9));
            }
        }
    }
}
