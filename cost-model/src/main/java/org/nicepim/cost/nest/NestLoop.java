package org.nicepim.cost.nest;

import org.nicepim.workload.Dim;

/**
 * One loop of a nest.
 *
 * @param dim what it walks over
 * @param trips its trips
 * @param level index of its memory level, 0 for the innermost; a spatial loop has that of the level above the fan-out
 * @param spatial true if its trips run side by side
 */
record NestLoop(Dim dim, int trips, int level, boolean spatial) {
    /** True if it lies at or below a level: its extent is part of the tile that the level keeps. */
    boolean within(int keeper) {
        return level <= keeper;
    }
}
