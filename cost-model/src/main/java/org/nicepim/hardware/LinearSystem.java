package org.nicepim.hardware;

/** Small dense linear systems. */
final class LinearSystem {
    private LinearSystem() {}

    /**
     * Solves for several right sides by Cholesky's decomposition.
     *
     * @param matrix symmetric and positive definite, n × n; overwritten
     * @param right one right side of length n per row
     * @return one solution per row
     */
    static double[][] solve(double[][] matrix, double[][] right) {
        int n = matrix.length;
        for (int j = 0; j < n; j++) {
            for (int k = 0; k < j; k++) {
                matrix[j][j] -= matrix[j][k] * matrix[j][k];
            }
            matrix[j][j] = Math.sqrt(matrix[j][j]);
            for (int i = j + 1; i < n; i++) {
                for (int k = 0; k < j; k++) {
                    matrix[i][j] -= matrix[i][k] * matrix[j][k];
                }
                matrix[i][j] /= matrix[j][j];
            }
        }
        double[][] solutions = new double[right.length][];
        for (int r = 0; r < right.length; r++) {
            solutions[r] = substitute(matrix, right[r]);
        }
        return solutions;
    }

    /** Forward, then backward substitution with the lower triangle. */
    private static double[] substitute(double[][] lower, double[] right) {
        int n = right.length;
        double[] x = right.clone();
        for (int i = 0; i < n; i++) {
            for (int k = 0; k < i; k++) {
                x[i] -= lower[i][k] * x[k];
            }
            x[i] /= lower[i][i];
        }
        for (int i = n - 1; i >= 0; i--) {
            for (int k = i + 1; k < n; k++) {
                x[i] -= lower[k][i] * x[k];
            }
            x[i] /= lower[i][i];
        }
        return x;
    }
}
