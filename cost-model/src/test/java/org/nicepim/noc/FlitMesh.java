package org.nicepim.noc;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.OptionalInt;
import org.nicepim.noc.Mesh.Port;

/**
 * A mesh flit by flit, after the router of the reference runs ({@code datasets/reference/noc_reference.md}): wormhole,
 * virtual channels with credits, a cycle each for VC allocation, switch allocation, switch and link, one flit per cycle
 * on each link and port, dimension-ordered XY. Both allocators grant and accept once per cycle, round robin (iSLIP with
 * one iteration).
 *
 * <p>Shares nothing with the closed forms but {@link Mesh}. Runs once.
 */
public final class FlitMesh {
    /** Five inputs and five outputs per router: four neighbours, in the order of {@link Port}, and the node itself. */
    private static final int PORTS = 5;

    private static final int NODE = 4;
    private static final int CREDIT_CYCLES = 4;
    private static final int SWITCH_AND_LINK_CYCLES = 3;
    private static final int EJECTION_CYCLES = 4;
    private static final int MOST_DELAY = 8;

    /**
     * A packet. Packets of a source leave in the order in which they become ready, and in that of the list.
     *
     * @param source node id
     * @param destination node id, another one
     * @param flits at least 1
     * @param after number of the packet that has to arrive before this one may leave
     */
    public record Packet(int source, int destination, int flits, OptionalInt after) {}

    private final Mesh mesh;
    private final int vcs;
    private final List<Packet> packets;
    private final List<List<Integer>> followers = new ArrayList<>();

    /** Flits (packet numbers) in each input channel, at (router·PORTS + port)·vcs + vc. */
    private final List<Deque<Integer>> buffers = new ArrayList<>();

    /** Flits of the front packet of an input channel that have left it. */
    private final int[] left;
    /** Output channel (port·vcs + vc) that the front packet of an input channel holds; −1 before it has one. */
    private final int[] held;
    /** Cycle from which on a held output channel may be used. */
    private final long[] usableFrom;
    /** Free places behind each output channel, and behind each node's injection. */
    private final int[] credits;

    private final int[] nodeCredits;
    private final boolean[] taken;
    private final int[] buffered;

    private final int[] vcGrant;
    private final int[] vcAccept;
    private final int[] switchGrant;
    private final int[] switchAccept;
    private final int[] switchOffset;

    private final List<Deque<Integer>> queues = new ArrayList<>();
    private final int[] queueSent;
    private final int[] queueVc;
    private final int[] arrivedFlits;

    private final List<List<Runnable>> due = new ArrayList<>();
    private long now;
    private long lastArrival;
    private int open;

    public FlitMesh(Mesh mesh, int vcs, int bufferFlits, List<Packet> packets) {
        this.mesh = mesh;
        this.vcs = vcs;
        this.packets = List.copyOf(packets);
        int channels = mesh.nodes() * PORTS * vcs;
        for (int i = 0; i < channels; i++) {
            buffers.add(new ArrayDeque<>());
        }
        left = new int[channels];
        held = filled(channels, -1);
        usableFrom = new long[channels];
        credits = filled(channels, bufferFlits);
        nodeCredits = filled(mesh.nodes() * vcs, bufferFlits);
        taken = new boolean[channels];
        buffered = new int[mesh.nodes()];
        vcGrant = new int[channels];
        vcAccept = new int[channels];
        switchGrant = new int[mesh.nodes() * PORTS];
        switchAccept = new int[mesh.nodes() * PORTS];
        switchOffset = new int[mesh.nodes() * PORTS];
        queueSent = new int[mesh.nodes()];
        queueVc = filled(mesh.nodes(), vcs - 1);
        arrivedFlits = new int[packets.size()];
        for (int node = 0; node < mesh.nodes(); node++) {
            queues.add(new ArrayDeque<>());
        }
        for (int i = 0; i < MOST_DELAY; i++) {
            due.add(new ArrayList<>());
        }
        enqueueAll();
    }

    /** Packets of a unicast all-gather in rotated order. */
    static List<Packet> rotated(int[] members, int flits, int packetFlits) {
        List<Packet> packets = new ArrayList<>();
        for (int i = 0; i < members.length; i++) {
            for (int step = 1; step < members.length; step++) {
                int destination = members[(i + step) % members.length];
                for (int sent = 0; sent < flits; sent += packetFlits) {
                    int size = Math.min(packetFlits, flits - sent);
                    packets.add(new Packet(members[i], destination, size, OptionalInt.empty()));
                }
            }
        }
        return packets;
    }

