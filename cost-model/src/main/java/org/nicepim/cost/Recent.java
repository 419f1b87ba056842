package org.nicepim.cost;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Values of a function that always gives equal values for equal numbers, so that what is asked for again and again is computed once. Each key has
 * one slot and takes it from the key before, so memory is bounded. Safe to share between threads: at worst a value is computed twice.
 *
 * @param <V> values, immutable
 */
final class Recent<V> {
    private final AtomicReferenceArray<@Nullable Entry<V>> slots;

    /** Keys are arrays, as records of so many numbers are compared and hashed more slowly than some values are computed. */
    @SuppressWarnings("ArrayRecordComponent") // never changed
    private record Entry<V>(long[] key, V value) {}

    /**
     * Nothing is known yet.
     *
     * @param slots a power of two: values that are kept at most
     */
    Recent(int slots) {
        if (Integer.bitCount(slots) != 1) {
            throw new IllegalArgumentException("slots = " + slots + " must be a power of two");
        }
        this.slots = new AtomicReferenceArray<>(slots);
    }

    /**
     * The value of a key.
     *
     * @param key all that the value depends on; not changed afterwards
     * @param function asked if the value is not among those kept
     */
    V of(long[] key, Supplier<V> function) {
        int slot = slot(key);
        Entry<V> known = slots.getAcquire(slot);
        if (known != null && Arrays.equals(known.key, key)) {
            return known.value;
        }
        V value = function.get();
        slots.setRelease(slot, new Entry<>(key, value));
        return value;
    }

    /** Small numbers differ in few bits, so these are stirred. */
    private int slot(long[] key) {
        long hash = 0;
        for (long number : key) {
            hash = (hash ^ number) * 0x9e3779b97f4a7c15L;
            hash ^= hash >>> 32;
        }
        return (int) hash & slots.length() - 1;
    }
}
