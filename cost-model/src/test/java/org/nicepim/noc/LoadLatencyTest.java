package org.nicepim.noc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.nicepim.hardware.NocSpec;

/** The ends of a latency curve. */
class LoadLatencyTest {
    private static final NocSpec NOC = new NocSpec(8, 4, 6, 0, 0);

    private static List<Flow> uniform(Mesh mesh) {
        List<Flow> flows = new ArrayList<>();
        for (int node = 0; node < mesh.nodes(); node++) {
            for (int other = 0; other < mesh.nodes(); other++) {
                flows.add(new Flow(node, other, 1.0 / mesh.nodes()));
            }
        }
        return flows;
    }

    @Test
    void saturatedTrafficWaitsForever() {
        Mesh mesh = new Mesh(4, 4);
        LoadLatency model = new LoadLatency(mesh, NOC, uniform(mesh));
        assertThat(model.cycles(1, 8)).isInfinite();
        assertThat(model.cycles(0, 1)).isEqualTo(6 + 4 * 2.5);
    }
}
