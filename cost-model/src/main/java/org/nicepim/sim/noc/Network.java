package org.nicepim.sim.noc;

import java.util.Arrays;
import org.nicepim.hardware.NocSpec;
import org.nicepim.noc.Mesh;
import org.nicepim.noc.Mesh.Port;
import org.nicepim.noc.Routing;
import org.nicepim.sim.event.EventQueue;

/**
 * A mesh of input-buffered routers, packet by packet. Ports count as links.
 *
 * <pre>
 *   node ─inject▶ [4 virtual channels] ─switch▶ link ▶ [4 virtual channels] ─switch▶ … ─eject▶ node
 *
 *   packet of L flits   holds its input port's switch input and the output link for L cycles
 *   hop                 hopCycles from switch to switch, head first (virtual cut-through): the tail follows L − 1 later
 *   zero load           endCycles + hopCycles · hops + L cycles from the first flit in to the last flit out
 * </pre>
 *
 * A virtual channel is a first-in-first-out buffer of {@value #BUFFER_FLITS} flits, or of one packet if that is longer. A
 * packet moves on when it is the oldest of its channel, its output link and its input's switch port are idle, and a virtual
 * channel behind the link has room; requests are served in turn. Flits of different packets do not mix on a link, which
 * changes latencies of packets, not of transfers.
 */
public final class Network {
    /** No packet. */
    public static final int NONE = -1;
    /** Flits of a virtual channel: the router of {@code datasets/reference/noc_reference.md}. */
    public static final int BUFFER_FLITS = 8;

    private static final int CHANNELS = 4;
    private static final int PORTS = Mesh.LINKS_PER_NODE;
    private static final int INJECT = Port.INJECT.ordinal();
    private static final int EJECT = Port.EJECT.ordinal();
    private static final int FIRST_PACKETS = 256;

    private final Mesh mesh;
    private final int hopCycles;
    private final int injectCycles;
    private final int ejectCycles;
    private final EventQueue queue;
    private final Kinds kinds;
    private final Endpoints endpoints;

    private final int[] upstream;
    private final long[] outputFree;
    private final long[] inputFree;
    private final int[] requests;
    private final int[] turn;
    private final int[] channelTurn;
    private final int[] servedLast;
    private final int[] room;
    private final int[] oldest;
    private final int[] youngest;
    private final int[] leaving;
    private final int[] wants;
    private final int[] waiting;
    private final long[] busy;
    private int perRouting;

    private int[] flits = new int[FIRST_PACKETS];
    private int[] target = new int[FIRST_PACKETS];
    private boolean[] columnFirst = new boolean[FIRST_PACKETS];
    private int[] tags = new int[FIRST_PACKETS];
    private int[] details = new int[FIRST_PACKETS];
    private int[] behind = new int[FIRST_PACKETS];
    private int free;
    private int inFlight;

    /**
     * Kinds of events that belong to a network.
     *
     * @param arrive the head of a packet reaches a router; payload packet, detail virtual channel
     * @param leave the tail of a packet leaves a router; payload virtual channel, detail output link
     * @param deliver the last flit of a packet reaches its node; payload packet
     * @param inject a node's injection port is free again; payload node
     */
    public record Kinds(int arrive, int leave, int deliver, int inject) {}

    /**
     * An idle mesh.
     *
     * @param mesh nodes
     * @param noc latencies
     * @param queue where its events go
     * @param kinds of its events; whoever runs the queue hands them back to {@link #handle}
     * @param endpoints what sends and receives
     */
    public Network(Mesh mesh, NocSpec noc, EventQueue queue, Kinds kinds, Endpoints endpoints) {
        this.mesh = mesh;
        this.hopCycles = noc.hopCycles();
        this.injectCycles = (noc.endCycles() + 1) / 2;
        this.ejectCycles = noc.endCycles() / 2;
        this.queue = queue;
        this.kinds = kinds;
        this.endpoints = endpoints;
        int links = mesh.links();
        this.upstream = new int[links];
        this.outputFree = new long[links];
        this.inputFree = new long[links];
        this.requests = new int[links];
        this.turn = new int[links];
        this.channelTurn = new int[links];
        this.servedLast = new int[links];
        this.room = new int[links * CHANNELS];
        this.oldest = new int[links * CHANNELS];
        this.youngest = new int[links * CHANNELS];
        this.leaving = new int[links * CHANNELS];
        this.wants = new int[links * CHANNELS];
        this.waiting = new int[mesh.nodes()];
        this.busy = new long[links];
        findUpstreams();
        clear(false);
    }

