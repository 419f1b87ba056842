package org.nicepim.noc;

import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.nicepim.noc.Mesh.Port;

/**
 * How evenly the steps of a rotated all-gather load the mesh: in step s member i sends to member i + s modulo n. Counted
 * route by route; sets that are translations of each other share one answer, kept in a bounded table of this pure function.
 *
 * @param imbalance sum over steps of the largest link load, divided by the largest total link load; at least 1
 * @param pressure the same sum per step and shard, if sets of the same kind fill the gaps between the members' rows and
 *     columns, as those of a partition do; at least 1, which is what ports carry
 */
record RotatedSteps(double imbalance, double pressure) {
    private static final int MOST_KNOWN_SHAPES = 4096;
    private static final Map<Shape, RotatedSteps> KNOWN = new ConcurrentHashMap<>();

    /** Members relative to the top left corner of their box, on a mesh with that many columns. */
    private static final class Shape {
        private final int cols;
        private final int[] offsets;

        Shape(int cols, int[] offsets) {
            this.cols = cols;
            this.offsets = offsets;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Shape that && cols == that.cols && Arrays.equals(offsets, that.offsets);
        }

        @Override
        public int hashCode() {
            return 31 * Arrays.hashCode(offsets) + cols;
        }
    }

    /**
     * Steps of a set.
     *
     * @param mesh the mesh
     * @param members distinct node ids in the order of the rotation, at least two
     */
    static RotatedSteps of(Mesh mesh, int[] members) {
        int left = mesh.cols();
        int top = mesh.rows();
        for (int node : members) {
            left = Math.min(left, node % mesh.cols());
            top = Math.min(top, node / mesh.cols());
        }
        int[] offsets = members.clone();
        for (int i = 0; i < offsets.length; i++) {
            offsets[i] -= top * mesh.cols() + left;
        }
        Shape shape = new Shape(mesh.cols(), offsets);
        RotatedSteps known = KNOWN.get(shape);
        if (known == null) {
            known = count(mesh, offsets);
            if (KNOWN.size() < MOST_KNOWN_SHAPES) {
                KNOWN.put(shape, known);
            }
        }
        return known;
    }

    private static RotatedSteps count(Mesh mesh, int[] members) {
        double columnGap = gap(IntStream.of(members).map(node -> node % mesh.cols()));
        double rowGap = gap(IntStream.of(members).map(node -> node / mesh.cols()));
        int[] total = new int[mesh.links()];
        int[] step = new int[mesh.links()];
        double sum = 0;
        double filled = 0;
        for (int s = 1; s < members.length; s++) {
            Arrays.fill(step, 0);
            for (int i = 0; i < members.length; i++) {
                int destination = members[(i + s) % members.length];
                Routes.visit(mesh, Routing.XY, members[i], destination, link -> step[link]++);
            }
            int alongRows = 0;
            int alongColumns = 0;
            for (int link = 0; link < step.length; link++) {
                if (LinkLoads.isPort(link)) {
                    continue;
                }
                total[link] += step[link];
                if (link % Mesh.LINKS_PER_NODE < Port.SOUTH.ordinal()) {
                    alongRows = Math.max(alongRows, step[link]);
                } else {
                    alongColumns = Math.max(alongColumns, step[link]);
                }
            }
            sum += Math.max(alongRows, alongColumns);
            filled += Math.max(alongRows * columnGap, alongColumns * rowGap);
        }
        int most = IntStream.of(total).max().orElse(1);
        return new RotatedSteps(sum / most, filled / (members.length - 1));
    }

    /** Mean distance between neighbouring positions that are in use; 1 if there is one only. */
    private static double gap(IntStream positions) {
        int[] used = positions.distinct().sorted().toArray();
        return used.length == 1 ? 1 : (double) (used[used.length - 1] - used[0]) / (used.length - 1);
    }
}