    /** Packets of a ring all-gather: each passes on what it has received, n − 1 times. */
    public static List<Packet> ring(int[] order, int flits, int packetFlits) {
        List<Packet> packets = new ArrayList<>();
        int perStep = order.length * ((flits + packetFlits - 1) / packetFlits);
        for (int step = 0; step < order.length - 1; step++) {
            for (int i = 0; i < order.length; i++) {
                int from = order[(i + step) % order.length];
                int to = order[(i + step + 1) % order.length];
                for (int sent = 0; sent < flits; sent += packetFlits) {
                    OptionalInt after = step == 0 ? OptionalInt.empty() : OptionalInt.of(packets.size() - perStep);
                    packets.add(new Packet(from, to, Math.min(packetFlits, flits - sent), after));
                }
            }
        }
        return packets;
    }

    private static int[] filled(int size, int value) {
        int[] array = new int[size];
        Arrays.fill(array, value);
        return array;
    }

    private void enqueueAll() {
        for (int i = 0; i < packets.size(); i++) {
            followers.add(new ArrayList<>());
        }
        for (int i = 0; i < packets.size(); i++) {
            Packet packet = packets.get(i);
            if (packet.after().isPresent()) {
                followers.get(packet.after().getAsInt()).add(i);
            } else {
                queues.get(packet.source()).add(i);
            }
        }
        open = packets.size();
    }

    /** Cycle in which the last flit arrives. */
    public long run() {
        while (open > 0) {
            List<Runnable> events = due.get((int) (now % MOST_DELAY));
            events.forEach(Runnable::run);
            events.clear();
            for (int node = 0; node < mesh.nodes(); node++) {
                if (buffered[node] > 0) {
                    allocateSwitch(node);
                    allocateChannels(node);
                }
                inject(node);
            }
            now++;
        }
        return lastArrival;
    }

    private void after(int cycles, Runnable event) {
        due.get((int) ((now + cycles) % MOST_DELAY)).add(event);
    }

    private void inject(int node) {
        Deque<Integer> queue = queues.get(node);
        if (queue.isEmpty()) {
            return;
        }
        if (queueSent[node] == 0 && !findInjectionChannel(node)) {
            return;
        }
        int channel = node * vcs + queueVc[node];
        if (nodeCredits[channel] == 0) {
            return;
        }
        nodeCredits[channel]--;
        int packet = queue.element();
        int into = (node * PORTS + NODE) * vcs + queueVc[node];
        after(1, () -> arriveAtRouter(into, packet));
        if (++queueSent[node] == packets.get(packet).flits()) {
            queueSent[node] = 0;
            queue.remove();
        }
    }

    private boolean findInjectionChannel(int node) {
        for (int i = 1; i <= vcs; i++) {
            int vc = (queueVc[node] + i) % vcs;
            if (nodeCredits[node * vcs + vc] > 0) {
                queueVc[node] = vc;
                return true;
            }
        }
        return false;
    }

    private void arriveAtRouter(int channel, int packet) {
        buffers.get(channel).add(packet);
        buffered[channel / vcs / PORTS]++;
    }

    private void arriveAtNode(int packet) {
        if (++arrivedFlits[packet] == packets.get(packet).flits()) {
            open--;
            lastArrival = now;
            for (int follower : followers.get(packet)) {
                queues.get(packets.get(follower).source()).add(follower);
            }
        }
    }

    private int outputPort(int router, int packet) {
        int destination = packets.get(packet).destination();
        int columns = destination % mesh.cols() - router % mesh.cols();
        int rows = destination / mesh.cols() - router / mesh.cols();
        if (columns != 0) {
            return (columns > 0 ? Port.EAST : Port.WEST).ordinal();
        }
        if (rows != 0) {
            return (rows > 0 ? Port.SOUTH : Port.NORTH).ordinal();
        }
        return NODE;
    }

