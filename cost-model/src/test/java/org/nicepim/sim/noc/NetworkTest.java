package org.nicepim.sim.noc;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.nicepim.cost.Cases;
import org.nicepim.noc.Mesh;
import org.nicepim.noc.Routing;
import org.nicepim.sim.event.EventQueue;

/** Is the packet simulator's mesh fair? */
class NetworkTest {
    private static final int PACKETS = 500;

    /** Nodes 0 and 1 of a row of three both send to node 2 as fast as they can: the link between 1 and 2 has twice what it carries. */
    private static final class Rivals implements Endpoints {
        private final EventQueue queue = new EventQueue();
        private final Network network = new Network(
                new Mesh(1, 3),
                Cases.chip(1, 2, 8, 1 << 14).technology().noc(),
                queue,
                new Network.Kinds(0, 1, 2, 3),
                this);
        private final int[] sent = new int[2];
        private final boolean[][] arrived = new boolean[2][PACKETS];
        private int mostOvertaken;

        int mostOvertaken() {
            network.wake(0);
            network.wake(1);
            while (queue.advance()) {
                network.handle();
            }
            assertThat(sent).containsOnly(PACKETS);
            return mostOvertaken;
        }

        @Override
        public int next(int node) {
            if (node == 2 || sent[node] == PACKETS) {
                return Network.NONE;
            }
            return network.packet(2, Network.BUFFER_FLITS, Routing.XY, node, sent[node]++);
        }

        @Override
        public void received(int packet, int tag, int detail) {
            arrived[tag][detail] = true;
            int overtaken = 0;
            for (int later = detail + 1; later < PACKETS; later++) {
                overtaken += arrived[tag][later] ? 1 : 0;
            }
            mostOvertaken = Math.max(mostOvertaken, overtaken);
        }
    }

    /** A packet may lie in another virtual channel than those behind it, but all channels of an input are served in turn. */
    @Test
    void noPacketIsOvertakenByManyOfTheSameSender() {
        assertThat(new Rivals().mostOvertaken()).isLessThan(8);
    }
}
