package org.nicepim.hardware;

import java.io.Serializable;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * SRAM macros fitted to a table of CACTI (or synthesised) points.
 *
 * <p>CACTI's points jump where it changes a macro's inner organisation, so joining them would carry the jumps on. Instead, for a
 * macro of S bytes and w bits per access, each quantity z is fitted by a quadratic in {@code x = log2 S} and {@code y = log2 w}
 *
 * <pre>
 *   ln z ≈ c0 + c1·Δx + c2·Δy + c3·Δx² + c4·ΔxΔy + c5·Δy²,   weights exp(−(Δx² + Δy²)/2)
 * </pre>
 *
 * around the point that is asked for (locally weighted least squares: Cleveland, JASA 1979; bandwidth one octave, chosen by leaving rows out of the default table), whose value is
 * exp(c0). Beyond the table's smallest and largest size or width the value at its edge goes on by the power law {@code
 * z ∝ S^a·w^b} fitted to all points.
 *
 * <p>A call costs some microseconds: ask once per hardware, not in an inner loop.
 *
 * @param cell which rows the points are
 * @param points the points, at least one
 */
public record CactiTable(SramSource.Cell cell, List<Point> points) implements SramModel {
    private static final int QUADRATIC = 6;
    private static final int LINEAR = 3;
    private static final double BANDWIDTH_OCTAVES = 1;

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

        double x() {
            return log2(bytes);
        }

        double y() {
            return log2(wordBits);
        }
    }

    /** Copies the list. */
    public CactiTable {
        points = List.copyOf(points);
        Require.that(!points.isEmpty(), "points", points, "needs at least one point");
    }

    @Override
    public Sram macro(long bytes, int wordBits) {
        Require.positive("bytes", bytes);
        Require.positive("wordBits", wordBits);
        double x = log2(bytes);
        double y = log2(wordBits);
        return new Sram(
                value(x, y, Sram::areaMm2),
                value(x, y, Sram::readPj),
                value(x, y, Sram::writePj),
                value(x, y, Sram::leakageMw));
    }

    private double value(double x, double y, ToDoubleFunction<Sram> quantity) {
        double xIn = clamp(x, points.stream().mapToDouble(Point::x).toArray());
        double yIn = clamp(y, points.stream().mapToDouble(Point::y).toArray());
        double log = fit(xIn, yIn, QUADRATIC, BANDWIDTH_OCTAVES, quantity)[0];
        if (x != xIn || y != yIn) {
            double[] law = fit(xIn, yIn, LINEAR, Double.POSITIVE_INFINITY, quantity);
            log += law[1] * (x - xIn) + law[2] * (y - yIn);
        }
        return Math.exp(log);
    }

    private static double clamp(double value, double[] known) {
        double least = Double.POSITIVE_INFINITY;
        double most = Double.NEGATIVE_INFINITY;
        for (double v : known) {
            least = Math.min(least, v);
            most = Math.max(most, v);
        }
        return Math.min(Math.max(value, least), most);
    }

    /** Coefficients of the weighted fit around (x, y): normal equations, a trace of ridge for tables of few points. */
    private double[] fit(double x, double y, int terms, double bandwidth, ToDoubleFunction<Sram> quantity) {
        double[][] normal = new double[terms][terms + 1];
        for (Point point : points) {
            double dx = point.x() - x;
            double dy = point.y() - y;
            double[] f = {1, dx, dy, dx * dx, dx * dy, dy * dy};
            double weight = Math.exp(-(dx * dx + dy * dy) / (2 * bandwidth * bandwidth)) + 1e-6;
            double z = Math.log(quantity.applyAsDouble(point.sram()));
            for (int i = 0; i < terms; i++) {
                for (int j = 0; j < terms; j++) {
                    normal[i][j] += weight * f[i] * f[j];
                }
                normal[i][terms] += weight * f[i] * z;
            }
        }
        for (int i = 1; i < terms; i++) {
            normal[i][i] += 1e-6;
        }
        return solve(normal);
    }

    /** Gauss's elimination of a symmetric positive definite system with its right side in the last column. */
    private static double[] solve(double[][] a) {
        int n = a.length;
        for (int k = 0; k < n; k++) {
            for (int i = k + 1; i < n; i++) {
                double factor = a[i][k] / a[k][k];
                for (int j = k; j <= n; j++) {
                    a[i][j] -= factor * a[k][j];
                }
            }
        }
        double[] solution = new double[n];
        for (int i = n - 1; i >= 0; i--) {
            double rest = a[i][n];
            for (int j = i + 1; j < n; j++) {
                rest -= a[i][j] * solution[j];
            }
            solution[i] = rest / a[i][i];
        }
        return solution;
    }

    private static double log2(double value) {
        return Math.log(value) / Math.log(2);
    }
}
