package org.nicepim.tuner;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** Points that no other point dominates, and the hypervolume that they dominate. Smaller is better in every objective. */
public final class ParetoFront {
    private ParetoFront() {}

    /** True if {@code a} is nowhere worse than {@code b} and somewhere better. */
    public static boolean dominates(double[] a, double[] b) {
        boolean better = false;
        for (int k = 0; k < a.length; k++) {
            if (a[k] > b[k]) {
                return false;
            }
            better |= a[k] < b[k];
        }
        return better;
    }

    /** Positions of the points that none of the others dominates; of equal points, the first. */
    public static List<Integer> of(List<double[]> points) {
        List<Integer> front = new ArrayList<>();
        for (int i = 0; i < points.size(); i++) {
            if (stays(i, points)) {
                front.add(i);
            }
        }
        return List.copyOf(front);
    }

    private static boolean stays(int i, List<double[]> points) {
        double[] point = points.get(i);
        for (int j = 0; j < points.size(); j++) {
            double[] other = points.get(j);
            if (dominates(other, point) || (j < i && Arrays.equals(other, point))) {
                return false;
            }
        }
        return true;
    }

    /**
     * Volume of the region between the points and a reference point that at least one point dominates: slices along the
     * last objective, each the hypervolume of the others ("hypervolume by slicing objectives": L. While et al., IEEE TEC
     * 10(1), 2006). Points that are not better than the reference in every objective count nothing.
     *
     * @param points {@code [n][objectives]}; need not be a front
     * @param reference one number per objective
     */
    public static double hypervolume(List<double[]> points, double[] reference) {
        List<double[]> candidates =
                points.stream().filter(point -> inside(point, reference)).toList();
        List<double[]> inside = of(candidates).stream()
                .map(candidates::get)
                .sorted(Comparator.comparingDouble((double[] point) -> point[reference.length - 1]))
                .toList();
        return inside.isEmpty() ? 0 : sliced(inside, reference, reference.length);
    }

    private static boolean inside(double[] point, double[] reference) {
        for (int k = 0; k < reference.length; k++) {
            if (!(point[k] < reference[k])) {
                return false;
            }
        }
        return true;
    }

    /** Of the first {@code objectives} of points that ascend in the last of these. */
    private static double sliced(List<double[]> ascending, double[] reference, int objectives) {
        int last = objectives - 1;
        if (objectives == 1) {
            return reference[0] - ascending.get(0)[0];
        }
        double volume = 0;
        List<double[]> slice = new ArrayList<>();
        for (int i = 0; i < ascending.size(); i++) {
            insert(slice, ascending.get(i), last - 1);
            double end = i + 1 < ascending.size() ? ascending.get(i + 1)[last] : reference[last];
            double depth = end - ascending.get(i)[last];
            if (depth > 0) {
                volume += depth * sliced(slice, reference, last);
            }
        }
        return volume;
    }

    private static void insert(List<double[]> ascending, double[] point, int by) {
        int at = 0;
        while (at < ascending.size() && ascending.get(at)[by] <= point[by]) {
            at++;
        }
        ascending.add(at, point);
    }
}
