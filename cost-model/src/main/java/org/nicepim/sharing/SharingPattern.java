package org.nicepim.sharing;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.nicepim.hardware.NocSpec;
import org.nicepim.noc.BackgroundLoads;
import org.nicepim.noc.Mesh;
import org.nicepim.sharing.SetSchedule.Ring;
import org.nicepim.workload.Operand;

/**
 * What a problem has in common with all that are the same but for where their sets lie, which way round, in which order,
 * of which operand, and how many bytes there are in all. Each such problem has the same {@link #problem}; schedules of that are led back by
 * {@link #back}.
 *
 * <p><b>Place.</b> Minimal routes never leave the box around the sets, so the mesh is cut down to it, unless links carry other bytes.
 * Of the box's eight images under mirrors and turns ({@link MeshSymmetry}) with no more rows than columns the one counts whose sets,
 * each sorted, then all sorted, come first in lexicographic order.
 *
 * <p><b>Volume.</b> Bytes are scaled together so that the largest set has a volume from a fixed grid of eight steps per octave, the
 * next one down. Loads scale with it and latencies do not, so it matters how much there is, but less and less:
 * where each shard has {@value #LARGE_SHARD_BYTES} bytes or more all volumes are scaled alike.
 */
public final class SharingPattern {
    /** A shard of so many bytes, 256 flits of 128 bits, keeps a ring's links busy for longer than its latencies. */
    static final int LARGE_SHARD_BYTES = 4096;

    private static final double STEPS_PER_OCTAVE = 8;
    /** Ratios of volumes are rounded down to so many steps, so that the same ratio is the same number. */
    private static final double RATIO_STEPS = 1 << 20;

    /** So that the pattern of a pattern is itself, whatever the last bits. */
    private static final double ROUNDING = 1e-6;

    private final SharingProblem original;
    private final SharingProblem problem;
    private final Image image;
    private final double leastScale;

    private SharingPattern(SharingProblem original, SharingProblem problem, Image image) {
        this.original = original;
        this.problem = problem;
        this.image = image;
        this.leastScale = leastScale();
    }

    /** The pattern of a problem. */
    public static SharingPattern of(SharingProblem problem) {
        Box box = Box.of(problem);
        double largest = problem.background().max();
        for (SharingSet set : problem.sets()) {
            largest = Math.max(largest, set.bytes());
        }
        double[] ratios = new double[problem.sets().size()];
        for (int i = 0; i < ratios.length; i++) {
            ratios[i] = ratio(problem.sets().get(i).bytes(), largest);
        }
        Image image = MeshSymmetry.ALL.stream()
                .filter(symmetry -> isFlat(symmetry.of(box.mesh())))
                .map(symmetry -> Image.of(problem, box, symmetry, ratios))
                .min(Comparator.naturalOrder())
                .orElseThrow();
        return new SharingPattern(
                problem, image.problem(problem.noc(), representative(problem, ratios, largest)), image);
    }

    private static boolean isFlat(Mesh mesh) {
        return mesh.rows() <= mesh.cols();
    }

    private static double ratio(double bytes, double largest) {
        return bytes <= 0 ? 0 : Math.max(1, Math.floor(bytes / largest * RATIO_STEPS + ROUNDING)) / RATIO_STEPS;
    }

    /** Bytes of the largest set, or load, in the pattern. */
    private static double representative(SharingProblem problem, double[] ratios, double largest) {
        if (largest <= 0) {
            return 0;
        }
        double leastShard = Double.POSITIVE_INFINITY;
        for (int i = 0; i < ratios.length; i++) {
            if (ratios[i] > 0) {
                leastShard = Math.min(
                        leastShard, ratios[i] / problem.sets().get(i).members().size());
            }
        }
        if (leastShard * largest >= LARGE_SHARD_BYTES * (1 - ROUNDING)) {
            return LARGE_SHARD_BYTES / leastShard;
        }
        double octaves = StrictMath.log(largest) / StrictMath.log(2);
        return StrictMath.pow(2, Math.floor(octaves * STEPS_PER_OCTAVE + ROUNDING) / STEPS_PER_OCTAVE);
    }

    /** The problem that stands for all of this pattern. */
    public SharingProblem problem() {
        return problem;
    }

    /**
     * A schedule of the original problem: what a schedule of {@link #problem} is for it.
     *
     * @param schedules one per set of {@link #problem}
     */
    public List<SetSchedule> back(List<SetSchedule> schedules) {
        SetSchedule[] back = new SetSchedule[schedules.size()];
        int[] nodes = image.origins();
        for (int place = 0; place < back.length; place++) {
            int set = image.order()[place];
            SetSchedule there = schedules.get(place);
            List<Ring> rings = new ArrayList<>();
            for (Ring ring : there.rings()) {
                rings.add(new Ring(
                        ring.order().stream().map(node -> nodes[node]).toList(),
                        ring.routings().stream().map(image.symmetry()::of).toList(),
                        ring.share()));
            }
            back[set] = new SetSchedule(
                    original.sets().get(set),
                    rings,
                    there.unicastShare(),
                    image.symmetry().of(there.unicastRouting()));
        }
        return List.of(back);
    }

    /**
     * A lower bound on the largest load of the original problem.
     *
     * @param bytes one of {@link #problem}: bounds grow with each volume, and with all of them together in proportion
     */
    public double backBound(double bytes) {
        return bytes * leastScale;
    }

