package org.nicepim.sharing;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.nicepim.hardware.NocSpec;
import org.nicepim.noc.BackgroundLoads;
import org.nicepim.noc.Flow;
import org.nicepim.noc.Mesh;
import org.nicepim.noc.Routing;
import org.nicepim.workload.Operand;

/** Seeded random sharing problems, and regular ones as partitions make them. */
public final class SharingProblems {
    /** Sixteen bytes per cycle, the latencies of the reference. */
    public static final NocSpec NOC = new NocSpec(128, 4, 6, 0.1, 0.1);

    private SharingProblems() {}

    /** Up to four random sets of up to {@code maxMembers} on a mesh of 2 to {@code maxNodes} nodes. */
    public static SharingProblem random(SplittableRandom random, int maxNodes, int maxMembers) {
        Mesh mesh = new Mesh(1 + random.nextInt(4), 2 + random.nextInt(4));
        while (mesh.nodes() > maxNodes) {
            mesh = new Mesh(1 + random.nextInt(4), 2 + random.nextInt(4));
        }
        List<SharingSet> sets = new ArrayList<>();
        int count = 1 + random.nextInt(4);
        for (int i = 0; i < count; i++) {
            int size = 2 + random.nextInt(Math.min(maxMembers, mesh.nodes()) - 1);
            double bytes = random.nextInt(10) == 0 ? 0 : 16 * (1 + random.nextInt(4096));
            sets.add(set(random, mesh, size, bytes));
        }
        return new SharingProblem(mesh, NOC, sets);
    }

    /** A random set of so many members, of a random operand. */
    public static SharingSet set(SplittableRandom random, Mesh mesh, int size, double bytes) {
        return new SharingSet(Operand.values()[random.nextInt(3)], members(random, mesh, size), bytes);
    }

    /**
     * Contended: up to two operands, each of which splits all nodes at random into sets of equal size with equal bytes. Ports
     * carry little, links much.
     */
    public static SharingProblem scattered(SplittableRandom random, int rows, int cols, int setSize) {
        Mesh mesh = new Mesh(rows, cols);
        List<SharingSet> sets = new ArrayList<>();
        int operands = 1 + random.nextInt(2);
        for (int operand = 0; operand < operands; operand++) {
            List<Integer> left =
                    new ArrayList<>(IntStream.range(0, mesh.nodes()).boxed().toList());
            double bytes = 16 * (256 + random.nextInt(4096));
            while (left.size() >= setSize) {
                List<Integer> members = new ArrayList<>();
                while (members.size() < setSize) {
                    members.add(left.remove(random.nextInt(left.size())));
                }
                members.sort(null);
                sets.add(new SharingSet(Operand.values()[operand], members, bytes));
            }
        }
        return new SharingProblem(mesh, NOC, sets);
    }

    /** The same problem beside up to six random flows of others, each XY or YX. */
    public static SharingProblem crowded(SplittableRandom random, SharingProblem problem) {
        int nodes = problem.mesh().nodes();
        List<Flow> flows = new ArrayList<>();
        int count = random.nextInt(7);
        for (int i = 0; i < count; i++) {
            double bytes = 16 * random.nextInt(8192);
            Routing routing = random.nextBoolean() ? Routing.XY : Routing.YX;
            flows.add(new Flow(random.nextInt(nodes), random.nextInt(nodes), bytes, routing));
        }
        return new SharingProblem(
                problem.mesh(), problem.noc(), problem.sets(), BackgroundLoads.of(problem.mesh(), flows));
    }

    private static List<Integer> members(SplittableRandom random, Mesh mesh, int size) {
        List<Integer> nodes =
                new ArrayList<>(IntStream.range(0, mesh.nodes()).boxed().toList());
        while (nodes.size() > size) {
            nodes.remove(random.nextInt(nodes.size()));
        }
        return nodes;
    }

    /**
     * Sets of one operand after a partition: every node that agrees on {@code row mod rowClasses} and
     * {@code col mod colClasses} (strided) or on {@code row·rowClasses/rows} (blocks) shares.
     */
    public static SharingProblem regular(
            int rows, int cols, int rowClasses, int colClasses, boolean strided, double bytes) {
        Mesh mesh = new Mesh(rows, cols);
        return new SharingProblem(mesh, NOC, sets(mesh, Operand.WEIGHT, rowClasses, colClasses, strided, bytes));
    }

    /** The sets of {@link #regular} alone. */
    public static List<SharingSet> sets(
            Mesh mesh, Operand operand, int rowClasses, int colClasses, boolean strided, double bytes) {
        List<SharingSet> sets = new ArrayList<>();
        for (int group = 0; group < rowClasses * colClasses; group++) {
            int wanted = group;
            List<Integer> members = IntStream.range(0, mesh.nodes())
                    .filter(node -> group(mesh, node, rowClasses, colClasses, strided) == wanted)
                    .boxed()
                    .toList();
            sets.add(new SharingSet(operand, members, bytes));
        }
        return sets;
    }

    private static int group(Mesh mesh, int node, int rowClasses, int colClasses, boolean strided) {
        int row = node / mesh.cols();
        int col = node % mesh.cols();
        return strided
                ? row % rowClasses * colClasses + col % colClasses
                : row * rowClasses / mesh.rows() * colClasses + col * colClasses / mesh.cols();
    }
}
