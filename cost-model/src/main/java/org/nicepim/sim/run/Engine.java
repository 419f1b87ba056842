package org.nicepim.sim.run;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.nicepim.hardware.DramSpec;
import org.nicepim.hardware.HardwareConfig;
import org.nicepim.noc.Mesh;
import org.nicepim.sim.event.EventQueue;
import org.nicepim.sim.memory.NodeMemory;
import org.nicepim.sim.noc.Network;

/**
 * Runs the layers of a mapping on a chip. Each node goes from layer to layer by itself: it sends what others need for the layer,
 * waits for its own inputs, works through its tiles, and goes on; nodes outside the layer's region only send. So nodes wait for
 * each other where data make them, nowhere else.
 *
 * <p>An engine runs one mapping at a time and keeps its memory, nothing else, for the next.
 */
final class Engine {
    /** Runs begin in the middle of a refresh interval, so that short ones, too, meet as many refreshes as they do on average. */
    private static final double SINCE_REFRESH = 0.5;

    private final Mesh mesh;
    private final EventQueue queue = new EventQueue();
    private final NodeMemory[] memories;
    private final Senders senders;
    private final TileFlow tiles;
    private final MoveFlow moves;
    private final long[] busy;
    private final int[] layerOf;
    private List<LayerPlan> plans = List.of();
    private final Map<String, LayerPlan> homes = new HashMap<>();
    private final Map<String, List<Integer>> consumers = new HashMap<>();
    private LayerRun[] runs = new LayerRun[0];

    Engine(HardwareConfig hardware, int mostFlits, Recorder recorder) {
        this.mesh = new Mesh(hardware.nodeRows(), hardware.nodeCols());
        this.memories = new NodeMemory[mesh.nodes()];
        Arrays.setAll(memories, node -> new NodeMemory(hardware));
        this.busy = new long[mesh.nodes()];
        this.layerOf = new int[mesh.nodes()];
        this.senders = new Senders(mesh, hardware.technology().noc(), mostFlits, queue, new Senders.Receiver() {
            @Override
            public void arrived(LayerRun run, int slot) {
                tiles.arrived(run, slot);
            }

            @Override
            public void moved(LayerRun run, int move) {
                moves.moved(run, move);
            }
        });
        DramSpec dram = hardware.technology().dram();
        int batch = dram.controller().writeQueue() * dram.organization().burstBytes() * hardware.channelsPerNode();
        this.tiles = new TileFlow(queue, memories, senders, busy, recorder, this::finished);
        this.moves = new MoveFlow(queue, memories, senders, recorder, batch, this::inPlace);
    }

    /** Runs layers in order; returns how each went. */
    List<LayerRun> run(List<LayerPlan> layers) {
        queue.clear();
        for (NodeMemory memory : memories) {
            memory.clear(SINCE_REFRESH);
        }
        Arrays.fill(busy, 0);
        Arrays.fill(layerOf, -1);
        senders.clear(
                layers.size(), layers.stream().anyMatch(plan -> plan.sharing().mixesRoutings()));
        plans = layers;
        homes.clear();
        consumers.clear();
        for (LayerPlan plan : layers) {
            plan.layer().producers().forEach(producer -> consumers
                    .computeIfAbsent(producer, name -> new ArrayList<>())
                    .add(plan.index()));
        }
        runs = new LayerRun[layers.size()];
        for (int node = 0; node < mesh.nodes(); node++) {
            next(node);
        }
        while (queue.advance()) {
            handle();
        }
        for (LayerRun run : runs) {
            if (run.nodesLeft > 0) {
                throw new IllegalStateException(
                        run.plan.mapping().layer() + ": " + run.nodesLeft + " nodes wait for data that never come");
            }
        }
        return new ArrayList<>(Arrays.asList(runs));
    }

    private void handle() {
        int kind = queue.kind();
        if (kind <= Kind.INJECT) {
            senders.network().handle();
            return;
        }
        LayerRun run = runs[queue.payload()];
        int detail = queue.detail();
        switch (kind) {
            case Kind.COMPUTED -> tiles.computed(run, detail);
            case Kind.LOADED -> tiles.arrived(run, detail);
            case Kind.PIECE -> tiles.piece(run, detail / Kind.PIECES, detail % Kind.PIECES);
            case Kind.STORED -> tiles.stored(run, detail);
            case Kind.SENT -> tiles.sent(run, detail);
            case Kind.MOVE_READ -> moves.read(run, detail);
            case Kind.MOVE_WRITTEN -> moves.written(run, detail / Kind.PIECES, detail % Kind.PIECES);
            default -> throw new IllegalStateException("no such event: " + kind);
        }
    }

    /** A node gets to its next layer, and past those that it has no part in. */
    private void next(int node) {
        while (++layerOf[node] < plans.size()) {
            LayerRun run = begun(layerOf[node]);
            moves.start(run, node);
            int local = run.plan.local(node);
            if (local >= 0) {
                run.start = Math.min(run.start, queue.now());
                run.reached[node] = true;
                moves.pull(run, node, this::hasPassed);
                if (run.incoming[node] == 0) {
                    tiles.goOn(run, local);
                }
                return;
            }
        }
    }

    private boolean hasPassed(int node, int layer) {
        return layerOf[node] > layer;
    }

    private LayerRun begun(int layer) {
        if (runs[layer] == null) {
            LayerPlan plan = plans.get(layer);
            LayerRun run = new LayerRun(plan, Moves.of(plan, homes), layer);
            homes.put(plan.layer().name(), plan);
            runs[layer] = run;
            senders.begin(run);
        }
        return runs[layer];
    }

    private void inPlace(LayerRun run, int node) {
        if (layerOf[node] == run.index) {
            tiles.goOn(run, run.plan.local(node));
        }
    }

    private void finished(LayerRun run, int local) {
        run.end = Math.max(run.end, queue.now());
        run.nodesLeft--;
        int node = run.plan.global(local);
        next(node);
        for (int later : consumers.getOrDefault(run.plan.layer().name(), List.of())) {
            if (runs[later] != null) {
                moves.finished(runs[later], node, run.index);
            }
        }
    }

    long events() {
        return queue.served();
    }

    long packets() {
        return senders.sentPackets();
    }

    Network network() {
        return senders.network();
    }

    NodeMemory memory(int node) {
        return memories[node];
    }

    long busyCycles(int node) {
        return busy[node];
    }

    Mesh mesh() {
        return mesh;
    }
}
