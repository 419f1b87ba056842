package org.nicepim.noc;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
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
}
