package org.nicepim.sharing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.nicepim.noc.Mesh;
import org.nicepim.noc.Routing;
import org.nicepim.sharing.SetSchedule.Ring;
import org.nicepim.sharing.SharingSchedule.Effort;
import org.nicepim.sharing.SharingSchedule.Status;
import org.nicepim.workload.Operand;

class ScheduleVerifierTest {
    private static final SharingSet SET = new SharingSet(Operand.IFMAP, List.of(0, 1, 2, 3), 4000);
    private static final SharingProblem PROBLEM = new SharingProblem(new Mesh(2, 2), SharingProblems.NOC, List.of(SET));
    private static final Effort EFFORT = new Effort(Status.HEURISTIC, "none", 0, 0, false, false, 0);

    private static final ScheduleBound NO_BOUND = new ScheduleBound(0, 0);

    private static SharingSchedule built(SetSchedule set) {
        return ScheduleBuilder.build("x", PROBLEM, List.of(set), NO_BOUND, EFFORT);
    }

    private static SetSchedule oneRing(List<Integer> order, double share) {
        List<Routing> routings = order.stream().map(node -> Routing.XY).toList();
        return new SetSchedule(SET, List.of(new Ring(order, routings, share)), 0);
    }

    @Test
    void acceptsARightSchedule() {
        assertThat(ScheduleVerifier.faults(PROBLEM, built(oneRing(List.of(0, 1, 3, 2), 1))))
                .isEmpty();
    }

    @Test
    void findsRingsThatMissOrRepeatMembers() {
        assertThat(ScheduleVerifier.faults(PROBLEM, built(oneRing(List.of(0, 1, 3), 1))))
                .hasSize(1);
        assertThat(ScheduleVerifier.faults(PROBLEM, built(oneRing(List.of(0, 1, 3, 3), 1))))
                .hasSize(1);
    }

    @Test
    void findsSharesThatDoNotAddUp() {
        assertThat(ScheduleVerifier.faults(PROBLEM, built(oneRing(List.of(0, 1, 3, 2), 0.9))))
                .hasSize(1);
    }

    @Test
    void findsForeignSetsAndMissingOnes() {
        SharingSet other = new SharingSet(Operand.IFMAP, List.of(0, 1, 2, 3), 5000);
        assertThat(ScheduleVerifier.faults(PROBLEM, built(SetSchedule.unicast(other))))
                .hasSize(1);
        SharingSchedule empty = ScheduleBuilder.build("x", PROBLEM, List.of(), NO_BOUND, EFFORT);
        assertThat(ScheduleVerifier.faults(PROBLEM, empty)).hasSize(1);
    }

    @Test
    void findsEachWrongNumber() {
        SharingSchedule right = built(oneRing(List.of(0, 1, 3, 2), 1));
        double cycles = right.phaseCycles();
        double load = right.maxLinkLoadBytes();
        double hops = right.byteHops();
        assertThat(ScheduleVerifier.faults(PROBLEM, stated(right, cycles + 1, load, hops, 0)))
                .hasSize(1);
        assertThat(ScheduleVerifier.faults(PROBLEM, stated(right, cycles, load - 1, hops, 0)))
                .hasSize(1);
        assertThat(ScheduleVerifier.faults(PROBLEM, stated(right, cycles, load, hops + 1, 0)))
                .hasSize(1);
        assertThat(ScheduleVerifier.faults(PROBLEM, stated(right, cycles, load, hops, load + 1)))
                .hasSize(1);
        SharingSchedule tooGood = new SharingSchedule("x", right.sets(), cycles, load, hops, 0, cycles + 1, EFFORT);
        assertThat(ScheduleVerifier.faults(PROBLEM, tooGood)).hasSize(1);
        assertThat(ScheduleVerifier.faults(PROBLEM, stated(right, Double.NaN, load, hops, 0)))
                .hasSize(1);
    }

    private static SharingSchedule stated(
            SharingSchedule schedule, double cycles, double load, double hops, double bound) {
        return new SharingSchedule("x", schedule.sets(), cycles, load, hops, bound, 0, EFFORT);
    }
}
