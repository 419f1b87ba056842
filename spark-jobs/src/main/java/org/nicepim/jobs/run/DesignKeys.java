package org.nicepim.jobs.run;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.nicepim.config.YamlNode;
import org.nicepim.hardware.ConfigFiles;
import org.nicepim.hardware.DesignPoint;
import org.nicepim.hardware.DesignSpace;
import org.nicepim.hardware.DesignSpaceReader;
import org.nicepim.hardware.HardwareConfig;
import org.nicepim.hardware.HardwareParameters;
import org.nicepim.hardware.HardwareReader;
import org.nicepim.hardware.Parameter;
import org.nicepim.hardware.Technology;
import org.nicepim.jobs.sweep.Designs;
import org.nicepim.jobs.sweep.SweepContext;
import org.nicepim.tuner.space.Grid;
import org.nicepim.tuner.space.PointOrder;
import org.nicepim.tuner.space.RandomOrder;
import org.nicepim.tuner.space.SobolOrder;

/**
 * What a sweep says under {@code hardware:}: a space, of which all points or a sample are swept, or a list of chips and grids.
 *
 * @param designs that are swept
 * @param technologies of the chips that are named; empty if none is
 */
record DesignKeys(Designs designs, Set<Technology> technologies) {
    /** Points of all grids of a list, each of which is kept: some 300 bytes. */
    private static final int MOST_LISTED = 1_000_000;

    /**
     * A design of a list.
     *
     * @param values of the knobs
     * @param name of the chip's file, if it is one
     */
    private record Listed(List<Integer> values, Optional<String> name) {}

    /**
     * Reads the value of {@code hardware}.
     *
     * @param seed of a sample
     */
    static DesignKeys read(YamlNode node, long seed) {
        if (node.isList()) {
            return list(node);
        }
        if (!node.isMapping()) {
            throw node.error(
                    "must be a list of chips, such as [chip4x4, chip8x8], or a space, such as {space: small}.");
        }
        YamlNode named = node.get("space");
        DesignSpace space = named.isMapping()
                ? DesignSpaceReader.read(named)
                : DesignSpaceReader.read(ConfigFiles.resolve(ConfigFiles.Kind.SPACE, named));
        Designs designs =
                node.has("sample") ? sample(space, node.get("sample"), seed) : Designs.all(atMost(node, space));
        node.done();
        return new DesignKeys(designs, Set.of());
    }

    private static DesignSpace atMost(YamlNode node, DesignSpace space) {
        if (space.size() > SweepContext.MOST_ROWS) {
            throw node.get("space")
                    .error("has " + space.size() + " points, a sweep at most " + SweepContext.MOST_ROWS
                            + ". Maybe 'sample: {kind: sobol, designs: 1000}'?");
        }
        return space;
    }

    private static Designs sample(DesignSpace space, YamlNode node, long seed) {
        String kind = node.get("kind").word();
        YamlNode number = node.get("designs");
        int designs = number.integer();
        node.done();
        if (designs > space.size()) {
            throw number.error("'" + designs + "' is more than the " + space.size()
                    + " points of the space. Maybe leave 'sample' out?");
        }
        Grid grid = new Grid(space);
        SplittableRandom random = new SplittableRandom(seed);
        PointOrder order =
                kind.equals(SweepSection.SOBOL) ? new SobolOrder(grid, random) : new RandomOrder(grid, random);
        List<Long> indices = new ArrayList<>();
        for (int i = 0; i < designs; i++) {
            indices.add(order.next().orElseThrow());
        }
        return Designs.some(space, indices);
    }

    private static DesignKeys list(YamlNode node) {
        List<Listed> all = new ArrayList<>();
        Set<List<Integer>> seen = new HashSet<>();
        Set<Technology> technologies = new HashSet<>();
        for (YamlNode item : node.list()) {
            for (Listed listed : listed(item, MOST_LISTED - all.size(), technologies)) {
                if (!seen.add(listed.values())) {
                    throw item.error("the design " + listed.values() + " stands twice.");
                }
                all.add(listed);
            }
        }
        DesignSpace space = around(all);
        List<Long> indices = all.stream()
                .map(one -> space.index(new DesignPoint(one.values())))
                .toList();
        boolean someNamed = all.stream().anyMatch(one -> one.name().isPresent());
        List<Optional<String>> names =
                someNamed ? all.stream().map(Listed::name).toList() : List.of();
        return new DesignKeys(new Designs(space, indices, names), technologies);
    }

    /** A chip by name or path, or a grid of knobs of so many points at most. */
    private static List<Listed> listed(YamlNode item, int most, Set<Technology> technologies) {
        if (!item.isMapping()) {
            HardwareConfig chip = HardwareReader.read(ConfigFiles.resolve(ConfigFiles.Kind.HARDWARE, item));
            technologies.add(chip.technology());
            return List.of(new Listed(HardwareParameters.values(chip), Optional.of(item.text())));
        }
        DesignSpace grid = DesignSpaceReader.read(item);
        if (grid.size() > most) {
            throw item.error("has " + grid.size() + " points; a list of chips and grids holds at most " + MOST_LISTED
                    + ". Maybe one space instead of the list?");
        }
        List<Listed> points = new ArrayList<>();
        for (long index = 0; index < grid.size(); index++) {
            points.add(new Listed(grid.point(index).values(), Optional.empty()));
        }
        return points;
    }

    /** The least space that has all of these designs as points. */
    private static DesignSpace around(List<Listed> designs) {
        List<Parameter> parameters = new ArrayList<>();
        for (int knob = 0; knob < HardwareParameters.NAMES.size(); knob++) {
            Set<Integer> values = new TreeSet<>();
            for (Listed design : designs) {
                values.add(design.values().get(knob));
            }
            parameters.add(new Parameter(HardwareParameters.NAMES.get(knob), List.copyOf(values)));
        }
        return new DesignSpace(parameters);
    }
}
