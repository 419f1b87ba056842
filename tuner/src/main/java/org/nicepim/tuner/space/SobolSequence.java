package org.nicepim.tuner.space;

import java.util.random.RandomGenerator;

/**
 * Sobol's low-discrepancy sequence in the unit cube, in Gray-code order, scrambled by a random digital shift.
 *
 * <p>Its own 60 lines instead of a library: the Java ones that are kept well bring a whole mathematics package for one
 * generator and none of them offers the shift. Direction numbers: S. Joe and F. Y. Kuo, "Constructing Sobol sequences
 * with better two-dimensional projections", SIAM J. Sci. Comput. 30 (2008), file {@code new-joe-kuo-6}. Recurrence: P.
 * Bratley and B. L. Fox, Algorithm 659, ACM TOMS 14 (1988).
 */
public final class SobolSequence {
    /** Most dimensions that the table of direction numbers serves. */
    public static final int MAX_DIMENSIONS = 21;

    private static final int BITS = 32;

    /** Per dimension from the second on: the inner coefficients of its polynomial, then m_1 … m_s. */
    private static final int[][] POLYNOMIALS = {
        {0, 1},
        {1, 1, 3},
        {1, 1, 3, 1},
        {2, 1, 1, 1},
        {1, 1, 1, 3, 3},
        {4, 1, 3, 5, 13},
        {2, 1, 1, 5, 5, 17},
        {4, 1, 1, 5, 5, 5},
        {7, 1, 1, 7, 11, 19},
        {11, 1, 1, 5, 1, 1},
        {13, 1, 1, 1, 3, 11},
        {14, 1, 3, 5, 5, 31},
        {1, 1, 3, 3, 9, 7, 49},
        {13, 1, 1, 1, 15, 21, 21},
        {16, 1, 3, 1, 13, 27, 49},
        {19, 1, 1, 1, 15, 7, 5},
        {22, 1, 3, 1, 15, 13, 25},
        {25, 1, 1, 5, 5, 19, 61},
        {1, 1, 3, 7, 11, 23, 15, 103},
        {4, 1, 3, 7, 13, 13, 15, 69},
    };

    private final int[][] directions;
    private final int[] state;
    private long drawn;

    /**
     * A sequence shifted by the generator's bits.
     *
     * @throws IllegalArgumentException unless 1 ≤ dimensions ≤ {@value #MAX_DIMENSIONS}
     */
    public SobolSequence(int dimensions, RandomGenerator random) {
        this(dimensions, shift(dimensions, random));
    }

    private SobolSequence(int dimensions, int[] start) {
        this.directions = new int[dimensions][];
        for (int i = 0; i < dimensions; i++) {
            directions[i] = directions(i);
        }
        this.state = start;
    }

    /** The sequence as published, beginning at the origin. */
    static SobolSequence unshifted(int dimensions) {
        return new SobolSequence(dimensions, new int[dimensions]);
    }

    /** The next point, each coordinate in [0, 1). */
    public double[] next() {
        double[] point = new double[state.length];
        int changed = Math.min(BITS - 1, Long.numberOfTrailingZeros(drawn + 1));
        for (int i = 0; i < point.length; i++) {
            point[i] = Integer.toUnsignedLong(state[i]) * 0x1p-32;
            state[i] ^= directions[i][changed];
        }
        drawn++;
        return point;
    }

    private static int[] shift(int dimensions, RandomGenerator random) {
        if (dimensions < 1 || dimensions > MAX_DIMENSIONS) {
            throw new IllegalArgumentException("dimensions = " + dimensions + " must be 1 to " + MAX_DIMENSIONS
                    + ". Maybe fix some parameters of the space to one value and leave them out?");
        }
        int[] shift = new int[dimensions];
        for (int i = 0; i < dimensions; i++) {
            shift[i] = random.nextInt();
        }
        return shift;
    }

    private static int[] directions(int dimension) {
        int[] v = new int[BITS];
        if (dimension == 0) {
            for (int bit = 0; bit < BITS; bit++) {
                v[bit] = 1 << (BITS - 1 - bit);
            }
            return v;
        }
        int[] row = POLYNOMIALS[dimension - 1];
        int degree = row.length - 1;
        for (int bit = 0; bit < BITS; bit++) {
            v[bit] = bit < degree ? row[bit + 1] << (BITS - 1 - bit) : recurrence(v, bit, degree, row[0]);
        }
        return v;
    }

    private static int recurrence(int[] v, int bit, int degree, int coefficients) {
        int value = v[bit - degree] ^ (v[bit - degree] >>> degree);
        for (int k = 1; k < degree; k++) {
            if (((coefficients >>> (degree - 1 - k)) & 1) == 1) {
                value ^= v[bit - k];
            }
        }
        return value;
    }
}