    /** Times that each of the pattern's volumes goes at least into the original's. */
    private double leastScale() {
        double least = Double.POSITIVE_INFINITY;
        for (int place = 0; place < problem.sets().size(); place++) {
            double bytes = problem.sets().get(place).bytes();
            double originalBytes = original.sets().get(image.order()[place]).bytes();
            least = bytes > 0 ? Math.min(least, originalBytes / bytes) : least;
        }
        BackgroundLoads there = image.symmetry().of(original.mesh(), original.background());
        for (int link = 0;
                !problem.background().isNone() && link < problem.mesh().links();
                link++) {
            double bytes = problem.background().bytes(link);
            least = bytes > 0 ? Math.min(least, there.bytes(link) / bytes) : least;
        }
        return Double.isInfinite(least) ? 0 : least;
    }

    /** The part of a mesh that counts: its top left corner and its size. */
    private record Box(Mesh around, int top, int left, Mesh mesh) {
        static Box of(SharingProblem problem) {
            Mesh mesh = problem.mesh();
            if (!problem.background().isNone() || problem.sets().isEmpty()) {
                return new Box(mesh, 0, 0, mesh);
            }
            int top = mesh.rows();
            int left = mesh.cols();
            int bottom = 0;
            int right = 0;
            for (SharingSet set : problem.sets()) {
                for (int node : set.memberArray()) {
                    top = Math.min(top, node / mesh.cols());
                    bottom = Math.max(bottom, node / mesh.cols());
                    left = Math.min(left, node % mesh.cols());
                    right = Math.max(right, node % mesh.cols());
                }
            }
            return new Box(mesh, top, left, new Mesh(bottom - top + 1, right - left + 1));
        }

        int in(int node) {
            return (node / around.cols() - top) * mesh.cols() + node % around.cols() - left;
        }

        int out(int node) {
            return (node / mesh.cols() + top) * around.cols() + node % mesh.cols() + left;
        }
    }

    /**
     * Sets and loads as they lie in one image of the box, in the order that counts.
     *
     * @param box what the image is of
     * @param symmetry leads to the image
     * @param members of each set, ascending
     * @param ratios bytes of each set, as shares of the largest
     * @param order index of the original set in each place
     * @param background loads of others there, as shares of the largest
     */
    @SuppressWarnings("ArrayRecordComponent") // images are compared, never hashed
    private record Image(
            Box box, MeshSymmetry symmetry, int[][] members, double[] ratios, Integer[] order, double[] background)
            implements Comparable<Image> {
        static Image of(SharingProblem problem, Box box, MeshSymmetry symmetry, double[] ratios) {
            int[] to = symmetry.nodes(box.mesh());
            int[][] members = new int[ratios.length][];
            Integer[] order = new Integer[ratios.length];
            for (int set = 0; set < members.length; set++) {
                order[set] = set;
                members[set] = problem.sets().get(set).memberArray();
                for (int i = 0; i < members[set].length; i++) {
                    members[set][i] = to[box.in(members[set][i])];
                }
                Arrays.sort(members[set]);
            }
            Arrays.sort(order, (left, right) -> {
                int byMembers = Arrays.compare(members[left], members[right]);
                return byMembers != 0 ? byMembers : Double.compare(ratios[left], ratios[right]);
            });
            return new Image(box, symmetry, members, ratios, order, background(problem, symmetry));
        }

        private static double[] background(SharingProblem problem, MeshSymmetry symmetry) {
            BackgroundLoads loads = symmetry.of(problem.mesh(), problem.background());
            if (loads.isNone()) {
                return new double[0];
            }
            double largest = loads.max();
            for (SharingSet set : problem.sets()) {
                largest = Math.max(largest, set.bytes());
            }
            double[] shares = new double[problem.mesh().links()];
            for (int link = 0; link < shares.length; link++) {
                shares[link] = ratio(loads.bytes(link), largest);
            }
            return shares;
        }

        SharingProblem problem(NocSpec noc, double largestBytes) {
            List<SharingSet> sets = new ArrayList<>(order.length);
            for (int set : order) {
                List<Integer> nodes = Arrays.stream(members[set]).boxed().toList();
                sets.add(new SharingSet(Operand.IFMAP, nodes, ratios[set] * largestBytes));
            }
            double[] loads = background.clone();
            for (int link = 0; link < loads.length; link++) {
                loads[link] *= largestBytes;
            }
            return new SharingProblem(symmetry.of(box.mesh()), noc, sets, BackgroundLoads.of(loads));
        }

        /** Where the image's nodes come from, in the original mesh. */
        int[] origins() {
            int[] origins = new int[box.mesh().nodes()];
            for (int node = 0; node < origins.length; node++) {
                origins[symmetry.of(box.mesh(), node)] = box.out(node);
            }
            return origins;
        }

        @Override
        public int compareTo(Image other) {
            for (int i = 0; i < order.length; i++) {
                int byMembers = Arrays.compare(members[order[i]], other.members[other.order[i]]);
                int both = byMembers != 0 ? byMembers : Double.compare(ratios[order[i]], ratios[other.order[i]]);
                if (both != 0) {
                    return both;
                }
            }
            return Arrays.compare(background, other.background);
        }
    }
}
