package org.nicepim.tuner;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.random.RandomGenerator;
import org.nicepim.hardware.DesignSpace;
import org.nicepim.tuner.Streams.Purpose;
import org.nicepim.tuner.space.Grid;
import org.nicepim.tuner.space.RandomOrder;

/**
 * Simulated annealing, a baseline: from the present point one or two parameters move by one level; a worse point is taken
 * with probability exp(−Δ/T) of the rise Δ of ln objective (S. Kirkpatrick, C. D. Gelatt and M. P. Vecchi, "Optimization by
 * simulated annealing", Science 220, 1983). A batch holds moves from the same point, judged one after the other.
 *
 * <p>It begins at the best of some random points, whose mean rise above that best is the first temperature; each measured
 * point lowers it by {@value #COOLING}. Several objectives are annealed by their product. Points that gave no number are
 * never taken; if no move is left that was not asked, a random point follows.
 */
public final class AnnealingTuner implements Tuner {
    private static final int STARTS = 8;
    private static final double COOLING = 0.95;
    private static final int TRIES = 200;

    private final Visits visits;
    private final List<Double> starts = new ArrayList<>();
    private OptionalLong present = OptionalLong.empty();
    private double value = Double.POSITIVE_INFINITY;
    private double temperature;
    private int measured;

    /** A tuner of the space. */
    public AnnealingTuner(DesignSpace space, AreaOracle oracle, TunerOptions options) {
        this.visits = new Visits(new Grid(space), oracle, options, RandomOrder::new);
    }

    @Override
    public List<Proposal> ask(int n) {
        visits.begin(n);
        List<Proposal> proposals = new ArrayList<>();
        while (proposals.size() < n) {
            OptionalLong move = measured < STARTS ? OptionalLong.empty() : move(visits.random(Purpose.MOVES));
            if (move.isEmpty()) {
                List<Proposal> random = visits.next(1);
                if (random.isEmpty()) {
                    break;
                }
                proposals.addAll(random);
            } else {
                proposals.add(visits.ask(move.getAsLong(), Optional.empty()));
            }
        }
        return List.copyOf(proposals);
    }

    /** A point near the present one that may be asked. */
    private OptionalLong move(RandomGenerator random) {
        Grid grid = visits.grid();
        for (int i = 0; i < TRIES; i++) {
            int[] levels = grid.levels(present.orElseThrow());
            for (int moves = random.nextInt(1, 3); moves > 0; moves--) {
                int parameter = random.nextInt(levels.length);
                int moved = levels[parameter] + (random.nextBoolean() ? 1 : -1);
                levels[parameter] = Math.max(0, Math.min(grid.levelCount(parameter) - 1, moved));
            }
            long index = grid.index(levels);
            if (visits.open(index)) {
                return OptionalLong.of(index);
            }
        }
        return OptionalLong.empty();
    }

    @Override
    public void tell(List<Observation> observations) {
        visits.tell(observations);
        for (Observation observation : observations) {
            if (observation.outcome() instanceof Outcome.Measured told) {
                double sum = told.objectives().stream().mapToDouble(Math::log).sum();
                judge(visits.grid().space().index(observation.point()), sum);
            }
        }
    }

    private void judge(long index, double candidate) {
        boolean start = measured < STARTS;
        double rise = candidate - value;
        boolean taken = rise <= 0
                || (!start
                        && visits.random(Purpose.MOVES, -1L - measured).nextDouble() < Math.exp(-rise / temperature));
        if (taken) {
            present = OptionalLong.of(index);
            value = candidate;
        }
        measured++;
        if (start) {
            starts.add(candidate);
            temperature = Math.max(
                    1e-3, starts.stream().mapToDouble(v -> v - value).average().orElseThrow());
        } else {
            temperature *= COOLING;
        }
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
