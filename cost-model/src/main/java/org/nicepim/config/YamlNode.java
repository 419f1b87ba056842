package org.nicepim.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.common.ScalarStyle;
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
 * <p>A node that has been told its {@linkplain #as type} reads by it: values have the bounds that the type says, keys that may be left out
 * stand for their defaults, and asking for a key or a value that the type does not have is a fault of this program.
 */
public final class YamlNode {
    private static final int MAX_BYTES = 4 << 20;

    private final String file;
    private final String path;
    private final Node node;
    private final Optional<KeyType> type;
    private final Map<String, NodeTuple> entries;
    private final Set<String> asked = new LinkedHashSet<>();

    private YamlNode(String file, String path, Node node, Optional<KeyType> type) {
        this.file = file;
        this.path = path;
        this.node = node;
        this.type = type;
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
        return parse(YamlText.read(file, mostBytes), file.toString());
    }

    /**
     * Reads text whose top is a mapping.
     *
     * @param name how messages call the text, in general its file name
     */
    public static YamlNode parse(String text, String name) {
        YamlNode top = new YamlNode(name, "", YamlText.compose(text, name), Optional.empty());
        if (!(top.node instanceof MappingNode)) {
            throw new ConfigException(name + ": the file must be a mapping of keys to values.");
        }
        return top;
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
        Assignment.parse(assignment).in(this);
        entries.clear();
        entries.putAll(entries((MappingNode) node));
    }

    /** The YAML of this mapping. */
    MappingNode mapping(String wanted) {
        if (node instanceof MappingNode mapping) {
            return mapping;
        }
        throw error("is no mapping, --set cannot reach '" + wanted + "' in it.");
    }

    /** The same place of the file, to be read as a type says; nothing has been asked for yet. */
    public YamlNode as(KeyType newType) {
        return new YamlNode(file, path, node, Optional.of(newType));
    }

    private <K extends KeyType> K typed(Class<K> kind) {
        return type.flatMap(known -> known.as(kind))
                .orElseThrow(() -> new IllegalStateException(
                        file + ": " + path + ": read as " + kind.getSimpleName() + ", but declared as " + type));
    }

    private Optional<Section> section() {
        return type.flatMap(known -> known.as(Section.class));
    }

    /** What stands under a key; must be declared if this is. */
    private Optional<KeyType> typeOf(String key) {
        if (type.isEmpty()) {
            return type;
        }
        return section()
                .map(known -> known.key(key).type())
                .or(() -> Optional.of(typed(KeyType.MapOf.class).value()));
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

    /** True if the file has the key here. */
    public boolean has(String key) {
        typeOf(key);
        asked.add(key);
        return entries.containsKey(key);
    }

    /**
     * The value under a key, or its default.
     *
     * @throws ConfigException if the key is missing and has no default
     */
    public YamlNode get(String key) {
        if (has(key)) {
            return child(key, entry(key).getValueNode());
        }
        return section()
                .map(known -> known.key(key))
                .filter(known -> known.presence() == Key.Presence.DEFAULT)
                .map(known -> child(key, new ScalarNode(Tag.STR, known.otherwise(), ScalarStyle.PLAIN)))
                .orElseThrow(() -> error("key '" + key + "' is missing."
                        + Suggestions.forMissing(
                                key, path.isEmpty() ? section() : Optional.empty(), keys(), unasked())));
    }

    /** The value under a key, if the file has it. */
    public Optional<YamlNode> find(String key) {
        return has(key) ? Optional.of(get(key)) : Optional.empty();
    }

    /** The mapping under a key; one without entries, whose keys all stand for their defaults, if the file has none. */
    public YamlNode getOrEmpty(String key) {
        return find(key)
                .orElseGet(() -> below(key, new MappingNode(Tag.MAP, new ArrayList<>(), FlowStyle.BLOCK), typeOf(key)));
    }

    private NodeTuple entry(String key) {
        return Objects.requireNonNull(entries.get(key), key);
    }

    private YamlNode child(String key, Node value) {
        return below(key, value, typeOf(key));
    }

    /** What stands under a key. */
    YamlNode below(String key, Node value, Optional<KeyType> newType) {
        return new YamlNode(file, path.isEmpty() ? key : path + "." + key, value, newType);
    }

    /** This value as a whole number within the bounds of its type. */
    public int integer() {
        return Math.toIntExact(longInteger());
    }

    /** This value as a whole number within the bounds of its type. */
    public long longInteger() {
        KeyType.Whole whole = typed(KeyType.Whole.class);
        return integer(whole.least(), whole.most());
    }

    /** This value as a finite number within the bounds of its type. */
    public double number() {
        KeyType.Decimal decimal = typed(KeyType.Decimal.class);
        return number(decimal.least(), decimal.most());
    }

    /** This value as one of the words of its type. */
    public String word() {
        return word(typed(KeyType.Words.class).words());
    }

    /** This value as a number of bytes within the bounds of its type. */
    public long bytes() {
        KeyType.Bytes bounds = typed(KeyType.Bytes.class);
        return ByteSize.read(this, bounds.least(), bounds.most());
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
            Optional<KeyType> of = type.isEmpty()
                    ? type
                    : Optional.of(typed(KeyType.ListOf.class).item());
            items.add(new YamlNode(file, path + "[" + items.size() + "]", item, of));
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
            throw below(key, entry(key).getKeyNode(), Optional.empty())
                    .error("unknown key; known here: " + String.join(", ", asked) + "."
                            + Suggestions.maybe(key, asked));
        }
    }

    private List<String> unasked() {
        return entries.keySet().stream()
                .filter(key -> !asked.contains(key) && !isUnread(key))
                .toList();
    }

    private boolean isUnread(String key) {
        return section()
                .flatMap(known -> known.find(key))
                .filter(known -> known.presence() == Key.Presence.UNREAD)
                .isPresent();
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
