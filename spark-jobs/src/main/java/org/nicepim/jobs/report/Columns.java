package org.nicepim.jobs.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.function.ToIntFunction;
import org.nicepim.jobs.run.Json;

/** Columns of numbers, short: six digits are more than a chart shows. */
final class Columns {
    private static final MathContext DIGITS = new MathContext(6);

    private Columns() {}

    /** A finite number with six digits. */
    static double rounded(double value) {
        return new BigDecimal(value).round(DIGITS).doubleValue();
    }

    /** Adds a number; null if it is not finite, an integer if it is one. */
    static void add(ArrayNode column, double value) {
        if (!Double.isFinite(value)) {
            column.addNull();
            return;
        }
        double rounded = rounded(value);
        if (rounded == Math.rint(rounded) && Math.abs(rounded) < 1e15) {
            column.add((long) rounded);
        } else {
            column.add(rounded);
        }
    }

    /** A column of numbers. */
    static <T> ArrayNode numbers(List<T> rows, ToDoubleFunction<T> figure) {
        ArrayNode column = Json.array();
        rows.forEach(row -> add(column, figure.applyAsDouble(row)));
        return column;
    }

    /** A column of whole numbers. */
    static <T> ArrayNode integers(List<T> rows, ToIntFunction<T> figure) {
        ArrayNode column = Json.array();
        rows.forEach(row -> column.add(figure.applyAsInt(row)));
        return column;
    }

    /** A column of texts of which few differ: {@code values}, and for each row the position of its own. */
    static <T> ObjectNode words(List<T> rows, Function<T, String> text) {
        Map<String, Integer> values = new LinkedHashMap<>();
        ObjectNode column = Json.object();
        ArrayNode at = column.putArray("at");
        for (T row : rows) {
            String word = text.apply(row);
            values.putIfAbsent(word, values.size());
            at.add(values.getOrDefault(word, 0));
        }
        column.set("values", Json.tree(List.copyOf(values.keySet())));
        return column;
    }

    /** A column of texts. */
    static <T> ArrayNode texts(List<T> rows, Function<T, String> text) {
        ArrayNode column = Json.array();
        rows.forEach(row -> column.add(text.apply(row)));
        return column;
    }
}
