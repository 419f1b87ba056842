package org.nicepim.sim.run;

import java.util.Arrays;
import org.nicepim.workload.Operand;

/**
 * Where one layer stands while it runs. Buffers are double: visit f of an operand uses half f modulo 2, so what is known of a
 * visit is kept under a <em>slot</em> (operand, half, node), and what of one of its ways to other nodes under a <em>stream</em>
 * (slot, way).
 */
final class LayerRun {
    private static final int OPERANDS = Operand.values().length;
    private static final int HALVES = 2;

    final LayerPlan plan;
    final Moves moves;
    final int index;
    final int nodes;
    final int ways;
    final Tally tally = new Tally();

    /** Next step to compute, per node. */
    final int[] step;

    final boolean[] computing;
    final boolean[] finished;
    /** Visits whose tiles were asked for, by operand and node. */
    final int[] issued;
    /** Ofmap visits that are computed, per node: their psums may be added to. */
    final int[] computed;

    /** The slot holds nothing. */
    final boolean[] free;
    /** Visit + 1 whose tile is complete, 0 at first. */
    final int[] ready;

    final int[] visit;
    /** Cycle in which the slot's gather or reduction began. */
    final long[] began;

    /** Packets and reads of its own that the slot still waits for. */
    final int[] pending;
    /** Packets that the slot still has to send. */
    final int[] unsent;
    /** The slot's tile was computed with, or stored. */
    final boolean[] used;

    final int[] own;
    final int[] received;
    final int[] sent;
    final int[] packets;
    final int[] flits;
    final double[] shardBytes;

    /** Moves of a node of the mesh: from {@code firstMove[node]} up to that of the next. */
    final int[] firstMove;

    final boolean[] moveStarted;
    /** Nodes of the mesh that have got to the layer. */
    final boolean[] reached;

    final int[] moveFlits;
    final int[] movePackets;
    final int[] moveRead;
    final int[] moveSent;
    final int[] moveReceived;
    final int[] moveAsked;
    final int[] moveWritten;
    /** Moves that a node of the mesh waits for. */
    final int[] incoming;

    int nodesLeft;
    long start = Long.MAX_VALUE;
    long end;

    LayerRun(LayerPlan plan, Moves moves, int index) {
        this.plan = plan;
        this.moves = moves;
        this.index = index;
        this.nodes = plan.grid().nodes();
        this.ways = mostWays(plan);
        this.step = new int[nodes];
        this.computing = new boolean[nodes];
        this.finished = new boolean[nodes];
        this.issued = new int[OPERANDS * nodes];
        this.computed = new int[nodes];
        int slots = OPERANDS * HALVES * nodes;
        this.free = new boolean[slots];
        Arrays.fill(free, true);
        this.ready = new int[slots];
        this.visit = new int[slots];
        this.began = new long[slots];
        this.pending = new int[slots];
        this.unsent = new int[slots];
        this.used = new boolean[slots];
        int streams = slots * ways;
        this.own = new int[streams];
        this.received = new int[streams];
        this.sent = new int[streams];
        this.packets = new int[streams];
        this.flits = new int[streams];
        this.shardBytes = new double[streams];
        int count = moves.all().size();
        this.firstMove = new int[plan.meshNodes() + 1];
        moves.all().forEach(move -> firstMove[move.from() + 1]++);
        for (int node = 0; node < plan.meshNodes(); node++) {
            firstMove[node + 1] += firstMove[node];
        }
        this.moveStarted = new boolean[count];
        this.reached = new boolean[plan.meshNodes()];
        this.moveFlits = new int[count];
        this.movePackets = new int[count];
        this.moveRead = new int[count];
        this.moveSent = new int[count];
        this.moveReceived = new int[count];
        this.moveAsked = new int[count];
        this.moveWritten = new int[count];
        this.incoming = new int[plan.meshNodes()];
        moves.all().forEach(move -> incoming[move.to()]++);
        this.nodesLeft = nodes;
    }

    private static int mostWays(LayerPlan plan) {
        int most = 0;
        for (int x = 0; x < OPERANDS; x++) {
            for (int node = 0; node < plan.grid().nodes(); node++) {
                most = Math.max(most, plan.sharing().ways(x, node).size());
            }
        }
        return most;
    }

    /** Slot of a visit. */
    int slot(int operand, int visitNumber, int node) {
        return (operand * HALVES + (visitNumber & 1)) * nodes + node;
    }

    int nodeOf(int slot) {
        return slot % nodes;
    }

    int operandOf(int slot) {
        return slot / nodes / HALVES;
    }

    /** Number of streams; numbers from here on are moves. */
    int streams() {
        return sent.length;
    }

    /** True if all tiles of a node are computed, stored and passed on. */
    boolean isDone(int node) {
        if (step[node] < plan.grid().steps() || computing[node]) {
            return false;
        }
        for (int slot = node; slot < free.length; slot += nodes) {
            if (!free[slot]) {
                return false;
            }
        }
        return true;
    }
}
