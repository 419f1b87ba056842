package org.nicepim.jobs.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.nicepim.cost.CostModel;
import org.nicepim.cost.HardwareModel;
import org.nicepim.cost.LayerCost;
import org.nicepim.cost.WorkloadCost;
import org.nicepim.hardware.HardwareConfig;
import org.nicepim.jobs.run.Json;
import org.nicepim.mapper.Mapper;
import org.nicepim.mapper.MapperOptions;
import org.nicepim.mapper.MapperResult;
import org.nicepim.mapper.Objective;
import org.nicepim.mapping.Mapping;
import org.nicepim.scheduler.IlpDataScheduler;
import org.nicepim.scheduler.milp.SolverChain;
import org.nicepim.sharing.DataScheduler;
import org.nicepim.sharing.HeuristicScheduler;
import org.nicepim.sharing.ShortestPathScheduler;
import org.nicepim.sharing.TspScheduler;
import org.nicepim.workload.Workload;

/**
 * What the three schedulers come to in a network's latency: one mapping, priced with each of them. Layers count by themselves whose
 * sharing, by unicast, takes longer than their computing and their DRAM.
 *
 * @param rows one per network and chip that has a mapping
 */
record SchedulerLayers(List<Row> rows) {
    /** Copies the list. */
    SchedulerLayers {
        rows = List.copyOf(rows);
    }

    /**
     * Cycles under each scheduler.
     *
     * @param shortest unicast over shortest paths
     * @param tsp each set along its shortest cycle
     * @param ilp integer program over all sets
     */
    record Cycles(double shortest, double tsp, double ilp) {
        private static Cycles of(
                WorkloadCost shortest, WorkloadCost tsp, WorkloadCost ilp, ToDoubleFunction<WorkloadCost> cycles) {
            return new Cycles(cycles.applyAsDouble(shortest), cycles.applyAsDouble(tsp), cycles.applyAsDouble(ilp));
        }

        private double lessThanShortest() {
            return less(shortest);
        }

        private double lessThanTsp() {
            return less(tsp);
        }

        private double less(double than) {
            return than == 0 ? 0 : 1 - ilp / than;
        }
    }

    /**
     * A network on a chip.
     *
     * @param layers of the network
     * @param bound those whose sharing by unicast takes longest
     * @param boundCycles latency of these, bringing their inputs in place included
     * @param allCycles latency of the network
     */
    record Row(String network, String chip, int layers, int bound, Cycles boundCycles, Cycles allCycles) {}

    /** Maps a network for least energy × delay, and prices that; empty if it has no mapping. */
    static List<Row> of(Workload network, String chip, HardwareConfig config, SolverChain chain) {
        MapperOptions options = MapperOptions.of(Objective.EDP, MapperOptions.Style.NICEPIM);
        DataScheduler heuristic = new HeuristicScheduler();
        if (!(new Mapper(options, heuristic, heuristic).map(network, config) instanceof MapperResult.Mapped mapped)) {
            return List.of();
        }
        HardwareModel hardware = new HardwareModel(config);
        WorkloadCost shortest = price(network, mapped.mapping(), hardware, new ShortestPathScheduler());
        WorkloadCost tsp = price(network, mapped.mapping(), hardware, new TspScheduler());
        WorkloadCost ilp =
                price(network, mapped.mapping(), hardware, new IlpDataScheduler(chain, IlpDataScheduler.LIMITS));
        List<Integer> bound = IntStream.range(0, network.layers().size())
                .filter(i -> isBound(shortest.layers().get(i).cost().time()))
                .boxed()
                .toList();
        return List.of(new Row(
                network.name(),
                chip,
                network.layers().size(),
                bound.size(),
                Cycles.of(shortest, tsp, ilp, cost -> bound.stream()
                        .mapToDouble(i -> cost.layers().get(i).cost().latencyCycles())
                        .sum()),
                Cycles.of(shortest, tsp, ilp, WorkloadCost::latencyCycles)));
    }

    private static WorkloadCost price(
            Workload network, Mapping mapping, HardwareModel hardware, DataScheduler scheduler) {
        return new CostModel(hardware, scheduler).evaluate(network, mapping);
    }

    private static boolean isBound(LayerCost.Time time) {
        return time.nocCycles() > Math.max(time.computeCycles(), time.dramCycles());
    }

    void print(PrintWriter out) {
        Table table = new Table(
                "network",
                "chip",
                "layers",
                "bound",
                "unicast cycles",
                "tsp cycles",
                "ilp cycles",
                "less than unicast",
                "than tsp",
                "network: than unicast",
                "than tsp");
        for (Row row : rows) {
            Cycles bound = row.boundCycles();
            table.row(
                    row.network(),
                    row.chip(),
                    row.layers(),
                    row.bound(),
                    cycles(bound.shortest()),
                    cycles(bound.tsp()),
                    cycles(bound.ilp()),
                    percent(bound.lessThanShortest()),
                    percent(bound.lessThanTsp()),
                    percent(row.allCycles().lessThanShortest()),
                    percent(row.allCycles().lessThanTsp()));
        }
        out.println(
                "Latency of one mapping with each scheduler; 'bound': layers whose sharing by unicast takes longer than");
        out.println("their computing and their DRAM, and what these come to");
        out.println();
        table.print(out);
        List<Row> some = withBound();
        out.printf(
                Locale.ROOT,
                "%nmeans: bound layers %s less than unicast, %s than tsp (%d of %d cases have any); networks %s and %s%n",
                percent(mean(some, row -> row.boundCycles().lessThanShortest())),
                percent(mean(some, row -> row.boundCycles().lessThanTsp())),
                some.size(),
                rows.size(),
                percent(mean(rows, row -> row.allCycles().lessThanShortest())),
                percent(mean(rows, row -> row.allCycles().lessThanTsp())));
    }

    private List<Row> withBound() {
        return rows.stream().filter(row -> row.bound() > 0).toList();
    }

    private static double mean(List<Row> rows, ToDoubleFunction<Row> less) {
        return rows.stream().mapToDouble(less).average().orElse(0);
    }

    private static String cycles(double cycles) {
        return String.format(Locale.ROOT, "%.0f", cycles);
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.2f %%", 100 * share);
    }

    ObjectNode document() {
        ObjectNode document = Json.object();
        ArrayNode all = document.putArray("cases");
        for (Row row : rows) {
            ObjectNode one = all.addObject()
                    .put("network", row.network())
                    .put("chip", row.chip())
                    .put("layers", row.layers())
                    .put("bound_layers", row.bound());
            put(one, "bound_", row.boundCycles());
            put(one, "network_", row.allCycles());
        }
        List<Row> some = withBound();
        document.put("cases_with_bound_layers", some.size())
                .put("bound_less_than_unicast", mean(some, row -> row.boundCycles()
                        .lessThanShortest()))
                .put("bound_less_than_tsp", mean(some, row -> row.boundCycles().lessThanTsp()))
                .put("network_less_than_unicast", mean(rows, row -> row.allCycles()
                        .lessThanShortest()))
                .put("network_less_than_tsp", mean(rows, row -> row.allCycles().lessThanTsp()));
        return document;
    }

    private static void put(ObjectNode row, String of, Cycles cycles) {
        row.put(of + "unicast_cycles", cycles.shortest())
                .put(of + "tsp_cycles", cycles.tsp())
                .put(of + "ilp_cycles", cycles.ilp());
    }
}
