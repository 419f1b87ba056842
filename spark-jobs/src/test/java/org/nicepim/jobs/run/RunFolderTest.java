package org.nicepim.jobs.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nicepim.config.ConfigException;
import org.nicepim.jobs.TestRun;

/** Which folders does a run refuse, and does it say why? */
class RunFolderTest {
    private final TestRun run = TestRun.with();
    private final Path temporary;
    private final Path folder;

    RunFolderTest(@TempDir Path temporary) {
        this.temporary = temporary;
        this.folder = temporary.resolve("run");
    }

    private void assertRefused(String uri, TestRun asked, boolean resume, String... words) {
        assertThatThrownBy(() -> RunFolder.open(uri, asked.identity(), resume, new Configuration()))
                .isInstanceOf(ConfigException.class)
                .satisfies(e -> assertThat(e.getMessage()).contains(words).doesNotContain("\n"));
    }

    private Path manifest() {
        return folder.resolve("manifest.json");
    }

    private void replaceInManifest(String from, String to) throws IOException {
        String text = Files.readString(manifest(), StandardCharsets.UTF_8);
        assertThat(text).contains(from);
        Files.writeString(manifest(), text.replace(from, to), StandardCharsets.UTF_8);
    }

    @Test
    void openingWritesNothing() {
        RunFolder.open(folder.toString(), run.identity(), false, new Configuration());
        assertThat(folder).doesNotExist();
    }

    @Test
    void beginningWritesTheManifestOnce() throws IOException {
        run.open(folder, false);
        String text = Files.readString(manifest(), StandardCharsets.UTF_8);
        assertThat(text)
                .contains("\"schema_version\" : 3", "\"seed\" : 3", "\"config_sha256\"", "nicepim_version")
                .contains("workloads: [alexnet, zfnet] sha256:")
                .doesNotContain("${");
        run.open(folder, true);
        assertThat(Files.readString(manifest(), StandardCharsets.UTF_8)).isEqualTo(text);
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).allMatch(file -> !file.toString().endsWith(".tmp"));
        }
    }

    @Test
    void aFolderThatHoldsARunIsNotANewRuns() {
        run.open(folder, false);
        assertRefused(folder.toString(), run, false, "holds a run already", "Maybe --resume", folder.toString());
    }

    @Test
    void resumeNeedsAManifest() {
        assertRefused(folder.toString(), run, true, "--resume finds no manifest.json", "Maybe");
    }

    @Test
    void evaluationsWithoutAManifestAreNobodys() throws IOException {
        run.open(folder, false).write(0, java.util.List.of());
        Files.delete(manifest());
        assertRefused(folder.toString(), run, false, "holds evaluations but no manifest.json");
    }

    @Test
    void anotherConfigurationIsRefusedByTheLineThatDiffers() {
        run.open(folder, false);
        String uri = folder.toString();
        assertRefused(uri, TestRun.with("seed=4"), true, "the run has 'seed: 3', now it is 'seed: 4'");
        assertRefused(uri, TestRun.with("objective=latency"), true, "'objective: edp'", "'objective: latency'");
        assertRefused(uri, TestRun.with("tuner.initial=5"), true, "'tuner.initial: 4'", "'tuner.initial: 5'");
        assertRefused(uri, TestRun.with("workloads=[alexnet]"), true, "workloads: [alexnet, zfnet]");
        assertRefused(
                uri,
                TestRun.with("mapper={layout: hwc}"),
                true,
                "'mapper.layouts: [CHW, HWC, C16HW16c]'",
                "'mapper.layouts: [HWC]'");
    }

    /** The name of a file is not its contents: constants that change between two starts change all results. */
    @Test
    void aTechnologyFileThatChangedIsRefused() throws IOException {
        Path technology = temporary.resolve("mine.yaml");
        Files.writeString(technology, "extends: default\nname: mine\nnoc: {linkBits: 128}\n");
        TestRun before = TestRun.with("technology=" + technology);
        before.open(folder, false);
        Files.writeString(technology, "extends: default\nname: mine\nnoc: {linkBits: 64}\n");
        assertRefused(folder.toString(), TestRun.with("technology=" + technology), true, "technology: " + technology);
        Files.writeString(technology, "noc: {linkBits: 128} # as before\nextends: default\nname: mine\n");
        assertThat(TestRun.with("technology=" + technology).open(folder, true).has(0))
                .isFalse();
    }

    @Test
    void aNewerSchemaIsRefused() throws IOException {
        run.open(folder, false);
        replaceInManifest("\"schema_version\" : 3", "\"schema_version\" : 4");
        assertRefused(folder.toString(), run, true, "schema_version 4", "another version", "reads 3");
    }

    @Test
    void aManifestThatIsNoJsonIsRefused() throws IOException {
        run.open(folder, false);
        Files.writeString(manifest(), "{\"schema_version\" : ");
        assertRefused(folder.toString(), run, true, "manifest.json: is no JSON document");
    }

    @Test
    void whatIsNoFolderIsRefused() throws IOException {
        Path file = Files.writeString(temporary.resolve("file"), "x");
        assertRefused(file.toString(), run, false, "is a file", "Maybe another --out?");
        assertRefused(file + "/below", run, false, "file");
        assertRefused("foo://host/x", run, false, "--out foo://host/x", "No FileSystem for scheme");
        assertRefused("hdfs://no-such-host.invalid/x", run, false, "no-such-host.invalid");
        assertRefused("", run, false, "--out");
        assertRefused("foo:bar", run, false, "--out foo:bar");
    }
}
