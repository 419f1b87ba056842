package org.nicepim.tuner.surrogate;

import java.util.ArrayList;
import java.util.List;

/** A Gaussian process of fixed hyper-parameters, conditioned on data, on features or on an extractor's outputs. */
final class FittedGp implements FittedSurrogate {
    private final GpModel model;
    private final double[] targets;
    private final double[][] inputs;
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
        this.inputs = model.inputs(features);
        this.cholesky = Cholesky.of(MarginalLikelihood.covariance(inputs, model.parameters()));
        this.alpha = cholesky.solve(model.scale().standardised(targets));
    }

    @Override
    public String name() {
        return model.name();
    }

    @Override
    public Posterior predict(double[] features) {
        double[] covariances = covariances(model.input(features));
        double[] whitened = cholesky.whiten(covariances);
        return model.posterior(
                Cholesky.dot(covariances, alpha, alpha.length),
                model.parameters().signal() - Cholesky.dot(whitened, whitened, whitened.length));
    }

    @Override
    public PoolPosterior predictPool(double[][] pool) {
        return new Pool(model.inputs(pool));
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

    private double[] covariances(double[] input) {
        double[] covariances = new double[inputs.length];
        for (int i = 0; i < covariances.length; i++) {
            covariances[i] = model.covariance(inputs[i], input);
        }
        return covariances;
    }

    /** Keeps L⁻¹k of every place; each believed place adds a row to L, and so a number to each of these. */
    private final class Pool implements PoolPosterior {
        private final double[][] places;
        private final double[] means;
        private final double[] variances;
        private final double[][] whitened;
        private final List<double[]> believed = new ArrayList<>();

        Pool(double[][] places) {
            this.places = places;
            this.means = new double[places.length];
            this.variances = new double[places.length];
            this.whitened = new double[places.length][];
            for (int i = 0; i < places.length; i++) {
                double[] covariances = covariances(places[i]);
                whitened[i] = cholesky.whiten(covariances);
                means[i] = Cholesky.dot(covariances, alpha, alpha.length);
                variances[i] = model.parameters().signal() - Cholesky.dot(whitened[i], whitened[i], alpha.length);
            }
        }

        @Override
        public int size() {
            return places.length;
        }

        @Override
        public Posterior at(int place) {
            return model.posterior(means[place], variances[place]);
        }

        @Override
        public void believe(int place) {
            double norm =
                    Math.sqrt(Math.max(variances[place], 0) + model.parameters().noise());
            double[] row = new double[places.length];
            for (int i = 0; i < row.length; i++) {
                double covariance = model.covariance(places[i], places[place])
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
