package org.nicepim.cost;

import java.util.List;
import org.nicepim.hardware.HardwareConfig;
import org.nicepim.mapping.LayerMapping;
import org.nicepim.noc.LinkLoads;
import org.nicepim.noc.Mesh;
import org.nicepim.noc.PhaseTime;
import org.nicepim.noc.Routes;
import org.nicepim.noc.Routing;
import org.nicepim.workload.FeatureMap;
import org.nicepim.workload.Layer;
import org.nicepim.workload.LayerType;
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
     * Cost of bringing a layer's inputs in place. Inputs of the workload itself lie where they are needed.
     *
     * @param producers mappings of the layers before
     */
    public Cost cost(Workload workload, Layer layer, LayerMapping mapping, Producers producers) {
        Move move = new Move();
        List<String> inputs = layer.inputs();
        Placement need = Placement.ofIfmap(layer, mapping, mesh.cols());
        if (layer.type().isAttention()) {
            move.pull(workload, inputs.get(0), need, 0, layer.ifmap(), producers);
            FeatureMap weight = weightSeen(layer);
            move.pull(
                    workload,
                    inputs.get(1),
                    Placement.ofAttentionWeight(layer, weight, mapping, mesh.cols()),
                    0,
                    weight,
                    producers);
        } else if (layer.type() == LayerType.ELEMENTWISE) {
            inputs.forEach(input -> move.pull(workload, input, need, 0, layer.ifmap(), producers));
        } else {
            pullConcatenated(workload, layer, need, producers, move);
        }
        return move.cost();
    }

    private static void pullConcatenated(
            Workload workload, Layer layer, Placement need, Producers producers, Move move) {
        FeatureMap seen = layer.ifmap();
        double offset = 0;
        for (String input : layer.inputs()) {
            FeatureMap stored = workload.tensor(input);
            int channels = (int) (stored.words() / ((long) seen.n() * seen.rows() * seen.cols()));
            FeatureMap slice = new FeatureMap(seen.n(), Math.max(1, channels), seen.rows(), seen.cols());
            move.pull(workload, input, need, offset, slice, producers);
            offset += channels;
        }
    }

    private static FeatureMap weightSeen(Layer layer) {
        boolean scores = layer.type() == LayerType.ATTENTION_SCORES;
        return new FeatureMap(
                1,
                layer.dims().g() * (scores ? layer.dims().c() : layer.dims().k()),
                scores ? layer.dims().k() : layer.dims().c(),
                1);
    }

    /** One redistribution as it is put together. */
    private final class Move {
        private final double[] loads = new double[mesh.links()];
        private final double[] dramBytes = new double[mesh.nodes()];
        private int hops;
        private boolean moved;

        void pull(
                Workload workload, String input, Placement need, double offset, FeatureMap slice, Producers producers) {
            if (workload.inputs().containsKey(input)) {
                return;
            }
            Layer producer = workload.layer(input);
            Placement home = Placement.ofOfmap(producer, producers.of(input), mesh.cols());
            Placement wanted = need.slice(offset, slice, producer.ofmap());
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
