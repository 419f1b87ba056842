package org.nicepim.scheduler;

/**
 * How often a scheduler had to search.
 *
 * @param sameProblem answers that were kept for the very problem
 * @param samePattern answers that were led back from another problem of the same pattern
 * @param searched problems whose pattern was new, or forgotten
 */
public record CacheCounts(long sameProblem, long samePattern, long searched) {
    /** Share of answers that needed no search; 0 if nothing was asked. */
    public double hitRate() {
        long asked = sameProblem + samePattern + searched;
        return asked == 0 ? 0 : (sameProblem + samePattern) / (double) asked;
    }
}
