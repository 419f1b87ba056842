package org.nicepim.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.SimpleFormatter;
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
        List<String> options = Files.readAllLines(Path.of("..", "deploy", "java.options"), StandardCharsets.UTF_8);
        assertThat(moduleOptions()).hasSizeGreaterThan(10);
        assertThat(options.stream().filter(line -> line.startsWith("--")))
                .containsExactlyInAnyOrderElementsOf(moduleOptions());
        assertThat(Files.readString(Path.of("..", "nicepim"), StandardCharsets.UTF_8))
                .contains("@$home/deploy/java.options");
    }

    @Test
    void theseTestsRunWithThem() {
        assertThat(ManagementFactory.getRuntimeMXBean().getInputArguments()).containsAll(moduleOptions());
    }

    /** Java's own format has two lines, a date and a method's name in the first. */
    @Test
    void warningsBeforeSparkStartsAreOneLineEachAndAUsersFormatStays() {
        String format = "java.util.logging.SimpleFormatter.format";
        String before = System.getProperty(format);
        LogRecord warning = new LogRecord(Level.WARNING, "{0} = gurobi: no licence.");
        warning.setParameters(new Object[] {"milp.solver"});
        try {
            System.clearProperty(format);
            Main.warnInOneLine();
            assertThat(new SimpleFormatter().format(warning))
                    .isEqualTo("nicepim: milp.solver = gurobi: no licence." + System.lineSeparator());
            System.setProperty(format, "mine: %5$s");
            Main.warnInOneLine();
            assertThat(new SimpleFormatter().format(warning)).isEqualTo("mine: milp.solver = gurobi: no licence.");
        } finally {
            if (before == null) {
                System.clearProperty(format);
            } else {
                System.setProperty(format, before);
            }
        }
    }
}
