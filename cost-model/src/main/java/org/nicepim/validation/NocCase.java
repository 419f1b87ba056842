package org.nicepim.validation;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.IntUnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.nicepim.config.CsvTable;
import org.nicepim.hardware.NocSpec;
import org.nicepim.noc.Flow;
import org.nicepim.noc.LinkLoads;
import org.nicepim.noc.Mesh;
import org.nicepim.noc.PhaseTime;
import org.nicepim.noc.UnicastAllGather;

/**
 * One row of a NoC reference table and the flows behind it. A flit is a byte here.
 *
 * @param row the row
 */
record NocCase(CsvTable.Row row) {
    private static final Pattern SIDES = Pattern.compile("([0-9]{1,3})(?:x([0-9]{1,3}))?");
    private static final Pattern BLOCK = Pattern.compile("block([1-9][0-9]?)x([1-9][0-9]?)");
    private static final Pattern STRIDE = Pattern.compile("stride([1-9][0-9]?)");

    /** Columns that a table must have. */
    static final List<String> COLUMNS = List.of(
            "experiment",
            "mesh_k",
            "pattern",
            "grouping",
            "ring_order",
            "M_flits_per_message",
            "packet_flits",
            "cycles",
            "t0_zero_load",
            "t_hop",
            "offered_flits_per_node_cycle",
            "accepted_flits_per_node_cycle",
            "packet_latency_avg",
            "stable");

    /** Links of a flit per cycle; latency of the row's router. */
    NocSpec noc() {
        return new NocSpec(8, (int) row.integer("t_hop"), (int) row.integer("t0_zero_load"), 0, 0);
    }

    String pattern() {
        return row.text("pattern");
    }

    /** Mesh and router. */
    String config() {
        return mesh().rows() + "x" + mesh().cols() + " " + row.text("router_config");
    }

    double maxMeshLinkFlits() {
        return row.number("max_mesh_link_flits");
    }

    double maxPortFlits() {
        return row.number("max_port_flits");
    }

    double flitHops() {
        return row.number("flit_hops");
    }

    int statedMaxHops() {
        return (int) row.integer("max_hops");
    }

    /** The k×k mesh, or r×c if the column says so. */
    Mesh mesh() {
        Matcher sides = SIDES.matcher(row.text("mesh_k"));
        if (!sides.matches()) {
            throw row.error("mesh_k", "must be k or rows x columns such as 4x8, each side between 1 and 64");
        }
        int rows = Integer.parseInt(sides.group(1));
        int cols = sides.group(2) == null ? rows : Integer.parseInt(sides.group(2));
        if (Math.min(rows, cols) < 1 || Math.max(rows, cols) > 64) {
            throw row.error("mesh_k", "must lie between 1 and 64");
        }
        return new Mesh(rows, cols);
    }

    int maxHops() {
        return flows().stream()
                .mapToInt(flow -> mesh().distance(flow.source(), flow.destination()))
                .max()
                .orElse(0);
    }

    /** What the closed form says. */
    double modelCycles() {
        double message = row.number("M_flits_per_message");
        double cycles = PhaseTime.ofFlows(mesh(), noc(), flows());
        if (pattern().equals("ring_allgather") || pattern().equals("ring_reduce_scatter")) {
            return Math.max(cycles, slowestChain(message));
        }
        if (pattern().startsWith("alltoall")) {
            double[] occupancy = new double[mesh().links()];
            for (int[] group : groups()) {
                double factor = UnicastAllGather.contention(mesh(), group, message);
                UnicastAllGather.addLoads(mesh(), group, message, factor, occupancy);
            }
            return PhaseTime.cycles(noc(), LinkLoads.max(occupancy), maxHops());
        }
        return cycles;
    }

    private double slowestChain(double message) {
        double slowest = 0;
        for (int[] group : groups()) {
            int[] ring = ring(group);
            int total = 0;
            int shortest = Integer.MAX_VALUE;
            for (int i = 0; i < ring.length; i++) {
                int hops = mesh().distance(ring[i], ring[(i + 1) % ring.length]);
                total += hops;
                shortest = Math.min(shortest, hops);
            }
            slowest = Math.max(slowest, PhaseTime.ringChainCycles(noc(), ring.length - 1, total - shortest, message));
        }
        return slowest;
    }

