package org.nicepim.noc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.nicepim.hardware.NocSpec;
import org.nicepim.noc.Mesh.Port;

class RoutesTest {
    private static final Mesh MESH = new Mesh(3, 4);

    @Test
    void xyGoesAlongTheRowFirst() {
        assertThat(Routes.links(MESH, Routing.XY, 0, 5))
                .containsExactly(
                        MESH.link(0, Port.INJECT),
                        MESH.link(0, Port.EAST),
                        MESH.link(1, Port.SOUTH),
                        MESH.link(5, Port.EJECT));
    }

    @Test
    void yxGoesAlongTheColumnFirst() {
        assertThat(Routes.links(MESH, Routing.YX, 5, 0))
                .containsExactly(
                        MESH.link(5, Port.INJECT),
                        MESH.link(5, Port.NORTH),
                        MESH.link(1, Port.WEST),
                        MESH.link(0, Port.EJECT));
    }

    @Test
    void everyRouteIsMinimalAndLoadsItsLinks() {
        for (Routing routing : Routing.values()) {
            for (int from = 0; from < MESH.nodes(); from++) {
                for (int to = 0; to < MESH.nodes(); to++) {
                    int[] links = Routes.links(MESH, routing, from, to);
                    assertThat(links).hasSize(from == to ? 0 : MESH.distance(from, to) + 2);
                    double[] loads = new double[MESH.links()];
                    Routes.addLoad(MESH, routing, from, to, 3, loads);
                    for (int link : links) {
                        assertThat(loads[link]).isEqualTo(3);
                    }
                    assertThat(LinkLoads.byteHops(loads)).isEqualTo(3.0 * MESH.distance(from, to));
                    assertThat(LinkLoads.injectedBytes(loads)).isEqualTo(from == to ? 0 : 3);
                }
            }
        }
    }

    @Test
    void theBusiestLinkHasTheLargestLoad() {
        double[] loads = {1, 5, 2, 5};
        assertThat(LinkLoads.busiest(loads, Double.POSITIVE_INFINITY)).isEqualTo(1);
        assertThat(LinkLoads.busiest(loads, 5)).isEqualTo(1);
        assertThat(LinkLoads.max(loads)).isEqualTo(5);
    }

    /** Rows and columns swapped, XY becomes YX. */
    @Test
    void theMirroredMeshHasMirroredLoads() {
        SplittableRandom random = new SplittableRandom(3);
        for (int trial = 0; trial < 100; trial++) {
            Mesh mesh = new Mesh(1 + random.nextInt(6), 1 + random.nextInt(6));
            Mesh mirrored = new Mesh(/* rows= */ mesh.cols(), /* cols= */ mesh.rows());
            List<Flow> flows = new ArrayList<>();
            List<Flow> mirroredFlows = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                Routing routing = random.nextBoolean() ? Routing.XY : Routing.YX;
                Flow flow = new Flow(random.nextInt(mesh.nodes()), random.nextInt(mesh.nodes()), i, routing);
                flows.add(flow);
                mirroredFlows.add(new Flow(
                        mirror(mesh, flow.source()),
                        mirror(mesh, flow.destination()),
                        i,
                        routing == Routing.XY ? Routing.YX : Routing.XY));
            }
            double[] loads = LinkLoads.of(mesh, flows);
            double[] mirroredLoads = LinkLoads.of(mirrored, mirroredFlows);
            for (int node = 0; node < mesh.nodes(); node++) {
                for (Port port : Port.values()) {
                    assertThat(mirroredLoads[mirrored.link(mirror(mesh, node), mirror(port))])
                            .isEqualTo(loads[mesh.link(node, port)]);
                }
            }
        }
    }

    private static int mirror(Mesh mesh, int node) {
        return node % mesh.cols() * mesh.rows() + node / mesh.cols();
    }

    private static Port mirror(Port port) {
        return switch (port) {
            case EAST -> Port.SOUTH;
            case WEST -> Port.NORTH;
            case SOUTH -> Port.EAST;
            case NORTH -> Port.WEST;
            case INJECT, EJECT -> port;
        };
    }

    /** What a node sends passes its injection port, what it receives its ejection port; what it keeps neither. */
    @Test
    void portsCarryAllThatANodeSendsAndReceives() {
        SplittableRandom random = new SplittableRandom(4);
        Mesh mesh = new Mesh(3, 5);
        List<Flow> flows = new ArrayList<>();
        double[] sent = new double[mesh.nodes()];
        double[] received = new double[mesh.nodes()];
        for (int i = 0; i < 60; i++) {
            Flow flow = new Flow(random.nextInt(mesh.nodes()), random.nextInt(mesh.nodes()), 1 + random.nextInt(9))
                    .routed(random.nextBoolean() ? Routing.XY : Routing.YX);
            flows.add(flow);
            sent[flow.source()] += flow.source() == flow.destination() ? 0 : flow.bytes();
            received[flow.destination()] += flow.source() == flow.destination() ? 0 : flow.bytes();
        }
        double[] loads = LinkLoads.of(mesh, flows);
        for (int node = 0; node < mesh.nodes(); node++) {
            assertThat(loads[mesh.link(node, Port.INJECT)]).isEqualTo(sent[node]);
            assertThat(loads[mesh.link(node, Port.EJECT)]).isEqualTo(received[node]);
        }
        double busiest = PhaseTime.ofFlows(mesh, new NocSpec(8, 4, 6, 0, 0), flows);
        assertThat(busiest).isGreaterThanOrEqualTo(LinkLoads.max(sent)).isGreaterThanOrEqualTo(LinkLoads.max(received));
    }

    @Test
    void backgroundLoadsAddUp() {
        NocSpec noc = new NocSpec(8, 4, 6, 0, 0);
        List<Flow> flows = List.of(new Flow(0, 2, 100), new Flow(1, 2, 50));
        List<Flow> others = List.of(new Flow(1, 3, 30), new Flow(5, 4, 500));
        BackgroundLoads background = BackgroundLoads.of(MESH, others);
        List<Flow> all = new ArrayList<>(flows);
        all.addAll(others);
        assertThat(PhaseTime.ofFlows(MESH, noc, flows, background)).isEqualTo(PhaseTime.ofFlows(MESH, noc, all));
        assertThat(PhaseTime.ofFlows(MESH, noc, flows, background)).isEqualTo(500 + 6 + 4 * 2);
        assertThat(background.plus(BackgroundLoads.of(MESH, flows)))
                .isEqualTo(BackgroundLoads.of(MESH, all))
                .hasSameHashCodeAs(BackgroundLoads.of(MESH, all));
        assertThat(background.plus(BackgroundLoads.NONE)).isEqualTo(background);
        assertThat(BackgroundLoads.of(new double[MESH.links()])).isEqualTo(BackgroundLoads.NONE);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BackgroundLoads.of(new double[] {-1}))
                .withMessageContaining("link 0");
    }
}
