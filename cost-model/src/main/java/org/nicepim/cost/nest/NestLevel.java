package org.nicepim.cost.nest;

import java.util.OptionalDouble;
import java.util.Set;
import org.nicepim.workload.Operand;

/**
 * A memory level.
 *
 * @param name such as {@code WBUF}
 * @param wordsPerInstance capacity; infinite for the DRAM
 * @param holds operands that it keeps; others pass it by
 * @param bandwidth words per cycle and instance
 * @param pjPerWord energy of a word read, filled or updated
 */
record NestLevel(String name, double wordsPerInstance, Set<Operand> holds, Bandwidth bandwidth, double pjPerWord) {
    /**
     * Words per cycle of one instance; an absent figure does not limit.
     *
     * @param read words read
     * @param write words filled and updated
     * @param shared words read, filled and updated together
     */
    record Bandwidth(OptionalDouble read, OptionalDouble write, OptionalDouble shared) {
        double cycles(double reads, double writes) {
            double apart = Math.max(over(reads, read), over(writes, write));
            return Math.max(apart, over(reads + writes, shared));
        }

        private static double over(double words, OptionalDouble perCycle) {
            return perCycle.isPresent() ? words / perCycle.getAsDouble() : 0;
        }
    }

    NestLevel {
        holds = Set.copyOf(holds);
    }
}
