package org.nicepim.jobs.keys;

import java.util.List;
import java.util.Set;
import org.nicepim.config.Section;
import org.nicepim.config.SourcedValue;
import org.nicepim.hardware.ConfigFiles;

/** Writes all kinds of file and their keys as one page of Markdown. */
public final class KeyPage {
    /** Kinds of which folders under {@code conf} have examples. */
    private static final Set<String> WITH_EXAMPLES =
            Set.of("explore", "sweep", "workload", "space", "hardware", "technology", "dram", "nest");

    private KeyPage() {}

    /** The page. */
    public static String text() {
        StringBuilder page = new StringBuilder();
        page.append("""
                # Configuration files

                <!-- Written by `./nicepim config --markdown > docs/configuration.md` from the tables by which the program reads its files. -->

                Every key of every file. A key that is not here is an error, and a wrong value is refused with file, line, key, value and rule before any
                work starts. `nicepim config KIND` prints this in the terminal, `nicepim init DIR` writes files to start from.

                For editors there is a JSON Schema of each kind in [conf/schema](../conf/schema) (`nicepim config --schema KIND` prints it). Files of this project
                name theirs in their first line, which editors with YAML's language server heed:

                ```yaml
                # yaml-language-server: $schema=../schema/explore.schema.json
                ```

                Keys below others are written with dots, `[]` stands for each item of a list, `NAME` for a key of your own. Sizes take `B`, `KiB`, `MiB`
                or `GiB`. A key below one that may be left out is required where that one stands. `--set key=value` of `explore` and `sweep` overrides a key.

                """);
        page.append("| kind | what |\n|---|---|\n");
        for (Section kind : ConfigKinds.ALL) {
            page.append("| [")
                    .append(kind.file())
                    .append("](#")
                    .append(kind.file())
                    .append(") | ");
            page.append(cell(kind.meaning())).append(" |\n");
        }
        ConfigKinds.ALL.forEach(kind -> add(kind, page));
        constants(ConfigFiles.Kind.TECHNOLOGY, "default", page);
        constants(ConfigFiles.Kind.DRAM, "sedram", page);
        return page.toString();
    }

    private static void add(Section kind, StringBuilder page) {
        page.append("\n## ").append(kind.file()).append("\n\n").append(kind.meaning());
        if (WITH_EXAMPLES.contains(kind.file())) {
            page.append(" Examples: [conf/")
                    .append(kind.file())
                    .append("](../conf/")
                    .append(kind.file())
                    .append(").");
        }
        if (kind.extendable()) {
            page.append(" What is required may stand in the file that it extends.");
        }
        page.append("\n\n| key | value | unit | if left out | meaning |\n|---|---|---|---|---|\n");
        for (KeyRow row : KeyRow.of(kind)) {
            String type = row.type().replaceAll("\\(see ([a-z-]+)\\)", "([see $1](#$1))");
            page.append("| `")
                    .append(row.path())
                    .append("` | ")
                    .append(cell(type))
                    .append(" | ");
            page.append(row.key().unit()).append(" | ").append(otherwise(row)).append(" | ");
            page.append(cell(row.key().meaning())).append(" |\n");
        }
    }

    private static String otherwise(KeyRow row) {
        return switch (row.key().presence()) {
            case REQUIRED -> "**required**";
            case DEFAULT -> "`" + row.otherwise() + "`";
            case OPTIONAL, UNREAD -> cell(row.otherwise());
        };
    }

    /** What a built-in file says and why: its comments. */
    private static void constants(ConfigFiles.Kind kind, String name, StringBuilder page) {
        String file = "conf/" + kind.folder() + "/" + name + ".yaml";
        page.append("\n## Constants of ").append(file).append(" and where they come from\n\n");
        page.append("| key | value | source |\n|---|---|---|\n");
        List<SourcedValue> values = SourcedValue.read(ConfigFiles.builtIn(kind, name), file).stream()
                .filter(value -> !value.path().equals("name"))
                .toList();
        for (SourcedValue value : values) {
            page.append("| `")
                    .append(value.path())
                    .append("` | ")
                    .append(cell(value.value()))
                    .append(" | ");
            page.append(cell(value.source())).append(" |\n");
        }
    }

    private static String cell(String text) {
        return text.replace("|", "\\|").replace("*", "\\*");
    }
}
