package org.nicepim.tuner;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import org.nicepim.hardware.DesignSpace;
import org.nicepim.tuner.Streams.Purpose;
import org.nicepim.tuner.acquisition.CandidatePool;
import org.nicepim.tuner.acquisition.Feasibility;
import org.nicepim.tuner.acquisition.Scalarisation;
import org.nicepim.tuner.space.Grid;
import org.nicepim.tuner.space.SobolOrder;
import org.nicepim.tuner.surrogate.FittedSurrogate;
import org.nicepim.tuner.surrogate.Surrogate;

/**
 * Bayesian optimisation: an initial Sobol design, then the candidates of the largest expected improvement, weighted by the
 * probabilities that they meet the area limit and that they are feasible. If several objectives are told, each has a
 * surrogate of its own, and each proposal is for a {@link Scalarisation} with weights of its own: the proposals seek the
 * Pareto front.
 *
 * <p>The surrogates see the logarithms of measured objectives only. Points that exceeded the area teach the area
 * classifier; points that were infeasible or failed teach the feasibility estimate. If fewer than two points are measured
 * when the initial design ends, the design goes on.
 */
public final class BayesianTuner implements Tuner {
    private static final int BEST_POINTS = 10;
    private static final int FEWEST_MEASURED = 2;
    private static final int FEASIBILITY_POINTS = 300;

    private final Visits visits;
    private final TunerOptions options;
    private final Surrogate surrogate;
    private final CandidatePool candidates;
    private Optional<Fit> lastFit = Optional.empty();

    private record Fit(int told, int measured, List<FittedSurrogate> surrogates, Feasibility feasibility) {
        Fit {
            surrogates = List.copyOf(surrogates);
        }

        String text() {
            String models = surrogates.stream().map(FittedSurrogate::account).collect(Collectors.joining(" / "));
            return models + "; measured " + measured;
        }
    }

    /** A tuner of the space with the given surrogate. */
    public BayesianTuner(DesignSpace space, AreaOracle oracle, Surrogate surrogate, TunerOptions options) {
        Grid grid = new Grid(space);
        this.options = options;
        this.surrogate = surrogate;
        this.visits = new Visits(grid, oracle, options, SobolOrder::new);
        this.candidates = new CandidatePool(grid, options.poolSize());
    }

    @Override
    public List<Proposal> ask(int n) {
        visits.begin(n);
        TrainingSet training = TrainingSet.of(visits.told(), visits.encoding());
        boolean informed = training.size() >= FEWEST_MEASURED;
        int initial = informed ? Math.max(0, Math.min(n, options.initial() - visits.askedCount())) : n;
        List<Proposal> proposals = new ArrayList<>(visits.next(initial));
        if (proposals.size() < n && informed) {
            proposals.addAll(askModel(n - proposals.size(), training));
        }
        // The pool may hold too few points that the area classifier admits; the design holds every point there is.
        proposals.addAll(visits.next(n - proposals.size()));
        return List.copyOf(proposals);
    }

    @Override
    public void tell(List<Observation> observations) {
        visits.tell(observations);
    }

    @Override
    public int pending() {
        return visits.pending().size();
    }

    @Override
    public Optional<String> lastModel() {
        return lastFit.map(Fit::text);
    }

    private List<Proposal> askModel(int n, TrainingSet training) {
        Fit fit = fit(training);
        List<Long> pool = candidates.draw(
                training.best(BEST_POINTS), visits::open, visits.random(Purpose.POOL, visits.askedCount()));
        Acquisition acquisition =
                new Acquisition(fit.surrogates(), fit.feasibility(), visits.encoding(), visits.area());
        return acquisition
                .choose(n, pool, visits.pending(), training.logs(), goals(training, visits.askedCount()))
                .stream()
                .map(choice -> visits.ask(choice.index(), Optional.of(choice.prediction())))
                .toList();
    }

    private IntFunction<Scalarisation> goals(TrainingSet training, int asked) {
        List<double[]> logs = training.logs();
        return logs.get(0).length == 1
                ? choice -> Scalarisation.single()
                : choice -> Scalarisation.random(logs, visits.random(Purpose.WEIGHTS, asked + choice));
    }

    /** The fit to what is told; asking again before the next tell does not fit again. */
    private Fit fit(TrainingSet training) {
        int told = visits.told().size();
        Optional<Fit> current = lastFit.filter(fit -> fit.told() == told);
        if (current.isPresent()) {
            return current.get();
        }
        SplittableRandom random = visits.random(Purpose.FIT, told);
        TrainingSet.Sample sample = training.sample(options.fitPoints(), random.split());
        List<FittedSurrogate> surrogates = new ArrayList<>();
        for (double[] targets : sample.targets()) {
            surrogates.add(surrogate.fit(sample.features(), targets, random.split()));
        }
        Fit fit = new Fit(
                told,
                training.size(),
                surrogates,
                training.feasibility(Math.min(FEASIBILITY_POINTS, options.fitPoints())));
        lastFit = Optional.of(fit);
        return fit;
    }
}
