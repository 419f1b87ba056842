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
import org.nicepim.jobs.run.SweepFolder;
import org.nicepim.jobs.sweep.TestSweep;

/** Does a sweep whose process was killed with SIGKILL end with {@code --resume} like one that was not? */
@Tag("slow")
class SweepKillTest {
    private static final int MINUTES = 3;
    private static final int POLL_MILLIS = 20;

    private final TestSweep sweep = TestSweep.with("rowsPerFile=1");
    private final Path folder;

    SweepKillTest(@TempDir Path folder) {
        this.folder = folder;
    }

    private Process sweep(Path out, String... more) throws IOException {
        Path yaml = folder.resolve("sweep.yaml");
        Files.writeString(yaml, TestSweep.YAML, StandardCharsets.UTF_8);
        List<String> command = new ArrayList<>();
        command.add(System.getProperty("java.home") + "/bin/java");
        command.addAll(Relaunch.options());
        command.addAll(List.of("-Xmx700m", "-XX:+UseSerialGC", "-cp", System.getProperty("java.class.path")));
        command.addAll(List.of(Main.class.getName(), "sweep", yaml.toString(), "--out", out.toString(), "--json"));
        command.addAll(List.of("--set", "rowsPerFile=1", "--master", "local[2]"));
        command.addAll(List.of(more));
        return new ProcessBuilder(command)
                .redirectOutput(folder.resolve("out.json").toFile())
                .redirectError(folder.resolve("err.txt").toFile())
                .start();
    }

    @Test
    void aKilledSweepGoesOn() throws IOException, InterruptedException {
        Path broken = folder.resolve("broken");
        Process first = sweep(broken);
        while (!Files.exists(broken.resolve("evaluations/batch-00001.parquet")) && first.isAlive()) {
            Thread.sleep(POLL_MILLIS);
        }
        first.destroyForcibly();
        assertThat(first.waitFor(MINUTES, TimeUnit.MINUTES)).isTrue();
        assertThat(first.exitValue()).as("killed by a signal").isEqualTo(128 + 9);
        Process second = sweep(broken, "--resume");
        assertThat(second.waitFor(MINUTES, TimeUnit.MINUTES)).isTrue();
        String err = Files.readString(folder.resolve("err.txt"), StandardCharsets.UTF_8);
        assertThat(second.exitValue()).as(err).isZero();
        assertThat(err).contains("resumed", "20/20 rows, 16 ok");
        SweepFolder whole = sweep.open(folder.resolve("whole").toString(), false);
        sweep.run(whole);
        assertThat(TestSweep.timeless(sweep.open(broken.toString(), true).tables()))
                .isEqualTo(TestSweep.timeless(whole.tables()));
        assertThat(new ObjectMapper()
                        .readTree(folder.resolve("out.json").toFile())
                        .get("rows")
                        .asInt())
                .isEqualTo(TestSweep.ROWS);
    }
}