    /** For each router the links that end at its input ports: input {@code i} of node n is {@code upstream[n·6 + i]}. */
    private void findUpstreams() {
        Arrays.fill(upstream, NONE);
        for (int node = 0; node < mesh.nodes(); node++) {
            int row = node / mesh.cols();
            int col = node % mesh.cols();
            int at = node * PORTS;
            upstream[at] = col > 0 ? mesh.link(node - 1, Port.EAST) : NONE;
            upstream[at + 1] = col + 1 < mesh.cols() ? mesh.link(node + 1, Port.WEST) : NONE;
            upstream[at + 2] = row > 0 ? mesh.link(node - mesh.cols(), Port.SOUTH) : NONE;
            upstream[at + 3] = row + 1 < mesh.rows() ? mesh.link(node + mesh.cols(), Port.NORTH) : NONE;
            upstream[at + INJECT] = mesh.link(node, Port.INJECT);
        }
    }

    /**
     * Forgets all packets; the queue must be cleared too.
     *
     * @param bothRoutings true if packets of both routings will come: then each has half of the virtual channels, for packets
     *     that wait for each other in a circle would wait for ever
     */
    public void clear(boolean bothRoutings) {
        perRouting = bothRoutings ? CHANNELS / 2 : CHANNELS;
        Arrays.fill(outputFree, 0);
        Arrays.fill(inputFree, 0);
        Arrays.fill(requests, 0);
        Arrays.fill(turn, 0);
        Arrays.fill(channelTurn, 0);
        Arrays.fill(servedLast, 0);
        Arrays.fill(room, BUFFER_FLITS);
        Arrays.fill(oldest, NONE);
        Arrays.fill(leaving, 0);
        Arrays.fill(waiting, NONE);
        Arrays.fill(busy, 0);
        chain(0);
        free = 0;
        inFlight = 0;
    }

    private void chain(int from) {
        for (int i = from; i < behind.length; i++) {
            behind[i] = i + 1 < behind.length ? i + 1 : NONE;
        }
    }

    /**
     * Makes a packet.
     *
     * @param to another node than the sender
     * @param size flits, at least 1
     * @param routing which dimension comes first
     * @param tag handed to the receiver
     * @param detail handed to the receiver
     */
    public int packet(int to, int size, Routing routing, int tag, int detail) {
        if (free == NONE) {
            grow();
        }
        int packet = free;
        free = behind[packet];
        target[packet] = to;
        flits[packet] = size;
        columnFirst[packet] = routing == Routing.YX;
        tags[packet] = tag;
        details[packet] = detail;
        inFlight++;
        return packet;
    }

    private void grow() {
        int size = behind.length;
        flits = Arrays.copyOf(flits, size * 2);
        target = Arrays.copyOf(target, size * 2);
        columnFirst = Arrays.copyOf(columnFirst, size * 2);
        tags = Arrays.copyOf(tags, size * 2);
        details = Arrays.copyOf(details, size * 2);
        behind = Arrays.copyOf(behind, size * 2);
        chain(size);
        free = size;
    }

    /** Cycles in which a link or port was busy, by link id; the array itself. */
    public long[] busyCycles() {
        return busy;
    }

    /** Packets that are on their way. */
    public int inFlight() {
        return inFlight;
    }

    /** Tells that a node may have something to send. */
    public void wake(int node) {
        int link = node * PORTS + INJECT;
        if (outputFree[link] > queue.now()) {
            return;
        }
        if (waiting[node] == NONE) {
            waiting[node] = endpoints.next(node);
        }
        int packet = waiting[node];
        if (packet == NONE) {
            return;
        }
        int channel = channelWithRoom(link, packet);
        if (channel != NONE) {
            waiting[node] = NONE;
            send(packet, link, channel, injectCycles);
            queue.add(queue.now() + flits[packet], kinds.inject, node, 0);
        }
    }

    /** A virtual channel behind a link with room for a packet, in turn. */
    private int channelWithRoom(int link, int packet) {
        int needed = Math.min(flits[packet], BUFFER_FLITS);
        int first = columnFirst[packet] ? CHANNELS - perRouting : 0;
        int start = channelTurn[link];
        for (int i = 0; i < perRouting; i++) {
            int number = first + ((start + i) & (perRouting - 1));
            if (room[link * CHANNELS + number] >= needed) {
                channelTurn[link] = number + 1;
                return link * CHANNELS + number;
            }
        }
        return NONE;
    }

    private void send(int packet, int link, int channel, int latency) {
        long now = queue.now();
        room[channel] -= flits[packet];
        outputFree[link] = now + flits[packet];
        busy[link] += flits[packet];
        queue.add(now + latency, kinds.arrive, packet, channel);
    }

