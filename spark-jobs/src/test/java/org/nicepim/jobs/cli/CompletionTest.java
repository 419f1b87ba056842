package org.nicepim.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nicepim.workload.zoo.Zoo;
import picocli.CommandLine;

/** Does the script that the program prints complete in a real bash? */
class CompletionTest {
    private final Path script;

    CompletionTest(@TempDir Path folder) throws IOException {
        assumeTrue(Files.isExecutable(Path.of("/bin/bash")), "needs bash");
        Cli result = Cli.run("completion");
        assertThat(result.code()).isZero();
        script = Files.writeString(folder.resolve("completion"), result.out(), StandardCharsets.UTF_8);
    }

    /** What bash offers after these words, of which the last is not complete. */
    private List<String> offered(String... words) throws IOException, InterruptedException {
        String ask = "set -e; compopt() { :; }; source " + script + "; complete -p nicepim >/dev/null;"
                + " COMP_WORDS=(\"$@\"); COMP_CWORD=$(($# - 1)); COMP_LINE=\"$*\"; COMP_POINT=${#COMP_LINE};"
                + " set +e; _complete_nicepim nicepim \"${@: -1}\" \"${@: -2:1}\"; printf '%s\\n' \"${COMPREPLY[@]}\"";
        List<String> command = new ArrayList<>(List.of("/bin/bash", "--norc", "-c", ask, "bash", "nicepim"));
        command.addAll(List.of(words));
        Process bash = new ProcessBuilder(command).redirectErrorStream(true).start();
        bash.getOutputStream().close();
        String text = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(bash.waitFor()).as(text).isZero();
        return text.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
    }

    @Test
    void commandsAreCompleted() throws IOException, InterruptedException {
        assertThat(offered("ma")).containsExactly("map");
        assertThat(offered(""))
                .containsAll(new CommandLine(new Main()).getSubcommands().keySet());
    }

    @Test
    void optionsAreCompleted() throws IOException, InterruptedException {
        assertThat(offered("map", "--obj")).containsExactly("--objective");
        assertThat(offered("explore", "--")).contains("--set", "--quiet", "--verbose", "--json");
    }

    @Test
    void wordsOfOptionsAreCompleted() throws IOException, InterruptedException {
        assertThat(offered("map", "--workload", "resnet"))
                .containsExactlyInAnyOrderElementsOf(Zoo.names().stream()
                        .filter(name -> name.startsWith("resnet"))
                        .toList());
        assertThat(offered("map", "--scheduler", "")).containsExactlyInAnyOrder("ilp", "tsp", "shortest");
    }

    @Test
    void nothingIsOfferedWhereNothingFits() throws IOException, InterruptedException {
        assertThat(offered("xyz")).isEmpty();
    }
}
