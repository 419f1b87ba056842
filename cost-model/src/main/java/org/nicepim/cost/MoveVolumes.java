package org.nicepim.cost;

import java.util.Arrays;
import org.nicepim.hardware.NocSpec;
import org.nicepim.mapping.LayerMapping;
import org.nicepim.noc.Mesh;
import org.nicepim.workload.Layer;
import org.nicepim.workload.LayerInput;
import org.nicepim.workload.Operand;

/**
 * How much of a layer's inputs moves, and what that costs at least: far cheaper to say than what {@link Redistribution} says. Moves keep
 * every byte's DRAM busy twice, spread over all nodes at best, and what crosses the mesh enters and leaves it and passes one link at least.
 */
public final class MoveVolumes {
    /** Less is what is left of sums that should be 0. */
    private static final double NOTHING_BYTES = 0.5;

    private final HardwareModel hardware;
    private final Mesh mesh;

    /** For one hardware. */
    public MoveVolumes(HardwareModel hardware) {
        this.hardware = hardware;
        this.mesh = new Mesh(hardware.config().nodeRows(), hardware.config().nodeCols());
    }

    /** Where blocks of a tensor lie or are needed, by node. */
    @SuppressWarnings("ArrayRecordComponent") // nobody compares them
    public record Blocks(Placement.Share[] byNode, double words) {}

    /**
     * What moves of one input.
     *
     * @param crossingBytes from node to node
     * @param stayingBytes on the right node already
     */
    public record Volume(double crossingBytes, double stayingBytes) {}

    /** Where a layer leaves its output. */
    public Blocks home(Layer layer, LayerMapping mapping) {
        return blocks(Placement.ofOfmap(layer, mapping, mesh.cols()));
    }

    /** Where one input of a layer is needed, as its producer stores it. */
    public Blocks need(Layer layer, LayerMapping mapping, LayerInput input, Layer producer) {
        Placement all = input.operand() == Operand.IFMAP
                ? Placement.ofIfmap(layer, mapping, mesh.cols())
                : Placement.ofAttentionWeight(layer, mapping, mesh.cols());
        return blocks(all.from(input, producer.ofmap()));
    }

    private Blocks blocks(Placement placement) {
        Placement.Share[] byNode = new Placement.Share[mesh.nodes()];
        Arrays.fill(byNode, Placement.Share.NONE);
        double words = 0;
        for (Placement.Share share : placement.shares()) {
            byNode[share.node()] = share;
            for (Box box : share.boxes()) {
                words += box.words() * share.fraction();
            }
        }
        return new Blocks(byNode, words);
    }

    /** What moves from where it lies to where it is needed. */
    public Volume volume(Blocks home, Blocks need) {
        double stays = 0;
        for (int node = 0; node < home.byNode.length; node++) {
            stays += Placement.overlap(home.byNode[node], need.byNode[node]);
        }
        int wordBytes = hardware.wordBytes();
        return new Volume(Math.max(0, need.words - stays) * wordBytes, stays * wordBytes);
    }

    /** Cycles that moves are not below. */
    public double leastCycles(double crossingBytes, double reorderedBytes) {
        return leastServiceCycles(crossingBytes, reorderedBytes) + leastLatencyCycles(crossingBytes, reorderedBytes);
    }

    /** Cycles for which DRAM or mesh are busy at least. */
    public double leastServiceCycles(double crossingBytes, double reorderedBytes) {
        NocSpec noc = hardware.config().technology().noc();
        double dram = 2 * (crossingBytes + reorderedBytes) * hardware.dram().leastCyclesPerByte();
        return Math.max(dram, crossingBytes / noc.linkBytes()) / mesh.nodes();
    }

    /** Cycles from the first read to the last write, however little moves; 0 if nothing does. */
    public double leastLatencyCycles(double crossingBytes, double reorderedBytes) {
        return crossingBytes + reorderedBytes < NOTHING_BYTES
                ? 0
                : hardware.firstAccessCycles() + hardware.firstWriteCycles();
    }

    /** Energy that moves are not below, in pJ, but for what passes with the time. */
    public double leastPj(double crossingBytes, double reorderedBytes) {
        double read = crossingBytes + reorderedBytes;
        return hardware.dramPj(2 * read, 0, 0) + hardware.nocPj(crossingBytes, crossingBytes);
    }
}
