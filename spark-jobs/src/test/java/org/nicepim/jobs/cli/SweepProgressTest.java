package org.nicepim.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.nicepim.jobs.sweep.SweepPlan;
import org.nicepim.jobs.sweep.SweepSummary;
import org.nicepim.jobs.sweep.TestSweep;

/** Does the line say rows done and time left, now and then, and does it leave out of the reckoning what takes no time? */
class SweepProgressTest {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final AtomicLong clock = new AtomicLong();
    private final SweepPlan plan = new SweepPlan(50, 100, 80, 40, List.of());
    private final SweepProgress progress =
            new SweepProgress(new PrintStream(bytes, true, StandardCharsets.UTF_8), Terminal.NONE, plan, clock::get);

    private void batch(int seconds, int ok, int areaExceeded, int failed, boolean resumed) {
        clock.addAndGet(TimeUnit.SECONDS.toNanos(seconds));
        SweepSummary.Counts counts = new SweepSummary.Counts(ok, areaExceeded, 0, failed, 0, 0);
        progress.batch(new SweepSummary(counts, List.of()), resumed);
    }

    private List<String> lines() {
        return bytes.toString(StandardCharsets.UTF_8).lines().toList();
    }

    @Test
    void linesComeEveryTenSecondsAndAtTheEnd() {
        progress.begin();
        batch(4, 4, 0, 0, false);
        batch(4, 8, 0, 0, false);
        batch(4, 10, 20, 0, false);
        batch(4, 14, 20, 0, false);
        batch(5, 78, 20, 2, false);
        progress.end();
        assertThat(lines())
                .containsExactly(
                        "4/100 rows, 4 ok, 76 s left",
                        "34/100 rows, 14 ok, 75 s left",
                        "100/100 rows, 78 ok, 2 failed, 0 s left");
    }

    @Test
    void resumedRowsDoNotCountForTheTimeLeft() {
        progress.begin();
        batch(0, 20, 10, 0, true);
        batch(0, 40, 10, 0, true);
        batch(10, 45, 10, 0, false);
        assertThat(lines())
                .containsExactly("30/100 rows, 20 ok, 30 resumed", "55/100 rows, 45 ok, 50 resumed, 70 s left");
    }

    @Test
    void thePlanIsSaidFirst() {
        TestSweep sweep = TestSweep.with();
        new SweepProgress(
                        new PrintStream(bytes, true, StandardCharsets.UTF_8),
                        Terminal.NONE,
                        sweep.config().plan(),
                        clock::get)
                .starting(sweep.context());
        assertThat(lines())
                .containsExactly("5 designs × 4 rows, of which 4 are over the area limit and not mapped; 7 files;"
                        + " starting Spark");
    }
}