    /** All flows of the row. */
    List<Flow> flows() {
        double message = row.number("M_flits_per_message");
        List<Flow> flows = new ArrayList<>();
        for (int[] group : groups()) {
            addFlows(group, message, flows);
        }
        return flows;
    }

    private void addFlows(int[] group, double message, List<Flow> flows) {
        int n = group.length;
        int[] ring = ring(group);
        for (int i = 0; i < n; i++) {
            int node = group[i];
            switch (pattern()) {
                case "ring_step" -> flows.add(new Flow(ring[i], ring[(i + 1) % n], message));
                case "ring_allgather", "ring_reduce_scatter" ->
                    flows.add(new Flow(ring[i], ring[(i + 1) % n], message * (n - 1)));
                case "gather_to_corner" -> flows.add(new Flow(node, group[0], message));
                case "scatter_from_corner" -> flows.add(new Flow(group[0], node, message));
                case "transpose", "bitcomp", "neighbor_shift" ->
                    flows.add(new Flow(node, permuted(node).orElseThrow(), message));
                case "alltoall_rotated", "alltoall_interleaved", "alltoall_sameorder" -> {
                    for (int other : group) {
                        flows.add(new Flow(node, other, message));
                    }
                }
                default -> throw row.error("pattern", "is no collective that is known");
            }
        }
    }

    /** Where a node's packets go if the pattern is a permutation of the nodes; else empty. */
    OptionalInt permuted(int node) {
        int rows = mesh().rows();
        int cols = mesh().cols();
        int r = node / cols;
        int c = node % cols;
        return switch (pattern()) {
            case "transpose" -> OptionalInt.of(square(c * cols + r));
            case "bitcomp" -> OptionalInt.of(mesh().nodes() - 1 - node);
            case "neighbor_shift" -> OptionalInt.of(r * cols + (c + 1) % cols);
            case "neighbor_diag_plus1_wrap" -> OptionalInt.of((r + 1) % rows * cols + (c + 1) % cols);
            default -> OptionalInt.empty();
        };
    }

    private int square(int node) {
        if (mesh().rows() != mesh().cols()) {
            throw row.error("pattern", "needs a square mesh");
        }
        return node;
    }

    private List<int[]> groups() {
        int cols = mesh().cols();
        String grouping = row.text("grouping");
        if (grouping.equals("all")) {
            return List.of(IntStream.range(0, mesh().nodes()).toArray());
        }
        Matcher block = BLOCK.matcher(grouping);
        if (block.matches()) {
            int high = Integer.parseInt(block.group(1));
            int wide = Integer.parseInt(block.group(2));
            return split(node -> node / cols / high * cols + node % cols / wide);
        }
        Matcher stride = STRIDE.matcher(grouping);
        if (stride.matches()) {
            int step = Integer.parseInt(stride.group(1));
            return split(node -> node / cols % step * cols + node % cols % step);
        }
        throw row.error(
                "grouping", "must be all, block<rows>x<columns> such as block2x2, or stride<step> such as stride2");
    }

    private List<int[]> split(IntUnaryOperator groupOf) {
        return IntStream.range(0, mesh().nodes())
                .map(groupOf)
                .distinct()
                .mapToObj(group -> IntStream.range(0, mesh().nodes())
                        .filter(node -> groupOf.applyAsInt(node) == group)
                        .toArray())
                .toList();
    }

    private int[] ring(int[] group) {
        int wide = (int)
                IntStream.of(group).map(node -> node % mesh().cols()).distinct().count();
        return switch (row.text("ring_order")) {
            case "snake" ->
                IntStream.range(0, group.length)
                        .map(i -> group[i / wide * wide + (i / wide % 2 == 0 ? i % wide : wide - 1 - i % wide)])
                        .toArray();
            case "hamilton" -> hamilton(group, wide);
            default -> group;
        };
    }

    private static int[] hamilton(int[] group, int wide) {
        int[] ring = new int[group.length];
        int high = group.length / wide;
        int used = 0;
        for (int row = 0; row < high; row++) {
            for (int step = 1; step < wide; step++) {
                ring[used++] = group[row * wide + (row % 2 == 0 ? step : wide - step)];
            }
        }
        for (int row = high - 1; row >= 0; row--) {
            ring[used++] = group[row * wide];
        }
        return ring;
    }
}