    /** Front packets without an output channel ask for all free ones at their output. */
    private void allocateChannels(int router) {
        int base = router * PORTS * vcs;
        int size = PORTS * vcs;
        int[] wanted = new int[size];
        boolean any = false;
        for (int input = 0; input < size; input++) {
            Deque<Integer> buffer = buffers.get(base + input);
            boolean asks = !buffer.isEmpty() && held[base + input] < 0;
            wanted[input] = asks ? outputPort(router, buffer.element()) : -1;
            any |= asks;
        }
        if (!any) {
            return;
        }
        int[] granted = filled(size, -1);
        for (int output = 0; output < size; output++) {
            if (taken[base + output]) {
                continue;
            }
            for (int i = 0; i < size; i++) {
                int input = (vcGrant[base + output] + i) % size;
                if (wanted[input] == output / vcs) {
                    granted[output] = input;
                    break;
                }
            }
        }
        for (int input = 0; input < size; input++) {
            if (wanted[input] >= 0) {
                acceptChannel(base, input, granted);
            }
        }
    }

    private void acceptChannel(int base, int input, int[] granted) {
        for (int i = 0; i < granted.length; i++) {
            int output = (vcAccept[base + input] + i) % granted.length;
            if (granted[output] == input) {
                held[base + input] = output;
                usableFrom[base + input] = now + 1;
                taken[base + output] = true;
                vcGrant[base + output] = (input + 1) % granted.length;
                vcAccept[base + input] = (output + 1) % granted.length;
                return;
            }
        }
    }

    /** At most one flit from each input and to each output. */
    private void allocateSwitch(int router) {
        int[] request = filled(PORTS * PORTS, -1);
        for (int port = 0; port < PORTS; port++) {
            for (int i = 0; i < vcs; i++) {
                int vc = (switchOffset[router * PORTS + port] + i) % vcs;
                int channel = (router * PORTS + port) * vcs + vc;
                if (ready(router, channel)) {
                    int at = port * PORTS + held[channel] / vcs;
                    request[at] = request[at] < 0 ? channel : request[at];
                }
            }
        }
        int[] granted = filled(PORTS, -1);
        for (int output = 0; output < PORTS; output++) {
            for (int i = 0; i < PORTS && granted[output] < 0; i++) {
                int input = (switchGrant[router * PORTS + output] + i) % PORTS;
                granted[output] = request[input * PORTS + output] >= 0 ? input : -1;
            }
        }
        for (int input = 0; input < PORTS; input++) {
            for (int i = 0; i < PORTS; i++) {
                int output = (switchAccept[router * PORTS + input] + i) % PORTS;
                if (granted[output] == input) {
                    switchGrant[router * PORTS + output] = (input + 1) % PORTS;
                    switchAccept[router * PORTS + input] = (output + 1) % PORTS;
                    int channel = request[input * PORTS + output];
                    switchOffset[router * PORTS + input] = (channel % vcs + 1) % vcs;
                    send(router, channel);
                    break;
                }
            }
        }
    }

    private boolean ready(int router, int channel) {
        if (buffers.get(channel).isEmpty() || held[channel] < 0 || usableFrom[channel] > now) {
            return false;
        }
        return held[channel] / vcs == NODE || credits[router * PORTS * vcs + held[channel]] > 0;
    }

    private void send(int router, int channel) {
        int packet = buffers.get(channel).remove();
        buffered[router]--;
        giveBack(router, channel);
        int output = held[channel];
        int base = router * PORTS * vcs;
        if (output / vcs == NODE) {
            after(EJECTION_CYCLES, () -> arriveAtNode(packet));
        } else {
            credits[base + output]--;
            Port port = Port.values()[output / vcs];
            int next = mesh.neighbour(router, port);
            int into = (next * PORTS + opposite(port)) * vcs + output % vcs;
            after(SWITCH_AND_LINK_CYCLES, () -> arriveAtRouter(into, packet));
        }
        if (++left[channel] == packets.get(packet).flits()) {
            left[channel] = 0;
            held[channel] = -1;
            taken[base + output] = false;
        }
    }

    private static int opposite(Port port) {
        return port.ordinal() ^ 1;
    }

    /** The place of a flit that leaves an input channel is free again for whoever fills that channel. */
    private void giveBack(int router, int channel) {
        int port = channel / vcs % PORTS;
        int vc = channel % vcs;
        if (port == NODE) {
            after(CREDIT_CYCLES, () -> nodeCredits[router * vcs + vc]++);
            return;
        }
        int before = mesh.neighbour(router, Port.values()[port]);
        int credit = (before * PORTS + opposite(Port.values()[port])) * vcs + vc;
        after(CREDIT_CYCLES, () -> credits[credit]++);
    }
}
