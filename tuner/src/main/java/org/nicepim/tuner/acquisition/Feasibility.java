package org.nicepim.tuner.acquisition;

import java.util.Arrays;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.nicepim.tuner.surrogate.ArdGp;
import org.nicepim.tuner.surrogate.FittedSurrogate;
import org.nicepim.tuner.surrogate.Posterior;

/**
 * Probability that an evaluation will give a number, from those that did and did not: a Gaussian process on labels +1 and
 * −1 (least-squares classification: Rasmussen and Williams, section 6.5), and the probability that it is positive. Its
 * lengths find out which parameters matter, so that a fault which depends on one of them is understood after a few
 * failures, where a vote of neighbours would need some in every corner.
 */
public final class Feasibility {
    private static final double LEAST = 1e-6;

    private final Optional<FittedSurrogate> labels;

    private Feasibility(Optional<FittedSurrogate> labels) {
        this.labels = labels;
    }

    /**
     * Learns from outcomes. Without a failure everything is feasible; without a success nothing tells designs apart.
     *
     * @param features {@code [n][d]}, standardised
     * @param success per evaluation, whether it gave a number
     */
    public static Feasibility learn(double[][] features, boolean[] success) {
        double[] labels = IntStream.range(0, success.length)
                .mapToDouble(i -> success[i] ? 1 : -1)
                .toArray();
        boolean oneClass = IntStream.range(1, success.length).allMatch(i -> success[i] == success[0]);
        if (oneClass) {
            return new Feasibility(Optional.empty());
        }
        // The plain process draws no random numbers; its interface asks for a source.
        return new Feasibility(Optional.of(new ArdGp().fit(features, labels, new SplittableRandom(0))));
    }

    /** Probabilities of a success, each in [1e-6, 1], at features {@code [m][d]}. */
    public double[] probabilities(double[][] features) {
        double[] probabilities = new double[features.length];
        Arrays.fill(probabilities, 1);
        labels.map(fitted -> fitted.predictPool(features)).ifPresent(beliefs -> {
            for (int i = 0; i < probabilities.length; i++) {
                Posterior belief = beliefs.at(i);
                probabilities[i] = Math.max(LEAST, Normal.cumulative(belief.mean() / belief.deviation()));
            }
        });
        return probabilities;
    }
}
