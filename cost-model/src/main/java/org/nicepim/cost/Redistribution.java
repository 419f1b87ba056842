package org.nicepim.cost;

import org.nicepim.hardware.HardwareConfig;
import org.nicepim.mapping.LayerMapping;
import org.nicepim.noc.LinkLoads;
import org.nicepim.noc.Mesh;
import org.nicepim.noc.PhaseTime;
import org.nicepim.noc.Routes;
import org.nicepim.noc.Routing;
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
        Move move = new Move();
        Placement ifmap = Placement.ofIfmap(layer, mapping, mesh.cols());
        for (LayerInput input : layer.inputs()) {
            Placement need =
                    input.operand() == Operand.IFMAP ? ifmap : Placement.ofAttentionWeight(layer, mapping, mesh.cols());
            move.pull(workload, input, need, producers);
        }
        return move.cost();
    }

    /** One redistribution as it is put together. */
    private final class Move {
        private final double[] loads = new double[mesh.links()];
        private final double[] dramBytes = new double[mesh.nodes()];
        private int hops;
        private boolean moved;

        void pull(Workload workload, LayerInput input, Placement need, Producers producers) {
            if (workload.inputs().containsKey(input.producer())) {
                return;
            }
            Layer producer = workload.layer(input.producer());
            Placement home = Placement.ofOfmap(producer, producers.of(producer.name()), mesh.cols());
            Placement wanted = need.from(input, producer.ofmap());
            int wordBytes = hardware.config().technology().logic().wordBytes();
            wanted.pull(home, (from, to, words) -> send(from, to, words * wordBytes));
        }

        private void send(int from, int to, double bytes) {
            Routes.addLoad(mesh, Routing.XY, from, to, bytes, loads);
            dramBytes[from] += bytes;
            dramBytes[to] += bytes;
            hops = Math.max(hops, mesh.distance(from, to));
            moved = true;
        }

        Cost cost() {
            if (!moved) {
                return Cost.NONE;
            }
            double most = 0;
            double bytes = 0;
            for (double nodeBytes : dramBytes) {
                most = Math.max(most, nodeBytes);
                bytes += nodeBytes;
            }
            double noc = PhaseTime.cycles(hardware.config().technology().noc(), LinkLoads.max(loads), hops);
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
}
