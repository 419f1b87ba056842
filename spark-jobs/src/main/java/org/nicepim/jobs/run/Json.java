package org.nicepim.jobs.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;

/** JSON documents: how they are begun, and how they become text. */
public final class Json {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private Json() {}

    /** An object without keys. */
    public static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    /** A list without values. */
    public static ArrayNode array() {
        return MAPPER.createArrayNode();
    }

    /** Maps, lists and values as JSON. */
    public static JsonNode tree(Object value) {
        return MAPPER.valueToTree(value);
    }

    /** A document and nothing else, for a command's standard output. */
    public static void print(PrintWriter out, JsonNode document) {
        out.println(text(document));
    }

    /** For people too: a key a line. */
    public static String text(JsonNode document) {
        return document.toPrettyString();
    }

    /** One line. */
    public static String line(JsonNode document) {
        try {
            return MAPPER.writeValueAsString(document);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
