package org.nicepim.hardware;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.nicepim.config.YamlNode;

/**
 * The same mapping in a file and in the files that it extends, nearest first: a key is taken from the first layer that has it.
 *
 * @param nodes one mapping per layer; only the nearest may be silent about a key
 */
record Layers(List<YamlNode> nodes) {
    Layers {
        nodes = List.copyOf(nodes);
    }

    private static final int MOST_LAYERS = 16;

    /** These layers, each before those that its {@code extends} names, and theirs. */
    Layers extended(ConfigFiles.Kind kind) {
        List<YamlNode> all = new ArrayList<>();
        for (YamlNode node : nodes) {
            YamlNode last = node;
            all.add(last);
            while (last.has("extends")) {
                YamlNode base = last.get("extends");
                if (all.size() >= MOST_LAYERS) {
                    throw base.error("'" + base.text() + "' makes more than " + MOST_LAYERS
                            + " layers. Maybe a file extends itself?");
                }
                last = ConfigFiles.resolve(kind, base).as(kind.section());
                all.add(last);
            }
        }
        return new Layers(all);
    }

    /** Takes note of a key that is for people to read. */
    void ignore(String key) {
        nodes.stream().filter(node -> node.has(key)).forEach(node -> node.get(key));
    }

    private YamlNode nearest() {
        return nodes.get(0);
    }

    /** The layers' mappings under a key; required in at least one layer. */
    Layers section(String key) {
        List<YamlNode> found =
                nodes.stream().filter(n -> n.has(key)).map(n -> n.get(key)).toList();
        return found.isEmpty() ? new Layers(List.of(nearest().get(key))) : new Layers(found);
    }

    /** The nearest value under a key; required in at least one layer. */
    YamlNode value(String key) {
        YamlNode value = null;
        for (YamlNode node : nodes) {
            if (node.has(key) && value == null) {
                value = node.get(key);
            }
        }
        return value == null ? nodes.get(nodes.size() - 1).get(key) : value;
    }

    /** The layers that are farther than the nearest one that gives the key. */
    List<YamlNode> below(String key) {
        for (int i = 0; i < nodes.size(); i++) {
            if (nodes.get(i).has(key)) {
                return nodes.subList(i + 1, nodes.size());
            }
        }
        return List.of();
    }

    /** The nearest value under a key that may be missing. */
    Optional<YamlNode> optional(String key) {
        return has(key) ? Optional.of(value(key)) : Optional.empty();
    }

    /** True if some layer gives the key. */
    boolean has(String key) {
        return nodes.stream().anyMatch(node -> node.has(key));
    }

    double number(String key) {
        return value(key).number();
    }

    int integer(String key) {
        return value(key).integer();
    }

    /** Ends the reading: refuses keys that nobody asked for and says where a record's own rule is broken. */
    <T> T build(Supplier<T> record) {
        nodes.forEach(YamlNode::done);
        try {
            return record.get();
        } catch (IllegalArgumentException e) {
            throw nearest().error(e.getMessage() + ".");
        }
    }
}
