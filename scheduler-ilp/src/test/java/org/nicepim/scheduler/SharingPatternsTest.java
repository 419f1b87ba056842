package org.nicepim.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.nicepim.hardware.ConfigFiles;
import org.nicepim.scheduler.milp.MilpLimits;
import org.nicepim.scheduler.milp.SolverChain;
import org.nicepim.sharing.PatternTable;
import org.nicepim.sharing.PatternTable.Met;
import org.nicepim.sharing.ScheduleVerifier;
import org.nicepim.sharing.SharingPattern;
import org.nicepim.sharing.SharingProblems;
import org.nicepim.sharing.SharingSchedule;
import org.nicepim.sharing.ShortestPathScheduler;
import org.nicepim.sharing.TspScheduler;

/** The patterns that mappings of the zoo ask for ({@code datasets/sharing-patterns}), with CBC alone. */
@Tag("slow")
class SharingPatternsTest {
    private static final double SLACK = 1 + 1e-9;
    private static final double NEAR = 0.05;
    /** A fifth of the usual time: neither claim depends on it. */
    private static final MilpLimits HASTY = new MilpLimits(2_000, 0.2, 1e-3);

    private static final List<Met> PATTERNS = PatternTable.read(
            ConfigFiles.table("../datasets/sharing-patterns/patterns.csv"), "patterns.csv", SharingProblems.NOC);

    @Test
    void ilpIsNeverWorseThanTheOthersAndAlmostAlwaysProvedNearItsBound() {
        IlpDataScheduler ilp = new IlpDataScheduler(SolverChain.only("cbc"), HASTY);
        int proved = 0;
        int better = 0;
        for (Met met : PATTERNS) {
            SharingSchedule schedule = ilp.schedule(met.problem());
            double others = Math.min(
                    new TspScheduler().schedule(met.problem()).phaseCycles(),
                    new ShortestPathScheduler().schedule(met.problem()).phaseCycles());
            assertThat(ScheduleVerifier.faults(met.problem(), schedule))
                    .as(met.example())
                    .isEmpty();
            assertThat(schedule.phaseCycles()).as(met.example()).isLessThanOrEqualTo(others * SLACK);
            proved += schedule.cyclesGap() <= NEAR ? 1 : 0;
            better += schedule.phaseCycles() * SLACK < others ? 1 : 0;
        }
        assertThat(proved / (double) PATTERNS.size()).isGreaterThanOrEqualTo(0.95);
        assertThat(better / (double) PATTERNS.size()).isGreaterThan(0.25);
    }

    @Test
    void eachPatternStandsThereOnce() {
        assertThat(PATTERNS.size()).isGreaterThan(100);
        assertThat(PATTERNS.stream()
                        .map(met -> SharingPattern.of(met.problem()).problem())
                        .distinct())
                .hasSameSizeAs(PATTERNS);
    }
}
