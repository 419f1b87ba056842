package org.nicepim.jobs.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import org.nicepim.jobs.ProgramVersion;
import org.nicepim.jobs.run.Json;

/** The HTML file: a template, its style, the chart library, scripts, and the figures, all in one. */
public final class Page {
    private static final String OWN = "/nicepim/report/";
    /** One after the other they are one script. */
    private static final List<String> SCRIPTS =
            List.of("base", "table", "designs", "search", "layers", "mapping", "reproduction", "main");

    private Page() {}

    /** The file's text, with the version of this program and the time of day added to the document. */
    public static String madeNow(ObjectNode document) {
        document.put("version", ProgramVersion.text());
        document.put(
                "made",
                DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'", Locale.ROOT)
                        .format(ZonedDateTime.now(ZoneOffset.UTC)));
        return of(document);
    }

    /** The file's text. */
    public static String of(JsonNode document) {
        StringBuilder page = new StringBuilder(1 << 21);
        String template = resource(OWN + "report.html");
        int at = 0;
        for (int mark = template.indexOf("{{"); mark >= 0; mark = template.indexOf("{{", at)) {
            int end = template.indexOf("}}", mark);
            page.append(template, at, mark).append(part(template.substring(mark + 2, end), document));
            at = end + 2;
        }
        return page.append(template, at, template.length()).toString();
    }

    private static String part(String name, JsonNode document) {
        return switch (name) {
            case "title" -> text(title(document));
            case "style" -> resource(OWN + "report.css");
            case "library" -> script(resource(resource(OWN + "library.txt").strip()));
            case "script" ->
                script(SCRIPTS.stream()
                        .map(file -> resource(OWN + file + ".js"))
                        .collect(Collectors.joining("\n")));
            case "data" -> data(document);
            default -> throw new IllegalArgumentException("the template has an unknown part: " + name);
        };
    }

    private static String title(JsonNode document) {
        return document.path("folder").asText() + " · NicePIM report";
    }

    /** Text between tags. */
    static String text(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    /** A script that holds no end of its element. */
    static String script(String code) {
        return code.replace("</script", "<\\/script").replace("</SCRIPT", "<\\/SCRIPT");
    }

    /** JSON inside of a script element: no tag, comment or line end of JavaScript can begin in it. */
    static String data(JsonNode document) {
        return Json.line(document)
                .replace("<", "\\u003c")
                .replace("\u2028", "\\u2028")
                .replace("\u2029", "\\u2029");
    }

    private static String resource(String name) {
        try (InputStream in = Page.class.getResourceAsStream(name)) {
            return new String(
                    Objects.requireNonNull(in, name + " is not on the class path")
                            .readAllBytes(),
                    StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
