package org.nicepim.jobs.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.nicepim.hardware.TechnologyReader;
import org.nicepim.mapping.Region;
import org.nicepim.noc.Mesh;
import org.nicepim.sharing.SharingProblem;
import org.nicepim.sharing.SharingSchedule;
import org.nicepim.sharing.SharingSet;
import org.nicepim.sharing.TspScheduler;
import org.nicepim.workload.Operand;

/** Do link loads stand where the layer's region is? */
class PricedPartsTest {
    private static final double BYTES = 4096;

    /** Four nodes in a square pass on three quarters of the data over each of four links, or half of that both ways round. */
    @Test
    void loadsLieInTheRegion() {
        SharingProblem problem = new SharingProblem(
                new Mesh(2, 2),
                TechnologyReader.read("default").noc(),
                List.of(new SharingSet(Operand.WEIGHT, List.of(0, 1, 2, 3), BYTES)));
        SharingSchedule schedule = new TspScheduler().schedule(problem);
        double[] loads = PricedParts.loads(new Mesh(4, 4), new Region(1, 2, 2, 2), schedule);
        double sum = 0;
        for (int i = 0; i < loads.length; i++) {
            int node = i / 4;
            boolean inside = List.of(6, 7, 10, 11).contains(node);
            assertThat(inside || Double.isNaN(loads[i]) || loads[i] == 0).isTrue();
            sum += inside && !Double.isNaN(loads[i]) ? loads[i] : 0;
        }
        assertThat(sum).isEqualTo(4 * BYTES * 3 / 4);
        assertThat(loads[0 * 4 + 1]).as("no link leads west of the first node").isNaN();
        assertThat(loads[6 * 4] + loads[6 * 4 + 2])
                .as("the ring leaves the region's first node once")
                .isEqualTo(BYTES * 3 / 4);
    }
}
