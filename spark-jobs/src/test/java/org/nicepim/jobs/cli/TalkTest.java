package org.nicepim.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Do {@code --quiet} and {@code --verbose} do the same on every command? */
class TalkTest {
    /** They compute nothing. */
    private static final Set<String> SILENT = Set.of("completion");

    @TempDir
    private Path folder = Path.of("");

    @Test
    void everyCommandThatComputesTakesBoth() {
        Map<String, CommandLine> commands = new CommandLine(new Main()).getSubcommands();
        assertThat(commands.keySet()).containsAll(SILENT);
        commands.forEach((name, command) -> {
            Set<String> options = command.getCommandSpec().optionsMap().keySet();
            if (!SILENT.contains(name)) {
                assertThat(options).as(name).contains("-q", "--quiet", "-v", "--verbose");
            }
        });
    }

    @Test
    void aProgramIsEitherQuietOrVerbose() {
        Cli both = Cli.run("workloads", "--quiet", "--verbose");
        assertThat(both.code()).isEqualTo(2);
        assertThat(both.err().lines())
                .singleElement()
                .asString()
                .startsWith("nicepim: --quiet")
                .contains("--verbose");
    }

    @Test
    void quietLeavesTheResultOnly() {
        String[] compare = {
            "compare", "--workload", "alexnet", "--hardware", "chip4x4", "--steps", "baseline", "--budget", "100"
        };
        Cli talking = Cli.run(compare);
        Cli quiet = Cli.run(with(compare, "--quiet"));
        assertThat(talking.err()).contains("0/1 steps, alexnet on chip4x4: baseline");
        assertThat(quiet.err()).isEmpty();
        assertThat(timeless(quiet)).isEqualTo(timeless(talking)).contains("baseline");
    }

    @Test
    void quietHidesNoError() {
        Cli quiet = Cli.run("map", "--workload", "resnet", "--hardware", "chip4x4", "--quiet");
        assertThat(quiet.code()).isEqualTo(2);
        assertThat(quiet.err()).startsWith("nicepim: ").contains("Maybe");
    }

    @Test
    void verboseSaysWhereAFaultCameFrom() throws IOException {
        Files.writeString(folder.resolve("mapping.json"), "{", StandardCharsets.UTF_8);
        Cli brief = Cli.run("report", folder.toString());
        Cli verbose = Cli.run("report", folder.toString(), "--verbose");
        assertThat(brief.code()).isEqualTo(2);
        assertThat(brief.err().lines()).hasSize(1);
        assertThat(verbose.code()).isEqualTo(2);
        assertThat(verbose.err()).startsWith(brief.err()).contains("\tat ");
    }

    /** Lines of the ladder end with the seconds of the search. */
    private static String timeless(Cli result) {
        return result.out().replaceAll("(?m)[0-9.]+$", "");
    }

    private static String[] with(String[] args, String last) {
        String[] all = Arrays.copyOf(args, args.length + 1);
        all[args.length] = last;
        return all;
    }
}
