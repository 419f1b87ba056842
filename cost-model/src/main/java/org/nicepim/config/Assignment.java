package org.nicepim.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * A value that the command line sets in a file.
 *
 * @param keys from the top of the file on
 * @param value what stands there then
 */
record Assignment(List<String> keys, Node value) {
    Assignment {
        keys = List.copyOf(keys);
    }

    /** What {@code key=value} means, the key with dots between levels, the value as YAML. */
    static Assignment parse(String text) {
        if (!text.matches("(?s)[^.=]+(\\.[^.=]+)*=.+")) {
            throw new ConfigException("--set " + text + ": must be key=value. Maybe '--set seed=2'?");
        }
        int equals = text.indexOf('=');
        String key = text.substring(0, equals);
        return new Assignment(List.of(key.split("\\.")), YamlText.compose(text.substring(equals + 1), "--set " + key));
    }

    /** Sets the value below a mapping; levels that are missing are made. */
    void in(YamlNode at) {
        String key = keys.get(0);
        MappingNode mapping = at.mapping(key);
        if (keys.size() == 1) {
            put(mapping, key, value);
            return;
        }
        Node inner = under(mapping, key)
                .map(NodeTuple::getValueNode)
                .orElseGet(() -> new MappingNode(Tag.MAP, new ArrayList<>(), FlowStyle.BLOCK));
        new Assignment(keys.subList(1, keys.size()), value).in(at.below(key, inner, Optional.empty()));
        put(mapping, key, inner);
    }

    private static Optional<NodeTuple> under(MappingNode mapping, String key) {
        return mapping.getValue().stream()
                .filter(tuple -> tuple.getKeyNode() instanceof ScalarNode name
                        && name.getValue().equals(key))
                .findFirst();
    }

    private static void put(MappingNode mapping, String key, Node value) {
        NodeTuple tuple = new NodeTuple(
                new ScalarNode(Tag.STR, true, key, ScalarStyle.PLAIN, value.getStartMark(), value.getEndMark()), value);
        List<NodeTuple> tuples = new ArrayList<>(mapping.getValue());
        Optional<NodeTuple> before = under(mapping, key);
        if (before.isEmpty()) {
            tuples.add(tuple);
        } else {
            tuples.set(tuples.indexOf(before.get()), tuple);
        }
        mapping.setValue(tuples);
    }
}
