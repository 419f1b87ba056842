package org.nicepim.sharing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import java.util.function.BiPredicate;
import org.junit.jupiter.api.Test;
import org.nicepim.noc.Mesh;
import org.nicepim.noc.Mesh.Port;
import org.nicepim.sharing.SharingBound.Box;

class CarriedLoadsTest {
    private static boolean contains(Mesh mesh, Box box, int node) {
        int row = node / mesh.cols();
        int col = node % mesh.cols();
        return row >= box.top() && row < box.bottom() && col >= box.left() && col < box.right();
    }

    /** Over all links of the mesh, by whether their ends lie in the box. */
    private static double sum(SharingProblem problem, Box box, BiPredicate<Boolean, Boolean> ends) {
        Mesh mesh = problem.mesh();
        double sum = 0;
        for (int node = 0; node < mesh.nodes(); node++) {
            for (Port port : Port.NEIGHBOURS) {
                if (mesh.hasNeighbour(node, port)
                        && ends.test(contains(mesh, box, node), contains(mesh, box, mesh.neighbour(node, port)))) {
                    sum += problem.background().bytes(mesh.link(node, port));
                }
            }
        }
        return sum;
    }

    @Test
    void sumsEqualThoseOverAllLinks() {
        SplittableRandom random = new SplittableRandom(85);
        for (int trial = 0; trial < 200; trial++) {
            SharingProblem problem = SharingProblems.crowded(random, SharingProblems.random(random, 20, 4));
            Mesh mesh = problem.mesh();
            int top = random.nextInt(mesh.rows());
            int left = random.nextInt(mesh.cols());
            Box box = new Box(
                    top,
                    left,
                    top + 1 + random.nextInt(mesh.rows() - top),
                    left + 1 + random.nextInt(mesh.cols() - left));
            CarriedLoads carried = new CarriedLoads(mesh, problem.background());
            double into = sum(problem, box, (from, to) -> !from && to);
            double out = sum(problem, box, (from, to) -> from && !to);
            assertThat(carried.across(box)).isCloseTo(Math.max(into, out), within(1e-6));
            assertThat(carried.inside(box)).isCloseTo(sum(problem, box, (from, to) -> from && to), within(1e-6));
        }
    }
}
