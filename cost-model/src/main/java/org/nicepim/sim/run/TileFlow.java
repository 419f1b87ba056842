package org.nicepim.sim.run;

import java.util.List;
import org.nicepim.sim.event.EventQueue;
import org.nicepim.sim.memory.NodeMemory;
import org.nicepim.workload.Operand;

/**
 * How the nodes of a layer work through their tiles, double buffered.
 *
 * <pre>
 *   load      visit f of an operand, once visit f − 2 has left its half of the buffer: the node's own part from DRAM, the
 *             rest from the members of its set, piece by piece; psums that come back are an operand too
 *   compute   step s, once step s − 1 is done and the tiles of all operands are complete
 *   store     an ofmap tile whose visit ends: psums that will come back, or the finished tile, which members of a set first
 *             reduce to their own parts
 * </pre>
 */
final class TileFlow {
    private static final int IFMAP = Operand.IFMAP.ordinal();
    private static final int WEIGHT = Operand.WEIGHT.ordinal();
    private static final int OFMAP = Operand.OFMAP.ordinal();

    private final EventQueue queue;
    private final NodeMemory[] memories;
    private final Senders senders;
    private final Finish finish;
    private final long[] busy;
    private final Recorder recorder;

    /** Hears when a node has no more to do. */
    interface Finish {
        /** All of a node's tiles are stored. */
        void finished(LayerRun run, int node);
    }

    TileFlow(EventQueue queue, NodeMemory[] memories, Senders senders, long[] busy, Recorder recorder, Finish finish) {
        this.queue = queue;
        this.memories = memories;
        this.senders = senders;
        this.busy = busy;
        this.recorder = recorder;
        this.finish = finish;
    }

    /** A node starts a layer whose inputs are in place, or goes on after something changed. */
    void goOn(LayerRun run, int node) {
        boolean issued = true;
        while (issued) {
            issued = false;
            for (int operand = 0; operand <= OFMAP; operand++) {
                issued |= issue(run, operand, node);
            }
        }
        compute(run, node);
        if (!run.finished[node] && run.isDone(node)) {
            run.finished[node] = true;
            finish.finished(run, node);
        }
    }

    private static boolean has(LayerRun run, int operand) {
        return operand != WEIGHT || run.plan.layer().type().hasMacs();
    }

    private boolean issue(LayerRun run, int operand, int node) {
        int visit = run.issued[operand * run.nodes + node];
        if (!has(run, operand) || visit == run.plan.grid().visits(operand)) {
            return false;
        }
        int slot = run.slot(operand, visit, node);
        if (!run.free[slot]) {
            return false;
        }
        run.free[slot] = false;
        run.used[slot] = false;
        run.visit[slot] = visit;
        run.pending[slot] = 0;
        run.unsent[slot] = 0;
        run.issued[operand * run.nodes + node]++;
        if (operand == OFMAP) {
            readBack(run, slot, visit * run.plan.grid().stay(OFMAP));
        } else {
            load(run, slot, visit * run.plan.grid().stay(operand));
        }
        return true;
    }

    /** Brings the psums of an ofmap tile back, if there are any. */
    private void readBack(LayerRun run, int slot, int step) {
        TileGrid grid = run.plan.grid();
        int node = run.nodeOf(slot);
        long words = grid.ofmapWords(node, step);
        if (grid.index(TileGrid.C, step) == 0 || words == 0) {
            run.ready[slot] = run.visit[slot] + 1;
            return;
        }
        run.tally.psumFetched += words;
        run.tally.psumReadBytes += (double) words * run.plan.widths().psumBytes();
        run.pending[slot] = 1;
        NodeMemory memory = memory(run, node);
        run.plan.store().addPsums(node, step, memory);
        serve(run, slot, memory, false, 1, Kind.LOADED);
    }

    private NodeMemory memory(LayerRun run, int node) {
        return memories[run.plan.global(node)];
    }

