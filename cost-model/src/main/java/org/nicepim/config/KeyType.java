package org.nicepim.config;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What may stand at a place of a configuration file. Readers take their bounds from here, and the documentation and the JSON Schemas are
 * written from it, so the three cannot differ.
 */
public sealed interface KeyType
        permits KeyType.Anything,
                KeyType.Bytes,
                KeyType.Decimal,
                KeyType.Either,
                KeyType.Flag,
                KeyType.ListOf,
                KeyType.MapOf,
                KeyType.Nothing,
                KeyType.Text,
                KeyType.Whole,
                KeyType.Words,
                Section {
    /**
     * What one does with each kind of type.
     *
     * @param <T> what comes of it
     */
    interface Cases<T> {
        /** A whole number. */
        T whole(Whole type);

        /** A number. */
        T decimal(Decimal type);

        /** True or false. */
        T flag();

        /** Text. */
        T text(Text type);

        /** One of some words. */
        T words(Words type);

        /** An amount of memory. */
        T bytes(Bytes type);

        /** {@code null}. */
        T nothing();

        /** Whatever one likes: nobody reads it. */
        T anything();

        /** A list. */
        T list(ListOf type);

        /** A mapping whose keys are names of the user's. */
        T map(MapOf type);

        /** One of several. */
        T either(Either type);

        /** A mapping whose keys are known. */
        T section(Section type);
    }

    /** Does what the cases say of this kind of type. */
    <T> T fold(Cases<T> cases);

    /** This type, or the alternative of it that is of a kind. */
    default <K extends KeyType> Optional<K> as(Class<K> kind) {
        return kind.isInstance(this) ? Optional.of(kind.cast(this)) : Optional.empty();
    }

    /** A whole number. */
    static KeyType whole(long least, long most) {
        return new Whole(least, most, 1);
    }

    /** A number. */
    static KeyType decimal(double least, double most) {
        return new Decimal(least, most);
    }

    /** Text of any form. */
    static KeyType text() {
        return new Text("", "");
    }

    /**
     * Text of some form, in either case.
     *
     * @param form for people
     * @param pattern in lower case, a regular expression that Java and JavaScript share
     */
    static KeyType eitherCase(String form, String pattern) {
        String both = Pattern.compile("[a-z]")
                .matcher(pattern)
                .replaceAll(letter -> "[" + letter.group() + letter.group().toUpperCase(Locale.ROOT) + "]");
        return new Text(form, both);
    }

    /** A list of at least one item. */
    static KeyType listOf(KeyType item) {
        return new ListOf(item, 1, Integer.MAX_VALUE);
    }

    /** One of several types. */
    static KeyType either(KeyType... types) {
        return new Either(List.of(types));
    }

    /** A value, or a list of such. */
    static KeyType oneOrMore(KeyType item) {
        return either(item, listOf(item));
    }

    /**
     * A whole number.
     *
     * @param least lower bound, included
     * @param most upper bound, included
     * @param step what it must be a multiple of
     */
    record Whole(long least, long most, int step) implements KeyType {
        @Override
        public <T> T fold(Cases<T> cases) {
            return cases.whole(this);
        }
    }

    /**
     * A finite number.
     *
     * @param least lower bound, included
     * @param most upper bound, included
     */
    record Decimal(double least, double most) implements KeyType {
        @Override
        public <T> T fold(Cases<T> cases) {
            return cases.decimal(this);
        }
    }

    /** True or false. */
    record Flag() implements KeyType {
        @Override
        public <T> T fold(Cases<T> cases) {
            return cases.flag();
        }
    }

    /**
     * Text.
     *
     * @param form what it must look like, for people; empty if that is free
     * @param pattern the same as a regular expression that Java and JavaScript share; empty if it is free
     */
    record Text(String form, String pattern) implements KeyType {
        @Override
        public <T> T fold(Cases<T> cases) {
            return cases.text(this);
        }
    }

    /**
     * One of some words.
     *
     * @param words all of them
     */
    record Words(List<String> words) implements KeyType {
        /** Copies the list. */
        public Words {
            words = List.copyOf(words);
        }

        @Override
        public <T> T fold(Cases<T> cases) {
            return cases.words(this);
        }
    }

    /**
     * An amount of memory: a number of bytes, or one with a suffix, such as {@code 64KiB}.
     *
     * @param least lower bound in bytes, included
     * @param most upper bound in bytes, included
     */
    record Bytes(long least, long most) implements KeyType {
        @Override
        public <T> T fold(Cases<T> cases) {
            return cases.bytes(this);
        }
    }

    /** {@code null}, which says the same as a key that is left out. */
    record Nothing() implements KeyType {
        @Override
        public <T> T fold(Cases<T> cases) {
            return cases.nothing();
        }
    }

    /** Whatever one likes: nobody reads it. */
    record Anything() implements KeyType {
        @Override
        public <T> T fold(Cases<T> cases) {
            return cases.anything();
        }
    }

    /**
     * A list.
     *
     * @param item what its items are
     * @param least number of items
     * @param most number of items
     */
    record ListOf(KeyType item, int least, int most) implements KeyType {
        @Override
        public <T> T fold(Cases<T> cases) {
            return cases.list(this);
        }
    }

    /**
     * A mapping whose keys are names of the user's.
     *
     * @param value what stands under each name
     */
    record MapOf(KeyType value) implements KeyType {
        @Override
        public <T> T fold(Cases<T> cases) {
            return cases.map(this);
        }
    }

    /**
     * One of several types, at most one of each kind: what stands in the file tells which is meant.
     *
     * @param types all of them
     */
    record Either(List<KeyType> types) implements KeyType {
        /** Checks that no kind stands twice. */
        public Either {
            types = List.copyOf(types);
            long kinds = types.stream().map(KeyType::getClass).distinct().count();
            if (kinds < types.size()) {
                throw new IllegalArgumentException("two types of one kind cannot be told apart");
            }
        }

        @Override
        public <T> T fold(Cases<T> cases) {
            return cases.either(this);
        }

        @Override
        public <K extends KeyType> Optional<K> as(Class<K> kind) {
            return types.stream().flatMap(type -> type.as(kind).stream()).findFirst();
        }
    }
}
