package org.nicepim.cost;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.nicepim.hardware.HardwareConfig;
import org.nicepim.hardware.NocSpec;
import org.nicepim.mapping.LayerMapping;
import org.nicepim.mapping.Layout;
import org.nicepim.noc.BackgroundLoads;
import org.nicepim.noc.Flow;
import org.nicepim.noc.LinkLoads;
import org.nicepim.noc.Mesh;
import org.nicepim.noc.PhaseTime;
import org.nicepim.noc.Routes;
import org.nicepim.workload.FeatureMap;
import org.nicepim.workload.Layer;
import org.nicepim.workload.LayerInput;
import org.nicepim.workload.Operand;
import org.nicepim.workload.Workload;

/**
 * Moves a layer's inputs from where their producers left them to where they are needed, before the layer starts: by the
 * exact overlap of index ranges, halos included. Each moved byte is read from DRAM at its home, crosses the mesh, and is
 * written to DRAM where it is needed. What lies on the right node already stays, unless the layer reads another layout than
 * its producer wrote: then it is read and written there.
 */
public final class Redistribution {
    /**
     * Nodes are neither in step nor so far apart that all flows meet all others: between both, 0 and 1. Fitted: of 0.5, 0.75 and 1 the
     * one whose mean is nearest to that of simulated branches (seeds from 1000 on, which no test uses), of {@code RedistributionTimeTest} and of
     * whole networks as they are mapped.
     */
    private static final double OUT_OF_STEP = 0.75;
    /**
     * The same while other layers' moves are under way: nodes of branches that start together get there at different times. Chosen with
     * googlenet in view, whose blocks' branches all read one tensor: of 0.75 and 1 the one that is nearer to its simulation.
     */
    private static final double BESIDE_OTHERS = 1;

    private final HardwareModel hardware;
    private final Mesh mesh;
    private final RunPrices prices;

    /** For one hardware. */
    public Redistribution(HardwareModel hardware) {
        this.hardware = hardware;
        HardwareConfig config = hardware.config();
        this.mesh = new Mesh(config.nodeRows(), config.nodeCols());
        this.prices = new RunPrices(hardware);
    }

    /**
     * What a redistribution costs.
     *
     * @param cycles until all inputs are in place
     * @param energy of DRAM and mesh
     * @param traffic what moved
     */
    public record Cost(double cycles, EnergyBreakdown energy, LayerCost.Traffic traffic) {
        /** Nothing to move. */
        static final Cost NONE = new Cost(0, EnergyBreakdown.ZERO, new LayerCost.Traffic(0, 0, 0));
    }

    /** Finds how an earlier layer was mapped. */
    public interface Producers {
        /** The mapping of the layer of that name. */
        LayerMapping of(String layer);
    }

    /**
     * What moves before a layer starts.
     *
     * @param flows in bytes, routed {@link org.nicepim.noc.Routing#XY}; one or more per pair of nodes and input
     * @param dram what they take on the DRAM of the nodes
     */
    public record Moves(List<Flow> flows, Dram dram) {
        private boolean isNothing() {
            return flows.isEmpty() && dram.cycles() == 0;
        }

        /** The same on other routes: as many flows between the same nodes. */
        public Moves routed(List<Flow> others) {
            return new Moves(others, dram);
        }
    }

    /**
     * Reads at home and writes where words are needed, over-fetch included.
     *
     * @param nodeCycles by node, what its DRAM has to do
     * @param latencyCycles of a first read and a last write
     * @param bytes over DRAM channels, over all nodes
     * @param activations rows opened, over all nodes
     */
    public record Dram(List<Double> nodeCycles, double latencyCycles, double bytes, double activations) {
        /** Of the node whose DRAM has most to do. */
        public double cycles() {
            double most = 0;
            for (double cycles : nodeCycles) {
                most = Math.max(most, cycles);
            }
            return most;
        }
    }

    /**
     * Cost of bringing a layer's inputs in place. Inputs of the workload itself lie where they are needed; so does a KV cache.
     *
     * @param producers mappings of the layers before
     */
    public Cost cost(Workload workload, Layer layer, LayerMapping mapping, Producers producers) {
        return cost(moves(workload, layer, mapping, producers), List.of());
    }

