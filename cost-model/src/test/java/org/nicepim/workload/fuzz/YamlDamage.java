package org.nicepim.workload.fuzz;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.nicepim.testkit.Gen;

/** Damages the text of a workload. */
final class YamlDamage {
    private static final Pattern NUMBER = Pattern.compile("\\d+");
    private static final Pattern WORD = Pattern.compile("[a-zA-Z_]{3,}");

    /** Kinds of damage. */
    enum Kind {
        TRUNCATED,
        CHARACTER_CHANGED,
        LINE_LOST,
        LINE_REPEATED,
        LINES_SWAPPED,
        NUMBER_CHANGED,
        WORD_CHANGED,
        INDENTED
    }

    private final Gen gen;

    YamlDamage(Gen gen) {
        this.gen = gen;
    }

    String of(String text, Kind kind) {
        List<String> lines = new ArrayList<>(text.lines().toList());
        int at = gen.between(0, lines.size() - 1);
        switch (kind) {
            case TRUNCATED -> {
                return text.substring(0, gen.between(0, text.length() - 1));
            }
            case CHARACTER_CHANGED -> {
                StringBuilder changed = new StringBuilder(text);
                String odd = "{}[]:,-#&*!|>'\"%@`\t\0é";
                changed.setCharAt(gen.between(0, text.length() - 1), odd.charAt(gen.between(0, odd.length() - 1)));
                return changed.toString();
            }
            case LINE_LOST -> lines.remove(at);
            case LINE_REPEATED -> lines.add(at, lines.get(at));
            case LINES_SWAPPED -> lines.add(lines.remove(at));
            case NUMBER_CHANGED ->
                lines.set(
                        at,
                        replaced(
                                NUMBER,
                                lines.get(at),
                                gen.oneOf(
                                        "0",
                                        "-1",
                                        "2147483647",
                                        "2147483648",
                                        "9223372036854775807",
                                        "1e99",
                                        ".nan",
                                        "x")));
            case WORD_CHANGED ->
                lines.set(at, replaced(WORD, lines.get(at), gen.oneOf("conv1", "null", "true", "name", "\u0000")));
            default -> lines.set(at, "  " + lines.get(at));
        }
        return String.join("\n", lines) + "\n";
    }

    private String replaced(Pattern pattern, String line, String with) {
        Matcher matcher = pattern.matcher(line);
        List<Integer> starts = new ArrayList<>();
        List<Integer> ends = new ArrayList<>();
        while (matcher.find()) {
            starts.add(matcher.start());
            ends.add(matcher.end());
        }
        if (starts.isEmpty()) {
            return line;
        }
        int which = gen.between(0, starts.size() - 1);
        return line.substring(0, starts.get(which)) + with + line.substring(ends.get(which));
    }
}
