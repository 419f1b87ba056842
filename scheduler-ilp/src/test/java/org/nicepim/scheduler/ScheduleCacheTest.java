package org.nicepim.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.nicepim.sharing.SharingProblem;
import org.nicepim.sharing.SharingProblems;
import org.nicepim.sharing.SharingSchedule;
import org.nicepim.sharing.TspScheduler;

class ScheduleCacheTest {
    @Test
    void forgetsTheLeastRecentlyUsed() {
        ScheduleCache<SharingProblem, SharingSchedule> cache = new ScheduleCache<>(2);
        SharingProblem first = SharingProblems.regular(1, 2, 1, 1, false, 1);
        SharingProblem second = SharingProblems.regular(1, 2, 1, 1, false, 2);
        SharingProblem third = SharingProblems.regular(1, 2, 1, 1, false, 3);
        SharingSchedule schedule = new TspScheduler().schedule(first);
        cache.put(first, schedule);
        cache.put(second, schedule);
        assertThat(cache.get(SharingProblems.regular(1, 2, 1, 1, false, 1))).containsSame(schedule);
        cache.put(third, schedule);
        assertThat(cache.get(second)).isEmpty();
        assertThat(cache.get(first)).isPresent();
    }
}
