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
    void tenThousandFilesOfEachFormInHalfAGibibyte() throws Exception {
        Process child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Fuzz.class.getName(),
                        "10000",
                        folder.toString())
                .redirectErrorStream(true)
                .start();
        String output = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(child.waitFor(1, TimeUnit.MINUTES)).isTrue();
        System.out.println(output);
        assertThat(child.exitValue()).as(output).isZero();
        assertThat(output).contains("20000 files", " 0 failures");
    }
}
