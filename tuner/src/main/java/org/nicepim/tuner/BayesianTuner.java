package org.nicepim.tuner;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.nicepim.hardware.DesignSpace;
import org.nicepim.tuner.Streams.Purpose;
import org.nicepim.tuner.acquisition.CandidatePool;
import org.nicepim.tuner.acquisition.Feasibility;
import org.nicepim.tuner.space.Encoding;
import org.nicepim.tuner.space.Grid;
import org.nicepim.tuner.space.SobolOrder;
import org.nicepim.tuner.surrogate.FittedSurrogate;
import org.nicepim.tuner.surrogate.Surrogate;

/**
 * Bayesian optimisation: an initial Sobol design, then the candidates of the largest expected improvement, weighted by the
 * probabilities that they meet the area limit and that they are feasible.
 *
 * <p>The surrogate sees the logarithms of measured objectives only. Points that exceeded the area teach the area
 * classifier; points that were infeasible or failed teach the feasibility estimate. If fewer than two points are measured
 * when the initial design ends, the design goes on.
 */
public final class BayesianTuner implements Tuner {
    private static final int BEST_POINTS = 10;
    private static final int FEWEST_MEASURED = 2;

    private final Grid grid;
    private final Encoding encoding;
    private final TunerOptions options;
    private final Surrogate surrogate;
    private final Streams streams;
    private final AreaModel area;
    private final FilteredOrder design;
    private final CandidatePool candidates;
    private final Ledger ledger;
    private Optional<Fit> lastFit = Optional.empty();

    private record Fit(int told, FittedSurrogate surrogate, Feasibility feasibility) {}

    /** A tuner of the space with the given surrogate. */
    public BayesianTuner(DesignSpace space, AreaOracle oracle, Surrogate surrogate, TunerOptions options) {
        this.grid = new Grid(space);
        this.encoding = new Encoding(grid);
        this.options = options;
        this.surrogate = surrogate;
        this.streams = new Streams(options.seed());
        this.area = new AreaModel(grid, encoding, oracle, options);
        this.design = new FilteredOrder(new SobolOrder(grid, streams.stream(Purpose.DESIGN, 0)), area);
        this.candidates = new CandidatePool(grid, options.poolSize());
        this.ledger = new Ledger(grid);
    }

    @Override
    public List<Proposal> ask(int n) {
        Tuners.checkBatch(n);
        area.refresh();
        List<Proposal> proposals = new ArrayList<>();
        TrainingSet training = TrainingSet.of(ledger.told(), encoding);
        boolean informed = training.size() >= FEWEST_MEASURED;
        int initial = informed ? Math.max(0, Math.min(n, options.initial() - ledger.askedCount())) : n;
        askDesign(initial, proposals);
        if (proposals.size() < n && informed) {
            askModel(n - proposals.size(), training, proposals);
        }
        // The pool may hold too few points that the area classifier admits; the design holds every point there is.
        askDesign(n - proposals.size(), proposals);
        return List.copyOf(proposals);
    }

    @Override
    public void tell(List<Observation> observations) {
        ledger.tell(observations);
        observations.forEach(o -> area.learn(grid.space().index(o.point()), o.outcome()));
    }

    @Override
    public int pending() {
        return ledger.pending().size();
    }

    @Override
    public Optional<String> lastSurrogate() {
        return lastFit.map(fit -> fit.surrogate().name());
    }

    private void askDesign(int n, List<Proposal> proposals) {
        List<Long> indices = n == 0 ? List.of() : design.take(n, ledger::asked);
        ledger.ask(indices);
        indices.forEach(i -> proposals.add(new Proposal(grid.point(i), area.probability(i), Optional.empty())));
    }

    private void askModel(int n, TrainingSet training, List<Proposal> proposals) {
        Fit fit = fit(training);
        List<Long> pool = candidates.draw(
                training.best(BEST_POINTS),
                i -> !ledger.asked(i) && area.admits(i),
                streams.stream(Purpose.POOL, ledger.askedCount()));
        Acquisition acquisition =
                new Acquisition(fit.surrogate(), fit.feasibility(), training.bestTarget(), encoding, area);
        List<Acquisition.Choice> choices = acquisition.choose(n, pool, List.copyOf(ledger.pending()));
        ledger.ask(choices.stream().map(Acquisition.Choice::index).toList());
        choices.forEach(c -> proposals.add(
                new Proposal(grid.point(c.index()), area.probability(c.index()), Optional.of(c.prediction()))));
    }

    /** The fit to what is told; asking again before the next tell does not fit again. */
    private Fit fit(TrainingSet training) {
        int told = ledger.told().size();
        Optional<Fit> current = lastFit.filter(fit -> fit.told() == told);
        if (current.isPresent()) {
            return current.get();
        }
        var random = streams.stream(Purpose.FIT, told);
        TrainingSet.Sample sample = training.sample(options.fitPoints(), random.split());
        FittedSurrogate fitted = surrogate.fit(sample.features(), sample.targets(), random.split());
        Fit fit = new Fit(told, fitted, training.feasibility(options.fitPoints()));
        lastFit = Optional.of(fit);
        return fit;
    }
}
