package org.nicepim.config;

/**
 * A key of a mapping.
 *
 * @param name as files say it
 * @param type what its value may be
 * @param unit of its value; empty if it has none
 * @param presence whether a file must say it, and whether anybody reads it
 * @param otherwise what holds if the file does not say it: a value for {@link Presence#DEFAULT}, words for {@link Presence#OPTIONAL}, else
 *     empty
 * @param meaning for people, in one line of Markdown
 */
public record Key(String name, KeyType type, String unit, Presence presence, String otherwise, String meaning) {
    /** Whether a file must say a key. */
    public enum Presence {
        /** It must; where a file may extend another, that one may say it instead. */
        REQUIRED,
        /** It need not; a fixed value stands in. */
        DEFAULT,
        /** It need not; what holds then follows from something else. */
        OPTIONAL,
        /** It may be there for people or other programs; nobody here reads it. */
        UNREAD
    }

    /** A key that must be there. */
    public static Key required(String name, KeyType type, String meaning) {
        return new Key(name, type, "", Presence.REQUIRED, "", meaning);
    }

    /**
     * A key that stands for a value if it is left out.
     *
     * @param value as a file would say it
     */
    public static Key or(String name, KeyType type, Object value, String meaning) {
        return new Key(name, type, "", Presence.DEFAULT, String.valueOf(value), meaning);
    }

    /**
     * A key that may be left out.
     *
     * @param otherwise what holds then, in words
     */
    public static Key orElse(String name, KeyType type, String otherwise, String meaning) {
        return new Key(name, type, "", Presence.OPTIONAL, otherwise, meaning);
    }

    /** A key that may be there, but that nobody reads. */
    public static Key unread(String name, KeyType type, String meaning) {
        return new Key(name, type, "", Presence.UNREAD, "", meaning);
    }

    /** The same key with a unit. */
    public Key in(String newUnit) {
        return new Key(name, type, newUnit, presence, otherwise, meaning);
    }
}
