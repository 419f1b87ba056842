package org.nicepim.tuner;

import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.BiFunction;
import org.nicepim.hardware.DesignSpace;
import org.nicepim.tuner.space.Grid;
import org.nicepim.tuner.space.PointOrder;
import org.nicepim.tuner.space.RandomOrder;
import org.nicepim.tuner.space.SobolOrder;

/**
 * Points in an order fixed beforehand, whatever objectives are told. They pass the same area filter as those of the other
 * tuners, trained in the same way: so a comparison shows what a search is worth, and not the filter.
 */
public final class OrderTuner implements Tuner {
    private final Visits visits;

    private OrderTuner(
            DesignSpace space,
            AreaOracle oracle,
            TunerOptions options,
            BiFunction<Grid, SplittableRandom, PointOrder> order) {
        this.visits = new Visits(new Grid(space), oracle, options, order);
    }

    /** Random search: uniform without replacement. */
    public static OrderTuner random(DesignSpace space, AreaOracle oracle, TunerOptions options) {
        return new OrderTuner(space, oracle, options, RandomOrder::new);
    }

    /** Sobol search: the sequence that the model-based tuners begin with, and no model. */
    public static OrderTuner sobol(DesignSpace space, AreaOracle oracle, TunerOptions options) {
        return new OrderTuner(space, oracle, options, SobolOrder::new);
    }

    @Override
    public List<Proposal> ask(int n) {
        visits.begin(n);
        return List.copyOf(visits.next(n));
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
        return Optional.empty();
    }
}
