package org.nicepim.workload.yaml;

import java.util.List;
import java.util.regex.Pattern;

/** Pieces of YAML text. */
final class Yaml {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./][A-Za-z0-9_./-]*");
    private static final int FIRST_PRINTABLE = 0x20;
    private static final int LAST_ASCII = 0x7e;

    private Yaml() {}

    static String mapping(List<String> fields) {
        return "{" + String.join(", ", fields) + "}";
    }

    static String list(List<String> items) {
        return "[" + String.join(", ", items) + "]";
    }

    /** A word as it is if that is safe, else between quotes. */
    static String scalar(String text) {
        if (PLAIN.matcher(text).matches()) {
            return text;
        }
        StringBuilder quoted = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                quoted.append('\\').append(c);
            } else if (c >= FIRST_PRINTABLE && c <= LAST_ASCII) {
                quoted.append(c);
            } else {
                quoted.append(String.format("\\u%04x", (int) c));
            }
        }
        return quoted.append('"').toString();
    }
}
