package org.nicepim.hardware;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * A grid of discrete parameters. Points are numbered 0 to {@code size() − 1}, the last parameter changing fastest.
 *
 * @param parameters the knobs, names unique
 */
public record DesignSpace(List<Parameter> parameters) implements Serializable {
    /** Checks that names are unique and the size is no more than 2^53. */
    public DesignSpace {
        parameters = List.copyOf(parameters);
        Require.that(!parameters.isEmpty(), "parameters", parameters, "needs at least one parameter");
        Require.that(
                parameters.stream().map(Parameter::name).distinct().count() == parameters.size(),
                "parameters",
                parameters.stream().map(Parameter::name).toList(),
                "must have different names");
        double size = parameters.stream().mapToDouble(p -> p.values().size()).reduce(1, (a, b) -> a * b);
        Require.that(size <= 0x1p53, "size", size, "must be no more than 2^53 points");
    }

    /** Number of points. */
    public long size() {
        return parameters.stream().mapToLong(p -> p.values().size()).reduce(1, (a, b) -> a * b);
    }

    /** The point of an index between 0 and {@code size() − 1}. */
    public DesignPoint point(long index) {
        Require.that(index >= 0 && index < size(), "index", index, "must lie in the space");
        Integer[] values = new Integer[parameters.size()];
        long rest = index;
        for (int i = parameters.size() - 1; i >= 0; i--) {
            List<Integer> choices = parameters.get(i).values();
            values[i] = choices.get((int) (rest % choices.size()));
            rest /= choices.size();
        }
        return new DesignPoint(List.of(values));
    }

    /**
     * The index of a point.
     *
     * @throws IllegalArgumentException if the point does not lie in the space
     */
    public long index(DesignPoint point) {
        long index = 0;
        List<Integer> levels = levels(point);
        for (int i = 0; i < levels.size(); i++) {
            index = index * parameters.get(i).values().size() + levels.get(i);
        }
        return index;
    }

    /** Position of each of the point's values in its parameter's list. */
    public List<Integer> levels(DesignPoint point) {
        Require.that(
                point.values().size() == parameters.size(), "point", point, "must have a value for each parameter");
        List<Integer> levels = new ArrayList<>();
        for (int i = 0; i < parameters.size(); i++) {
            int level = parameters.get(i).values().indexOf(point.values().get(i));
            Require.that(level >= 0, parameters.get(i).name(), point.values().get(i), "is no value of the space");
            levels.add(level);
        }
        return List.copyOf(levels);
    }

    /** The point's value of the named parameter. */
    public int value(DesignPoint point, String parameter) {
        for (int i = 0; i < parameters.size(); i++) {
            if (parameters.get(i).name().equals(parameter)) {
                return point.values().get(i);
            }
        }
        throw new IllegalArgumentException("no parameter " + parameter);
    }
}
