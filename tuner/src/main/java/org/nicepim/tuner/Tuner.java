package org.nicepim.tuner;

import java.util.List;
import java.util.Optional;

/**
 * A search over a design space by ask and tell.
 *
 * <p>A tuner's state is a pure function of its options (seed included) and the sequence of calls: the same calls on a new
 * tuner give the same proposals, which is how a run resumes from its log. Points asked and not yet told are pending and
 * part of the state, so evaluation may be asynchronous and told in any order. No point is asked twice. Not thread-safe.
 */
public interface Tuner {
    /**
     * Proposes points.
     *
     * @param n how many, at least 1
     * @return {@code n} different proposals that were never asked before, fewer if the space holds no more, none if it
     *     is exhausted. Points that the area classifier expects to exceed the limit come last, not never
     * @throws IllegalArgumentException if n is less than 1
     */
    List<Proposal> ask(int n);

    /**
     * Takes outcomes of pending points. Takes all or, if it throws, none.
     *
     * @throws IllegalArgumentException if a point does not lie in the space, was never asked, or was told before
     */
    void tell(List<Observation> observations);

    /** Number of points asked and not yet told. */
    int pending();

    /**
     * Which surrogate made the last proposals, of each objective, and from how many points, for the log: for example {@code
     * deep-kernel -0.31 (ard-gp -0.36); measured 80}, numbers being leave-one-out log densities per point. Empty if none has
     * taken part yet.
     */
    Optional<String> lastModel();
}
