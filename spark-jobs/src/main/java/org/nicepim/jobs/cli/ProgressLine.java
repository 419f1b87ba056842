package org.nicepim.jobs.cli;

import java.io.PrintStream;
import java.util.Locale;
import org.nicepim.jobs.ExploreJob;
import org.nicepim.jobs.ExploreSummary;

/** One line that says how far an exploration is: rewritten in place on a terminal, a line per batch elsewhere. */
final class ProgressLine implements ExploreJob.Progress {
    private final PrintStream out;
    private final int total;
    private final long start;
    private final boolean rewrites = Boolean.getBoolean("nicepim.terminal");
    private int resumed;
    private int width;

    ProgressLine(PrintStream out, int total, long start) {
        this.out = out;
        this.total = total;
        this.start = start;
    }

    void say(String text) {
        if (rewrites) {
            out.print("\r" + text + " ".repeat(Math.max(0, width - text.length())));
            out.flush();
            width = text.length();
        } else {
            out.println(text);
        }
    }

    @Override
    public void batch(ExploreSummary soFar, boolean wasResumed) {
        resumed = wasResumed ? soFar.evaluated() : resumed;
        int done = soFar.evaluated();
        double seconds = (System.nanoTime() - start) * 1e-9;
        double left = done > resumed ? seconds / (done - resumed) * (total - done) : 0;
        String best = soFar.best().isEmpty()
                ? "none yet"
                : String.format(Locale.ROOT, "%.4g", soFar.best().get(0).value());
        String tail = wasResumed ? "resumed" : String.format(Locale.ROOT, "%.0f s left", left);
        say(String.format(
                Locale.ROOT,
                "%d/%d designs, %d feasible, best %s %s, %s",
                done,
                total,
                soFar.counts().feasible(),
                soFar.objective().word(),
                best,
                tail));
    }

    void end() {
        if (rewrites) {
            out.println();
        }
    }
}
