package org.nicepim.tuner.space;

import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.random.RandomGenerator;

/**
 * Uniform order without replacement, for grids too large to list: a Fisher–Yates shuffle whose array is the identity
 * except for the entries already swapped, so that memory grows with the points drawn and not with the grid.
 */
public final class RandomOrder implements PointOrder {
    private final RandomGenerator random;
    private final Map<Long, Long> swapped = new HashMap<>();
    private long remaining;

    /** A random order of the grid's points. */
    public RandomOrder(Grid grid, RandomGenerator random) {
        this.random = random;
        this.remaining = grid.size();
    }

    @Override
    public OptionalLong next() {
        if (remaining == 0) {
            return OptionalLong.empty();
        }
        long slot = random.nextLong(remaining);
        remaining--;
        long last = valueAt(remaining);
        long drawn = slot == remaining ? last : valueAt(slot);
        swapped.remove(remaining);
        if (slot != remaining) {
            swapped.put(slot, last);
        }
        return OptionalLong.of(drawn);
    }

    private long valueAt(long slot) {
        return swapped.getOrDefault(slot, slot);
    }
}
