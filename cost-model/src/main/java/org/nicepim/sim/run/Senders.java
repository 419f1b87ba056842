package org.nicepim.sim.run;

import java.util.Arrays;
import java.util.List;
import org.nicepim.hardware.NocSpec;
import org.nicepim.noc.Mesh;
import org.nicepim.noc.Routing;
import org.nicepim.sim.event.EventQueue;
import org.nicepim.sim.noc.Endpoints;
import org.nicepim.sim.noc.Network;
import org.nicepim.workload.Operand;

/**
 * What the nodes have to send: streams of packets. A node takes turns between ifmaps, weights, psums and moves; of each it sends
 * the next packet of the stream that was begun first and has one.
 *
 * <pre>
 *   ring        first the node's own shard, as it is read; then what it received, but for the last shard
 *   unicast     the node's own shard, to one member
 *   move        what was read for a node elsewhere
 *   gather      only into a buffer half that the receiver has freed for this visit
 *   reduction   only psums that the receiver has computed its own share of
 * </pre>
 */
final class Senders implements Endpoints {
    private static final int OFMAP = Operand.OFMAP.ordinal();
    private static final int NONE = Network.NONE;
    private static final int FIRST_CAPACITY = 16;
    private static final int MOVES = 3;
    private static final int LISTS = 4;

    /** Who hears of received packets. */
    interface Receiver {
        /** A packet of a gather or reduction has arrived in a slot. */
        void arrived(LayerRun run, int slot);

        /** A packet of a move has arrived. */
        void moved(LayerRun run, int move);
    }

    private final EventQueue queue;
    private final Mesh mesh;
    private final Network network;
    private final int linkBytes;
    private final int mostFlits;
    /** By list: node · {@value #LISTS} + operand, or + {@value #MOVES}. */
    private final LayerRun[][] runs;

    private final int[][] streams;
    private final int[] counts;
    private final int[] turns;
    private LayerRun[] byIndex = new LayerRun[0];
    private final Receiver receiver;
    private long sentPackets;

    Senders(Mesh mesh, NocSpec noc, int mostFlits, EventQueue queue, Receiver receiver) {
        this.queue = queue;
        this.mesh = mesh;
        this.linkBytes = noc.linkBytes();
        this.mostFlits = mostFlits;
        this.receiver = receiver;
        this.network = new Network(
                mesh, noc, queue, new Network.Kinds(Kind.ARRIVE, Kind.LEAVE, Kind.DELIVER, Kind.INJECT), this);
        this.runs = new LayerRun[mesh.nodes() * LISTS][FIRST_CAPACITY];
        this.streams = new int[mesh.nodes() * LISTS][FIRST_CAPACITY];
        this.counts = new int[mesh.nodes() * LISTS];
        this.turns = new int[mesh.nodes()];
    }

    /**
     * Forgets everything.
     *
     * @param layers layers that will run
     * @param bothRoutings true if some go along columns first
     */
    void clear(int layers, boolean bothRoutings) {
        network.clear(bothRoutings);
        Arrays.fill(counts, 0);
        Arrays.fill(turns, 0);
        byIndex = new LayerRun[layers];
        sentPackets = 0;
    }

    Network network() {
        return network;
    }

    long sentPackets() {
        return sentPackets;
    }

    void begin(LayerRun run) {
        byIndex[run.index] = run;
    }

    /** Flits of so many bytes, at least one. */
    int flits(double bytes) {
        return Math.max(1, Math.toIntExact((long) Math.ceil(bytes / linkBytes - 1e-9)));
    }

    /**
     * Packets that a shard is cut into: of {@value Network#BUFFER_FLITS} flits if there are at most 16 of them, else 16 longer
     * ones, which fill a link as well but need fewer events; at most as long as the options say.
     */
    int packets(int shardFlits) {
        int size = Math.min(mostFlits, Math.max(Network.BUFFER_FLITS, (shardFlits + 15) / 16));
        return Math.min(Kind.PIECES - 1, (shardFlits + size - 1) / size);
    }

    /** A stream or move has packets to send from now on, as they become available. */
    void start(LayerRun run, int node, int stream) {
        int list = node * LISTS + (stream < run.streams() ? run.operandOf(stream / run.ways) : MOVES);
        int count = counts[list]++;
        if (count == streams[list].length) {
            streams[list] = Arrays.copyOf(streams[list], 2 * count);
            runs[list] = Arrays.copyOf(runs[list], 2 * count);
        }
        streams[list][count] = stream;
        runs[list][count] = run;
    }

    private void remove(int list, int place) {
        int after = --counts[list] - place;
        System.arraycopy(streams[list], place + 1, streams[list], place, after);
        System.arraycopy(runs[list], place + 1, runs[list], place, after);
    }

    @Override
    public int next(int node) {
        int best = NONE;
        long bestDue = Long.MAX_VALUE;
        int turn = turns[node];
        for (int i = 0; i < LISTS; i++) {
            int list = node * LISTS + ((turn + i) & (LISTS - 1));
            int place = firstReady(list);
            if (place != NONE) {
                long due = due(runs[list][place], streams[list][place]);
                if (due < bestDue) {
                    bestDue = due;
                    best = list;
                }
            }
        }
        if (best == NONE) {
            return NONE;
        }
        turns[node] = best % LISTS + 1;
        sentPackets++;
        return take(best, firstReady(best));
    }

