package org.nicepim.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Help.Ansi;

/** Does a command that takes long say so, and a short one nothing? */
class WaitingTest {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final AtomicLong clock = new AtomicLong();

    private Waiting waiting(boolean rewrites) {
        Terminal terminal = rewrites ? new Terminal(true, Ansi.OFF, Ansi.OFF, 80) : Terminal.NONE;
        PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        return new Waiting(new ProgressLine(out, terminal, 1, clock::get), rewrites, () -> "at it", clock::get);
    }

    private String said(Waiting waiting, int... seconds) {
        for (int second : seconds) {
            clock.set(TimeUnit.SECONDS.toNanos(second));
            waiting.tick();
        }
        waiting.end();
        waiting.tick();
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @Test
    void nothingIsSaidOfWhatIsShort() {
        assertThat(said(waiting(true), 1)).isEmpty();
        assertThat(said(waiting(false), 1)).isEmpty();
    }

    @Test
    void aTerminalSeesOneLineGo() {
        assertThat(said(waiting(true), 1, 2, 3)).isEqualTo("\r2 s: at it\r3 s: at it" + System.lineSeparator());
    }

    @Test
    void elsewhereALineComesNowAndThen() {
        assertThat(said(waiting(false), 1, 2, 3, 30, 32, 33).lines()).containsExactly("2 s: at it", "32 s: at it");
    }
}
