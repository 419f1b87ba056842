package org.nicepim.tuner;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.random.RandomGenerator;
import org.moeaframework.core.NondominatedSortingPopulation;
import org.moeaframework.core.Solution;
import org.moeaframework.core.comparator.CrowdingComparator;
import org.moeaframework.core.comparator.RankComparator;
import org.nicepim.hardware.DesignSpace;
import org.nicepim.tuner.Streams.Purpose;
import org.nicepim.tuner.space.Grid;
import org.nicepim.tuner.space.RandomOrder;

/**
 * NSGA-II, a baseline (K. Deb et al., "A fast and elitist multiobjective genetic algorithm", IEEE TEC 6(2), 2002): children
 * of tournament winners by uniform crossover and mutation; non-dominated sorting and crowding decide who stays. Sorting,
 * crowding and truncation are those of the MOEA Framework; its operators are not used, because they draw from a random
 * generator that all threads share.
 *
 * <p>The first generation is random. A child that was asked before, or that the area classifier does not admit, is bred
 * again; if that does not help, a random point follows. Points that gave no number do not join the population.
 */
public final class GeneticTuner implements Tuner {
    private static final int POPULATION = 20;
    private static final int TRIES = 100;
    private static final String INDEX = "point";

    private final Visits visits;
    private NondominatedSortingPopulation population = new NondominatedSortingPopulation();

    /** A tuner of the space. */
    public GeneticTuner(DesignSpace space, AreaOracle oracle, TunerOptions options) {
        this.visits = new Visits(new Grid(space), oracle, options, RandomOrder::new);
    }

    @Override
    public List<Proposal> ask(int n) {
        visits.begin(n);
        population.update();
        List<Proposal> proposals = new ArrayList<>();
        while (proposals.size() < n) {
            OptionalLong child = visits.askedCount() < POPULATION || population.size() < 2
                    ? OptionalLong.empty()
                    : child(visits.random(Purpose.MOVES));
            if (child.isEmpty()) {
                List<Proposal> random = visits.next(1);
                if (random.isEmpty()) {
                    break;
                }
                proposals.addAll(random);
            } else {
                proposals.add(visits.ask(child.getAsLong(), Optional.empty()));
            }
        }
        return List.copyOf(proposals);
    }

    private OptionalLong child(RandomGenerator random) {
        Grid grid = visits.grid();
        for (int i = 0; i < TRIES; i++) {
            int[] levels = grid.levels(winner(random));
            int[] other = grid.levels(winner(random));
            for (int k = 0; k < levels.length; k++) {
                if (random.nextBoolean()) {
                    levels[k] = other[k];
                }
                if (random.nextInt(levels.length) == 0) {
                    levels[k] = random.nextInt(grid.levelCount(k));
                }
            }
            long index = grid.index(levels);
            if (visits.open(index)) {
                return OptionalLong.of(index);
            }
        }
        return OptionalLong.empty();
    }

    /** The better of two members drawn at random, by rank and then by crowding; the first in a draw. */
    private long winner(RandomGenerator random) {
        Solution a = population.get(random.nextInt(population.size()));
        Solution b = population.get(random.nextInt(population.size()));
        int ranks = new RankComparator().compare(a, b);
        int order = ranks == 0 ? new CrowdingComparator().compare(a, b) : ranks;
        return (long) (order <= 0 ? a : b).getAttribute(INDEX);
    }

    @Override
    public void tell(List<Observation> observations) {
        visits.tell(observations);
        for (Observation observation : observations) {
            if (observation.outcome() instanceof Outcome.Measured told) {
                Solution member = new Solution(0, told.objectives().size());
                for (int k = 0; k < told.objectives().size(); k++) {
                    member.setObjective(k, Math.log(told.objectives().get(k)));
                }
                member.setAttribute(INDEX, visits.grid().space().index(observation.point()));
                population.add(member);
            }
        }
        population.truncate(POPULATION);
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
