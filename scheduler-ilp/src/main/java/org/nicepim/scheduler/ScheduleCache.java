package org.nicepim.scheduler;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.nicepim.sharing.SharingProblem;
import org.nicepim.sharing.SharingSchedule;

/**
 * Schedules of problems that were seen, the least recently used forgotten first. Problems are relative to their region,
 * so the same pattern elsewhere on the chip is the same problem. Thread-safe.
 */
final class ScheduleCache {
    private final int capacity;
    private final Map<SharingProblem, SharingSchedule> schedules = new LinkedHashMap<>(16, 0.75f, true);

    ScheduleCache(int capacity) {
        this.capacity = capacity;
    }

    synchronized Optional<SharingSchedule> get(SharingProblem problem) {
        return Optional.ofNullable(schedules.get(problem));
    }

    synchronized void put(SharingProblem problem, SharingSchedule schedule) {
        schedules.put(problem, schedule);
        if (schedules.size() > capacity) {
            schedules.remove(schedules.keySet().iterator().next());
        }
    }
}
