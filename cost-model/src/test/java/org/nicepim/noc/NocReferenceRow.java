package org.nicepim.noc;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.nicepim.hardware.NocSpec;

/**
 * One row of {@code datasets/reference/noc_reference.csv} and the flows behind it. A flit is a byte here.
 *
 * @param values by column name
 */
public record NocReferenceRow(Map<String, String> values) {
    private static final Path FILE = Path.of("..", "datasets", "reference", "noc_reference.csv");
    private static final NocSpec NOC = new NocSpec(8, 4, 6, 0, 0);

    /** All rows of an experiment. */
    public static List<NocReferenceRow> read(String experiment) {
        try {
            List<String> lines = Files.readAllLines(FILE, StandardCharsets.UTF_8);
            List<String> names = Arrays.asList(lines.get(0).split(",", -1));
            List<NocReferenceRow> rows = new ArrayList<>();
            for (String line : lines.subList(1, lines.size())) {
                NocReferenceRow row = of(names, line.split(",", -1));
                if (row.text("experiment").equals(experiment)) {
                    rows.add(row);
                }
            }
            return rows;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static NocReferenceRow of(List<String> names, String[] fields) {
        Map<String, String> values = new LinkedHashMap<>();
        for (int i = 0; i < fields.length; i++) {
            values.put(names.get(i), fields[i]);
        }
        return new NocReferenceRow(values);
    }

    /** A column's text. */
    public String text(String column) {
        return Objects.requireNonNull(values.get(column), column);
    }

    /** A column's number. */
    public double number(String column) {
        return Double.parseDouble(text(column));
    }

    String pattern() {
        return text("pattern");
    }

    double maxMeshLinkFlits() {
        return number("max_mesh_link_flits");
    }

    double maxPortFlits() {
        return number("max_port_flits");
    }

    double flitHops() {
        return number("flit_hops");
    }

    int statedMaxHops() {
        return (int) number("max_hops");
    }

    /** The k×k mesh. */
    public Mesh mesh() {
        int k = (int) number("mesh_k");
        return new Mesh(k, k);
    }

    int maxHops() {
        return flows().stream()
                .mapToInt(flow -> mesh().distance(flow.source(), flow.destination()))
                .max()
                .orElse(0);
    }

    /** Modelled over simulated cycles, minus 1. */
    double relativeError() {
        return modelCycles() / number("cycles") - 1;
    }

    private double modelCycles() {
        double message = number("M_flits_per_message");
        double cycles = PhaseTime.ofFlows(mesh(), NOC, flows());
        if (pattern().equals("ring_allgather")) {
            return Math.max(cycles, slowestChain(message));
        }
        if (pattern().startsWith("alltoall")) {
            double[] occupancy = new double[mesh().links()];
            for (int[] group : groups()) {
                double factor = UnicastAllGather.contention(group.length, message);
                UnicastAllGather.addLoads(mesh(), group, message, factor, occupancy);
            }
            return PhaseTime.cycles(NOC, LinkLoads.max(occupancy), maxHops());
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
            slowest = Math.max(slowest, PhaseTime.ringChainCycles(NOC, ring.length - 1, total - shortest, message));
        }
        return slowest;
    }

    /** All flows of the row. */
    List<Flow> flows() {
        double message = number("M_flits_per_message");
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
        int blocks = 2;
        return switch (text("grouping")) {
            case "all" -> List.of(IntStream.range(0, mesh().nodes()).toArray());
            case "block2x2" -> split(node -> node / k / blocks * k + node % k / blocks);
            case "stride2" -> split(node -> node / k % blocks * k + node % k % blocks);
            default -> throw new IllegalStateException(text("grouping"));
        };
    }

    private List<int[]> split(java.util.function.IntUnaryOperator groupOf) {
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
        return switch (text("ring_order")) {
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
