package org.nicepim.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** A small seeded generator for property tests: the case's number is its seed, so a failure can be run again alone. */
public final class Gen {
    private final SplittableRandom random;

    /** A generator for one case. */
    public Gen(long seed) {
        random = new SplittableRandom(seed);
    }

    /** A whole number between bounds, both included. */
    public int between(int least, int most) {
        return random.nextInt(least, most + 1);
    }

    /** One of the given values. */
    @SafeVarargs
    public final <T> T oneOf(T... values) {
        return values[random.nextInt(values.length)];
    }

    /** One of the given values. */
    public <T> T oneOf(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }

    /** True with the given probability. */
    public boolean chance(double probability) {
        return random.nextDouble() < probability;
    }

    /** A number between 0 and 1. */
    public double unit() {
        return random.nextDouble();
    }

    /** A list of values. */
    public <T> List<T> list(int size, java.util.function.Supplier<T> values) {
        List<T> list = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            list.add(values.get());
        }
        return list;
    }
}
