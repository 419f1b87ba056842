package org.nicepim.workload.onnx.graph;

import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;

/**
 * The values of a small tensor that is known before the network runs, in row-major order.
 *
 * <p>Whole numbers are held as doubles: exact up to 2^53, and the sentinels for "to the end" (the largest and smallest 64-bit
 * numbers) survive the way back. Nothing that describes a shape is larger.
 */
public final class TensorValues {
    private final double[] values;

    private TensorValues(double[] values) {
        this.values = values;
    }

    /** Takes a copy. */
    public static TensorValues of(double... values) {
        return new TensorValues(values.clone());
    }

    /** Whole numbers. */
    public static TensorValues of(long... values) {
        return new TensorValues(LongStream.of(values).asDoubleStream().toArray());
    }

    /** How many there are. */
    public int size() {
        return values.length;
    }

    /** One value. */
    public double at(int index) {
        return values[index];
    }

    /** All as real numbers, a copy. */
    public double[] toArray() {
        return values.clone();
    }

    /** All as whole numbers, cut towards zero. */
    public long[] toLongArray() {
        return Arrays.stream(values).mapToLong(value -> (long) value).toArray();
    }

    /** All as whole numbers, cut towards zero. */
    public List<Long> integers() {
        return Arrays.stream(values).mapToObj(value -> (long) value).toList();
    }

    /** All as real numbers. */
    public List<Double> reals() {
        return Arrays.stream(values).boxed().toList();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TensorValues that && Arrays.equals(values, that.values);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return Arrays.toString(values);
    }
}