    /**
     * When the receiver needs what a stream carries, to be compared: layers in their order; in each the step that a tile is for, or
     * the one that an ofmap tile must have left its half of the buffer for.
     */
    private static long due(LayerRun run, int stream) {
        long layer = (long) run.index << Integer.SIZE;
        if (stream >= run.streams()) {
            return layer;
        }
        int slot = stream / run.ways;
        int operand = run.operandOf(slot);
        int visit = operand == OFMAP ? run.visit[slot] + 2 : run.visit[slot];
        return layer + (long) visit * run.plan.grid().stay(operand);
    }

    /** The stream of a list that was begun first of those that have a packet to send. */
    private int firstReady(int list) {
        for (int place = 0; place < counts[list]; place++) {
            LayerRun run = runs[list][place];
            int stream = streams[list][place];
            boolean ready = stream < run.streams() ? isReady(run, stream) : isRead(run, stream - run.streams());
            if (ready) {
                return place;
            }
        }
        return NONE;
    }

    private int take(int list, int place) {
        LayerRun run = runs[list][place];
        int stream = streams[list][place];
        int packet = stream < run.streams() ? ofStream(run, stream) : ofMove(run, stream - run.streams());
        if (isFinished(run, stream)) {
            remove(list, place);
        }
        return packet;
    }

    private static boolean isFinished(LayerRun run, int stream) {
        if (stream >= run.streams()) {
            int move = stream - run.streams();
            return run.moveSent[move] == run.movePackets[move];
        }
        return run.sent[stream] == way(run, stream).shards() * run.packets[stream];
    }

    private static Sharing.Way way(LayerRun run, int stream) {
        int slot = stream / run.ways;
        List<Sharing.Way> ways = run.plan.sharing().ways(run.operandOf(slot), run.nodeOf(slot));
        return ways.get(stream % run.ways);
    }

    /** True if the next packet is here, and the receiver can take it. */
    private static boolean isReady(LayerRun run, int stream) {
        int size = run.packets[stream];
        int sent = run.sent[stream];
        boolean available = sent < size ? sent < run.own[stream] : sent - size < run.received[stream];
        if (!available) {
            return false;
        }
        int to = way(run, stream).to();
        int slot = stream / run.ways;
        int operand = run.operandOf(slot);
        return operand == OFMAP
                ? run.computed[to] > run.visit[slot]
                : run.issued[operand * run.nodes + to] > run.visit[slot];
    }

    private static boolean isRead(LayerRun run, int move) {
        return run.moveSent[move] < run.moveRead[move];
    }

    private int ofStream(LayerRun run, int stream) {
        int size = run.packets[stream];
        int sent = run.sent[stream];
        Sharing.Way way = way(run, stream);
        int slot = stream / run.ways;
        int operand = run.operandOf(slot);
        run.sent[stream]++;
        if (--run.unsent[slot] == 0) {
            queue.add(queue.now(), Kind.SENT, run.index, slot);
        }
        int node = run.plan.global(run.nodeOf(slot));
        int to = run.plan.global(way.to());
        count(run, operand, run.shardBytes[stream] / size, mesh.distance(node, to));
        int theirSlot = slot - run.nodeOf(slot) + way.to();
        int detail = way.next() < 0 ? -1 - theirSlot : theirSlot * run.ways + way.next();
        return network.packet(to, flits(run.flits[stream], size, sent % size), way.routing(), run.index * 2, detail);
    }

    private static int flits(int all, int packets, int packet) {
        return Math.max(1, (int) ((packet + 1L) * all / packets - (long) packet * all / packets));
    }

    private static void count(LayerRun run, int operand, double bytes, int hops) {
        Tally tally = run.tally;
        tally.byteHops += bytes * hops;
        tally.injectedBytes += bytes;
        if (operand == OFMAP) {
            tally.sentPsumBytes += bytes;
        } else if (operand == Operand.IFMAP.ordinal()) {
            tally.sentIfmapBytes += bytes;
        } else {
            tally.sentWeightBytes += bytes;
        }
    }

    private int ofMove(LayerRun run, int move) {
        int sent = run.moveSent[move]++;
        Moves.Move what = run.moves.all().get(move);
        int packets = run.movePackets[move];
        double bytes = what.bytes() / packets;
        run.tally.byteHops += bytes * mesh.distance(what.from(), what.to());
        run.tally.injectedBytes += bytes;
        int size = flits(run.moveFlits[move], packets, sent);
        return network.packet(what.to(), size, Routing.XY, run.index * 2 + 1, move);
    }

    @Override
    public void received(int packet, int tag, int detail) {
        LayerRun run = byIndex[tag >> 1];
        if ((tag & 1) != 0) {
            receiver.moved(run, detail);
            return;
        }
        int slot = detail < 0 ? -1 - detail : detail / run.ways;
        if (detail >= 0) {
            run.received[detail]++;
            network.wake(run.plan.global(run.nodeOf(slot)));
        }
        receiver.arrived(run, slot);
    }
}
