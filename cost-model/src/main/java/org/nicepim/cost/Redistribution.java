package org.nicepim.cost;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.nicepim.hardware.HardwareConfig;
import org.nicepim.mapping.LayerMapping;
import org.nicepim.noc.BackgroundLoads;
import org.nicepim.noc.Flow;
import org.nicepim.noc.LinkLoads;
import org.nicepim.noc.Mesh;
import org.nicepim.noc.PhaseTime;
import org.nicepim.workload.Layer;
import org.nicepim.workload.LayerInput;
import org.nicepim.workload.Operand;
import org.nicepim.workload.Workload;

/**
 * Moves a layer's inputs from where their producers left them to where they are needed, before the layer starts: by the
 * exact overlap of index ranges, halos included. What lies on the right node already stays. Each moved byte is read from
 * DRAM at its home, crosses the mesh, and is written to DRAM where it is needed.
 */
public final class Redistribution {
    private final HardwareModel hardware;
    private final Mesh mesh;

    /** For one hardware. */
    public Redistribution(HardwareModel hardware) {
        this.hardware = hardware;
        HardwareConfig config = hardware.config();
        this.mesh = new Mesh(config.nodeRows(), config.nodeCols());
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
     * Cost of bringing a layer's inputs in place. Inputs of the workload itself lie where they are needed; so does a KV cache.
     *
     * @param producers mappings of the layers before
     */
    public Cost cost(Workload workload, Layer layer, LayerMapping mapping, Producers producers) {
        return cost(flows(workload, layer, mapping, producers), BackgroundLoads.NONE);
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
        int wordBytes = hardware.config().technology().logic().wordBytes();
        List<Flow> flows = new ArrayList<>();
        for (LayerInput input : layer.inputs()) {
            Placement need = needs.get(input.operand());
            if (need == null || workload.inputs().containsKey(input.producer())) {
                continue;
            }
            Layer producer = workload.layer(input.producer());
            Placement home = Placement.ofOfmap(producer, producers.of(producer.name()), mesh.cols());
            need.from(input, producer.ofmap())
                    .pull(home, (from, to, words) -> flows.add(new Flow(from, to, words * wordBytes)));
        }
        return flows;
    }

    /**
     * Cost of flows from the DRAM of one node to that of another, all at once.
     *
     * @param flows between different nodes, each on its own route
     * @param background what the links carry besides
     */
    public Cost cost(List<Flow> flows, BackgroundLoads background) {
        if (flows.isEmpty()) {
            return Cost.NONE;
        }
        double[] dramBytes = new double[mesh.nodes()];
        for (Flow flow : flows) {
            dramBytes[flow.source()] += flow.bytes();
            dramBytes[flow.destination()] += flow.bytes();
        }
        double most = 0;
        double bytes = 0;
        for (double nodeBytes : dramBytes) {
            most = Math.max(most, nodeBytes);
            bytes += nodeBytes;
        }
        double[] loads = LinkLoads.of(mesh, flows);
        double noc = PhaseTime.ofFlows(mesh, hardware.config().technology().noc(), flows, background);
        double cycles = Math.max(noc, hardware.streamCycles(most));
        double byteHops = LinkLoads.byteHops(loads);
        double activations = hardware.streamActivations(bytes);
        EnergyBreakdown energy = new EnergyBreakdown(
                0,
                0,
                0,
                hardware.dramPj(bytes, activations, cycles),
                hardware.nocPj(byteHops, LinkLoads.injectedBytes(loads)),
                hardware.leakagePj(cycles));
        return new Cost(cycles, energy, new LayerCost.Traffic(bytes, activations, byteHops));
    }
}