    private void load(LayerRun run, int slot, int step) {
        LayerPlan plan = run.plan;
        int node = run.nodeOf(slot);
        boolean ifmap = run.operandOf(slot) == IFMAP;
        double words = ifmap
                ? plan.grid().ifmapWords(node, step) * plan.layer().ifmapReads()
                : plan.grid().weightWords(node, step);
        if (words == 0) {
            run.ready[slot] = run.visit[slot] + 1;
            return;
        }
        double bytes =
                words * (ifmap ? plan.widths().wordBytes() : plan.widths().weightBytes());
        double own = bytes / plan.sharing().members(run.operandOf(slot), node);
        NodeMemory memory = memory(run, node);
        if (ifmap) {
            run.tally.ifmapFetched += words;
            run.tally.ifmapReadBytes += own;
            plan.store().addIfmap(node, step, memory);
        } else {
            run.tally.weightFetched += words;
            run.tally.weightReadBytes += own;
            plan.store().addWeights(node, step, memory);
        }
        int pieces = openWays(run, slot, bytes, false);
        run.pending[slot] = run.unsent[slot] + 1;
        serve(run, slot, memory, false, pieces, Kind.LOADED);
        for (int piece = 0; piece < pieces && run.unsent[slot] > 0; piece++) {
            queue.add(memory.pieceEnd(piece), Kind.PIECE, run.index, slot * Kind.PIECES + piece);
        }
        wakePeers(run, slot);
    }

    /** Prepares a slot's streams to other nodes; the most packets that one of them cuts a shard into, at least 1. */
    private int openWays(LayerRun run, int slot, double bytes, boolean available) {
        int node = run.nodeOf(slot);
        List<Sharing.Way> ways = run.plan.sharing().ways(run.operandOf(slot), node);
        run.began[slot] = queue.now();
        int most = 1;
        for (int way = 0; way < ways.size(); way++) {
            int stream = slot * run.ways + way;
            double shard = ways.get(way).shard() * bytes;
            int flits = senders.flits(shard);
            int packets = senders.packets(flits);
            run.shardBytes[stream] = shard;
            run.flits[stream] = flits;
            run.packets[stream] = packets;
            run.own[stream] = available ? packets : 0;
            run.received[stream] = 0;
            run.sent[stream] = 0;
            run.unsent[slot] += packets * ways.get(way).shards();
            senders.start(run, run.plan.global(node), stream);
            most = Math.max(most, packets);
        }
        return most;
    }

    private void wakePeers(LayerRun run, int slot) {
        for (int peer : run.plan.sharing().peers(run.operandOf(slot), run.nodeOf(slot))) {
            senders.network().wake(run.plan.global(peer));
        }
    }

    private void serve(LayerRun run, int slot, NodeMemory memory, boolean write, int pieces, int kind) {
        long now = queue.now();
        long end = memory.serve(now, write, pieces);
        recorder.memory(run, run.plan.global(run.nodeOf(slot)), run.operandOf(slot), write, now, end);
        queue.add(end, kind, run.index, slot);
    }

    /** A piece of a node's own part was read. */
    void piece(LayerRun run, int slot, int piece) {
        int ways =
                run.plan.sharing().ways(run.operandOf(slot), run.nodeOf(slot)).size();
        int most = 1;
        for (int stream = slot * run.ways; stream < slot * run.ways + ways; stream++) {
            most = Math.max(most, run.packets[stream]);
        }
        for (int stream = slot * run.ways; stream < slot * run.ways + ways; stream++) {
            run.own[stream] = (piece + 1) * run.packets[stream] / most;
        }
        senders.network().wake(run.plan.global(run.nodeOf(slot)));
    }

    /** A packet, or a node's own part, has come in. */
    void arrived(LayerRun run, int slot) {
        if (--run.pending[slot] > 0) {
            return;
        }
        int node = run.nodeOf(slot);
        boolean reduced = run.operandOf(slot) == OFMAP && run.computed[node] > run.visit[slot];
        boolean gathered = run.operandOf(slot) != OFMAP && run.plan.sharing().members(run.operandOf(slot), node) > 1;
        if (reduced || gathered) {
            recorder.shared(run, slot, queue.now());
        }
        if (reduced) {
            store(run, slot);
        } else {
            run.ready[slot] = run.visit[slot] + 1;
            compute(run, node);
        }
    }

