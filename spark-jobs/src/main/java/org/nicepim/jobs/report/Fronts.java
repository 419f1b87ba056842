package org.nicepim.jobs.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.nicepim.tuner.ParetoFront;

/** Pareto fronts of many points. Smaller is better in every objective. */
final class Fronts {
    private Fronts() {}

    /**
     * Positions of the points that no other dominates, ascending by the first objective; of equal points, the first. In order of the
     * objectives a point can be dominated by those before it alone, so each is compared with the front so far.
     *
     * @param points each with the same number of objectives, all finite
     */
    static List<Integer> of(List<double[]> points) {
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < points.size(); i++) {
            order.add(i);
        }
        order.sort(Comparator.<Integer, double[]>comparing(points::get, Arrays::compare)
                .thenComparing(Comparator.naturalOrder()));
        List<Integer> front = new ArrayList<>();
        for (int i : order) {
            double[] point = points.get(i);
            boolean beaten = front.stream()
                    .map(points::get)
                    .anyMatch(other -> ParetoFront.dominates(other, point) || Arrays.equals(other, point));
            if (!beaten) {
                front.add(i);
            }
        }
        return front;
    }
}
