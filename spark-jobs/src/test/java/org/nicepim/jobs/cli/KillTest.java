package org.nicepim.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nicepim.jobs.TestRun;

/** Does a driver that was killed with SIGKILL, in a process of its own, go on with {@code --resume}? */
@Tag("slow")
class KillTest {
    private static final int MINUTES = 3;
    private static final int POLL_MILLIS = 20;

    private final TestRun run = TestRun.with();
    private final Path folder;

    KillTest(@TempDir Path folder) {
        this.folder = folder;
    }

    private Process explore(Path out, String... more) throws IOException {
        Path yaml = folder.resolve("test.yaml");
        Files.writeString(yaml, TestRun.YAML, StandardCharsets.UTF_8);
        List<String> command = new ArrayList<>();
        command.add(System.getProperty("java.home") + "/bin/java");
        command.addAll(Relaunch.options());
        command.addAll(List.of("-Xmx700m", "-XX:+UseSerialGC", "-cp", System.getProperty("java.class.path")));
        command.addAll(List.of(Main.class.getName(), "explore", yaml.toString(), "--out", out.toString(), "--json"));
        command.addAll(List.of("--master", "local[2]"));
        command.addAll(List.of(more));
        return new ProcessBuilder(command)
                .redirectOutput(folder.resolve("out.json").toFile())
                .redirectError(folder.resolve("err.txt").toFile())
                .start();
    }

    private void killAfter(Process process, Path batch) throws InterruptedException {
        while (!Files.exists(batch) && process.isAlive()) {
            Thread.sleep(POLL_MILLIS);
        }
        Thread.sleep(10L * POLL_MILLIS);
        process.destroyForcibly();
        assertThat(process.waitFor(MINUTES, TimeUnit.MINUTES)).isTrue();
    }

    @Test
    void aKilledDriverGoesOn() throws IOException, InterruptedException {
        Path whole = folder.resolve("whole");
        Path broken = folder.resolve("broken");
        run.run(whole, false, run.inThread());
        Process first = explore(broken);
        killAfter(first, broken.resolve("evaluations/batch-00001.parquet"));
        assertThat(first.exitValue()).as("killed by a signal").isEqualTo(128 + 9);
        assertThat(broken.resolve("evaluations/batch-00003.parquet")).doesNotExist();
        Process second = explore(broken, "--resume");
        assertThat(second.waitFor(MINUTES, TimeUnit.MINUTES)).isTrue();
        String err = Files.readString(folder.resolve("err.txt"), StandardCharsets.UTF_8);
        assertThat(second.exitValue()).as(err).isZero();
        assertThat(err).contains("6/12 designs").contains("resumed").contains("12/12 designs");
        assertThat(run.timelessRows(broken)).isEqualTo(run.timelessRows(whole));
        assertThat(new ObjectMapper()
                        .readTree(folder.resolve("out.json").toFile())
                        .get("evaluated")
                        .asInt())
                .isEqualTo(12);
    }
}
