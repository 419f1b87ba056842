package org.nicepim.cost.nest;

import java.util.List;
import org.nicepim.workload.Operand;

/**
 * What a nest does.
 *
 * @param macs multiply-accumulates
 * @param activePes elements that work side by side
 * @param computeCycles trips of all temporal loops
 * @param cycles the slowest of computing and of every level's bandwidth; no prologue
 * @param energyPj MACs and accesses
 * @param levels innermost first
 */
public record NestCounts(
        double macs, double activePes, double computeCycles, double cycles, double energyPj, List<LevelCount> levels) {
    /**
     * Accesses of one operand at one level, over all instances.
     *
     * @param level its name
     * @param operand which operand
     * @param tileWords words that one instance keeps
     * @param reads words read by the level below, after multicast, and by psum updates; draining upwards is no read
     * @param fills words that came from above; for psums only those that come back
     * @param updates psum words that came from below, after spatial reduction
     */
    public record LevelCount(
            String level, Operand operand, double tileWords, double reads, double fills, double updates) {
        double accesses() {
            return reads + fills + updates;
        }
    }

    /** Copies the list. */
    public NestCounts {
        levels = List.copyOf(levels);
    }
}
