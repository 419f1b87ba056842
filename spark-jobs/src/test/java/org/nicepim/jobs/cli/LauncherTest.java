package org.nicepim.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Do the launcher and these tests give the JVM what this version of Spark asks for? */
class LauncherTest {
    private static List<String> moduleOptions() {
        return Relaunch.options().stream()
                .filter(option -> option.startsWith("--"))
                .toList();
    }

    @Test
    void theLauncherPassesSparksModuleOptions() throws IOException {
        String launcher = Files.readString(Path.of("..", "nicepim"), StandardCharsets.UTF_8)
                .replaceAll("[;)\\s]", " ");
        assertThat(moduleOptions()).hasSizeGreaterThan(10).allSatisfy(option -> {
            String word = option.startsWith("--add-opens=java.base/")
                    ? " " + option.substring("--add-opens=java.base/".length(), option.indexOf('=', 13))
                    : option;
            assertThat(launcher).contains(word + " ");
        });
    }

    @Test
    void theseTestsRunWithThem() {
        assertThat(ManagementFactory.getRuntimeMXBean().getInputArguments()).containsAll(moduleOptions());
    }
}
