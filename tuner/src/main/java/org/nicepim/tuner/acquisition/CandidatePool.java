package org.nicepim.tuner.acquisition;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.LongPredicate;
import java.util.random.RandomGenerator;
import java.util.stream.LongStream;
import org.nicepim.tuner.space.Grid;
import org.nicepim.tuner.space.SobolSequence;

/**
 * Candidates of one acquisition step: one-level neighbours of the best points (local refinement), best points with a few
 * parameters redrawn (escape), and Sobol points of a fresh shift (exploration). A grid no larger than the pool is taken
 * whole; a larger one is never listed.
 */
public final class CandidatePool {
    private static final int DRAWS_PER_CANDIDATE = 20;
    private static final int MAX_REDRAWN = 3;

    private final Grid grid;
    private final int size;

    /**
     * A generator of pools.
     *
     * @param size most candidates of a pool, at least 1
     */
    public CandidatePool(Grid grid, int size) {
        this.grid = grid;
        this.size = size;
    }

    /**
     * Draws a pool without repeats.
     *
     * @param best indices of the best points, best first; may be empty
     * @param allowed which points may be candidates
     * @return at most {@code size} indices; fewer if allowed points are few or hard to find
     */
    public List<Long> draw(List<Long> best, LongPredicate allowed, SplittableRandom random) {
        if (grid.size() <= size) {
            return LongStream.range(0, grid.size()).filter(allowed).boxed().toList();
        }
        Set<Long> pool = new LinkedHashSet<>();
        for (long centre : best) {
            grid.neighbours(centre).filter(allowed).limit(size - pool.size()).forEach(pool::add);
        }
        addPerturbed(pool, best, allowed, random.split());
        addSobol(pool, allowed, random.split());
        return List.copyOf(new ArrayList<>(pool));
    }

    private void addPerturbed(Set<Long> pool, List<Long> best, LongPredicate allowed, RandomGenerator random) {
        int wanted = Math.min(size, pool.size() + (size - pool.size()) / 3);
        for (int draw = 0; draw < DRAWS_PER_CANDIDATE * size && pool.size() < wanted && !best.isEmpty(); draw++) {
            int[] levels = grid.levels(best.get(random.nextInt(best.size())));
            int redrawn = random.nextInt(1, MAX_REDRAWN + 1);
            for (int i = 0; i < redrawn; i++) {
                int parameter = random.nextInt(levels.length);
                levels[parameter] = random.nextInt(grid.levelCount(parameter));
            }
            addIfAllowed(pool, grid.index(levels), allowed);
        }
    }

    private void addSobol(Set<Long> pool, LongPredicate allowed, RandomGenerator random) {
        SobolSequence sequence = new SobolSequence(grid.dimensions(), random);
        for (int draw = 0; draw < DRAWS_PER_CANDIDATE * size && pool.size() < size; draw++) {
            addIfAllowed(pool, grid.index(sequence.next()), allowed);
        }
    }

    private static void addIfAllowed(Set<Long> pool, long index, LongPredicate allowed) {
        if (!pool.contains(index) && allowed.test(index)) {
            pool.add(index);
        }
    }
}
