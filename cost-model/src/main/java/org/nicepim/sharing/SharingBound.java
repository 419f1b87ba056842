package org.nicepim.sharing;

import java.util.List;
import org.nicepim.noc.Mesh;

/**
 * Lower bounds on the largest link or port load of <i>any</i> schedule: all Hamiltonian cycles, all minimal routes, all
 * splits between rings and unicast. Let set S have n members and v bytes, {@code r = v·(n−1)/n} (received bytes).
 *
 * <p><b>Ports.</b> Each member must receive r through its ejection port, whatever the way; sets add up.
 *
 * <p><b>Cuts.</b> Take a rectangle R with a ≥ 1 members inside and n − a ≥ 1 outside. A ring with share s crosses into R
 * and out of R at least once, and every arc carries s·r. Unicast with share u brings u·v/n from each of the n − a
 * outside owners to each of the a inside members: {@code a·(n−a)·u·v/n ≥ (n−1)·u·v/n = u·r}, because
 * {@code a·(n−a) ≥ n−1} for 1 ≤ a ≤ n − 1; the same holds outwards. Shares add up to 1, so at least r bytes cross into R
 * and r out of it, for every way and every route. Sum over sets, divided by the directed links that lead into R, bounds
 * the largest of them.
 *
 * <p><b>Volume.</b> Minimal routes stay inside a set's bounding box. If L is at most the length of the shortest
 * Hamiltonian cycle, a ring with share s needs at least s·r·L byte·hops. Unicast needs {@code u·v/n·Σ d(i,j)}; the mean
 * length over all directed Hamiltonian cycles is {@code Σ d(i,j)/(n−1)} and at least L, so unicast needs at least u·r·L
 * as well. Sum over the sets whose box lies in R, divided by the directed links inside R, bounds the largest of them. L
 * is exact for up to 12 members; else the sum of distances to the nearest other member and the circumference of the box,
 * rounded up to an even number (a closed walk on a grid has even length).
 */
public final class SharingBound {
    private SharingBound() {}

    /** The best of all bounds, over all sub-rectangles: O(rectangles · sets). */
    public static double of(SharingProblem problem) {
        Mesh mesh = problem.mesh();
        SetFootprint[] sets = footprints(problem);
        double bound = portBound(problem);
        for (int top = 0; top < mesh.rows(); top++) {
            for (int bottom = top + 1; bottom <= mesh.rows(); bottom++) {
                for (int left = 0; left < mesh.cols(); left++) {
                    for (int right = left + 1; right <= mesh.cols(); right++) {
                        bound = Math.max(bound, rectangleBound(mesh, sets, new Box(top, left, bottom, right)));
                    }
                }
            }
        }
        return bound;
    }

    /** Ports, straight cuts and the volume of the whole mesh: cheaper, not above {@link #of}. */
    public static double quick(SharingProblem problem) {
        Mesh mesh = problem.mesh();
        SetFootprint[] sets = footprints(problem);
        double bound =
                Math.max(portBound(problem), rectangleBound(mesh, sets, new Box(0, 0, mesh.rows(), mesh.cols())));
        for (int row = 1; row < mesh.rows(); row++) {
            bound = Math.max(bound, rectangleBound(mesh, sets, new Box(0, 0, row, mesh.cols())));
        }
        for (int col = 1; col < mesh.cols(); col++) {
            bound = Math.max(bound, rectangleBound(mesh, sets, new Box(0, 0, mesh.rows(), col)));
        }
        return bound;
    }

    private static SetFootprint[] footprints(SharingProblem problem) {
        List<SharingSet> sets = problem.sets();
        SetFootprint[] footprints = new SetFootprint[sets.size()];
        for (int i = 0; i < footprints.length; i++) {
            footprints[i] = new SetFootprint(problem.mesh(), sets.get(i));
        }
        return footprints;
    }

    /** Largest sum of received bytes over the sets that a node belongs to. */
    static double portBound(SharingProblem problem) {
        double[] received = new double[problem.mesh().nodes()];
        double bound = 0;
        for (SharingSet set : problem.sets()) {
            for (int node : set.members()) {
                received[node] += set.receivedBytes();
                bound = Math.max(bound, received[node]);
            }
        }
        return bound;
    }

    private static double rectangleBound(Mesh mesh, SetFootprint[] sets, Box box) {
        double crossing = 0;
        double byteHops = 0;
        for (SetFootprint set : sets) {
            int inside = set.membersIn(box);
            if (inside == set.members()) {
                byteHops += set.leastByteHops();
            } else if (inside > 0) {
                crossing += set.receivedBytes();
            }
        }
        double cut = crossing > 0 ? crossing / box.linksIn(mesh) : 0;
        double volume = byteHops > 0 ? byteHops / box.linksInside() : 0;
        return Math.max(cut, volume);
    }

    /** Rows top to bottom − 1, columns left to right − 1. */
    record Box(int top, int left, int bottom, int right) {
        /** Directed links from outside to inside; as many lead out. */
        int linksIn(Mesh mesh) {
            int width = right - left;
            int height = bottom - top;
            return (top > 0 ? width : 0)
                    + (bottom < mesh.rows() ? width : 0)
                    + (left > 0 ? height : 0)
                    + (right < mesh.cols() ? height : 0);
        }

        /** Directed links between nodes of the box. */
        int linksInside() {
            int width = right - left;
            int height = bottom - top;
            return 2 * (height * (width - 1) + width * (height - 1));
        }
    }
}
