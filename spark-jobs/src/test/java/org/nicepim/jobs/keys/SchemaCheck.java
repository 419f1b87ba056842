package org.nicepim.jobs.keys;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** Holds documents against JSON Schema, as far as ours use it; a keyword that is not known here is refused. */
final class SchemaCheck {
    private static final Set<String> FOR_PEOPLE = Set.of("$schema", "title", "description", "$defs");

    private final JsonNode top;

    SchemaCheck(JsonNode top) {
        this.top = top;
    }

    /** What is wrong with a document. */
    List<String> faults(JsonNode document) {
        List<String> faults = new ArrayList<>();
        check(top, document, "", faults);
        return faults;
    }

    private void check(JsonNode schema, JsonNode value, String path, List<String> faults) {
        schema.properties().forEach(rule -> {
            if (!FOR_PEOPLE.contains(rule.getKey())
                    && !holds(rule.getKey(), rule.getValue(), schema, value, path, faults)) {
                faults.add(path + ": " + rule.getKey() + " " + rule.getValue());
            }
        });
    }

    private boolean holds(
            String rule, JsonNode said, JsonNode schema, JsonNode value, String path, List<String> faults) {
        switch (rule) {
            case "$ref" -> check(Objects.requireNonNull(top.at(said.asText().substring(1))), value, path, faults);
            case "properties" ->
                value.properties().forEach(entry -> {
                    if (said.has(entry.getKey())) {
                        check(said.get(entry.getKey()), entry.getValue(), path + "." + entry.getKey(), faults);
                    }
                });
            case "items" -> value.elements().forEachRemaining(item -> check(said, item, path + "[]", faults));
            default -> {
                return tells(rule, said, schema, value, path, faults);
            }
        }
        return true;
    }

    private boolean tells(
            String rule, JsonNode said, JsonNode schema, JsonNode value, String path, List<String> faults) {
        return switch (rule) {
            case "type" -> isOf(said, value);
            case "enum" -> has(said, value);
            case "minimum" -> !value.isNumber() || value.decimalValue().compareTo(said.decimalValue()) >= 0;
            case "maximum" -> !value.isNumber() || value.decimalValue().compareTo(said.decimalValue()) <= 0;
            case "multipleOf" -> !value.isIntegralNumber() || value.asLong() % said.asLong() == 0;
            case "pattern" -> !value.isTextual() || value.asText().matches(said.asText());
            case "minItems" -> !value.isArray() || value.size() >= said.asInt();
            case "maxItems" -> !value.isArray() || value.size() <= said.asInt();
            case "required" -> !value.isObject() || hasAll(said, value);
            case "anyOf" -> any(said, value);
            case "additionalProperties" -> others(said, schema, value, path, faults);
            default -> throw new AssertionError("a schema says '" + rule + "', which this check does not know");
        };
    }

    private static boolean isOf(JsonNode said, JsonNode value) {
        if (said.isArray()) {
            boolean any = false;
            for (JsonNode one : said) {
                any |= isOf(one, value);
            }
            return any;
        }
        return switch (said.asText()) {
            case "object" -> value.isObject();
            case "array" -> value.isArray();
            case "integer" -> value.isIntegralNumber();
            case "number" -> value.isNumber();
            case "string" -> value.isTextual();
            case "boolean" -> value.isBoolean();
            case "null" -> value.isNull();
            default -> throw new AssertionError("a schema says type " + said);
        };
    }

    private static boolean has(JsonNode list, JsonNode value) {
        for (JsonNode one : list) {
            if (one.equals(value)) {
                return true;
            }
        }
        return false;
    }

    private static boolean hasAll(JsonNode names, JsonNode value) {
        boolean all = true;
        for (JsonNode name : names) {
            all &= value.has(name.asText());
        }
        return all;
    }

    private boolean any(JsonNode schemas, JsonNode value) {
        for (JsonNode one : schemas) {
            List<String> inside = new ArrayList<>();
            check(one, value, "", inside);
            if (inside.isEmpty()) {
                return true;
            }
        }
        return false;
    }

    private boolean others(JsonNode said, JsonNode schema, JsonNode value, String path, List<String> faults) {
        boolean none = true;
        for (var entry : value.properties()) {
            if (!schema.path("properties").has(entry.getKey())) {
                none &= said.isObject();
                if (said.isObject()) {
                    check(said, entry.getValue(), path + "." + entry.getKey(), faults);
                }
            }
        }
        return none;
    }
}
