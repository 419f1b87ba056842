package org.nicepim.validation;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntUnaryOperator;
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
        return row.text("mesh_k") + "x" + row.text("mesh_k") + " " + row.text("router_config");
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

    /** The k×k mesh. */
    Mesh mesh() {
        int k = (int) row.integer("mesh_k");
        if (k < 1 || k > 64) {
            throw row.error("mesh_k", "must lie between 1 and 64");
        }
        return new Mesh(k, k);
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
        if (pattern().equals("ring_allgather")) {
            return Math.max(cycles, slowestChain(message));
        }
        if (pattern().startsWith("alltoall")) {
            double[] occupancy = new double[mesh().links()];
            for (int[] group : groups()) {
                double factor = UnicastAllGather.contention(group.length, message);
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
        int k = mesh().cols();
        int[] ring = ring(group);
        for (int i = 0; i < n; i++) {
            int node = group[i];
            switch (pattern()) {
                case "ring_step" -> flows.add(new Flow(ring[i], ring[(i + 1) % n], message));
                case "ring_allgather" -> flows.add(new Flow(ring[i], ring[(i + 1) % n], message * (n - 1)));
                case "gather_to_corner" -> flows.add(new Flow(node, group[0], message));
                case "scatter_from_corner" -> flows.add(new Flow(group[0], node, message));
                case "transpose" -> flows.add(new Flow(node, node % k * k + node / k, message));
                case "bitcomp" -> flows.add(new Flow(node, mesh().nodes() - 1 - node, message));
                case "neighbor_shift" -> flows.add(new Flow(node, node / k * k + (node + 1) % k, message));
                default -> {
                    for (int other : group) {
                        flows.add(new Flow(node, other, message));
                    }
                }
            }
        }
    }

    private List<int[]> groups() {
        int k = mesh().cols();
        return switch (row.text("grouping")) {
            case "all" -> List.of(IntStream.range(0, mesh().nodes()).toArray());
            case "block2x2" -> split(node -> node / k / 2 * k + node % k / 2);
            case "block4x4" -> split(node -> node / k / 4 * k + node % k / 4);
            case "stride2" -> split(node -> node / k % 2 * k + node % k % 2);
            default -> throw row.error("grouping", "must be all, block2x2, block4x4 or stride2");
        };
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
        int side = (int) Math.round(Math.sqrt(group.length));
        return switch (row.text("ring_order")) {
            case "snake" ->
                IntStream.range(0, group.length)
                        .map(i -> group[i / side * side + (i / side % 2 == 0 ? i % side : side - 1 - i % side)])
                        .toArray();
            case "hamilton" -> hamilton(group, side);
            default -> group;
        };
    }

    private static int[] hamilton(int[] group, int side) {
        int[] ring = new int[group.length];
        int used = 0;
        for (int row = 0; row < side; row++) {
            for (int step = 1; step < side; step++) {
                ring[used++] = group[row * side + (row % 2 == 0 ? step : side - step)];
            }
        }
        for (int row = side - 1; row >= 0; row--) {
            ring[used++] = group[row * side];
        }
        return ring;
    }
}