    /**
     * What moves before the layer starts, each word as {@link #flows} says, and what it takes on DRAM.
     *
     * @param producers mappings of the layers before
     */
    public Moves moves(Workload workload, Layer layer, LayerMapping mapping, Producers producers) {
        List<Flow> flows = new ArrayList<>();
        MoveDram dram = new MoveDram(prices, mesh.nodes(), hardware.wordBytes());
        Layout there = mapping.layouts().ifmap();
        Needs needs = new Needs(need(layer, mapping), Optional.of(there));
        pull(workload, layer, producers, needs, (layout, home, need) -> {
            MoveDram.Pulled pulled = dram.pulled(home, layout, need, there);
            return (from, to, words) -> {
                if (from.node() != to.node()) {
                    flows.add(flow(from, to, words));
                }
                pulled.add(from, to);
            };
        });
        return new Moves(flows, dram.total());
    }

    /**
     * What moves before the layer starts: each node of a sharing set pulls the part that it owns of what the set reads.
     *
     * @param producers mappings of the layers before
     * @return in bytes, routed {@link org.nicepim.noc.Routing#XY}; one flow or more per pair of nodes and input
     */
    public List<Flow> flows(Workload workload, Layer layer, LayerMapping mapping, Producers producers) {
        return flows(workload, layer, producers, need(layer, mapping));
    }

    /**
     * What would move if nodes did not pass anything on to each other: each node pulls all that it reads of the input
     * feature map, halo included, from where its producer left it. The measure of tools without sharing sets.
     *
     * @param producers mappings of the layers before
     * @return as {@link #flows}; operands other than the input feature map are left out
     */
    public List<Flow> unsharedFlows(Workload workload, Layer layer, LayerMapping mapping, Producers producers) {
        Map<Operand, Placement> reads = Map.of(Operand.IFMAP, Placement.readsOfIfmap(layer, mapping, mesh.cols()));
        return flows(workload, layer, producers, reads);
    }

    private Map<Operand, Placement> need(Layer layer, LayerMapping mapping) {
        Placement ifmap = Placement.ofIfmap(layer, mapping, mesh.cols());
        boolean attention = layer.inputs().stream().anyMatch(input -> input.operand() == Operand.WEIGHT);
        return attention
                ? Map.of(Operand.IFMAP, ifmap, Operand.WEIGHT, Placement.ofAttentionWeight(layer, mapping, mesh.cols()))
                : Map.of(Operand.IFMAP, ifmap);
    }

    private List<Flow> flows(Workload workload, Layer layer, Producers producers, Map<Operand, Placement> needs) {
        List<Flow> flows = new ArrayList<>();
        pull(
                workload,
                layer,
                producers,
                new Needs(needs, Optional.empty()),
                (layout, home, need) -> (from, to, words) -> flows.add(flow(from, to, words)));
        return flows;
    }

    private Flow flow(Placement.Share from, Placement.Share to, double words) {
        return new Flow(from.node(), to.node(), words * hardware.wordBytes());
    }

    /** Takes note of what is pulled from where a producer left it, in some layout. */
    private interface Pulls {
        Placement.Moves of(Layout layout, Placement home, Placement need);
    }

    /**
     * What a layer reads.
     *
     * @param byOperand where
     * @param layout in which order; empty if it does not matter
     */
    private record Needs(Map<Operand, Placement> byOperand, Optional<Layout> layout) {
        boolean reorders(FeatureMap written, LayerMapping producer) {
            int channels = written.channels();
            Layout home = producer.layouts().ofmap();
            return layout.map(there -> there.blockFor(channels) != home.blockFor(channels))
                    .orElse(false);
        }
    }

    private void pull(Workload workload, Layer layer, Producers producers, Needs needs, Pulls pulls) {
        for (LayerInput input : layer.inputs()) {
            Placement need = needs.byOperand.get(input.operand());
            if (need == null || workload.inputs().containsKey(input.producer())) {
                continue;
            }
            Layer producer = workload.layer(input.producer());
            LayerMapping mapping = producers.of(producer.name());
            Placement home = Placement.ofOfmap(producer, mapping, mesh.cols());
            boolean reordered = needs.reorders(producer.ofmap(), mapping);
            Placement stored = need.from(input, producer.ofmap());
            stored.pull(home, reordered, pulls.of(mapping.layouts().ofmap(), home, stored));
        }
    }

