package org.nicepim.sharing;

import org.nicepim.noc.Mesh;

/** Link loads of a set's schedule. */
final class ScheduleLoads {
    private ScheduleLoads() {}

    static void add(SetSchedule schedule, Mesh mesh, double[] loads) {
        if (schedule.rings().isEmpty() && mesh.links() != loads.length) {
            throw new IllegalArgumentException("loads need one value per link id");
        }
    }
}
