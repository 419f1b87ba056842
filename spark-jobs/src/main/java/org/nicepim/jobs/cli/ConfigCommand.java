package org.nicepim.jobs.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.nicepim.config.ConfigException;
import org.nicepim.config.Section;
import org.nicepim.jobs.keys.ConfigKinds;
import org.nicepim.jobs.keys.KeyPage;
import org.nicepim.jobs.keys.KeyRow;
import org.nicepim.jobs.keys.KeySchema;
import org.nicepim.jobs.run.Json;
import picocli.CommandLine;

/** {@code nicepim config}: which keys configuration files have. */
@CommandLine.Command(
        name = "config",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "Prints the keys of a kind of configuration file: type, unit, default and meaning; or their JSON Schema for editors."
                    + " Without KIND it lists the kinds.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  nicepim config",
            "  nicepim config explore",
            "  nicepim config --schema explore > explore.schema.json",
            "  nicepim config --schemas conf/schema      all kinds",
            "  nicepim config --markdown > docs/configuration.md"
        })
final class ConfigCommand implements Callable<Integer> {
    @CommandLine.Parameters(
            arity = "0..1",
            paramLabel = "KIND",
            completionCandidates = Candidates.ConfigNames.class,
            description = "kind of file: ${COMPLETION-CANDIDATES}")
    private @Nullable String kind;

    @CommandLine.Option(
            names = "--schema",
            paramLabel = "KIND",
            completionCandidates = Candidates.ConfigNames.class,
            description = "prints the JSON Schema (draft 2020-12) of a kind of file")
    private @Nullable String schema;

    @CommandLine.Option(
            names = "--schemas",
            paramLabel = "DIR",
            description = "writes the JSON Schemas of all kinds there, as KIND.schema.json")
    private @Nullable Path folder;

    @CommandLine.Option(names = "--markdown", description = "prints all kinds as one page of Markdown")
    private boolean markdown;

    @CommandLine.Mixin
    private OutputOptions output = new OutputOptions();

    @CommandLine.Spec
    private CommandLine.Model.@Nullable CommandSpec spec;

    @Override
    public Integer call() {
        CommandLine line = Objects.requireNonNull(spec).commandLine();
        PrintWriter out = line.getOut();
        if (Stream.of(kind != null, schema != null, folder != null, markdown)
                        .filter(asked -> asked)
                        .count()
                > 1) {
            throw new ConfigException("KIND, --schema, --schemas and --markdown each ask for something else. Maybe one"
                    + " after the other?");
        }
        if (schema != null) {
            Json.print(out, KeySchema.of(found("--schema", schema)));
        } else if (folder != null) {
            write(folder, output.notes(line));
        } else if (markdown) {
            out.print(KeyPage.text());
            out.flush();
        } else if (kind != null) {
            keys(found("KIND", kind), out);
        } else {
            kinds(out);
        }
        return Main.DONE;
    }

    private static Section found(String option, String word) {
        return Inputs.word(option, word, ConfigKinds.names(), name -> ConfigKinds.find(name)
                .orElseThrow());
    }

    private void kinds(PrintWriter out) {
        if (output.json()) {
            ObjectNode document = Json.object();
            ArrayNode kinds = document.putArray("kinds");
            ConfigKinds.ALL.forEach(
                    section -> kinds.addObject().put("kind", section.file()).put("meaning", section.meaning()));
            Json.print(out, document);
            return;
        }
        for (Section section : ConfigKinds.ALL) {
            out.println(section.file());
            out.println("    " + plain(section.meaning()));
        }
    }

    private void keys(Section section, PrintWriter out) {
        if (output.json()) {
            ObjectNode document = Json.object();
            document.put("kind", section.file());
            ArrayNode keys = document.putArray("keys");
            for (KeyRow row : KeyRow.of(section)) {
                keys.addObject()
                        .put("key", row.path())
                        .put("value", row.type())
                        .put("unit", row.key().unit())
                        .put("if_left_out", row.otherwise())
                        .put("meaning", row.key().meaning());
            }
            Json.print(out, document);
            return;
        }
        out.println(plain(section.meaning()));
        out.println();
        for (KeyRow row : KeyRow.of(section)) {
            String unit = row.key().unit();
            out.println(row.path() + (unit.isEmpty() ? "" : " [" + unit + "]") + "  (" + plain(row.otherwise()) + ")");
            out.println("    " + plain(row.key().meaning()));
            out.println("    " + row.type());
        }
    }

    /** Without the marks of Markdown. */
    private static String plain(String text) {
        return text.replace("`", "");
    }

    private static void write(Path target, PrintWriter notes) {
        try {
            Files.createDirectories(target);
            for (Section section : ConfigKinds.ALL) {
                Path file = target.resolve(section.file() + ".schema.json");
                Files.writeString(file, Json.text(KeySchema.of(section)) + "\n", StandardCharsets.UTF_8);
                notes.println("wrote " + file);
            }
        } catch (IOException e) {
            throw new ConfigException("--schemas " + target + ": cannot be written (" + e + ").", e);
        }
    }
}
