package org.nicepim.tuner.surrogate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class CholeskyTest {
    private static double[][] definite(int n) {
        double[][] x = Differences.features(n, n + 2, n);
        double[][] matrix = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                matrix[i][j] = Cholesky.dot(x[i], x[j], n + 2);
            }
        }
        return matrix;
    }

    @Test
    void inverseTimesMatrixIsIdentity() {
        for (int n : new int[] {1, 2, 3, 7, 20}) {
            double[][] matrix = definite(n);
            double[][] inverse = Cholesky.of(matrix).inverse();
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < n; j++) {
                    double product = 0;
                    for (int k = 0; k < n; k++) {
                        product += inverse[Math.max(i, k)][Math.min(i, k)] * matrix[k][j];
                    }
                    assertThat(product).isCloseTo(i == j ? 1 : 0, within(1e-8));
                }
            }
        }
    }

    @Test
    void solvesAndWhitens() {
        double[][] matrix = definite(9);
        double[] b = Differences.features(1, 9, 1)[0];
        Cholesky cholesky = Cholesky.of(matrix);
        double[] x = cholesky.solve(b);
        for (int i = 0; i < 9; i++) {
            assertThat(Cholesky.dot(matrix[i], x, 9)).isCloseTo(b[i], within(1e-9));
        }
        double[] v = cholesky.whiten(b);
        assertThat(Cholesky.dot(v, v, 9)).isCloseTo(Cholesky.dot(b, x, 9), within(1e-8));
    }

    @Test
    void logDeterminantOfKnownMatrix() {
        double[][] matrix = {{4, 2}, {2, 3}};
        assertThat(Cholesky.of(matrix).logDeterminant()).isCloseTo(Math.log(8), within(1e-14));
    }

    @Test
    void singularMatrixGetsJitter() {
        double[][] ones = new double[5][5];
        for (double[] row : ones) {
            Arrays.fill(row, 1);
        }
        assertThat(Cholesky.of(ones).logDeterminant()).isFinite();
    }

    @Test
    void notANumberIsAnError() {
        assertThatThrownBy(() -> Cholesky.of(new double[][] {{Double.NaN}}))
                .isInstanceOf(ArithmeticException.class)
                .hasMessageContaining("not positive definite");
    }
}
