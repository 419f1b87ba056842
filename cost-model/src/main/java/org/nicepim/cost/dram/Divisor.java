package org.nicepim.cost.dram;

/**
 * Divides numbers that are not negative; by shifting where it is a power of two, since divisions are slow.
 *
 * @param value the divisor
 * @param shift its logarithm, used if it is a power of two
 * @param shifts true if it is one
 */
record Divisor(long value, int shift, boolean shifts) {
    static Divisor of(long value) {
        return new Divisor(value, Long.numberOfTrailingZeros(value), Long.bitCount(value) == 1);
    }

    long quotient(long number) {
        return shifts ? number >> shift : number / value;
    }
}
