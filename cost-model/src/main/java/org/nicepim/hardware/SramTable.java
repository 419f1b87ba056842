package org.nicepim.hardware;

import java.io.Serializable;
import java.util.List;

/**
 * SRAM macros fitted to a table of CACTI (or synthesised) points.
 *
 * <p>CACTI's points jump where it changes a macro's inner organisation, so joining them would carry the jumps on; a smooth surface
 * ({@link SramFit}) is fitted instead, once, and what is kept is the surface. Points of a cell of which few are known, but more at
 * another temperature, borrow that table's surface and move each figure by one factor: CACTI's temperature moves leakage and
 * little else. Asking for a macro costs some microseconds.
 *
 * @param origin where the points come from, for people and for a run's identity
 * @param fit a surface
 * @param difference what is added to its logarithms
 */
public record SramTable(String origin, SramFit fit, SramFit.Logs difference) implements SramModel {
    /** Twice the coefficients of a quadratic in two variables: a table with fewer points borrows from a related one. */
    static final int FEW_POINTS = 12;

    /**
     * One macro of the table.
     *
     * @param bytes capacity
     * @param wordBits bits of one access
     * @param sram its figures
     */
    public record Point(long bytes, int wordBits, Sram sram) implements Serializable {
        /** Checks that everything is positive. */
        public Point {
            Require.positive("bytes", bytes);
            Require.positive("wordBits", wordBits);
            Require.positive("areaMm2", sram.areaMm2());
            Require.positive("readPj", sram.readPj());
            Require.positive("writePj", sram.writePj());
            Require.positive("leakageMw", sram.leakageMw());
        }

        SramFit.Place place() {
            return SramFit.Place.of(bytes, wordBits);
        }
    }

    /**
     * Fits points that stand alone.
     *
     * @param origin where they come from
     * @param points at least one
     */
    public static SramTable of(String origin, List<Point> points) {
        return of(origin, points, List.of());
    }

    /**
     * Fits points.
     *
     * @param origin where they come from
     * @param points at least one
     * @param related points of the same cell at another temperature, used if they are many and the others few; may be empty
     */
    public static SramTable of(String origin, List<Point> points, List<Point> related) {
        Require.that(!points.isEmpty(), "points", points, "needs at least one point");
        if (points.size() >= FEW_POINTS || related.size() < FEW_POINTS) {
            return new SramTable(origin, SramFit.of(points), SramFit.Logs.ZERO);
        }
        SramFit shape = SramFit.of(related);
        return new SramTable(origin, shape, SramFit.difference(points, shape));
    }

    @Override
    public Sram macro(long bytes, int wordBits) {
        Require.positive("bytes", bytes);
        Require.positive("wordBits", wordBits);
        return fit.at(SramFit.Place.of(bytes, wordBits)).plus(1, difference).sram();
    }
}
