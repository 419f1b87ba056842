package org.nicepim.hardware;

/** Range checks whose message names the field, the value and the rule. */
final class Require {
    private Require() {}

    static void positive(String field, double value) {
        that(value > 0 && Double.isFinite(value), field, value, "must be a positive number");
    }

    static void notNegative(String field, double value) {
        that(value >= 0 && Double.isFinite(value), field, value, "must be a number ≥ 0");
    }

    static void that(boolean holds, String field, Object value, String rule) {
        if (!holds) {
            throw new IllegalArgumentException(field + " = " + value + " " + rule);
        }
    }
}
