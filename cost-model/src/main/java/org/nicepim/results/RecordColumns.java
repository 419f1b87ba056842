package org.nicepim.results;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Constructor;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Flattens a record class into named columns and back. Component names become snake_case; nested records add their own
 * columns in place; an {@code Optional} record or an {@code OptionalDouble} may be null.
 *
 * @param <T> the record class
 */
public final class RecordColumns<T extends Record> {
    /** Types of column values. */
    public enum Type {
        /** 32-bit integer. */
        INT,
        /** 64-bit integer. */
        LONG,
        /** 64-bit floating point. */
        DOUBLE,
        /** True or false. */
        BOOLEAN,
        /** UTF-8 text. */
        STRING
    }

    /**
     * One column.
     *
     * @param name in snake_case, unique in its table
     * @param type of its values
     * @param nullable whether a value may be missing
     */
    public record Column(String name, Type type, boolean nullable) {}

    private final Node root;
    private final List<Column> columns;

    private RecordColumns(Node root, List<Column> columns) {
        this.root = root;
        this.columns = columns;
    }

    /**
     * The columns of a record class.
     *
     * @throws IllegalArgumentException if a component's type is not supported or two columns have the same name
     */
    public static <T extends Record> RecordColumns<T> of(Class<T> type) {
        List<Column> columns = new ArrayList<>();
        Node root = Node.of(type, false, columns);
        Set<String> names = new HashSet<>();
        columns.forEach(column -> {
            if (!names.add(column.name())) {
                throw new IllegalArgumentException(type + " has two columns " + column.name());
            }
        });
        return new RecordColumns<>(root, List.copyOf(columns));
    }

    /** The columns in order. */
    public List<Column> columns() {
        return columns;
    }

    /** The values of a record, one per column; missing ones are null. */
    public List<@Nullable Object> values(T row) {
        List<@Nullable Object> values = new ArrayList<>(columns.size());
        root.write(row, values);
        return values;
    }

    /** The record of these values, one per column. */
    @SuppressWarnings("unchecked")
    public T row(List<? extends @Nullable Object> values) {
        return (T) root.read(values, new int[1]);
    }

    static String snakeCase(String name) {
        return name.replaceAll("([a-z0-9])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
    }

    /** One record class with its components. */
    private record Node(Constructor<?> constructor, List<Part> parts) {
        static Node of(Class<?> type, boolean nullable, List<Column> columns) {
            List<Part> parts = new ArrayList<>();
            RecordComponent[] components = type.getRecordComponents();
            for (RecordComponent component : components) {
                parts.add(Part.of(component, nullable, columns));
            }
            Class<?>[] types =
                    Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
            try {
                return new Node(type.getDeclaredConstructor(types), List.copyOf(parts));
            } catch (NoSuchMethodException e) {
                throw new IllegalArgumentException(type + " has no canonical constructor", e);
            }
        }

        void write(@Nullable Object row, List<@Nullable Object> values) {
            for (Part part : parts) {
                Object value = row == null ? null : part.get(row);
                if (value instanceof Optional<?> optional) {
                    value = optional.orElse(null);
                } else if (value instanceof OptionalDouble optional) {
                    value = optional.isPresent() ? optional.getAsDouble() : null;
                }
                if (part.nested.isPresent()) {
                    part.nested.get().write(value, values);
                } else {
                    values.add(value);
                }
            }
        }

        Object read(List<? extends @Nullable Object> values, int[] at) {
            @Nullable Object[] arguments = new @Nullable Object[parts.size()];
            for (int i = 0; i < arguments.length; i++) {
                arguments[i] = parts.get(i).read(values, at);
            }
            try {
                return constructor.newInstance(arguments);
            } catch (ReflectiveOperationException e) {
                throw new IllegalArgumentException("cannot make " + constructor.getDeclaringClass(), e);
            }
        }

        int width() {
            return parts.stream()
                    .mapToInt(p -> p.nested.map(Node::width).orElse(1))
                    .sum();
        }
    }

    /** One component. */
    private record Part(MethodHandle accessor, Optional<Node> nested, boolean optional, boolean optionalDouble) {
        static Part of(RecordComponent component, boolean nullable, List<Column> columns) {
            MethodHandle accessor = accessor(component);
            Class<?> type = component.getType();
            boolean optional = type == Optional.class;
            if (optional) {
                type = (Class<?>) ((ParameterizedType) component.getGenericType()).getActualTypeArguments()[0];
            }
            if (type.isRecord()) {
                return new Part(accessor, Optional.of(Node.of(type, nullable || optional, columns)), optional, false);
            }
            boolean optionalDouble = type == OptionalDouble.class;
            columns.add(new Column(
                    snakeCase(component.getName()), columnType(type), nullable || optional || optionalDouble));
            return new Part(accessor, Optional.empty(), optional, optionalDouble);
        }

        private static MethodHandle accessor(RecordComponent component) {
            try {
                return MethodHandles.lookup().unreflect(component.getAccessor());
            } catch (IllegalAccessException e) {
                throw new IllegalArgumentException(component + " cannot be read", e);
            }
        }

        Object get(Object row) {
            try {
                return accessor.invoke(row);
            } catch (RuntimeException | Error e) {
                throw e;
            } catch (Throwable e) {
                throw new IllegalStateException(e);
            }
        }

        @Nullable
        Object read(List<? extends @Nullable Object> values, int[] at) {
            if (nested.isPresent()) {
                int width = nested.get().width();
                boolean missing = optional
                        && values.subList(at[0], at[0] + width).stream().allMatch(v -> v == null);
                if (missing) {
                    at[0] += width;
                    return Optional.empty();
                }
                Object record = nested.get().read(values, at);
                return optional ? Optional.of(record) : record;
            }
            Object value = values.get(at[0]++);
            if (optionalDouble) {
                return value == null ? OptionalDouble.empty() : OptionalDouble.of((Double) value);
            }
            return optional ? Optional.ofNullable(value) : value;
        }
    }

    private static Type columnType(Class<?> type) {
        if (type == int.class) {
            return Type.INT;
        }
        if (type == long.class) {
            return Type.LONG;
        }
        if (type == double.class || type == OptionalDouble.class) {
            return Type.DOUBLE;
        }
        if (type == boolean.class) {
            return Type.BOOLEAN;
        }
        if (type == String.class) {
            return Type.STRING;
        }
        throw new IllegalArgumentException("no column type for " + type);
    }
}
