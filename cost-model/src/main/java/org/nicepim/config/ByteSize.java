package org.nicepim.config;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads amounts of memory: a plain number of bytes, or one with a suffix, such as {@code 64KiB}. */
final class ByteSize {
    private static final Pattern FORM = Pattern.compile("(\\d{1,15})\\s*(B|KiB|MiB|GiB)?");

    private ByteSize() {}

    /** The bytes that the node says, between two bounds, both included. */
    static long read(YamlNode node, long least, long most) {
        String text = node.text();
        Matcher form = FORM.matcher(text.replace("_", ""));
        if (!form.matches()) {
            throw node.error("'" + text + "' must be a number of bytes, such as 65536 or 64KiB.");
        }
        double bytes = Long.parseLong(form.group(1)) * unit(form.group(2));
        if (bytes < least || bytes > most) {
            throw node.error("'" + text + "' must lie between " + least + " and " + most + " bytes.");
        }
        return (long) bytes;
    }

    private static double unit(@Nullable String suffix) {
        return switch (suffix == null ? "B" : suffix) {
            case "KiB" -> 0x1p10;
            case "MiB" -> 0x1p20;
            case "GiB" -> 0x1p30;
            default -> 1;
        };
    }
}
