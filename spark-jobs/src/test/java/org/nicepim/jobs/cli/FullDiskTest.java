package org.nicepim.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.permission.FsPermission;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nicepim.jobs.TestRun;
import org.nicepim.jobs.sweep.TestSweep;

/** Does a run whose disk fills up say so in one line, leave whole files alone, and go on when there is room? */
@Tag("slow")
class FullDiskTest {
    private static final String SETTING = "spark.hadoop.fs.full.impl";
    private static final AtomicLong FREE = new AtomicLong();

    private final Path folder;

    FullDiskTest(@TempDir Path folder) {
        this.folder = folder;
    }

    /** The local file system with as many bytes free as {@link #FREE} says. */
    public static final class Full extends RawLocalFileSystem {
        @Override
        public URI getUri() {
            return URI.create("full:///");
        }

        @Override
        protected OutputStream createOutputStreamWithMode(
                org.apache.hadoop.fs.Path file, boolean append, FsPermission permission) throws IOException {
            return new FilterOutputStream(super.createOutputStreamWithMode(file, append, permission)) {
                @Override
                public void write(byte[] bytes, int from, int length) throws IOException {
                    if (FREE.addAndGet(-length) < 0) {
                        throw new IOException("No space left on device");
                    }
                    out.write(bytes, from, length);
                }
            };
        }
    }

    @BeforeEach
    void mount() {
        System.setProperty(SETTING, Full.class.getName());
    }

    @AfterEach
    void unmount() {
        System.clearProperty(SETTING);
    }

    private Cli run(long bytesFree, String command, String yaml, List<String> sets, String... more) throws IOException {
        FREE.set(bytesFree);
        Path file = Files.writeString(folder.resolve(command + ".yaml"), yaml);
        List<String> arguments = new ArrayList<>(List.of(command, file.toString(), "--master", "local[2]"));
        sets.forEach(set -> arguments.addAll(List.of("--set", set)));
        arguments.addAll(List.of("--out", "full://" + folder.resolve("run")));
        arguments.addAll(List.of(more));
        return Cli.run(arguments.toArray(String[]::new));
    }

    private static void assertClearEnd(Cli run) {
        assertThat(run.code()).as(run.err()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err().lines().filter(line -> line.startsWith("nicepim: ")))
                .singleElement()
                .asString()
                .contains("--out full:", "No space left on device", "--resume goes on");
        assertThat(run.err()).doesNotContain("\tat ");
    }

    private List<String> batches() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("run/evaluations"))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> !name.startsWith("."))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void anExplorationGoesOnWhenThereIsRoom() throws IOException {
        List<String> sets = List.of("scheduler=shortest", "mapper={budget: 500}", "evaluations=6");
        TestRun here = TestRun.quick("evaluations=6");
        Path whole = folder.resolve("whole");
        here.run(whole, false, here.inThread());
        long first = Stream.of("manifest.json", "layers/batch-00000.parquet", "evaluations/batch-00000.parquet")
                .mapToLong(name -> whole.resolve(name).toFile().length())
                .sum();
        // The second batch's layers have no room.
        assertClearEnd(run(first + 1000, "explore", TestRun.YAML, sets));
        assertThat(batches()).containsExactly("batch-00000.parquet");
        Cli resumed = run(Long.MAX_VALUE, "explore", TestRun.YAML, sets, "--resume");
        assertThat(resumed.code()).as(resumed.err()).isZero();
        assertThat(resumed.err()).contains("3/6 designs").contains("resumed");
        assertThat(here.timelessRows(folder.resolve("run"))).isEqualTo(here.timelessRows(whole));
    }

    @Test
    void aSweepGoesOnWhenThereIsRoom() throws IOException {
        TestSweep here = TestSweep.with();
        var whole = here.open(folder.resolve("whole").toString(), false, new Configuration());
        here.run(whole);
        assertClearEnd(run(20_000, "sweep", TestSweep.YAML, List.of()));
        assertThat(batches()).hasSizeLessThan(7);
        Cli resumed = run(Long.MAX_VALUE, "sweep", TestSweep.YAML, List.of(), "--resume");
        assertThat(resumed.code()).as(resumed.err()).isZero();
        assertThat(TestSweep.timeless(
                        here.open(folder.resolve("run").toString(), true).tables()))
                .isEqualTo(TestSweep.timeless(whole.tables()));
    }
}
