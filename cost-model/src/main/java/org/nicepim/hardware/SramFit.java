package org.nicepim.hardware;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * A smooth surface through the logarithms of SRAM figures over size and width: kriging, that is the mean of a Gaussian process
 * (Rasmussen and Williams, "Gaussian Processes for Machine Learning", MIT Press 2006, section 2.7), all four figures at once.
 *
 * <p>With {@code x = log2 bytes}, {@code y = log2 wordBits} the logarithm of a figure is
 *
 * <pre>
 *   typical power law (x, y) + quadratic trend (u, y) + Matérn 5/2 process of sd 0.4 (u, y) + noise of sd 0.05
 *   u = x − 1.25 y,  length scales 4 octaves in u and 6 in y
 * </pre>
 *
 * CACTI folds a macro by its number of words (x − y) and by their width, so figures change most along u; that direction and the
 * two length scales were chosen once for all processes, cells and figures by leaving rows out of the default table. Noise is what
 * CACTI's changes of a macro's inner organisation look like.
 *
 * <p>The typical law (fit to itrs-hp at 28 nm, one port) is what tables of few rows fall back to where they say nothing.
 * Beyond the smallest and largest size and width that are known, the value at the edge goes on by the power law of all points.
 *
 * @param least least x and y known
 * @param most largest x and y known
 * @param law exponents of the power law beyond the table
 * @param center mean of the logarithms over the typical law
 * @param sites known places and the weights of their kernels
 */
public record SramFit(Place least, Place most, Law law, Logs center, List<Site> sites) implements Serializable {
    private static final double ANISOTROPY = 1.25;
    private static final double LENGTH_U = 4;
    private static final double LENGTH_Y = 6;
    private static final double PROCESS = 0.4 * 0.4;
    private static final double NOISE = 0.05 * 0.05;
    private static final double TREND = 3 * 3;

    /**
     * A size and a width.
     *
     * @param x log2 of bytes
     * @param y log2 of bits per access
     */
    public record Place(double x, double y) implements Serializable {
        static Place of(long bytes, int wordBits) {
            return new Place(Math.log(bytes) / Math.log(2), Math.log(wordBits) / Math.log(2));
        }

        Place within(Place least, Place most) {
            return new Place(clamp(x, least.x, most.x), clamp(y, least.y, most.y));
        }

        private static double clamp(double value, double least, double most) {
            return Math.min(Math.max(value, least), most);
        }
    }

    /**
     * One number for each figure, in natural logarithms.
     *
     * @param area of mm²
     * @param read of pJ
     * @param write of pJ
     * @param leakage of mW
     */
    public record Logs(double area, double read, double write, double leakage) implements Serializable {
        static final Logs ZERO = new Logs(0, 0, 0, 0);

        static Logs of(SramModel.Sram sram) {
            return new Logs(
                    Math.log(sram.areaMm2()),
                    Math.log(sram.readPj()),
                    Math.log(sram.writePj()),
                    Math.log(sram.leakageMw()));
        }

        SramModel.Sram sram() {
            return new SramModel.Sram(Math.exp(area), Math.exp(read), Math.exp(write), Math.exp(leakage));
        }

        /** This plus a multiple of the other. */
        Logs plus(double factor, Logs other) {
            return new Logs(
                    area + factor * other.area,
                    read + factor * other.read,
                    write + factor * other.write,
                    leakage + factor * other.leakage);
        }

        private static Logs from(double[][] rows, int row) {
            return new Logs(rows[0][row], rows[1][row], rows[2][row], rows[3][row]);
        }
    }

    /**
     * A known place.
     *
     * @param place where
     * @param weights of its kernel
     */
    public record Site(Place place, Logs weights) implements Serializable {}

    /**
     * Exponents of a power law.
     *
     * @param x of the size
     * @param y of the width
     */
    public record Law(Logs x, Logs y) implements Serializable {
        /** Smooth fits to CACTI's itrs-hp macros of 28 nm with one port. */
        static final Law TYPICAL = new Law(natural(0.946, 0.55, 0.447, 0.961), natural(0.139, 0.69, 0.835, 0));

        private static Logs natural(double area, double read, double write, double leakage) {
            return Logs.ZERO.plus(Math.log(2), new Logs(area, read, write, leakage));
        }

        Logs at(Place place) {
            return Logs.ZERO.plus(place.x, x).plus(place.y, y);
        }
    }

    /** Copies the list. */
    public SramFit {
        sites = List.copyOf(sites);
        Require.that(!sites.isEmpty(), "sites", sites, "needs at least one place");
    }

    /**
     * Fits a table.
     *
     * @param points at least one
     */
    static SramFit of(List<SramTable.Point> points) {
        List<Place> places = points.stream().map(SramTable.Point::place).toList();
        List<Logs> values = points.stream()
                .map(p -> Logs.of(p.sram()).plus(-1, Law.TYPICAL.at(p.place())))
                .toList();
        return fit(places, values);
    }

