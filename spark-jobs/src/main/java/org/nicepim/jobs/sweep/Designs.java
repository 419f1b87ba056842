package org.nicepim.jobs.sweep;

import java.util.List;
import java.util.Optional;
import org.nicepim.hardware.DesignPoint;
import org.nicepim.hardware.DesignSpace;

/**
 * The designs of a sweep, numbered from 0: all points of a space, or some of them.
 *
 * @param space that they lie in
 * @param indices of its points, in the sweep's order; empty if all points are swept in the space's order
 * @param names of designs that have one, by number; empty if none has
 */
public record Designs(DesignSpace space, List<Long> indices, List<Optional<String>> names) {
    /** Copies the lists. */
    public Designs {
        indices = List.copyOf(indices);
        names = List.copyOf(names);
    }

    /** Every point of a space. */
    public static Designs all(DesignSpace space) {
        return new Designs(space, List.of(), List.of());
    }

    /** Some points of a space, in this order. */
    public static Designs some(DesignSpace space, List<Long> indices) {
        return new Designs(space, indices, List.of());
    }

    /** How many there are. */
    public long size() {
        return indices.isEmpty() ? space.size() : indices.size();
    }

    /** The design of a number. */
    public DesignPoint point(int number) {
        return space.point(indices.isEmpty() ? number : indices.get(number));
    }

    /** What a person calls it. */
    public Optional<String> name(int number) {
        return names.isEmpty() ? Optional.empty() : names.get(number);
    }
}
