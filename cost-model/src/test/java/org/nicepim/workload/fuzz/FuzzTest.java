package org.nicepim.workload.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Does every damaged file end in a workload or in a message? */
class FuzzTest {
    /** Of each form. */
    private static final int FILES = Integer.getInteger("fuzz.files", 4000);

    @TempDir
    private Path folder;

    @Test
    void someHundredFilesOfEachForm() {
        Fuzz fuzz = new Fuzz(folder);
        fuzz.onnx(0, 400);
        fuzz.yaml(0, 400);
        assertThat(fuzz.counts().values().stream().mapToInt(count -> count).sum())
                .isEqualTo(800);
        assertThat(fuzz.failures()).isEmpty();
        assertThat(fuzz.counts().keySet())
                .anyMatch(end -> end.endsWith("read"))
                .anyMatch(end -> end.endsWith("refused"));
    }

    /** In a JVM of its own with a heap of 512 MiB. */
    @Test
    @Tag("slow")
    void thousandsOfFilesOfEachFormInHalfAGibibyte() throws Exception {
        Process child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Fuzz.class.getName(),
                        String.valueOf(FILES),
                        folder.toString())
                .redirectErrorStream(true)
                .start();
        String output = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(child.waitFor(10, TimeUnit.MINUTES)).isTrue();
        System.out.println(output);
        assertThat(child.exitValue()).as(output).isZero();
        assertThat(output).contains(2 * FILES + " files", " 0 failures");
    }
}
