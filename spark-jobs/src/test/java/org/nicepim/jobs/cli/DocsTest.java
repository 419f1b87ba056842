package org.nicepim.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/**
 * Are the commands in the documentation commands of this program, do the files that they name exist, and do the cheap ones do and print what
 * the page says?
 */
class DocsTest {
    /** Options whose value is written. */
    private static final Set<String> WRITES = Set.of("--out", "--csv", "--trace");
    /** Commands that take a second or so whatever they are given. */
    private static final Set<String> CHEAP = Set.of("workloads", "schedule", "nest", "init", "config", "completion");
    /** With these, others do too. */
    private static final Set<String> SMALL = Set.of("--help", "--version", "conf/workload/lenet5.yaml");

    private static final Pattern FILE =
            Pattern.compile("[\\w./-]*\\w\\.(yaml|yml|onnx|json|csv|csv\\.gz|html)|[\\w-]+(/[\\w.-]+)+");

    /** A file, or a key with one. */
    private static final Pattern SET = Pattern.compile("([\\w.-]+=|)(.*)");

    private final Path temporary;

    DocsTest(@TempDir Path temporary) {
        this.temporary = temporary;
    }

    @Test
    void everyCommandIsOne() throws IOException {
        int commands = 0;
        for (DocsPage page : DocsPage.all()) {
            for (DocsPage.Block block : page.blocks()) {
                for (List<String> command : block.commands()) {
                    // The page of mistakes has commands that are none.
                    if (block.printed().isEmpty()) {
                        assertParsed(page, command);
                    }
                    commands++;
                }
            }
        }
        assertThat(commands).isGreaterThan(60);
    }

    /** Commands in sentences and tables may lack a value or have a pattern in its place: names of commands and options must be right. */
    @Test
    void everyMentionNamesACommandAndItsOptions() throws IOException {
        int mentions = 0;
        for (DocsPage page : DocsPage.all()) {
            for (List<String> mention : page.mentions()) {
                assertThat(mention.stream()
                                .filter(word -> word.startsWith("-"))
                                .map(word -> word.replaceFirst("=.*", "")))
                        .as(page.file() + ": nicepim " + mention)
                        .allMatch(options(mention.get(0))::contains);
                mentions++;
            }
        }
        assertThat(mentions).isGreaterThan(60);
    }

    /** README's table says what each command takes, and leaves none out. */
    @Test
    void theTableOfCommandsIsWholeAndRight() throws IOException {
        Set<String> rows = new HashSet<>();
        for (String line : Files.readAllLines(DocsPage.ROOT.resolve("README.md"), StandardCharsets.UTF_8)) {
            Matcher row = Pattern.compile("\\| `nicepim ([a-z-]+)[^|]*\\|.*").matcher(line);
            if (row.matches()) {
                rows.add(row.group(1));
                Matcher option = Pattern.compile("`(--[a-z-]+)[^`]*`").matcher(line);
                while (option.find()) {
                    assertThat(options(row.group(1))).as(line).contains(option.group(1));
                }
            }
        }
        assertThat(rows).isEqualTo(Main.line().getSubcommands().keySet());
    }

    /** Names of a command's options. */
    private static Set<String> options(String command) {
        return Optional.ofNullable(Main.line().getSubcommands().get(command))
                .orElseThrow(() -> new AssertionError("nicepim " + command + " is no command"))
                .getCommandSpec()
                .optionsMap()
                .keySet();
    }

    private static void assertParsed(DocsPage page, List<String> command) {
        try {
            CommandLine.ParseResult parsed = Main.line().parseArgs(command.toArray(String[]::new));
            assertThat(parsed.hasSubcommand() || parsed.isUsageHelpRequested())
                    .as(page.file() + ": " + command)
                    .isTrue();
        } catch (CommandLine.ParameterException e) {
            throw new AssertionError(page.file() + ": " + String.join(" ", command) + ": " + e.getMessage(), e);
        }
    }

    @Test
    void everyFileIsThereOrWrittenBefore() throws IOException {
        for (DocsPage page : DocsPage.all()) {
            Set<String> known = new HashSet<>(page.own());
            for (DocsPage.Block block : page.blocks()) {
                for (List<String> command : block.commands()) {
                    if (block.printed().isEmpty()) {
                        assertFiles(page, command, known);
                    }
                    known.addAll(written(command));
                }
            }
        }
    }

