package org.nicepim.sharing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.nicepim.noc.Mesh;

class ShortestCyclesTest {
    @Test
    void equalsEnumerationOfAllCycles() {
        SplittableRandom random = new SplittableRandom(5);
        for (int trial = 0; trial < 60; trial++) {
            SharingProblem problem = SharingProblems.random(random, 20, 8);
            List<Integer> members = problem.sets().get(0).members();
            int[] shortest = {Integer.MAX_VALUE};
            BruteForceCycles.visit(
                    members,
                    order -> shortest[0] = Math.min(shortest[0], ShortestCycles.length(problem.mesh(), order)));
            List<Integer> order = ShortestCycles.order(problem.mesh(), members);
            assertThat(ShortestCycles.length(problem.mesh(), order)).isEqualTo(shortest[0]);
        }
    }

    @Test
    void localSearchStaysWithinTwelvePercentOfExact() {
        SplittableRandom random = new SplittableRandom(6);
        Mesh mesh = new Mesh(6, 6);
        double excess = 0;
        int trials = 60;
        for (int trial = 0; trial < trials; trial++) {
            int[] members = randomMembers(random, mesh, ShortestCycles.EXACT_MEMBERS);
            int[][] distances = ShortestCycles.distances(mesh, members);
            int[] start = IntStream.range(0, members.length).toArray();
            int found = LocalSearchCycle.length(distances, LocalSearchCycle.order(distances, start));
            int exact = LocalSearchCycle.length(distances, HeldKarpCycle.order(distances));
            assertThat(found).isGreaterThanOrEqualTo(exact);
            excess += found / (double) exact - 1;
        }
        assertThat(excess / trials).isLessThan(0.12);
    }

    private static int[] randomMembers(SplittableRandom random, Mesh mesh, int size) {
        List<Integer> nodes =
                new ArrayList<>(IntStream.range(0, mesh.nodes()).boxed().toList());
        while (nodes.size() > size) {
            nodes.remove(random.nextInt(nodes.size()));
        }
        return nodes.stream().mapToInt(Integer::intValue).toArray();
    }

    @Test
    void wholeMeshesAndStridedGridsAreSolvedToTheLeastLength() {
        for (int side : new int[] {4, 5, 8, 16}) {
            Mesh mesh = new Mesh(side, side);
            List<Integer> all = IntStream.range(0, mesh.nodes()).boxed().toList();
            int odd = side % 2;
            assertThat(ShortestCycles.length(mesh, ShortestCycles.order(mesh, all)))
                    .isEqualTo(side * side + odd);
        }
        SharingSet strided =
                SharingProblems.regular(16, 16, 2, 2, true, 1).sets().get(0);
        Mesh mesh = new Mesh(16, 16);
        assertThat(ShortestCycles.length(mesh, ShortestCycles.order(mesh, strided.members())))
                .isEqualTo(128);
    }

    @Test
    void translatedSetsGetTranslatedCycles() {
        Mesh mesh = new Mesh(6, 6);
        List<Integer> there = List.of(0, 1, 7, 12, 14);
        List<Integer> here = there.stream().map(node -> node + 14).toList();
        List<Integer> expected = ShortestCycles.order(mesh, there).stream()
                .map(node -> node + 14)
                .toList();
        assertThat(ShortestCycles.order(mesh, here)).isEqualTo(expected);
    }

    @Test
    void lengthBoundIsNotAboveAnyFoundCycle() {
        SplittableRandom random = new SplittableRandom(9);
        Mesh mesh = new Mesh(7, 7);
        for (int trial = 0; trial < 50; trial++) {
            int[] members = randomMembers(random, mesh, 13 + random.nextInt(30));
            List<Integer> nodes = IntStream.of(members).boxed().toList();
            SetShape shape = SetShape.of(mesh, nodes, SetShape.corner(mesh, nodes));
            assertThat(CycleBound.of(shape).hops())
                    .isLessThanOrEqualTo(ShortestCycles.length(mesh, ShortestCycles.order(mesh, nodes)));
        }
    }
}
