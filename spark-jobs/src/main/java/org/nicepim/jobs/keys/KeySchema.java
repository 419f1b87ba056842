package org.nicepim.jobs.keys;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.TreeMap;
import org.nicepim.config.Key;
import org.nicepim.config.KeyType;
import org.nicepim.config.Section;

/**
 * Writes a kind of file as JSON Schema (draft 2020-12). It says what a key alone says: rules between keys, and what files that a file names
 * hold, are the program's to check. Where a file may extend another one, only one that does not must say all that is required.
 */
public final class KeySchema implements KeyType.Cases<ObjectNode> {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    /** Kinds of file that stand inside of this one. */
    private final Map<String, ObjectNode> inside = new TreeMap<>();
    /** True inside of a kind of file that may extend another one. */
    private boolean partial;

    private KeySchema() {}

    /** The schema of a kind of file. */
    public static ObjectNode of(Section kind) {
        KeySchema schema = new KeySchema();
        ObjectNode document = NODES.objectNode();
        document.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        document.put("title", "NicePIM: " + kind.file());
        document.put("description", kind.meaning());
        document.setAll(schema.mapping(kind));
        if (!schema.inside.isEmpty()) {
            ObjectNode definitions = document.putObject("$defs");
            schema.inside.forEach(definitions::set);
        }
        return document;
    }

    private ObjectNode mapping(Section section) {
        boolean before = partial;
        partial |= section.extendable();
        ObjectNode schema = type("object");
        ObjectNode properties = NODES.objectNode();
        ArrayNode required = NODES.arrayNode();
        for (Key key : section.keys()) {
            properties.set(key.name(), property(key));
            if (key.presence() == Key.Presence.REQUIRED) {
                required.add(key.name());
            }
        }
        schema.set("properties", properties);
        schema.put("additionalProperties", false);
        if (section.extendable() && !before) {
            ArrayNode either = schema.putArray("anyOf");
            either.addObject().putArray("required").add(Section.EXTENDS);
            either.addObject().set("required", required);
        } else if (!required.isEmpty() && !partial) {
            schema.set("required", required);
        }
        partial = before;
        return schema;
    }

    private ObjectNode property(Key key) {
        ObjectNode schema = NODES.objectNode();
        KeyRow row = new KeyRow(key.name(), "", key);
        schema.put(
                "description",
                key.meaning() + (key.unit().isEmpty() ? "" : " [" + key.unit() + "]") + " (" + row.otherwise() + ")");
        schema.setAll(key.type().fold(this));
        return schema;
    }

    private static ObjectNode type(String name) {
        return NODES.objectNode().put("type", name);
    }

    @Override
    public ObjectNode whole(KeyType.Whole type) {
        ObjectNode schema = type("integer").put("minimum", type.least()).put("maximum", type.most());
        return type.step() > 1 ? schema.put("multipleOf", type.step()) : schema;
    }

    @Override
    public ObjectNode decimal(KeyType.Decimal type) {
        return type("number").put("minimum", type.least()).put("maximum", type.most());
    }

    @Override
    public ObjectNode flag() {
        return type("boolean");
    }

    /** Text that looks like a number is text, too. */
    @Override
    public ObjectNode text(KeyType.Text type) {
        if (!type.pattern().isEmpty()) {
            return type("string").put("pattern", "^(?:" + type.pattern() + ")$");
        }
        ObjectNode schema = NODES.objectNode();
        schema.putArray("type").add("string").add("number");
        return schema;
    }

    @Override
    public ObjectNode words(KeyType.Words type) {
        ObjectNode schema = NODES.objectNode();
        ArrayNode words = schema.putArray("enum");
        type.words().forEach(words::add);
        return schema;
    }

    @Override
    public ObjectNode bytes(KeyType.Bytes type) {
        ObjectNode schema = NODES.objectNode();
        schema.putArray("anyOf")
                .add(type("integer").put("minimum", type.least()).put("maximum", type.most()))
                .add(type("string").put("pattern", "^[0-9_]{1,15}\\s*(?:B|KiB|MiB|GiB)?$"));
        return schema;
    }

    @Override
    public ObjectNode nothing() {
        return type("null");
    }

    @Override
    public ObjectNode anything() {
        return NODES.objectNode();
    }

    @Override
    public ObjectNode list(KeyType.ListOf type) {
        ObjectNode schema = type("array");
        schema.set("items", type.item().fold(this));
        schema.put("minItems", type.least());
        return type.most() < Integer.MAX_VALUE ? schema.put("maxItems", type.most()) : schema;
    }

    @Override
    public ObjectNode map(KeyType.MapOf type) {
        ObjectNode schema = type("object");
        schema.set("additionalProperties", type.value().fold(this));
        return schema;
    }

    @Override
    public ObjectNode either(KeyType.Either type) {
        ObjectNode schema = NODES.objectNode();
        ArrayNode all = schema.putArray("anyOf");
        type.types().forEach(each -> all.add(each.fold(this)));
        return schema;
    }

    @Override
    public ObjectNode section(Section type) {
        if (type.file().isEmpty()) {
            return mapping(type);
        }
        if (!inside.containsKey(type.file())) {
            inside.put(type.file(), mapping(type));
        }
        return NODES.objectNode().put("$ref", "#/$defs/" + type.file());
    }
}
