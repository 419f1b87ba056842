package org.nicepim.sharing;

import java.util.List;
import java.util.Optional;
import org.nicepim.noc.Mesh;
import org.nicepim.noc.Mesh.Port;

/**
 * Lower bounds on the largest link or port load of <i>any</i> schedule: all Hamiltonian cycles, all minimal routes, all
 * splits between rings and unicast. Let set S have n members and v bytes, {@code r = v·(n−1)/n} (received bytes).
 * Background loads lie where they lie: in each bound below those of the same links add to what the sets must bring.
 *
 * <p><b>Ports.</b> Each member must receive r through its ejection port and send r through its injection port, whatever
 * the way; sets add up.
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
 * is {@link CycleBound#hops} (a closed walk on a grid has even length).
 */
public final class SharingBound {
    private SharingBound() {}

    /** The best of all bounds, over all sub-rectangles: O(rectangles · sets). */
    public static double of(SharingProblem problem) {
        Mesh mesh = problem.mesh();
        SetFootprint[] sets = footprints(problem);
        double bound = Math.max(portBound(problem), problem.background().max());
        for (int top = 0; top < mesh.rows(); top++) {
            for (int bottom = top + 1; bottom <= mesh.rows(); bottom++) {
                for (int left = 0; left < mesh.cols(); left++) {
                    for (int right = left + 1; right <= mesh.cols(); right++) {
                        bound = Math.max(bound, rectangleBound(problem, sets, new Box(top, left, bottom, right)));
                    }
                }
            }
        }
        return bound;
    }

    /** Ports, straight cuts and the volume of the whole mesh: cheaper, not above {@link #of}. */
    public static double quick(SharingProblem problem) {
        Mesh mesh = problem.mesh();
        SetExtent[] sets = extents(problem);
        double bound = Math.max(portBound(problem), problem.background().max());
        bound = Math.max(bound, stripBound(problem, sets, new Box(0, 0, mesh.rows(), mesh.cols())));
        for (int row = 1; row < mesh.rows(); row++) {
            bound = Math.max(bound, stripBound(problem, sets, new Box(0, 0, row, mesh.cols())));
        }
        for (int col = 1; col < mesh.cols(); col++) {
            bound = Math.max(bound, stripBound(problem, sets, new Box(0, 0, mesh.rows(), col)));
        }
        return bound;
    }

    private static SetFootprint[] footprints(SharingProblem problem) {
        SetExtent[] extents = extents(problem);
        SetFootprint[] footprints = new SetFootprint[extents.length];
        for (int i = 0; i < footprints.length; i++) {
            footprints[i] = new SetFootprint(problem.mesh(), problem.sets().get(i), extents[i]);
        }
        return footprints;
    }

    /** Sets that are translations of the one before, as those of an operand are, have equally long cycles. */
    private static SetExtent[] extents(SharingProblem problem) {
        List<SharingSet> sets = problem.sets();
        Mesh mesh = problem.mesh();
        SetExtent[] extents = new SetExtent[sets.size()];
        Optional<SetShape> shape = Optional.empty();
        double cycleHops = 0;
        for (int i = 0; i < extents.length; i++) {
            List<Integer> members = sets.get(i).members();
            int corner = SetShape.corner(mesh, members);
            if (shape.isEmpty() || !shape.get().isOf(members, corner)) {
                shape = Optional.of(SetShape.of(mesh, members, corner));
                cycleHops = CycleBound.of(shape.get()).hops();
            }
            extents[i] = SetExtent.of(mesh, sets.get(i), cycleHops);
        }
        return extents;
    }

    /** Largest sum of received bytes over the sets that a node belongs to, beside what its ports carry for others. */
    static double portBound(SharingProblem problem) {
        Mesh mesh = problem.mesh();
        double[] received = new double[mesh.nodes()];
        for (int node = 0; node < received.length; node++) {
            received[node] = Math.max(
                    problem.background().bytes(mesh.link(node, Port.INJECT)),
                    problem.background().bytes(mesh.link(node, Port.EJECT)));
        }
        double bound = 0;
        for (SharingSet set : problem.sets()) {
            double bytes = set.receivedBytes();
            for (int i = 0; i < set.members().size(); i++) {
                int node = set.members().get(i);
                received[node] += bytes;
                bound = Math.max(bound, received[node]);
            }
        }
        return bound;
    }

    private static double rectangleBound(SharingProblem problem, SetFootprint[] sets, Box box) {
        double crossing = 0;
        double byteHops = 0;
        for (SetFootprint set : sets) {
            SetExtent extent = set.extent();
            if (extent.liesIn(box)) {
                byteHops += extent.leastByteHops();
            } else if (set.touches(box)) {
                crossing += extent.receivedBytes();
            }
        }
        return bound(problem, box, crossing, byteHops);
    }

    /** {@link #rectangleBound} for the first rows or the first columns of the mesh. */
    private static double stripBound(SharingProblem problem, SetExtent[] sets, Box strip) {
        double crossing = 0;
        double byteHops = 0;
        for (SetExtent set : sets) {
            if (set.liesIn(strip)) {
                byteHops += set.leastByteHops();
            } else if (set.startsIn(strip)) {
                crossing += set.receivedBytes();
            }
        }
        return bound(problem, strip, crossing, byteHops);
    }

    private static double bound(SharingProblem problem, Box box, double crossing, double byteHops) {
        CarriedLoads carried = new CarriedLoads(problem.mesh(), problem.background());
        double cut = crossing > 0 ? (crossing + carried.across(box)) / box.linksIn(problem.mesh()) : 0;
        double volume = byteHops > 0 ? (byteHops + carried.inside(box)) / box.linksInside() : 0;
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
