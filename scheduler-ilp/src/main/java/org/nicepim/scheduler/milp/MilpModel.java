package org.nicepim.scheduler.milp;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * A mixed-integer linear program: minimise {@code c·x} subject to {@code rowLower ≤ A·x ≤ rowUpper} and
 * {@code lower ≤ x ≤ upper}, some x whole. Immutable; made by {@link #builder()}, which refuses what makes solvers err
 * silently: NaN, huge coefficients, foreign or repeated variables.
 */
public final class MilpModel {
    /** Most variables. */
    public static final int MAX_VARIABLES = 100_000;
    /** Most non-zero coefficients over all rows. */
    public static final int MAX_NONZEROS = 2_000_000;
    /** Largest absolute coefficient or finite bound. */
    public static final double MAX_COEFFICIENT = 1e9;

    private final List<Variable> variables;
    private final List<Row> rows;

    private MilpModel(List<Variable> variables, List<Row> rows) {
        this.variables = List.copyOf(variables);
        this.rows = List.copyOf(rows);
    }

    /**
     * A variable.
     *
     * @param lower least value, finite
     * @param upper largest value, finite
     * @param whole whether it must be a whole number
     * @param cost coefficient in the objective
     */
    public record Variable(double lower, double upper, boolean whole, double cost) {
        /** Checks bounds and cost. */
        public Variable {
            requireFinite("lower bound", lower);
            requireFinite("upper bound", upper);
            requireFinite("objective coefficient", cost);
            requireOrder(lower, upper);
        }
    }

    /** A row: {@code lower ≤ Σ coefficient(i)·x[variable(i)] ≤ upper}; one side may be infinite. */
    public static final class Row {
        private final int[] variables;
        private final double[] coefficients;
        private final double lower;
        private final double upper;

        private Row(double lower, double upper, int[] variables, double[] coefficients) {
            this.lower = lower;
            this.upper = upper;
            this.variables = variables.clone();
            this.coefficients = coefficients.clone();
        }

        /** Number of coefficients. */
        public int size() {
            return variables.length;
        }

        /** Variable of the i-th coefficient. */
        public int variable(int i) {
            return variables[i];
        }

        /** The i-th coefficient. */
        public double coefficient(int i) {
            return coefficients[i];
        }

        /** Least value of the sum, or negative infinity. */
        public double lower() {
            return lower;
        }

        /** Largest value of the sum, or infinity. */
        public double upper() {
            return upper;
        }
    }

    /** Starts an empty model. */
    public static Builder builder() {
        return new Builder();
    }

    /** Its variables; indices are their ids. */
    public List<Variable> variables() {
        return variables;
    }

    /** Its rows. */
    public List<Row> rows() {
        return rows;
    }

    /** Value of the objective at a point with one value per variable. */
    public double objective(List<Double> values) {
        double sum = 0;
        for (int i = 0; i < variables.size(); i++) {
            sum += variables.get(i).cost() * values.get(i);
        }
        return sum;
    }

    private static void requireFinite(String what, double value) {
        if (!(Math.abs(value) <= MAX_COEFFICIENT)) {
            throw new IllegalArgumentException(what + " = " + value + " must be a number of at most " + MAX_COEFFICIENT
                    + " in size. Maybe the model needs scaling.");
        }
    }

    private static void requireOrder(double lower, double upper) {
        if (!(lower <= upper)) {
            throw new IllegalArgumentException("lower bound " + lower + " is above upper bound " + upper);
        }
    }

    /** Collects variables and rows. Not for use by several threads. */
    public static final class Builder {
        private final List<Variable> variables = new ArrayList<>();
        private final List<Row> rows = new ArrayList<>();
        private int nonzeros;

        private Builder() {}

        /** Adds a variable of 0 or 1; returns its id. */
        public int binary(double cost) {
            return add(new Variable(0, 1, true, cost));
        }

        /** Adds a real variable; returns its id. */
        public int real(double lower, double upper, double cost) {
            return add(new Variable(lower, upper, false, cost));
        }

        /** Adds a variable; returns its id. */
        public int add(Variable variable) {
            if (variables.size() == MAX_VARIABLES) {
                throw new IllegalArgumentException("a model has at most " + MAX_VARIABLES + " variables");
            }
            variables.add(variable);
            return variables.size() - 1;
        }

        /**
         * Adds a row.
         *
         * @param lower least value, or negative infinity
         * @param upper largest value, or infinity
         * @param ids distinct ids of this model
         * @param coefficients one per id
         */
        public void row(double lower, double upper, int[] ids, double[] coefficients) {
            checkSides(lower, upper);
            if (ids.length != coefficients.length) {
                throw new IllegalArgumentException(ids.length + " variables, " + coefficients.length + " coefficients");
            }
            BitSet seen = new BitSet();
            for (int i = 0; i < ids.length; i++) {
                requireFinite("coefficient", coefficients[i]);
                if (ids[i] < 0 || ids[i] >= variables.size() || seen.get(ids[i])) {
                    throw new IllegalArgumentException("variable " + ids[i] + " is foreign or stands in the row twice");
                }
                seen.set(ids[i]);
            }
            nonzeros += ids.length;
            if (nonzeros > MAX_NONZEROS) {
                throw new IllegalArgumentException("a model has at most " + MAX_NONZEROS + " coefficients");
            }
            rows.add(new Row(lower, upper, ids, coefficients));
        }

        private static void checkSides(double lower, double upper) {
            requireOrder(lower, upper);
            if (lower == Double.POSITIVE_INFINITY || upper == Double.NEGATIVE_INFINITY) {
                throw new IllegalArgumentException("no sum lies between " + lower + " and " + upper);
            }
            requireFinite("row bound", Double.isInfinite(lower) ? 0 : lower);
            requireFinite("row bound", Double.isInfinite(upper) ? 0 : upper);
        }

        /** The model. */
        public MilpModel build() {
            return new MilpModel(variables, rows);
        }
    }
}
