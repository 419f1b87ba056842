package org.nicepim.tuner.space;

import java.util.HashSet;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * The cells of a grid in the order in which a shifted Sobol sequence first enters them. A sequence seldom enters the last
 * few cells of a small grid: after many points in a row that were seen before, the rest follows in random order.
 */
public final class SobolOrder implements PointOrder {
    private static final int PATIENCE = 256;

    private final Grid grid;
    private final SobolSequence sequence;
    private final RandomOrder rest;
    private final Set<Long> seen = new HashSet<>();
    private boolean exhausted;

    /** A Sobol order of the grid's points. */
    public SobolOrder(Grid grid, SplittableRandom random) {
        this.grid = grid;
        this.sequence = new SobolSequence(grid.dimensions(), random.split());
        this.rest = new RandomOrder(grid, random.split());
    }

    @Override
    public OptionalLong next() {
        for (int i = 0; i < PATIENCE && !exhausted; i++) {
            long index = grid.index(sequence.next());
            if (seen.add(index)) {
                return OptionalLong.of(index);
            }
        }
        exhausted = true;
        OptionalLong next = rest.next();
        while (next.isPresent() && !seen.add(next.getAsLong())) {
            next = rest.next();
        }
        return next;
    }
}
