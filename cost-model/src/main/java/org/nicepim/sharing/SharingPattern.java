package org.nicepim.sharing;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.nicepim.hardware.NocSpec;
import org.nicepim.noc.BackgroundLoads;
import org.nicepim.noc.Mesh;
import org.nicepim.noc.Routing;
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
    private final Box box;
    private final PatternImage image;
    private final Key key;
    private final double leastScale;

    private SharingPattern(SharingProblem original, Box box, PatternImage image, double largestBytes) {
        this.original = original;
        this.box = box;
        this.image = image;
        this.key = new Key(
                image.symmetry().of(box.mesh()),
                original.noc(),
                image.sortedMembers(),
                image.sortedBytes(largestBytes),
                image.background(largestBytes));
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
        int[][] members = new int[ratios.length][];
        for (int i = 0; i < ratios.length; i++) {
            SharingSet set = problem.sets().get(i);
            ratios[i] = ratio(set.bytes(), largest);
            members[i] = box.in(set);
        }
        Optional<PatternImage> first = Optional.empty();
        for (MeshSymmetry symmetry : MeshSymmetry.ALL) {
            if (isFlat(symmetry.of(box.mesh()))) {
                double[] background = background(problem, symmetry, largest);
                PatternImage image = new PatternImage(box.mesh(), symmetry, members, ratios, background);
                first = first.isPresent() && first.get().compareTo(image) <= 0 ? first : Optional.of(image);
            }
        }
        return new SharingPattern(problem, box, first.orElseThrow(), representative(problem, ratios, largest));
    }

    private static double[] background(SharingProblem problem, MeshSymmetry symmetry, double largest) {
        if (problem.background().isNone()) {
            return new double[0];
        }
        BackgroundLoads loads = symmetry.of(problem.mesh(), problem.background());
        double[] shares = new double[problem.mesh().links()];
        for (int link = 0; link < shares.length; link++) {
            shares[link] = ratio(loads.bytes(link), largest);
        }
        return shares;
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

    /** The problem that stands for all of this pattern; made anew. */
    public SharingProblem problem() {
        return key.problem();
    }

    /** Equal for two patterns whose {@link #problem} are equal, and for no others. */
    public Key key() {
        return key;
    }

    /**
     * A schedule of the original problem: what a schedule of {@link #problem} is for it.
     *
     * @param schedules one per set of {@link #problem}
     */
    public List<SetSchedule> back(List<SetSchedule> schedules) {
        SetSchedule[] back = new SetSchedule[schedules.size()];
        int[] nodes = origins();
        for (int place = 0; place < back.length; place++) {
            int set = image.set(place);
            SetSchedule there = schedules.get(place);
            Ring[] rings = new Ring[there.rings().size()];
            for (int i = 0; i < rings.length; i++) {
                rings[i] = back(there.rings().get(i), nodes);
            }
            back[set] = new SetSchedule(
                    original.sets().get(set),
                    List.of(rings),
                    there.unicastShare(),
                    image.symmetry().of(there.unicastRouting()));
        }
        return List.of(back);
    }

    private Ring back(Ring ring, int[] nodes) {
        Integer[] order = new Integer[ring.order().size()];
        Routing[] routings = new Routing[order.length];
        for (int i = 0; i < order.length; i++) {
            order[i] = nodes[ring.order().get(i)];
            routings[i] = image.symmetry().of(ring.routings().get(i));
        }
        return new Ring(List.of(order), List.of(routings), ring.share());
    }

    /** Where the image's nodes come from, in the original mesh. */
    private int[] origins() {
        int[] to = image.symmetry().nodes(box.mesh());
        int[] origins = new int[to.length];
        for (int node = 0; node < to.length; node++) {
            origins[to[node]] = box.out(node);
        }
        return origins;
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
        for (int place = 0; place < key.bytes.length; place++) {
            double bytes = key.bytes[place];
            double originalBytes = original.sets().get(image.set(place)).bytes();
            least = bytes > 0 ? Math.min(least, originalBytes / bytes) : least;
        }
        BackgroundLoads there = image.symmetry().of(original.mesh(), original.background());
        for (int link = 0; !key.background.isNone() && link < key.mesh.links(); link++) {
            double bytes = key.background.bytes(link);
            least = bytes > 0 ? Math.min(least, there.bytes(link) / bytes) : least;
        }
        return Double.isInfinite(least) ? 0 : least;
    }

    /** What all problems of a pattern have in common, in a form that is fast to compare. */
    public static final class Key {
        private final Mesh mesh;
        private final NocSpec noc;
        /** Bits of the members of each set, node 0 lowest, the same number of words each. */
        private final long[] members;

        private final double[] bytes;
        private final BackgroundLoads background;

        private Key(Mesh mesh, NocSpec noc, long[] members, double[] bytes, BackgroundLoads background) {
            this.mesh = mesh;
            this.noc = noc;
            this.members = members;
            this.bytes = bytes;
            this.background = background;
        }

        private SharingProblem problem() {
            List<SharingSet> sets = new ArrayList<>(bytes.length);
            for (int set = 0; set < bytes.length; set++) {
                int words = members.length / bytes.length;
                BitSet nodes = BitSet.valueOf(Arrays.copyOfRange(members, set * words, (set + 1) * words));
                sets.add(new SharingSet(Operand.IFMAP, nodes.stream().boxed().toList(), bytes[set]));
            }
            return new SharingProblem(mesh, noc, sets, background);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Key that
                    && Arrays.equals(members, that.members)
                    && Arrays.equals(bytes, that.bytes)
                    && mesh.equals(that.mesh)
                    && noc.equals(that.noc)
                    && background.equals(that.background);
        }

        @Override
        public int hashCode() {
            return 31 * (31 * Arrays.hashCode(members) + Arrays.hashCode(bytes)) + mesh.hashCode();
        }
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
                for (int node : set.members()) {
                    top = Math.min(top, node / mesh.cols());
                    bottom = Math.max(bottom, node / mesh.cols());
                    left = Math.min(left, node % mesh.cols());
                    right = Math.max(right, node % mesh.cols());
                }
            }
            return new Box(mesh, top, left, new Mesh(bottom - top + 1, right - left + 1));
        }

        /** A set's members as nodes of the box. */
        int[] in(SharingSet set) {
            int[] nodes = set.memberArray();
            for (int i = 0; i < nodes.length; i++) {
                nodes[i] = (nodes[i] / around.cols() - top) * mesh.cols() + nodes[i] % around.cols() - left;
            }
            return nodes;
        }

        int out(int node) {
            return (node / mesh.cols() + top) * around.cols() + node % mesh.cols() + left;
        }
    }
}
