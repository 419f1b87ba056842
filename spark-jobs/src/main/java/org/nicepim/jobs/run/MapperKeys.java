package org.nicepim.jobs.run;

import java.util.List;
import java.util.Optional;
import org.nicepim.config.YamlNode;
import org.nicepim.mapper.MapperOptions;
import org.nicepim.mapper.Objective;
import org.nicepim.mapping.Layout;

/**
 * What a configuration says of the mapper under {@code mapper:}.
 *
 * @param style how much freedom it has
 * @param layouts orders in which feature maps may lie
 * @param budget loop nests that a search may price
 */
record MapperKeys(MapperOptions.Style style, List<Layout> layouts, long budget) {
    /** Copies the list. */
    MapperKeys {
        layouts = List.copyOf(layouts);
    }

    /** Reads the key {@code mapper} of a configuration, which may lack it. */
    static MapperKeys read(YamlNode top) {
        YamlNode node = top.getOrEmpty("mapper");
        MapperOptions.Style style = MapperOptions.Style.parse(node.get("style").word());
        Optional<Layout> layout = node.find("layout").map(MapperKeys::layout);
        long budget = node.find("budget").map(YamlNode::longInteger).orElse(MapperOptions.UNLIMITED);
        node.done();
        return new MapperKeys(style, layout.map(List::of).orElse(style.layouts()), budget);
    }

    private static Layout layout(YamlNode node) {
        try {
            return Layout.parse(node.text());
        } catch (IllegalArgumentException e) {
            throw node.error(String.valueOf(e.getMessage()), e);
        }
    }

    /** An objective of a configuration. */
    static Objective objective(YamlNode node) {
        try {
            return Objective.parse(node.text());
        } catch (IllegalArgumentException e) {
            throw node.error(String.valueOf(e.getMessage()), e);
        }
    }

    /** The options of a mapper that minimises this. */
    MapperOptions options(Objective objective) {
        return new MapperOptions(objective, style, layouts, budget);
    }
}
