package org.nicepim.tuner;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.nicepim.tuner.acquisition.Feasibility;
import org.nicepim.tuner.acquisition.LogExpectedImprovement;
import org.nicepim.tuner.space.Encoding;
import org.nicepim.tuner.surrogate.FittedSurrogate;
import org.nicepim.tuner.surrogate.PoolPosterior;
import org.nicepim.tuner.surrogate.Posterior;

/** Chooses a batch from a pool: one candidate after the other, each time believing the means of those before. */
final class Acquisition {
    private static final double LEAST_AREA_PROBABILITY = 1e-6;

    private final FittedSurrogate surrogate;
    private final Feasibility feasibility;
    private final double bestTarget;
    private final Encoding encoding;
    private final AreaModel area;

    /** A chosen candidate. */
    record Choice(long index, Prediction prediction) {}

    /**
     * An acquisition.
     *
     * @param bestTarget smallest target so far
     */
    Acquisition(
            FittedSurrogate surrogate, Feasibility feasibility, double bestTarget, Encoding encoding, AreaModel area) {
        this.surrogate = surrogate;
        this.feasibility = feasibility;
        this.bestTarget = bestTarget;
        this.encoding = encoding;
        this.area = area;
    }

    /** At most {@code n} different points of the pool, best first, given that the pending points are under way. */
    List<Choice> choose(int n, List<Long> pool, List<Long> pending) {
        List<Long> places = new ArrayList<>(pool);
        places.addAll(pending);
        PoolPosterior beliefs = surrogate.predictPool(encoding.features(places));
        double best = bestTarget;
        for (int i = pool.size(); i < places.size(); i++) {
            best = believe(beliefs, i, best);
        }
        double[] penalties = logProbabilities(pool);
        BitSet taken = new BitSet();
        List<Choice> choices = new ArrayList<>();
        while (choices.size() < Math.min(n, pool.size())) {
            int next = largest(beliefs, best, penalties, taken);
            Posterior belief = beliefs.at(next);
            double value = acquisition(belief, best, penalties[next]);
            choices.add(new Choice(pool.get(next), new Prediction(belief.mean(), belief.deviation(), value)));
            taken.set(next);
            best = believe(beliefs, next, best);
        }
        return choices;
    }

    private static double believe(PoolPosterior beliefs, int place, double best) {
        beliefs.believe(place);
        return Math.min(best, beliefs.at(place).mean());
    }

    /** ln of the probability that a candidate meets the area limit and is feasible. */
    private double[] logProbabilities(List<Long> pool) {
        double[] probabilities = feasibility.probabilities(encoding.features(pool));
        for (int i = 0; i < probabilities.length; i++) {
            double meets = Math.max(area.probability(pool.get(i)), LEAST_AREA_PROBABILITY);
            probabilities[i] = Math.log(probabilities[i]) + Math.log(meets);
        }
        return probabilities;
    }

    private static int largest(PoolPosterior beliefs, double best, double[] penalties, BitSet taken) {
        int largest = taken.nextClearBit(0);
        double value = Double.NEGATIVE_INFINITY;
        for (int i = largest; i < penalties.length; i = taken.nextClearBit(i + 1)) {
            double candidate = acquisition(beliefs.at(i), best, penalties[i]);
            if (candidate > value) {
                value = candidate;
                largest = i;
            }
        }
        return largest;
    }

    private static double acquisition(Posterior belief, double best, double penalty) {
        return LogExpectedImprovement.of(belief.mean(), belief.deviation(), best) + penalty;
    }
}
