package org.nicepim.hardware;

import java.io.Serializable;
import java.util.List;

/**
 * SRAM macros fitted to a table of CACTI (or synthesised) points.
 *
 * <p>CACTI's points jump where it changes a macro's inner organisation, so joining them would carry the jumps on; a smooth surface
 * ({@link SramFit}) is fitted instead, once, and what is kept is the surface. Points of a cell of which few are known, but more at
 * another temperature, borrow that table's surface and add a small difference: CACTI's temperature moves leakage by a factor and
 * little else. Asking for a macro costs some microseconds.
 *
 * @param origin where the points come from, for people and for a run's identity
 * @param layers surfaces whose logarithms add up
 */
public record SramTable(String origin, List<SramFit> layers) implements SramModel {
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

    /** Copies the list. */
    public SramTable {
        layers = List.copyOf(layers);
        Require.that(!layers.isEmpty(), "layers", layers, "needs at least one surface");
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
            return new SramTable(origin, List.of(SramFit.of(points)));
        }
        SramFit shape = SramFit.of(related);
        return new SramTable(origin, List.of(shape, SramFit.difference(points, shape)));
    }

    @Override
    public Sram macro(long bytes, int wordBits) {
        Require.positive("bytes", bytes);
        Require.positive("wordBits", wordBits);
        SramFit.Place place = SramFit.Place.of(bytes, wordBits);
        return layers.stream()
                .map(layer -> layer.at(place))
                .reduce(SramFit.Logs.ZERO, (a, b) -> a.plus(1, b))
                .sram();
    }
}