    /**
     * Cost of moves from the DRAM of one node to that of another, all at once: mesh and DRAM work side by side, behind the first
     * read and before the last write.
     *
     * @param moves between different nodes, each on its own route
     * @param background what the links carry besides
     */
    public Cost cost(Moves moves, BackgroundLoads background) {
        return cost(moves, background, moves.flows, moves.dram.cycles());
    }

    /**
     * Cost of moves while others are on their way: links and DRAM of the nodes serve all of them.
     *
     * @param others what moves at the same time, such as the inputs of branches that start together
     */
    public Cost cost(Moves moves, List<Moves> others) {
        if (moves.isNothing() || others.isEmpty()) {
            return cost(moves, BackgroundLoads.NONE);
        }
        BackgroundLoads background = BackgroundLoads.NONE;
        List<Flow> flows = new ArrayList<>(moves.flows);
        double[] nodeCycles = new double[mesh.nodes()];
        addTo(nodeCycles, moves);
        for (Moves other : others) {
            background = background.plus(BackgroundLoads.of(mesh, other.flows));
            flows.addAll(other.flows);
            addTo(nodeCycles, other);
        }
        double dram = 0;
        for (int node = 0; node < nodeCycles.length; node++) {
            dram = moves.dram.nodeCycles.get(node) > 0 ? Math.max(dram, nodeCycles[node]) : dram;
        }
        return cost(moves, background, flows, dram);
    }

    private static void addTo(double[] nodeCycles, Moves moves) {
        for (int node = 0; node < nodeCycles.length; node++) {
            nodeCycles[node] += moves.dram.nodeCycles.get(node);
        }
    }

    private Cost cost(Moves moves, BackgroundLoads background, List<Flow> together, double dramCycles) {
        if (moves.isNothing()) {
            return Cost.NONE;
        }
        double[] loads = LinkLoads.of(mesh, moves.flows);
        double most = LinkLoads.max(together == moves.flows ? loads : LinkLoads.of(mesh, together));
        NocSpec spec = hardware.config().technology().noc();
        double outOfStep = together == moves.flows ? OUT_OF_STEP : BESIDE_OTHERS;
        double noc = PhaseTime.ofFlows(mesh, spec, moves.flows, loads, background)
                + outOfStep * Math.max(0, turnBytes(together) - most) / spec.linkBytes();
        Dram dram = moves.dram;
        double cycles = Math.max(noc, dramCycles) + dram.latencyCycles;
        double byteHops = LinkLoads.byteHops(loads);
        EnergyBreakdown energy = new EnergyBreakdown(
                0,
                0,
                0,
                hardware.dramPj(dram.bytes, dram.activations, cycles),
                hardware.nocPj(byteHops, LinkLoads.injectedBytes(loads)),
                hardware.leakagePj(cycles));
        return new Cost(cycles, energy, new LayerCost.Traffic(dram.bytes, dram.activations, byteHops));
    }

    /**
     * Bytes of the fullest link if nodes sent in step: a node sends to one other after the other, to that next behind it in
     * the mesh's numbering first, and in each turn another link may be the fullest.
     */
    private double turnBytes(List<Flow> flows) {
        int nodes = mesh.nodes();
        int[] turn = new int[nodes * nodes];
        for (Flow flow : flows) {
            turn[behind(flow, nodes)] = 1;
        }
        int turns = 0;
        for (int node = 0; node < nodes; node++) {
            int before = 0;
            for (int behind = node * nodes; behind < (node + 1) * nodes; behind++) {
                int next = before + turn[behind];
                turn[behind] = before;
                before = next;
            }
            turns = Math.max(turns, before);
        }
        double[][] loads = new double[turns][mesh.links()];
        for (Flow flow : flows) {
            int at = turn[behind(flow, nodes)];
            Routes.addLoad(mesh, flow.routing(), flow.source(), flow.destination(), flow.bytes(), loads[at]);
        }
        double bytes = 0;
        for (double[] load : loads) {
            bytes += LinkLoads.max(load);
        }
        return bytes;
    }

    /** Number of a pair of nodes, by the source and then by how far behind it the destination is. */
    private static int behind(Flow flow, int nodes) {
        int ahead = flow.destination() - flow.source();
        return flow.source() * nodes + (ahead < 0 ? ahead + nodes : ahead);
    }
}