    private static void assertFiles(DocsPage page, List<String> command, Set<String> known) {
        for (int i = 1; i < command.size(); i++) {
            String value = command.get(i).replaceFirst("^[\\w.-]+=", "");
            if (FILE.matcher(value).matches() && !writes(command, i)) {
                assertThat(Files.exists(DocsPage.ROOT.resolve(value))
                                || known.stream().anyMatch(file -> value.equals(file) || value.startsWith(file + "/")))
                        .as(page.file() + ": " + String.join(" ", command) + " names " + value
                                + ", which is not there and which no command before writes")
                        .isTrue();
            }
        }
    }

    /** True of a word that names what is written. */
    private static boolean writes(List<String> command, int word) {
        return WRITES.contains(command.get(word - 1)) || command.get(0).equals("init");
    }

    /** What a command leaves behind: its outputs, or the folder that its configuration names. */
    private static List<String> written(List<String> command) throws IOException {
        List<String> written = new ArrayList<>();
        for (int i = 1; i < command.size(); i++) {
            if (writes(command, i)) {
                written.add(command.get(i));
            }
        }
        if (command.size() > 1 && Set.of("explore", "sweep").contains(command.get(0))) {
            Path file = DocsPage.ROOT.resolve(command.get(1));
            if (Files.exists(file)) {
                Matcher out = Pattern.compile("(?m)^out: (\\S+)").matcher(Files.readString(file));
                if (out.find()) {
                    written.add(out.group(1));
                }
            }
        }
        return written;
    }

    @Test
    void cheapOnesRunAndPrintWhatThePageSays() throws IOException {
        int run = 0;
        int quoted = 0;
        for (DocsPage page : DocsPage.all()) {
            for (DocsPage.Block block : page.blocks()) {
                for (List<String> command : block.commands()) {
                    if (runs(page, block, command)) {
                        Cli result = Cli.run(moved(command).toArray(String[]::new));
                        if (block.printed().isPresent()) {
                            assertQuoted(page, block.printed().get(), command, result);
                            quoted++;
                        } else {
                            assertThat(result.code())
                                    .as(page.file() + ": " + command + ": " + result.err())
                                    .isZero();
                        }
                        run++;
                    }
                }
            }
        }
        assertThat(run).isGreaterThan(20);
        assertThat(quoted).isGreaterThan(10);
    }

    private boolean runs(DocsPage page, DocsPage.Block block, List<String> command) {
        boolean there = command.stream().noneMatch(page.own()::contains);
        boolean cheap = CHEAP.contains(command.get(0)) || command.stream().anyMatch(SMALL::contains);
        return there && (block.printed().isPresent() || cheap);
    }

    /** Files of the repository as seen from here, misspelt ones too; all others, and all that is written, lie in a folder of this test. */
    private List<String> moved(List<String> command) {
        List<String> moved = new ArrayList<>();
        for (int i = 0; i < command.size(); i++) {
            Matcher word = SET.matcher(command.get(i));
            boolean file = i > 0
                    && word.matches()
                    && (writes(command, i) || FILE.matcher(word.group(2)).matches());
            moved.add(file ? word.group(1) + moved(word.group(2), writes(command, i)) : command.get(i));
        }
        return moved;
    }

    private Path moved(String file, boolean written) {
        Path there = DocsPage.ROOT.resolve(file);
        boolean ours = Files.exists(there) || (file.contains("/") && Files.exists(there.resolveSibling(".")));
        return ours && !written ? there : temporary.resolve(file);
    }

    /** Each line of the page, in which … stands for anything, is a line that was printed. */
    private void assertQuoted(DocsPage page, String printed, List<String> command, Cli result) {
        String said = (result.out() + result.err()).replace(temporary + "/", "").replace(DocsPage.ROOT + "/", "");
        assertThat(result.code()).as(command + ": " + said).isNotZero();
        for (String line : printed.lines().toList()) {
            Pattern pattern = Pattern.compile(Pattern.compile("…")
                            .splitAsStream(line.strip())
                            .map(Pattern::quote)
                            .collect(Collectors.joining(".*"))
                    + (line.strip().endsWith("…") ? ".*" : ""));
            assertThat(said.lines().map(String::strip))
                    .as(page.file() + ": " + String.join(" ", command) + " does not print: " + line + "\nbut: " + said)
                    .anyMatch(one -> pattern.matcher(one).matches());
        }
    }
}
