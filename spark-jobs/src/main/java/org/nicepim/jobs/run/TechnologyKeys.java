package org.nicepim.jobs.run;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.nicepim.config.ConfigException;
import org.nicepim.config.YamlNode;
import org.nicepim.hardware.ConfigFiles;
import org.nicepim.hardware.Technology;
import org.nicepim.hardware.TechnologyReader;

/** What a sweep says under {@code technology:} and {@code wordBits:}: every technology at every width, under names of their own. */
final class TechnologyKeys {
    private TechnologyKeys() {}

    /**
     * Reads both keys of a configuration, which may lack them.
     *
     * @param chips technologies of the chips that the sweep names; taken if it names no technology
     */
    static List<Technology> read(YamlNode top, Set<Technology> chips) {
        List<Technology> named = top.has("technology") ? named(top.get("technology")) : List.of(own(top, chips));
        List<Technology> all = top.has("wordBits") ? widths(named, top.get("wordBits")) : named;
        long names = all.stream().map(Technology::name).distinct().count();
        if (names < all.size()) {
            throw top.get("technology")
                    .error("two technologies have the same name: "
                            + all.stream().map(Technology::name).toList()
                            + ". Maybe give one another: {name: mine, extends: default, …}?");
        }
        return all;
    }

    private static Technology own(YamlNode top, Set<Technology> chips) {
        if (chips.size() > 1) {
            throw top.get("hardware")
                    .error("its chips have different technologies, and every design is swept in the same ones."
                            + " Maybe name them: 'technology: [default, mine.yaml]'?");
        }
        return chips.stream().findFirst().orElseGet(() -> TechnologyReader.read("default"));
    }

    private static List<Technology> named(YamlNode node) {
        return items(node).stream().map(TechnologyKeys::one).toList();
    }

    private static Technology one(YamlNode item) {
        if (!item.isMapping()) {
            return TechnologyReader.read(ConfigFiles.resolve(ConfigFiles.Kind.TECHNOLOGY, item));
        }
        if (!item.has("name")) {
            throw item.error("key 'name' is missing: rows tell technologies apart by it."
                    + " Maybe {name: mine, extends: default, …}?");
        }
        return TechnologyReader.read(item);
    }

    private static List<Technology> widths(List<Technology> named, YamlNode node) {
        List<Technology> all = new ArrayList<>();
        List<YamlNode> widths = different(node);
        for (Technology technology : named) {
            for (YamlNode width : widths) {
                int bits = ExploreConfig.wordBits(width);
                Technology wide = technology.withWordBits(bits);
                all.add(widths.size() > 1 ? wide.named(technology.name() + "_" + bits + "bit") : wide);
            }
        }
        return all;
    }

    /**
     * The items of a list of words or numbers, or a value alone.
     *
     * @throws ConfigException if one stands twice
     */
    static List<YamlNode> different(YamlNode node) {
        Set<String> seen = new HashSet<>();
        for (YamlNode item : items(node)) {
            if (!seen.add(item.text())) {
                throw item.error("'" + item.text() + "' stands twice.");
            }
        }
        return items(node);
    }

    /** A value alone means a list of it. */
    static List<YamlNode> items(YamlNode node) {
        return node.isList() ? node.list() : List.of(node);
    }
}