    /**
     * How far a table is from a related one, by one factor for each figure: the median of the points'.
     *
     * @param points at least one
     * @param related the other table's fit
     */
    static Logs difference(List<SramTable.Point> points, SramFit related) {
        double[][] differences = columns(points.stream()
                .map(p -> Logs.of(p.sram()).plus(-1, related.at(p.place())))
                .toList());
        double[][] medians = new double[differences.length][1];
        for (int f = 0; f < medians.length; f++) {
            Arrays.sort(differences[f]);
            int n = differences[f].length;
            medians[f][0] = (differences[f][(n - 1) / 2] + differences[f][n / 2]) / 2;
        }
        return Logs.from(medians, 0);
    }

    private static SramFit fit(List<Place> places, List<Logs> values) {
        Logs center = values.stream().reduce(Logs.ZERO, (a, b) -> a.plus(1.0 / values.size(), b));
        List<Logs> rest = values.stream().map(v -> v.plus(-1, center)).toList();
        int n = places.size();
        double[][] kernels = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                kernels[i][j] = kernel(places.get(i), places.get(j)) + (i == j ? NOISE : 0);
            }
        }
        double[][] weights = LinearSystem.solve(kernels, columns(rest));
        List<Site> sites = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            sites.add(new Site(places.get(i), Logs.from(weights, i)));
        }
        return new SramFit(corner(places, -1), corner(places, 1), law(places, rest), center, sites);
    }

    private static double[][] columns(List<Logs> values) {
        List<ToDoubleFunction<Logs>> figures = List.of(Logs::area, Logs::read, Logs::write, Logs::leakage);
        return figures.stream()
                .map(figure -> values.stream().mapToDouble(figure).toArray())
                .toArray(double[][]::new);
    }

    /** The corner of the box around all places: the least for −1, the largest for 1. */
    private static Place corner(List<Place> places, int sign) {
        return new Place(
                sign * places.stream().mapToDouble(p -> sign * p.x).max().orElseThrow(),
                sign * places.stream().mapToDouble(p -> sign * p.y).max().orElseThrow());
    }

    /** The typical law, corrected by a linear least-squares fit of what it leaves; a trace of ridge for tables of few points. */
    private static Law law(List<Place> places, List<Logs> rest) {
        int n = places.size();
        double[] x = centered(places.stream().mapToDouble(Place::x).toArray());
        double[] y = centered(places.stream().mapToDouble(Place::y).toArray());
        double[][] normal = new double[2][2];
        double[][] right = new double[4][2];
        double[][] values = columns(rest);
        for (int i = 0; i < n; i++) {
            normal[0][0] += x[i] * x[i];
            normal[0][1] += x[i] * y[i];
            normal[1][1] += y[i] * y[i];
            for (int f = 0; f < 4; f++) {
                right[f][0] += x[i] * values[f][i];
                right[f][1] += y[i] * values[f][i];
            }
        }
        normal[1][0] = normal[0][1];
        normal[0][0] += NOISE;
        normal[1][1] += NOISE;
        double[][] slopes = LinearSystem.solve(normal, right);
        return new Law(
                Logs.from(slopes, 0).plus(1, Law.TYPICAL.x),
                Logs.from(slopes, 1).plus(1, Law.TYPICAL.y));
    }

    private static double[] centered(double[] values) {
        double mean = Arrays.stream(values).average().orElse(0);
        return Arrays.stream(values).map(v -> v - mean).toArray();
    }

    /** The logarithms at a place. */
    Logs at(Place place) {
        Place inside = place.within(least, most);
        Logs sum = center.plus(1, Law.TYPICAL.at(inside));
        for (Site site : sites) {
            sum = sum.plus(kernel(inside, site.place), site.weights);
        }
        return sum.plus(place.x - inside.x, law.x).plus(place.y - inside.y, law.y);
    }

    /** Covariance of two places: process and quadratic trend around the middle of usual tables. */
    private static double kernel(Place a, Place b) {
        double u = ((a.x - b.x) - ANISOTROPY * (a.y - b.y)) / LENGTH_U;
        double y = (a.y - b.y) / LENGTH_Y;
        double r = Math.sqrt(5 * (u * u + y * y));
        double matern = (1 + r + r * r / 3) * Math.exp(-r);
        return PROCESS * matern + TREND * quadratic(a, b);
    }

    private static double quadratic(Place a, Place b) {
        double[] f = monomials(a);
        double[] g = monomials(b);
        double sum = 0;
        for (int i = 0; i < f.length; i++) {
            sum += f[i] * g[i];
        }
        return sum;
    }

    private static double[] monomials(Place p) {
        double x = (p.x - 15) / 4;
        double y = (p.y - 7) / 2;
        return new double[] {1, x, y, x * x, x * y, y * y};
    }
}
