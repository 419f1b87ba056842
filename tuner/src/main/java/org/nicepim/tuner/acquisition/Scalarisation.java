package org.nicepim.tuner.acquisition;

import java.util.List;
import java.util.random.RandomGenerator;
import org.nicepim.tuner.surrogate.Posterior;

/**
 * Several objectives as one: the largest weighted distance from the best value of each (Chebyshev). Every point of a
 * Pareto front, on bent parts too, is the best for some weights, so drawing them anew for each proposal spreads proposals
 * over the front (J. Knowles, "ParEGO", IEEE TEC 10(1), 2006).
 *
 * <pre>
 * s(y) = max_k w_k·(y_k − ideal_k)/range_k
 * </pre>
 *
 * <p>The belief about the maximum of independent normal beliefs is taken as normal with its first two moments (C. E. Clark,
 * "The greatest of a finite set of random variables", Operations Research 9, 1961). Of one objective the belief stays as it
 * is.
 */
public final class Scalarisation {
    private final double[] weights;
    private final double[] ideal;

    private Scalarisation(double[] weights, double[] ideal) {
        this.weights = weights;
        this.ideal = ideal;
    }

    /** The one objective itself. */
    public static Scalarisation single() {
        return new Scalarisation(new double[] {1}, new double[] {0});
    }

    /**
     * With weights drawn evenly from all that add up to 1.
     *
     * @param values {@code [n][objectives]} told so far; they give ideal and range
     */
    public static Scalarisation random(List<double[]> values, RandomGenerator random) {
        int objectives = values.get(0).length;
        double[] weights = new double[objectives];
        double[] ideal = new double[objectives];
        double sum = 0;
        for (int k = 0; k < objectives; k++) {
            weights[k] = random.nextExponential();
            sum += weights[k];
        }
        for (int k = 0; k < objectives; k++) {
            int objective = k;
            double least = values.stream().mapToDouble(v -> v[objective]).min().orElseThrow();
            double most = values.stream().mapToDouble(v -> v[objective]).max().orElseThrow();
            ideal[k] = least;
            weights[k] /= sum * (most > least ? most - least : 1);
        }
        return new Scalarisation(weights, ideal);
    }

    /** Of values, one per objective. */
    public double of(double[] values) {
        double largest = Double.NEGATIVE_INFINITY;
        for (int k = 0; k < values.length; k++) {
            largest = Math.max(largest, weights[k] * (values[k] - ideal[k]));
        }
        return largest;
    }

    /** Belief about it, from one per objective. */
    public Posterior of(List<Posterior> beliefs) {
        Posterior largest = scaled(beliefs.get(0), 0);
        for (int k = 1; k < beliefs.size(); k++) {
            largest = larger(largest, scaled(beliefs.get(k), k));
        }
        return largest;
    }

    private Posterior scaled(Posterior belief, int objective) {
        return new Posterior(
                weights[objective] * (belief.mean() - ideal[objective]), weights[objective] * belief.deviation());
    }

    /** Moments of the larger of two (Clark, eqs. 2 and 3). The variance is clamped: rounding can take it below 0. */
    static Posterior larger(Posterior a, Posterior b) {
        double va = a.deviation() * a.deviation();
        double vb = b.deviation() * b.deviation();
        double spread = Math.sqrt(va + vb);
        double alpha = (a.mean() - b.mean()) / spread;
        double pa = Normal.cumulative(alpha);
        double density = Normal.density(alpha);
        // Of deviations from the larger mean, so that no large squares cancel.
        double centre = Math.max(a.mean(), b.mean());
        double da = a.mean() - centre;
        double db = b.mean() - centre;
        double mean = da * pa + db * (1 - pa) + spread * density;
        double square = (da * da + va) * pa + (db * db + vb) * (1 - pa) + (da + db) * spread * density;
        double least = 1e-12 * (va + vb);
        return new Posterior(centre + mean, Math.sqrt(Math.max(square - mean * mean, least)));
    }
}
