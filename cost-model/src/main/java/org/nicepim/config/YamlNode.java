package org.nicepim.config;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * One mapping, list or value of a YAML file that knows where it stands, so that every complaint can name file, line,
 * key, value and rule. Keys that nobody asked for are an error: call {@link #done()} when a mapping has been read.
 *
 * <p>Files are composed without type tags, so no class of a file's choosing is ever created.
 */
public final class YamlNode {
    private static final int MAX_BYTES = 4 << 20;

    private final String file;
    private final String path;
    private final Node node;
    private final Map<String, NodeTuple> entries;
    private final Set<String> asked = new LinkedHashSet<>();

    private YamlNode(String file, String path, Node node) {
        this.file = file;
        this.path = path;
        this.node = node;
        this.entries = node instanceof MappingNode mapping ? entries(mapping) : new LinkedHashMap<>();
    }

    /**
     * Reads a file whose top is a mapping.
     *
     * @throws ConfigException if the file is missing, too large, not YAML or not a mapping
     */
    public static YamlNode read(Path file) {
        return read(file, MAX_BYTES);
    }

    /**
     * Reads a file whose top is a mapping.
     *
     * @param mostBytes size from which on the file is refused
     * @throws ConfigException if the file is missing, too large, not YAML or not a mapping
     */
    public static YamlNode read(Path file, int mostBytes) {
        return parse(text(file, mostBytes), file.toString());
    }

    /**
     * Reads text whose top is a mapping.
     *
     * @param name how messages call the text, in general its file name
     */
    public static YamlNode parse(String text, String name) {
        YamlNode top = new YamlNode(name, "", compose(text, name));
        if (!(top.node instanceof MappingNode)) {
            throw new ConfigException(name + ": the file must be a mapping of keys to values.");
        }
        return top;
    }

    private static String text(Path file, int mostBytes) {
        try {
            if (Files.isDirectory(file)) {
                throw new ConfigException(file + ": is a folder, a YAML file is needed.");
            }
            if (Files.size(file) > mostBytes) {
                throw new ConfigException(file + ": larger than " + mostBytes + " bytes, not a configuration file.");
            }
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (NoSuchFileException e) {
            throw new ConfigException(file + ": no such file." + neighbours(file), e);
        } catch (IOException e) {
            throw new ConfigException(file + ": cannot be read as UTF-8 text (" + e.getMessage() + ").", e);
        }
    }

    private static String neighbours(Path file) {
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder) || file.getFileName() == null) {
            return "";
        }
        try (var list = Files.list(folder)) {
            return Suggestions.maybe(
                    file.getFileName().toString(),
                    list.map(p -> String.valueOf(p.getFileName())).sorted().toList());
        } catch (IOException e) {
            return "";
        }
    }

    private static Node compose(String text, String name) {
        try {
            LoadSettings settings = LoadSettings.builder()
                    .setLabel(name)
                    .setAllowDuplicateKeys(false)
                    .setMaxAliasesForCollections(10)
                    .setCodePointLimit(Math.max(1, text.length()))
                    .build();
            return new Compose(settings)
                    .composeString(text)
                    .orElseThrow(() -> new ConfigException(name + ": the file is empty."));
        } catch (StackOverflowError e) {
            throw new ConfigException(name + ": nested too deeply to be a configuration file.", e);
        } catch (YamlEngineException e) {
            throw new ConfigException(
                    name + ": not valid YAML: " + String.valueOf(e.getMessage()).replaceAll("\\s+", " "), e);
        }
    }

    private Map<String, NodeTuple> entries(MappingNode mapping) {
        Map<String, NodeTuple> result = new LinkedHashMap<>();
        for (NodeTuple tuple : mapping.getValue()) {
            if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
                throw error("a key must be a plain word.");
            }
            if (result.put(key.getValue(), tuple) != null) {
                throw error("key '" + key.getValue() + "' stands twice.");
            }
        }
        return result;
    }

    /**
     * Sets a value from the command line, before anything is read.
     *
     * @param assignment {@code key=value}, the key with dots between levels, the value as YAML
     * @throws ConfigException if it is no assignment
     */
    public void set(String assignment) {
        int equals = assignment.indexOf('=');
        if (!assignment.matches("(?s)[^.=]+(\\.[^.=]+)*=.+")) {
            throw new ConfigException("--set " + assignment + ": must be key=value. Maybe '--set seed=2'?");
        }
        String key = assignment.substring(0, equals);
        set(List.of(key.split("\\.")), compose(assignment.substring(equals + 1), "--set " + key));
    }

    private void set(List<String> keys, Node value) {
        if (!(node instanceof MappingNode mapping)) {
            throw error("is no mapping, --set cannot reach '" + keys.get(0) + "' in it.");
        }
        String key = keys.get(0);
        if (keys.size() > 1) {
            NodeTuple below = entries.get(key);
            Node inner =
                    below == null ? new MappingNode(Tag.MAP, new ArrayList<>(), FlowStyle.BLOCK) : below.getValueNode();
            child(key, inner).set(keys.subList(1, keys.size()), value);
            put(mapping, key, inner);
        } else {
            put(mapping, key, value);
        }
    }

    private void put(MappingNode mapping, String key, Node value) {
        NodeTuple tuple = new NodeTuple(
                new ScalarNode(Tag.STR, true, key, ScalarStyle.PLAIN, value.getStartMark(), value.getEndMark()), value);
        List<NodeTuple> tuples = new ArrayList<>(mapping.getValue());
        NodeTuple before = entries.put(key, tuple);
        if (before == null) {
            tuples.add(tuple);
        } else {
            tuples.set(tuples.indexOf(before), tuple);
        }
        mapping.setValue(tuples);
    }

    /** How messages call the file. */
    public String file() {
        return file;
    }

    /** The key path from the top of the file, such as {@code dram.timing.tRcdNs}; empty at the top. */
    public String path() {
        return path;
    }

    /** The keys of this mapping in file order; empty if this is no mapping. */
    public Set<String> keys() {
        return entries.keySet();
    }

    /** True if the mapping has the key. */
    public boolean has(String key) {
        asked.add(key);
        return entries.containsKey(key);
    }

    /**
     * The value under a key.
     *
     * @throws ConfigException if the key is missing
     */
    public YamlNode get(String key) {
        if (!has(key)) {
            throw error("key '" + key + "' is missing." + Suggestions.maybe(key, unasked()));
        }
        return child(key, entry(key).getValueNode());
    }

    private NodeTuple entry(String key) {
        return Objects.requireNonNull(entries.get(key), key);
    }

    private YamlNode child(String key, Node value) {
        return new YamlNode(file, path.isEmpty() ? key : path + "." + key, value);
    }

    /** This value as a whole number within bounds, both included. */
    public long integer(long least, long most) {
        String text = scalar("a whole number");
        try {
            if (!text.matches("[-+]?[0-9][0-9_]*")) {
                throw new NumberFormatException(text);
            }
            long value = Long.parseLong(text.replace("_", ""));
            if (value < least || value > most) {
                throw bad(text, "must lie between " + least + " and " + most + ".");
            }
            return value;
        } catch (NumberFormatException e) {
            throw bad(text, "must be a whole number between " + least + " and " + most + ".");
        }
    }

    /** This value as an int within bounds, both included. */
    public int integer(int least, int most) {
        return (int) integer((long) least, (long) most);
    }

    /** This value as a finite number within bounds, both included. */
    public double number(double least, double most) {
        String text = scalar("a number");
        try {
            if (!text.matches("[-+]?[0-9._]+([eE][-+]?[0-9]+)?")) {
                throw new NumberFormatException(text);
            }
            double value = Double.parseDouble(text);
            if (!(value >= least && value <= most) || Double.isInfinite(value)) {
                throw bad(text, "must lie between " + least + " and " + most + ".");
            }
            return value;
        } catch (NumberFormatException e) {
            throw bad(text, "must be a number between " + least + " and " + most + ".");
        }
    }

    /** This value as true or false. */
    public boolean flag() {
        String text = scalar("true or false");
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw bad(text, "must be true or false.");
        };
    }

    /** This value as non-blank text. */
    public String text() {
        String value = scalar("text");
        if (value.isBlank()) {
            throw bad(value, "must not be blank.");
        }
        return value;
    }

    /** This value as one of the given words. */
    public String word(List<String> allowed) {
        String value = text();
        if (!allowed.contains(value)) {
            throw bad(value, "must be one of " + String.join(", ", allowed) + "." + Suggestions.maybe(value, allowed));
        }
        return value;
    }

    /** The items of this non-empty list. */
    public List<YamlNode> list() {
        if (!(node instanceof SequenceNode sequence)) {
            throw error("must be a list, such as [1, 2].");
        }
        if (sequence.getValue().isEmpty()) {
            throw error("must not be an empty list.");
        }
        List<YamlNode> items = new ArrayList<>();
        for (Node item : sequence.getValue()) {
            items.add(new YamlNode(file, path + "[" + items.size() + "]", item));
        }
        return List.copyOf(items);
    }

    /** The items of this list, which may have none. */
    public List<YamlNode> listOrNothing() {
        return node instanceof SequenceNode sequence && sequence.getValue().isEmpty() ? List.of() : list();
    }

    /** True if the key is there and not {@code null}. */
    public boolean hasValue(String key) {
        return has(key)
                && !(entry(key).getValueNode() instanceof ScalarNode scalar
                        && scalar.getValue().equals("null"));
    }

    /** True if this is a list. */
    public boolean isList() {
        return node instanceof SequenceNode;
    }

    /** True if this is a mapping. */
    public boolean isMapping() {
        return node instanceof MappingNode;
    }

    private String scalar(String wanted) {
        if (!(node instanceof ScalarNode scalar)) {
            throw error("must be " + wanted + ", not a " + (isList() ? "list" : "mapping") + ".");
        }
        return scalar.getValue();
    }

    /**
     * Ends the reading of a mapping.
     *
     * @throws ConfigException if the file holds a key that nobody asked for
     */
    public void done() {
        if (!isMapping()) {
            throw error("must be a mapping of keys to values.");
        }
        for (String key : unasked()) {
            throw child(key, entry(key).getKeyNode())
                    .error("unknown key; known here: " + String.join(", ", asked) + "."
                            + Suggestions.maybe(key, asked));
        }
    }

    private List<String> unasked() {
        return entries.keySet().stream().filter(key -> !asked.contains(key)).toList();
    }

    private ConfigException bad(String value, String rule) {
        return error("'" + value + "' " + rule);
    }

    /**
     * A complaint about this place of the file.
     *
     * @param rule what must hold, as a sentence
     */
    public ConfigException error(String rule) {
        String place = node == null
                ? file
                : node.getStartMark()
                        .map(mark ->
                                mark.getName().startsWith("--set") ? mark.getName() : file + ":" + (mark.getLine() + 1))
                        .orElse(file);
        return new ConfigException(place + ": " + (path.isEmpty() ? "" : path + ": ") + rule);
    }

    /**
     * A complaint about this place of the file, with what caused it.
     *
     * @param rule what must hold, as a sentence
     */
    public ConfigException error(String rule, Throwable cause) {
        return new ConfigException(String.valueOf(error(rule).getMessage()), cause);
    }
}
