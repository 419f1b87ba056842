package org.nicepim.config;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A mapping whose keys are known: the one table that its reader, its documentation and its JSON Schema share. A {@link YamlNode} that has
 * been told its section hands out no other keys.
 *
 * @param file name of the kind of file whose top it is, such as {@code explore}; empty if it only stands inside of others
 * @param meaning for people, in a line of Markdown
 * @param keys in the order in which people read them
 */
public record Section(String file, String meaning, List<Key> keys) implements KeyType {
    /** Key by which a file takes what it does not say from another one. */
    public static final String EXTENDS = "extends";

    /** Checks that no key stands twice. */
    public Section {
        keys = List.copyOf(keys);
        if (keys.stream().map(Key::name).distinct().count() < keys.size()) {
            throw new IllegalArgumentException(
                    "a key stands twice: " + keys.stream().map(Key::name).collect(Collectors.joining(", ")));
        }
    }

    /** A mapping inside of files. */
    public static Section of(Key... keys) {
        return new Section("", "", Arrays.asList(keys));
    }

    /** The top mapping of a kind of file. */
    public static Section file(String name, String meaning, Key... keys) {
        return new Section(name, meaning, Arrays.asList(keys));
    }

    @Override
    public <T> T fold(Cases<T> cases) {
        return cases.section(this);
    }

    /** The key of a name, if the section has it. */
    public Optional<Key> find(String name) {
        return keys.stream().filter(key -> key.name().equals(name)).findFirst();
    }

    /** The key of a name, which the section must have. */
    public Key key(String name) {
        return find(name)
                .orElseThrow(() -> new IllegalStateException("no table of keys has '" + name + "'; there are "
                        + keys.stream().map(Key::name).collect(Collectors.joining(", "))));
    }

    /** True if a file may take what it does not say from another one. */
    public boolean extendable() {
        return find(EXTENDS).isPresent();
    }
}
