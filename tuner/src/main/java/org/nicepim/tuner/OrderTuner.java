package org.nicepim.tuner;

import java.util.List;
import java.util.Optional;
import org.nicepim.hardware.DesignSpace;
import org.nicepim.tuner.Streams.Purpose;
import org.nicepim.tuner.space.Encoding;
import org.nicepim.tuner.space.Grid;
import org.nicepim.tuner.space.PointOrder;
import org.nicepim.tuner.space.RandomOrder;
import org.nicepim.tuner.space.SobolOrder;

/**
 * The baselines: points in an order fixed beforehand, whatever objectives are told. They pass the same area filter as the
 * model-based tuners do, trained in the same way: so a comparison shows what the surrogate is worth, and not the filter.
 */
public final class OrderTuner implements Tuner {
    private final Grid grid;
    private final AreaModel area;
    private final FilteredOrder order;
    private final Ledger ledger;

    private OrderTuner(Grid grid, AreaOracle oracle, TunerOptions options, PointOrder order) {
        this.grid = grid;
        this.area = new AreaModel(grid, new Encoding(grid), oracle, options);
        this.order = new FilteredOrder(order, area);
        this.ledger = new Ledger(grid);
    }

    /** Random search: uniform without replacement. */
    public static OrderTuner random(DesignSpace space, AreaOracle oracle, TunerOptions options) {
        Grid grid = new Grid(space);
        return new OrderTuner(
                grid, oracle, options, new RandomOrder(grid, new Streams(options.seed()).stream(Purpose.DESIGN, 0)));
    }

    /** Sobol search: the sequence that the model-based tuners begin with, and no model. */
    public static OrderTuner sobol(DesignSpace space, AreaOracle oracle, TunerOptions options) {
        Grid grid = new Grid(space);
        return new OrderTuner(
                grid, oracle, options, new SobolOrder(grid, new Streams(options.seed()).stream(Purpose.DESIGN, 0)));
    }

    @Override
    public List<Proposal> ask(int n) {
        Tuners.checkBatch(n);
        area.refresh();
        List<Long> indices = order.take(n, ledger::asked);
        ledger.ask(indices);
        return indices.stream()
                .map(i -> new Proposal(grid.point(i), area.probability(i), Optional.empty()))
                .toList();
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
        return Optional.empty();
    }
}
