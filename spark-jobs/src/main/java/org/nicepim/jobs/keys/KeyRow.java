package org.nicepim.jobs.keys;

import java.util.ArrayList;
import java.util.List;
import org.nicepim.config.Key;
import org.nicepim.config.KeyType;
import org.nicepim.config.Section;

/**
 * A key of a file, as people read of it.
 *
 * @param path dots between levels, {@code []} behind a list, {@code NAME} for a key of the user's own
 * @param type what its value may be, in words
 * @param key what the readers know of it
 */
public record KeyRow(String path, String type, Key key) {
    /** All keys of a kind of file; those of other kinds that stand inside of it are not repeated. */
    public static List<KeyRow> of(Section section) {
        List<KeyRow> rows = new ArrayList<>();
        add(section, "", rows);
        return rows;
    }

    private static void add(Section section, String prefix, List<KeyRow> rows) {
        for (Key key : section.keys()) {
            String path = prefix + key.name();
            rows.add(new KeyRow(path, key.type().fold(new TypeWords()), key));
            below(key.type(), path, rows);
        }
    }

    private static void below(KeyType type, String path, List<KeyRow> rows) {
        type.as(KeyType.ListOf.class).ifPresent(list -> below(list.item(), path + "[]", rows));
        type.as(KeyType.MapOf.class).ifPresent(map -> below(map.value(), path + ".NAME", rows));
        type.as(Section.class)
                .filter(section -> section.file().isEmpty())
                .ifPresent(section -> add(section, path + ".", rows));
    }

    /** What holds if a file does not say the key, in words. */
    public String otherwise() {
        return switch (key.presence()) {
            case REQUIRED -> "required";
            case DEFAULT, OPTIONAL -> key.otherwise();
            case UNREAD -> "nobody reads it";
        };
    }
}
