package org.nicepim.tuner;

import java.util.List;
import org.nicepim.hardware.DesignSpace;
import org.nicepim.tuner.surrogate.ArdGp;
import org.nicepim.tuner.surrogate.SurrogateChoice;

/** Makes tuners by name. */
public final class Tuners {
    private static final List<String> KINDS = List.of("dkl", "gp", "nsga2", "annealing", "sobol", "random");

    private Tuners() {}

    /** Names of all kinds: {@code dkl}, and the baselines {@code gp}, {@code nsga2}, {@code annealing}, {@code sobol}, {@code random}. */
    public static List<String> kinds() {
        return KINDS;
    }

    /**
     * A new tuner.
     *
     * @param kind {@code dkl}: Bayesian, deep kernel or Gaussian process, whichever explains the data better; {@code gp}:
     *     Bayesian, Gaussian process; {@code nsga2}: {@link GeneticTuner}; {@code annealing}: {@link AnnealingTuner}; {@code
     *     sobol} and {@code random}: {@link OrderTuner}. All pass the same area filter
     * @throws IllegalArgumentException if the kind is none of {@link #kinds}, or the space has too many parameters for
     *     the Sobol sequence
     */
    public static Tuner create(String kind, DesignSpace space, AreaOracle oracle, TunerOptions options) {
        return switch (kind) {
            case "dkl" -> new BayesianTuner(space, oracle, new SurrogateChoice(), options);
            case "gp" -> new BayesianTuner(space, oracle, new ArdGp(), options);
            case "nsga2" -> new GeneticTuner(space, oracle, options);
            case "annealing" -> new AnnealingTuner(space, oracle, options);
            case "random" -> OrderTuner.random(space, oracle, options);
            case "sobol" -> OrderTuner.sobol(space, oracle, options);
            default ->
                throw new IllegalArgumentException("tuner = " + kind + " must be one of " + String.join(", ", KINDS));
        };
    }

    static void checkBatch(int n) {
        if (n < 1) {
            throw new IllegalArgumentException("n = " + n + " proposals must be at least 1");
        }
    }
}
