package org.nicepim.scheduler;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Non-zero coefficients of a row, in ascending order of variables. Equal by content. */
final class SparseRow {
    private int[] ids = new int[8];
    private double[] coefficients = new double[8];
    private int size;

    void add(int id, double coefficient) {
        if (coefficient == 0) {
            return;
        }
        if (size == ids.length) {
            ids = Arrays.copyOf(ids, 2 * size);
            coefficients = Arrays.copyOf(coefficients, 2 * size);
        }
        ids[size] = id;
        coefficients[size++] = coefficient;
    }

    int size() {
        return size;
    }

    int[] ids() {
        return Arrays.copyOf(ids, size);
    }

    double[] coefficients() {
        return Arrays.copyOf(coefficients, size);
    }

    SparseRow copy() {
        SparseRow copy = new SparseRow();
        copy.ids = ids();
        copy.coefficients = coefficients();
        copy.size = size;
        return copy;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof SparseRow row
                && Arrays.equals(ids(), row.ids())
                && Arrays.equals(coefficients(), row.coefficients());
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(ids()) + Arrays.hashCode(coefficients());
    }
}
