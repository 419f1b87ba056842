package org.nicepim.tuner;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.BiFunction;
import java.util.random.RandomGenerator;
import org.nicepim.tuner.Streams.Purpose;
import org.nicepim.tuner.space.Encoding;
import org.nicepim.tuner.space.Grid;
import org.nicepim.tuner.space.PointOrder;

/** What every tuner keeps: the area model, the order in which points come that nothing else asks for, and the ledger. */
final class Visits {
    private final Grid grid;
    private final Encoding encoding;
    private final Streams streams;
    private final AreaModel area;
    private final FilteredOrder order;
    private final Ledger ledger;

    Visits(Grid grid, AreaOracle oracle, TunerOptions options, BiFunction<Grid, SplittableRandom, PointOrder> order) {
        this.grid = grid;
        this.encoding = new Encoding(grid);
        this.streams = new Streams(options.seed());
        this.area = new AreaModel(grid, encoding, oracle, options);
        this.order = new FilteredOrder(order.apply(grid, streams.stream(Purpose.DESIGN, 0)), area);
        this.ledger = new Ledger(grid);
    }

    Grid grid() {
        return grid;
    }

    Encoding encoding() {
        return encoding;
    }

    AreaModel area() {
        return area;
    }

    /** To be called before each step. */
    void begin(int n) {
        Tuners.checkBatch(n);
        area.refresh();
    }

    /** The stream of a purpose at this step. */
    RandomGenerator random(Purpose purpose) {
        return streams.stream(purpose, ledger.askedCount());
    }

    /** The stream of a purpose at a step of its own. */
    SplittableRandom random(Purpose purpose, long step) {
        return streams.stream(purpose, step);
    }

    /** Whether a point may be asked: it was not, and the area classifier admits it. */
    boolean open(long index) {
        return !ledger.asked(index) && area.admits(index);
    }

    int askedCount() {
        return ledger.askedCount();
    }

    List<Long> pending() {
        return List.copyOf(ledger.pending());
    }

    Map<Long, Outcome> told() {
        return ledger.told();
    }

    /** Asks for the next points of the order: {@code n}, or fewer at the end. */
    List<Proposal> next(int n) {
        List<Proposal> proposals = new ArrayList<>();
        for (long index : n == 0 ? List.<Long>of() : order.take(n, ledger::asked)) {
            proposals.add(ask(index, Optional.empty()));
        }
        return proposals;
    }

    /** Asks for a point. */
    Proposal ask(long index, Optional<Prediction> prediction) {
        ledger.ask(List.of(index));
        return new Proposal(grid.point(index), area.probability(index), prediction);
    }

    void tell(List<Observation> observations) {
        ledger.tell(observations);
        observations.forEach(o -> area.learn(grid.space().index(o.point()), o.outcome()));
    }
}
