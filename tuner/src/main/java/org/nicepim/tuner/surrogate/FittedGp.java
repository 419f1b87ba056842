package org.nicepim.tuner.surrogate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A Gaussian process of fixed hyper-parameters, conditioned on data, on features or on an extractor's outputs. */
final class FittedGp implements FittedSurrogate {
    private static final double NINETY_PERCENT = 1.6448536269514722;
    private static final double MOST_WIDENING = 2;
    private static final double FEW = 20;

    private final GpModel model;
    private final double[] targets;
    private final List<GpModel.Place> told;
    private final Cholesky cholesky;
    private final double[] alpha;

    /**
     * Conditions on data.
     *
     * @param features {@code [n][d]}
     * @param targets {@code [n]}, not standardised
     */
    FittedGp(GpModel model, double[][] features, double[] targets) {
        this.model = model;
        this.targets = targets.clone();
        this.told = model.places(features);
        this.cholesky = Cholesky.of(model.covariance(told));
        this.alpha = cholesky.solve(model.scale().standardised(targets));
    }

    private FittedGp(FittedGp other, GpModel model) {
        this.model = model;
        this.targets = other.targets;
        this.told = other.told;
        this.cholesky = other.cholesky;
        this.alpha = other.alpha;
    }

    /**
     * The same fit, with deviations so wide that 90 % of the left-out targets lie in their 90 % intervals, if they are not
     * yet; at most {@value #MOST_WIDENING} times. The likelihood fits one noise and one smoothness everywhere, and is too
     * sure where the surface is rougher. Of few points a part of that is believed.
     */
    FittedGp calibrated() {
        List<Posterior> beliefs = leaveOneOut();
        double[] z = new double[targets.length];
        for (int i = 0; i < z.length; i++) {
            z[i] = Math.abs(targets[i] - beliefs.get(i).mean()) / beliefs.get(i).deviation();
        }
        Arrays.sort(z);
        double needed = z[(int) Math.ceil(0.9 * z.length) - 1] / NINETY_PERCENT;
        double believed = 1 + (needed - 1) * z.length / (z.length + FEW);
        return new FittedGp(this, model.widened(Math.min(MOST_WIDENING, Math.max(1, believed))));
    }

    @Override
    public String name() {
        return model.name();
    }

    @Override
    public int size() {
        return targets.length;
    }

    @Override
    public Posterior predict(double[] features) {
        return predictPool(new double[][] {features}).at(0);
    }

    @Override
    public PoolPosterior predictPool(double[][] pool) {
        return new Pool(model.places(pool));
    }

    @Override
    public List<Posterior> leaveOneOut() {
        double[][] inverse = cholesky.inverse();
        double[] standardised = model.scale().standardised(targets);
        List<Posterior> beliefs = new ArrayList<>();
        for (int i = 0; i < alpha.length; i++) {
            double variance = 1 / inverse[i][i];
            beliefs.add(model.posterior(standardised[i] - alpha[i] * variance, variance));
        }
        return List.copyOf(beliefs);
    }

    @Override
    public double leaveOneOutLogDensity() {
        List<Posterior> beliefs = leaveOneOut();
        double sum = 0;
        for (int i = 0; i < targets.length; i++) {
            Posterior belief = beliefs.get(i);
            double z = (targets[i] - belief.mean()) / belief.deviation();
            sum -= 0.5 * z * z + Math.log(belief.deviation()) + 0.5 * Math.log(2 * Math.PI);
        }
        return sum;
    }

    private double[] covariances(GpModel.Place place) {
        double[] covariances = new double[told.size()];
        for (int i = 0; i < covariances.length; i++) {
            covariances[i] = model.covariance(told.get(i), place);
        }
        return covariances;
    }

    /** Keeps L⁻¹k of every place; each believed place adds a row to L, and so a number to each of these. */
    private final class Pool implements PoolPosterior {
        private final List<GpModel.Place> places;
        private final double[] means;
        private final double[] variances;
        private final double[][] whitened;
        private final List<double[]> believed = new ArrayList<>();

        Pool(List<GpModel.Place> places) {
            this.places = places;
            this.means = new double[places.size()];
            this.variances = new double[places.size()];
            this.whitened = new double[places.size()][];
            for (int i = 0; i < places.size(); i++) {
                double[] covariances = covariances(places.get(i));
                whitened[i] = cholesky.whiten(covariances);
                means[i] = Cholesky.dot(covariances, alpha, alpha.length);
                variances[i] = model.covariance(places.get(i), places.get(i))
                        - Cholesky.dot(whitened[i], whitened[i], alpha.length);
            }
        }

        @Override
        public int size() {
            return places.size();
        }

        @Override
        public Posterior at(int place) {
            return model.posterior(means[place], variances[place]);
        }

        @Override
        public void believe(int place) {
            double norm =
                    Math.sqrt(Math.max(variances[place], 0) + model.parameters().noise());
            double[] row = new double[places.size()];
            for (int i = 0; i < row.length; i++) {
                double covariance = model.covariance(places.get(i), places.get(place))
                        - Cholesky.dot(whitened[i], whitened[place], alpha.length);
                for (double[] earlier : believed) {
                    covariance -= earlier[i] * earlier[place];
                }
                row[i] = covariance / norm;
            }
            believed.add(row);
            for (int i = 0; i < row.length; i++) {
                variances[i] -= row[i] * row[i];
            }
        }
    }
}
