package org.nicepim.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nicepim.jobs.TestRun;
import org.nicepim.jobs.sweep.TestSweep;

/** Is a folder that nobody may write, or that holds another run, refused in one line? */
class UnwritableTest {
    private final Path folder;

    UnwritableTest(@TempDir Path folder) {
        this.folder = folder;
    }

    private Cli run(String command, String out, String... more) throws IOException {
        Path yaml = folder.resolve("test.yaml");
        Files.writeString(yaml, command.equals("sweep") ? TestSweep.YAML : TestRun.YAML);
        return Cli.run(java.util.stream.Stream.concat(
                        java.util.stream.Stream.of(command, yaml.toString(), "--master", "local[1]", "--out", out),
                        java.util.Arrays.stream(more))
                .toArray(String[]::new));
    }

    /** Not even root may write there. */
    @ParameterizedTest
    @ValueSource(strings = {"explore", "sweep"})
    @EnabledOnOs(OS.LINUX)
    void aFolderThatMayNotBeWrittenIsRefused(String command) throws IOException {
        Cli run = run(command, "/proc/nicepim");
        assertThat(run.code()).as(run.err()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err().lines().filter(line -> line.startsWith("nicepim: ")))
                .singleElement()
                .asString()
                .contains("--out /proc/nicepim", "cannot be written");
    }

    @Test
    void anotherRunsFolderIsRefusedByWhatDiffers() throws IOException {
        Path out = folder.resolve("run");
        TestRun.with().open(out, false);
        Cli run = run("explore", out.toString(), "--resume", "--set", "objective=latency");
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err().strip())
                .startsWith("nicepim: ")
                .contains("the run has 'objective: edp', now it is 'objective: latency'")
                .doesNotContain("\n");
        assertThat(run("explore", out.toString(), "--max-seconds", "soon").err())
                .contains("--max-seconds soon: must be a number");
        assertThat(run("explore", out.toString(), "--max-evaluations", "0").err())
                .contains("stop.maxEvaluations", "between 1 and");
    }
}
