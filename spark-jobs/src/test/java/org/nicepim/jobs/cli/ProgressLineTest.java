package org.nicepim.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.nicepim.jobs.ExploreSummary;
import org.nicepim.jobs.Front;
import org.nicepim.jobs.Reasons;
import org.nicepim.mapper.Objective;
import picocli.CommandLine.Help.Ansi;

/** Does the line say designs done, best so far and time left, and is it rewritten on a terminal only? */
class ProgressLineTest {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final AtomicLong clock = new AtomicLong();

    private ProgressLine line(boolean terminal) {
        Terminal of = terminal ? new Terminal(true, Ansi.OFF, Ansi.OFF, 30) : Terminal.NONE;
        return new ProgressLine(new PrintStream(bytes, true, StandardCharsets.UTF_8), of, 60, clock::get);
    }

    private void pass(long seconds) {
        clock.addAndGet(TimeUnit.SECONDS.toNanos(seconds));
    }

    private static ExploreSummary after(int designs) {
        ExploreSummary.Best best = new ExploreSummary.Best(3.7341e-7, List.of());
        return new ExploreSummary(
                Objective.EDP,
                designs,
                new ExploreSummary.Counts(designs - 1, 1, 0, 0, 0),
                ExploreSummary.BEST,
                List.of(best),
                Front.empty(),
                Reasons.none(),
                List.of(),
                Optional.empty());
    }

    private String text() {
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @Test
    void aLinePerBatchElsewhere() {
        ProgressLine line = line(false);
        line.say("starting Spark");
        pass(100);
        line.begin();
        pass(10);
        line.batch(after(6), false);
        line.end();
        assertThat(text().lines())
                .containsExactly(
                        "starting Spark", "0/60 designs", "6/60 designs, 5 feasible, best edp 3.734e-07, 90 s left");
    }

    @Test
    void resumedBatchesDoNotCountForTheTimeLeft() {
        ProgressLine line = line(false);
        line.begin();
        pass(1);
        line.batch(after(30), true);
        pass(10);
        line.batch(after(40), false);
        assertThat(text())
                .contains("best edp 3.734e-07, resumed")
                .contains("40/60 designs")
                .contains(", 20 s left");
    }

    @Test
    void longTimesAreMinutes() {
        ProgressLine line = line(false);
        line.begin();
        pass(60);
        line.batch(after(6), false);
        assertThat(text()).contains(", 9 min left");
    }

    @Test
    void aTerminalSeesOneLineWithoutRests() {
        ProgressLine line = line(true);
        line.say("a long first text");
        line.say("short");
        line.end();
        assertThat(text()).isEqualTo("\ra long first text\rshort            " + System.lineSeparator());
    }

    @Test
    void aLineThatIsRewrittenIsNoLongerThanTheTerminalIsWide() {
        ProgressLine line = line(true);
        line.say("0123456789".repeat(4));
        line.say("short");
        line.end();
        assertThat(text())
                .isEqualTo("\r01234567890123456789012345678\rshort" + " ".repeat(24) + System.lineSeparator());
        bytes.reset();
        line(false).say("0123456789".repeat(4));
        assertThat(text()).isEqualTo("0123456789".repeat(4) + System.lineSeparator());
    }
}
