package org.nicepim.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Help.Ansi;

/** Is only a terminal coloured and written over, and is what people say against it heard? */
class TerminalTest {
    private static final Map<String, String> BOTH =
            Map.of("nicepim.terminal.out", "true", "nicepim.terminal.err", "true", "nicepim.terminal.columns", "132");

    private static Terminal of(Map<String, String> properties, Map<String, String> environment) {
        return Terminal.of(key -> properties.getOrDefault(key, ""), environment);
    }

    @Test
    void aTerminalIsColouredAndWrittenOver() {
        assertThat(of(BOTH, Map.of("TERM", "xterm"))).isEqualTo(new Terminal(true, Ansi.ON, Ansi.ON, 132));
    }

    @Test
    void aPipeIsNot() {
        assertThat(of(Map.of(), Map.of("TERM", "xterm"))).isEqualTo(Terminal.NONE);
        assertThat(of(Map.of("nicepim.terminal.err", "true"), Map.of()))
                .isEqualTo(new Terminal(true, Ansi.OFF, Ansi.ON, 80));
        assertThat(of(Map.of("nicepim.terminal.out", "true"), Map.of()))
                .isEqualTo(new Terminal(false, Ansi.ON, Ansi.OFF, 80));
    }

    @Test
    void noColorIsHeardUnlessItIsEmpty() {
        assertThat(of(BOTH, Map.of("NO_COLOR", "1"))).isEqualTo(new Terminal(true, Ansi.OFF, Ansi.OFF, 132));
        assertThat(of(BOTH, Map.of("NO_COLOR", "")).out()).isEqualTo(Ansi.ON);
    }

    @Test
    void aDumbTerminalIsNeitherColouredNorWrittenOver() {
        assertThat(of(BOTH, Map.of("TERM", "dumb"))).isEqualTo(new Terminal(false, Ansi.OFF, Ansi.OFF, 132));
    }

    @Test
    void aWidthThatNobodyKnowsIsEighty() {
        assertThat(of(Map.of("nicepim.terminal.columns", "0"), Map.of()).columns())
                .isEqualTo(80);
    }

    @Test
    void theLauncherSaysWhatThereIs() throws IOException {
        assertThat(Files.readString(Path.of("..", "nicepim"), StandardCharsets.UTF_8))
                .contains("-Dnicepim.terminal.out=$out", "-Dnicepim.terminal.err=$err")
                .contains("-Dnicepim.terminal.columns=\"$columns\"");
    }
}