    /** Takes the queue's present event, which must be of one of the network's kinds. */
    public void handle() {
        int kind = queue.kind();
        if (kind == kinds.arrive) {
            arrive(queue.payload(), queue.detail());
        } else if (kind == kinds.leave) {
            leave(queue.payload(), queue.detail());
        } else if (kind == kinds.inject) {
            wake(queue.payload());
        } else {
            deliver(queue.payload());
        }
    }

    private void deliver(int packet) {
        inFlight--;
        endpoints.received(packet, tags[packet], details[packet]);
        behind[packet] = free;
        free = packet;
    }

    private void arrive(int packet, int channel) {
        behind[packet] = NONE;
        if (oldest[channel] == NONE) {
            oldest[channel] = packet;
            youngest[channel] = packet;
            if (leaving[channel] == 0) {
                request(channel);
            }
        } else {
            behind[youngest[channel]] = packet;
            youngest[channel] = packet;
        }
    }

    /** Router at whose input a link ends, and which input it is. */
    private int inputOf(int link) {
        int node = link / PORTS;
        int port = link % PORTS;
        return switch (port) {
            case 0 -> (node + 1) * PORTS;
            case 1 -> (node - 1) * PORTS + 1;
            case 2 -> (node + mesh.cols()) * PORTS + 2;
            case 3 -> (node - mesh.cols()) * PORTS + 3;
            default -> node * PORTS + INJECT;
        };
    }

    private void request(int channel) {
        int input = inputOf(channel / CHANNELS);
        int output = route(input / PORTS, oldest[channel]);
        wants[channel] = output;
        requests[output] |= 1 << (input % PORTS * CHANNELS + channel % CHANNELS);
        serve(output);
    }

    private int route(int node, int packet) {
        int to = target[packet];
        if (node == to) {
            return node * PORTS + EJECT;
        }
        int columns = to % mesh.cols() - node % mesh.cols();
        int rows = to / mesh.cols() - node / mesh.cols();
        boolean alongRow = columnFirst[packet] ? rows == 0 : columns != 0;
        int port = alongRow ? (columns > 0 ? 0 : 1) : (rows > 0 ? 2 : 3);
        return node * PORTS + port;
    }

    /** Lets the next packet in turn onto an output link, if one may go. */
    private void serve(int output) {
        long now = queue.now();
        int left = requests[output];
        if (left == 0 || outputFree[output] > now) {
            return;
        }
        int node = output / PORTS;
        for (int i = 0; i < PORTS; i++) {
            int port = (turn[output] + i) % PORTS;
            int asking = left >>> port * CHANNELS & (1 << CHANNELS) - 1;
            int link = upstream[node * PORTS + port];
            if (asking != 0 && inputFree[link] <= now) {
                int number = grantOne(link, asking, output);
                if (number != NONE) {
                    requests[output] &= ~(1 << port * CHANNELS + number);
                    turn[output] = port + 1;
                    return;
                }
            }
        }
    }

    /** Lets one of an input's channels that ask for an output send: the first that can behind the one that sent last. */
    private int grantOne(int link, int asking, int output) {
        for (int i = 1; i <= CHANNELS; i++) {
            int number = servedLast[link] + i & CHANNELS - 1;
            if ((asking >> number & 1) != 0 && grant(link * CHANNELS + number, output)) {
                servedLast[link] = number;
                return number;
            }
        }
        return NONE;
    }

    /** Sends a channel's oldest packet on, unless no channel behind the link has room. */
    private boolean grant(int channel, int output) {
        int packet = oldest[channel];
        long now = queue.now();
        int size = flits[packet];
        if (output % PORTS == EJECT) {
            outputFree[output] = now + size;
            busy[output] += size;
            queue.add(now + ejectCycles + size, kinds.deliver, packet, 0);
        } else {
            int next = channelWithRoom(output, packet);
            if (next == NONE) {
                return false;
            }
            send(packet, output, next, hopCycles);
        }
        oldest[channel] = behind[packet];
        leaving[channel] = size;
        inputFree[channel / CHANNELS] = now + size;
        queue.add(now + size, kinds.leave, channel, output);
        return true;
    }

    /** The tail has left: output link, switch input and buffer are free for others. */
    private void leave(int channel, int output) {
        room[channel] += leaving[channel];
        leaving[channel] = 0;
        if (oldest[channel] != NONE) {
            request(channel);
        }
        serve(output);
        int link = channel / CHANNELS;
        for (int i = 1; i <= CHANNELS; i++) {
            int other = link * CHANNELS + (servedLast[link] + i & CHANNELS - 1);
            boolean asks = oldest[other] != NONE && leaving[other] == 0;
            if (asks && outputFree[wants[other]] <= queue.now()) {
                serve(wants[other]);
            }
        }
        if (link % PORTS == INJECT) {
            wake(link / PORTS);
        } else {
            serve(link);
        }
    }
}
