package org.nicepim.tuner.surrogate;

/**
 * Cholesky factor K = L·Lᵀ of a symmetric positive definite matrix, its inverse, and the inverse of K.
 *
 * <p>All three loops add multiples of rows to rows, the form that the JIT turns into vector instructions; the usual dot
 * products it must not reorder.
 */
final class Cholesky {
    private static final int MAX_JITTERS = 8;

    private final double[][] inverseFactor;
    private final double logDeterminant;

    private Cholesky(double[][] inverseFactor, double logDeterminant) {
        this.inverseFactor = inverseFactor;
        this.logDeterminant = logDeterminant;
    }

    /**
     * Factors a matrix, with 1e-8 of its mean diagonal, then ten times as much and so on, added to the diagonal where it is
     * not positive definite in floating point.
     *
     * @param matrix {@code [n][n]}; only the upper triangle is read, nothing is written
     * @throws ArithmeticException if no jitter helps, which means that the matrix holds NaN or is far from definite
     */
    static Cholesky of(double[][] matrix) {
        double trace = 0;
        for (int i = 0; i < matrix.length; i++) {
            trace += matrix[i][i] / matrix.length;
        }
        double jitter = 0;
        for (int attempt = 0; attempt <= MAX_JITTERS; attempt++) {
            double[][] upper = copyWithJitter(matrix, jitter);
            if (factorInPlace(upper)) {
                return new Cholesky(invertedTranspose(upper), logDeterminant(upper));
            }
            jitter = attempt == 0 ? 1e-8 * trace : 10 * jitter;
        }
        throw new ArithmeticException("covariance matrix with mean diagonal " + trace
                + " is not positive definite. Maybe a feature or a target is not finite?");
    }

    /** Rows of L⁻¹, lower triangular: row i has i + 1 numbers. */
    double[][] inverseFactor() {
        return inverseFactor;
    }

    /** ln det K. */
    double logDeterminant() {
        return logDeterminant;
    }

    /** K⁻¹ = L⁻ᵀ·L⁻¹, lower triangle: row i has i + 1 numbers. */
    double[][] inverse() {
        int n = inverseFactor.length;
        double[][] inverse = new double[n][];
        for (int i = 0; i < n; i++) {
            inverse[i] = new double[i + 1];
        }
        for (int k = 0; k < n; k++) {
            double[] row = inverseFactor[k];
            for (int i = 0; i <= k; i++) {
                addMultiple(inverse[i], row, row[i], 0, i + 1);
            }
        }
        return inverse;
    }

    /** L⁻¹·b. */
    double[] whiten(double[] b) {
        return whiten(inverseFactor, b);
    }

    static double[] whiten(double[][] inverseFactor, double[] b) {
        double[] v = new double[b.length];
        for (int i = 0; i < v.length; i++) {
            v[i] = dot(inverseFactor[i], b, i + 1);
        }
        return v;
    }

    /** K⁻¹·b. */
    double[] solve(double[] b) {
        double[] v = whiten(b);
        double[] x = new double[b.length];
        for (int k = 0; k < v.length; k++) {
            addMultiple(x, inverseFactor[k], v[k], 0, k + 1);
        }
        return x;
    }

    /** Dot product of the first {@code length} numbers, in four partial sums. */
    static double dot(double[] a, double[] b, int length) {
        double s0 = 0;
        double s1 = 0;
        double s2 = 0;
        double s3 = 0;
        int i = 0;
        for (; i + 3 < length; i += 4) {
            s0 += a[i] * b[i];
            s1 += a[i + 1] * b[i + 1];
            s2 += a[i + 2] * b[i + 2];
            s3 += a[i + 3] * b[i + 3];
        }
        for (; i < length; i++) {
            s0 += a[i] * b[i];
        }
        return (s0 + s1) + (s2 + s3);
    }

    private static double[][] copyWithJitter(double[][] matrix, double jitter) {
        double[][] copy = new double[matrix.length][];
        for (int i = 0; i < matrix.length; i++) {
            copy[i] = matrix[i].clone();
            copy[i][i] += jitter;
        }
        return copy;
    }

    /** Overwrites the upper triangle by Lᵀ; false if a pivot is not positive. */
    private static boolean factorInPlace(double[][] a) {
        int n = a.length;
        for (int k = 0; k < n; k++) {
            double[] pivotRow = a[k];
            double pivot = pivotRow[k];
            if (!(pivot > 0) || !Double.isFinite(pivot)) {
                return false;
            }
            double scale = 1 / Math.sqrt(pivot);
            for (int j = k; j < n; j++) {
                pivotRow[j] *= scale;
            }
            for (int i = k + 1; i < n; i++) {
                addMultiple(a[i], pivotRow, -pivotRow[i], i, n);
            }
        }
        return true;
    }

    private static double[][] invertedTranspose(double[][] upper) {
        int n = upper.length;
        double[][] inverse = new double[n][];
        for (int i = 0; i < n; i++) {
            double[] row = new double[i + 1];
            for (int k = 0; k < i; k++) {
                addMultiple(row, inverse[k], -upper[k][i], 0, k + 1);
            }
            double scale = 1 / upper[i][i];
            row[i] = 1;
            for (int j = 0; j <= i; j++) {
                row[j] *= scale;
            }
            inverse[i] = row;
        }
        return inverse;
    }

    private static double logDeterminant(double[][] upper) {
        double sum = 0;
        for (int i = 0; i < upper.length; i++) {
            sum += Math.log(upper[i][i]);
        }
        return 2 * sum;
    }

    private static void addMultiple(double[] to, double[] from, double factor, int begin, int end) {
        for (int j = begin; j < end; j++) {
            to[j] += factor * from[j];
        }
    }
}
