package org.nicepim.sharing;

/**
 * What no schedule of a problem beats.
 *
 * @param bytes no schedule has a smaller largest load ({@link SharingBound})
 * @param cycles no schedule takes less time ({@link PhaseBound})
 */
public record ScheduleBound(double bytes, double cycles) {
    /** The best bounds that are known. */
    public static ScheduleBound of(SharingProblem problem) {
        double bytes = SharingBound.of(problem);
        return new ScheduleBound(bytes, PhaseBound.cycles(problem, bytes));
    }

    /** Cheaper bounds, not above those of {@link #of}. */
    static ScheduleBound quick(SharingProblem problem) {
        double bytes = SharingBound.quick(problem);
        return new ScheduleBound(bytes, PhaseBound.quick(problem, bytes));
    }
}
