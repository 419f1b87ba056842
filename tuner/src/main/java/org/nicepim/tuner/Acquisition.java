package org.nicepim.tuner;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.IntFunction;
import org.nicepim.tuner.acquisition.Feasibility;
import org.nicepim.tuner.acquisition.LogExpectedImprovement;
import org.nicepim.tuner.acquisition.Scalarisation;
import org.nicepim.tuner.space.Encoding;
import org.nicepim.tuner.surrogate.FittedSurrogate;
import org.nicepim.tuner.surrogate.PoolPosterior;
import org.nicepim.tuner.surrogate.Posterior;

/** Chooses a batch from a pool: one candidate after the other, each time believing the means of those before. */
final class Acquisition {
    private static final double LEAST_AREA_PROBABILITY = 1e-6;

    private final List<FittedSurrogate> surrogates;
    private final Feasibility feasibility;
    private final Encoding encoding;
    private final AreaModel area;

    /** A chosen candidate. */
    record Choice(long index, Prediction prediction) {}

    /**
     * An acquisition.
     *
     * @param surrogates one per objective
     */
    Acquisition(List<FittedSurrogate> surrogates, Feasibility feasibility, Encoding encoding, AreaModel area) {
        this.surrogates = List.copyOf(surrogates);
        this.feasibility = feasibility;
        this.encoding = encoding;
        this.area = area;
    }

    /**
     * At most {@code n} different points of the pool, best first, given that the pending points are under way.
     *
     * @param told logarithms of the objectives of measured points
     * @param goals what the first, second … choice is for
     */
    List<Choice> choose(
            int n, List<Long> pool, List<Long> pending, List<double[]> told, IntFunction<Scalarisation> goals) {
        List<Long> places = new ArrayList<>(pool);
        places.addAll(pending);
        double[][] features = encoding.features(places);
        List<PoolPosterior> beliefs =
                surrogates.stream().map(s -> s.predictPool(features)).toList();
        List<double[]> believed = new ArrayList<>(told);
        for (int i = pool.size(); i < places.size(); i++) {
            believed.add(believe(beliefs, i));
        }
        double[] penalties = logProbabilities(pool);
        BitSet taken = new BitSet();
        List<Choice> choices = new ArrayList<>();
        while (choices.size() < Math.min(n, pool.size())) {
            Scalarisation goal = goals.apply(choices.size());
            double best = believed.stream().mapToDouble(goal::of).min().orElseThrow();
            int next = largest(beliefs, goal, best, penalties, taken);
            List<Posterior> belief = at(beliefs, next);
            choices.add(new Choice(
                    pool.get(next), new Prediction(belief, acquisition(goal.of(belief), best, penalties[next]))));
            taken.set(next);
            believed.add(believe(beliefs, next));
        }
        return choices;
    }

    private static List<Posterior> at(List<PoolPosterior> beliefs, int place) {
        List<Posterior> at = new ArrayList<>(beliefs.size());
        for (PoolPosterior belief : beliefs) {
            at.add(belief.at(place));
        }
        return at;
    }

    /** Conditions on the means at a place and returns them. */
    private static double[] believe(List<PoolPosterior> beliefs, int place) {
        beliefs.forEach(belief -> belief.believe(place));
        return beliefs.stream().mapToDouble(belief -> belief.at(place).mean()).toArray();
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

    private static int largest(
            List<PoolPosterior> beliefs, Scalarisation goal, double best, double[] penalties, BitSet taken) {
        int largest = taken.nextClearBit(0);
        double value = Double.NEGATIVE_INFINITY;
        for (int i = largest; i < penalties.length; i = taken.nextClearBit(i + 1)) {
            double candidate = acquisition(goal.of(at(beliefs, i)), best, penalties[i]);
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