    private void compute(LayerRun run, int node) {
        int step = run.step[node];
        if (run.computing[node] || step == run.plan.grid().steps() || !isReady(run, node, step)) {
            return;
        }
        long cycles = run.plan.compute().run(node, step, run.tally);
        run.computing[node] = true;
        busy[run.plan.global(node)] += cycles;
        recorder.compute(run, run.plan.global(node), queue.now(), queue.now() + cycles);
        queue.add(queue.now() + cycles, Kind.COMPUTED, run.index, node);
    }

    private static boolean isReady(LayerRun run, int node, int step) {
        for (int operand = 0; operand <= OFMAP; operand++) {
            int visit = step / run.plan.grid().stay(operand);
            if (has(run, operand) && run.ready[run.slot(operand, visit, node)] != visit + 1) {
                return false;
            }
        }
        return true;
    }

    /** A node has computed a tile. */
    void computed(LayerRun run, int node) {
        int step = run.step[node]++;
        run.computing[node] = false;
        for (int operand = 0; operand < OFMAP; operand++) {
            int stay = run.plan.grid().stay(operand);
            if (has(run, operand) && (step + 1) % stay == 0) {
                int slot = run.slot(operand, step / stay, node);
                run.used[slot] = true;
                release(run, slot);
            }
        }
        int stay = run.plan.grid().stay(OFMAP);
        if ((step + 1) % stay == 0) {
            drain(run, run.slot(OFMAP, step / stay, node), step);
        }
        goOn(run, node);
    }

    private static void release(LayerRun run, int slot) {
        if (run.used[slot] && run.unsent[slot] == 0) {
            run.free[slot] = true;
        }
    }

    private void drain(LayerRun run, int slot, int step) {
        int node = run.nodeOf(slot);
        TileGrid grid = run.plan.grid();
        run.computed[node] = run.visit[slot] + 1;
        long words = grid.ofmapWords(node, step);
        run.tally.psumDrains += words;
        if (words == 0) {
            run.free[slot] = true;
            return;
        }
        double psumBytes = (double) words * run.plan.widths().psumBytes();
        boolean last = grid.index(TileGrid.C, step) == grid.trips(TileGrid.C) - 1;
        if (!last) {
            run.tally.psumWrittenBytes += psumBytes;
            NodeMemory memory = memory(run, node);
            run.plan.store().addPsums(node, step, memory);
            serve(run, slot, memory, true, 1, Kind.STORED);
        } else if (run.plan.sharing().members(OFMAP, node) == 1) {
            store(run, slot);
        } else {
            openWays(run, slot, psumBytes, true);
            run.pending[slot] = run.unsent[slot];
            wakePeers(run, slot);
        }
    }

    /** Writes a node's part of a finished tile. */
    private void store(LayerRun run, int slot) {
        int node = run.nodeOf(slot);
        int step = (run.visit[slot] + 1) * run.plan.grid().stay(OFMAP) - 1;
        NodeMemory memory = memory(run, node);
        double words = (double) run.plan.grid().ofmapWords(node, step)
                / run.plan.sharing().members(OFMAP, node);
        run.tally.ofmapWrittenBytes += words * run.plan.widths().wordBytes();
        run.plan.store().addOfmap(node, step, memory);
        serve(run, slot, memory, true, 1, Kind.STORED);
    }

    /** A tile is in DRAM. */
    void stored(LayerRun run, int slot) {
        run.used[slot] = true;
        sent(run, slot);
    }

    /** A slot has sent its last packet, or has nothing else to wait for. */
    void sent(LayerRun run, int slot) {
        release(run, slot);
        goOn(run, run.nodeOf(slot));
    }
}
