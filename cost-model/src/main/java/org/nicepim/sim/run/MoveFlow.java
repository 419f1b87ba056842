package org.nicepim.sim.run;

import java.util.List;
import org.nicepim.sim.event.EventQueue;
import org.nicepim.sim.memory.NodeMemory;

/**
 * How a layer's inputs come into place: read at home, packet by packet over the mesh, written in batches. A node sends when it
 * gets to the layer, or when it has what a node needs that got there before; it waits for what it needs itself.
 */
final class MoveFlow {
    private final EventQueue queue;
    private final NodeMemory[] memories;
    private final Senders senders;
    private final Recorder recorder;
    private final int batchBytes;
    private final InPlace inPlace;

    /** Says how far nodes are. */
    interface HasPassed {
        /** True if a node of the mesh has finished its part of a layer. */
        boolean of(int node, int layer);
    }

    /** Hears when a node's inputs are complete. */
    interface InPlace {
        /** Nothing is missing on this node of the mesh. */
        void inPlace(LayerRun run, int node);
    }

    /**
     * For one hardware.
     *
     * @param batchBytes bytes that are collected before they are written, so that the DRAM does not turn around all the time
     */
    MoveFlow(
            EventQueue queue,
            NodeMemory[] memories,
            Senders senders,
            Recorder recorder,
            int batchBytes,
            InPlace inPlace) {
        this.queue = queue;
        this.memories = memories;
        this.senders = senders;
        this.recorder = recorder;
        this.batchBytes = batchBytes;
        this.inPlace = inPlace;
    }

    /** A node of the mesh gets to a layer: it sends what others need of it. */
    void start(LayerRun run, int node) {
        for (int i = run.firstMove[node]; i < run.firstMove[node + 1]; i++) {
            begin(run, i);
        }
    }

    /** A node that computes a part of a layer gets to it: others, wherever they are, send what they have. */
    void pull(LayerRun run, int node, HasPassed hasPassed) {
        List<Moves.Move> moves = run.moves.all();
        for (int i = 0; i < moves.size() && run.incoming[node] > 0; i++) {
            Moves.Move move = moves.get(i);
            if (move.to() == node && hasPassed.of(move.from(), move.home())) {
                begin(run, i);
            }
        }
    }

    /** A node has finished its part of a layer, for which nodes that got to a later layer may be waiting. */
    void finished(LayerRun run, int node, int home) {
        for (int i = run.firstMove[node]; i < run.firstMove[node + 1]; i++) {
            Moves.Move move = run.moves.all().get(i);
            if (move.home() == home && run.reached[move.to()]) {
                begin(run, i);
            }
        }
    }

    private void begin(LayerRun run, int i) {
        if (run.moveStarted[i]) {
            return;
        }
        run.moveStarted[i] = true;
        run.start = Math.min(run.start, queue.now());
        Moves.Move move = run.moves.all().get(i);
        int node = move.from();
        run.tally.movedBytes += move.bytes();
        run.moveFlits[i] = senders.flits(move.bytes());
        int packets = senders.packets(run.moveFlits[i]);
        run.movePackets[i] = packets;
        move.addReads(memories[node]);
        long end = memories[node].serve(queue.now(), false, packets);
        recorder.move(run, node, false, queue.now(), end);
        for (int piece = 0; piece < packets; piece++) {
            queue.add(memories[node].pieceEnd(piece), Kind.MOVE_READ, run.index, i);
        }
        if (!move.stays()) {
            senders.start(run, node, run.streams() + i);
        }
    }

    /** The next packet of a move is read. */
    void read(LayerRun run, int move) {
        run.moveRead[move]++;
        Moves.Move what = run.moves.all().get(move);
        if (what.stays()) {
            moved(run, move);
        } else {
            senders.network().wake(what.from());
        }
    }

    /** A packet of a move has arrived. */
    void moved(LayerRun run, int move) {
        run.moveReceived[move]++;
        int waiting = run.moveReceived[move] - run.moveAsked[move];
        Moves.Move what = run.moves.all().get(move);
        int packets = run.movePackets[move];
        boolean last = run.moveReceived[move] == packets;
        if (last || waiting * what.bytes() / packets >= batchBytes) {
            NodeMemory memory = memories[what.to()];
            what.addWrites((double) run.moveAsked[move] / packets, (double) run.moveReceived[move] / packets, memory);
            run.moveAsked[move] = run.moveReceived[move];
            long end = memory.serve(queue.now(), true, 1);
            recorder.move(run, what.to(), true, queue.now(), end);
            queue.add(end, Kind.MOVE_WRITTEN, run.index, move * Kind.PIECES + waiting);
        }
    }

    /** Some packets of a move are written. */
    void written(LayerRun run, int move, int packets) {
        run.moveWritten[move] += packets;
        if (run.moveWritten[move] == run.movePackets[move]) {
            int node = run.moves.all().get(move).to();
            if (--run.incoming[node] == 0) {
                inPlace.inPlace(run, node);
            }
        }
    }
}
