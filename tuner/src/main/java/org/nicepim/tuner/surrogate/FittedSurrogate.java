package org.nicepim.tuner.surrogate;

import java.util.List;
import java.util.Locale;

/** A surrogate after its fit. Immutable. */
public interface FittedSurrogate {
    /** Name of the surrogate that was fitted; a choice gives the name of the chosen one. */
    String name();

    /** Number of points that it is conditioned on. */
    int size();

    /** Name and leave-one-out log density per point, for logs; a choice names the other, too. */
    default String account() {
        return String.format(Locale.ROOT, "%s %.2f on %d", name(), leaveOneOutLogDensity() / size(), size());
    }

    /** Belief about the target at features {@code [d]}. */
    Posterior predict(double[] features);

    /** Joint belief over a pool {@code [m][d]}, which can be conditioned further. */
    PoolPosterior predictPool(double[][] pool);

    /**
     * For each training point, the belief about its noisy target if the fit, with hyper-parameters and weights as they
     * are, had not seen that point (Rasmussen and Williams, "Gaussian Processes for Machine Learning", eqs. 5.10 to
     * 5.12).
     */
    List<Posterior> leaveOneOut();

    /** Sum over the training points of the log density of their targets under {@link #leaveOneOut}, in nats. */
    double leaveOneOutLogDensity();
}
