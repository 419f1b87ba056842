package org.nicepim.validation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.nicepim.config.CsvTable;
import org.nicepim.hardware.ConfigFiles;
import org.nicepim.noc.Flow;
import org.nicepim.noc.Routing;
import org.nicepim.sim.event.EventQueue;
import org.nicepim.sim.noc.Endpoints;
import org.nicepim.sim.noc.Network;

/** The packet simulator of the mesh against BookSim2 (datasets/reference/noc_reference.md). */
class NetworkReferenceTest {
    private static final List<NocCase> COLLECTIVES =
            CsvTable.parse(ConfigFiles.table("../datasets/reference/noc_reference.csv"), "noc", NocCase.COLUMNS)
                    .rows()
                    .stream()
                    .map(NocCase::new)
                    .filter(noc -> noc.row().text("experiment").equals("collective"))
                    .toList();

    /** Offers the flows of a row packet by packet; those of one source one after another, in the row's order. */
    private static final class Traffic implements Endpoints {
        private final EventQueue queue = new EventQueue();
        private final Network network;
        private final List<List<int[]>> messages = new ArrayList<>();
        private final int[] message;
        private final int[] packet;
        private final int[] received;
        private final int packets;
        private final int size;
        private final int steps;
        private final boolean chained;
        private long last;

        Traffic(NocCase noc) {
            network = new Network(noc.mesh(), noc.noc(), queue, new Network.Kinds(0, 1, 2, 3), this);
            size = (int) noc.row().integer("packet_flits");
            packets = (int) (noc.row().number("M_flits_per_message") / size);
            chained = noc.pattern().equals("ring_allgather");
            for (int node = 0; node < noc.mesh().nodes(); node++) {
                messages.add(new ArrayList<>());
            }
            message = new int[noc.mesh().nodes()];
            packet = new int[noc.mesh().nodes()];
            received = new int[noc.mesh().nodes()];
            List<Flow> flows = noc.flows();
            for (Flow flow : flows) {
                if (flow.source() != flow.destination()) {
                    messages.get(flow.source()).add(new int[] {flow.source(), flow.destination()});
                }
            }
            steps = chained ? (int) noc.row().number("dependent_steps") : 1;
            if (noc.pattern().equals("alltoall_rotated")) {
                messages.forEach(Traffic::rotate);
            }
        }

        private static void rotate(List<int[]> own) {
            int first = 0;
            while (first < own.size() && own.get(first)[1] < own.get(first)[0]) {
                first++;
            }
            List<int[]> turned = new ArrayList<>(own.subList(first, own.size()));
            turned.addAll(own.subList(0, first));
            own.clear();
            own.addAll(turned);
        }

        long cycles() {
            for (int node = 0; node < messages.size(); node++) {
                network.wake(node);
            }
            while (queue.advance()) {
                network.handle();
            }
            for (int node = 0; node < messages.size(); node++) {
                assertThat(next(node)).isEqualTo(Network.NONE);
            }
            assertThat(network.inFlight()).isZero();
            return last - 1;
        }

        @Override
        public int next(int node) {
            List<int[]> own = messages.get(node);
            boolean sentAll = own.isEmpty() || packet[node] == packets * steps;
            boolean mustWait = chained && packet[node] >= packets + received[node];
            if (sentAll || mustWait) {
                return Network.NONE;
            }
            int to = own.get(message[node])[1];
            packet[node]++;
            if (packet[node] == packets * steps && message[node] + 1 < own.size()) {
                packet[node] = 0;
                message[node]++;
            }
            return network.packet(to, size, Routing.XY, to, 0);
        }

        @Override
        public void received(int packet, int tag, int detail) {
            last = queue.now();
            received[tag]++;
            network.wake(tag);
        }
    }

    /** Errors of all rows of a pattern. */
    private static double[] errors(String pattern) {
        double[] errors = COLLECTIVES.stream()
                .filter(noc -> noc.pattern().equals(pattern))
                .mapToDouble(noc -> new Traffic(noc).cycles() / noc.row().number("cycles") - 1)
                .map(Math::abs)
                .toArray();
        System.out.printf(
                Locale.ROOT,
                "%s: %d rows, mean %.4f, max %.4f%n",
                pattern,
                errors.length,
                DoubleStream.of(errors).average().orElseThrow(),
                DoubleStream.of(errors).max().orElseThrow());
        return errors;
    }

    private static double mean(String pattern) {
        return DoubleStream.of(errors(pattern)).average().orElseThrow();
    }

    @Test
    void gathersAndScattersAreExact() {
        for (String pattern : List.of("gather_to_corner", "scatter_from_corner", "neighbor_shift")) {
            assertThat(errors(pattern)).as(pattern).isNotEmpty().containsOnly(0);
        }
    }

    @Test
    void ringsAreWithinOnePercentOnAverage() {
        for (String pattern : List.of("ring_step", "ring_allgather", "transpose")) {
            assertThat(mean(pattern)).as(pattern).isLessThan(0.01);
        }
    }

    /** Flits of different packets do not mix on a link here, so short permutations whose routes cross are off by more. */
    @Test
    void crossingRoutesAreWithinFivePercentOnAverage() {
        assertThat(mean("bitcomp")).isLessThan(0.05);
    }

    /** Packets of 32 flits, four times a virtual channel's buffer, are off by most. */
    @Test
    void rotatedUnicastAllGatherIsWithinTenPercentOnAverage() {
        double[] errors = errors("alltoall_rotated");
        assertThat(errors).hasSize(33);
        assertThat(DoubleStream.of(errors).average().orElseThrow()).isLessThan(0.08);
        assertThat(DoubleStream.of(errors).max().orElseThrow()).isLessThan(0.35);
    }
}
