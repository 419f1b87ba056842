package org.nicepim.tuner.surrogate;

/** Joint belief over a fixed pool of places. Conditioning changes it, so it belongs to one search step. */
public interface PoolPosterior {
    /** Number of places. */
    int size();

    /** Belief about a place, all conditioning so far included. */
    Posterior at(int place);

    /**
     * Conditions on the target at a place being its present mean ("kriging believer": D. Ginsbourger et al., "Kriging is
     * well-suited to parallelize optimization", 2010). A target equal to the mean moves no mean, so only deviations
     * shrink, and no refit is needed.
     */
    void believe(int place);
}
