package org.nicepim.jobs.cli;

import java.io.PrintStream;
import java.util.Locale;
import java.util.function.LongSupplier;
import org.nicepim.jobs.ExploreJob;
import org.nicepim.jobs.ExploreSummary;

/** One line that says how far an exploration or a comparison is: rewritten in place on a terminal, a line per batch elsewhere. */
final class ProgressLine implements ExploreJob.Progress {
    private static final int MINUTE = 60;

    private final PrintStream out;
    private final Terminal terminal;
    private final int total;
    private final LongSupplier nanos;
    private long started;
    private int resumed;
    private int width;

    /**
     * A line.
     *
     * @param terminal what {@code out} is
     * @param total designs, or steps, to come
     * @param nanos the clock
     */
    ProgressLine(PrintStream out, Terminal terminal, int total, LongSupplier nanos) {
        this.out = out;
        this.terminal = terminal;
        this.total = total;
        this.nanos = nanos;
        this.started = nanos.getAsLong();
    }

    /** A line that is to be written over must not be longer than the terminal is wide. */
    void say(String text) {
        if (terminal.rewrites()) {
            String line = text.substring(0, Math.min(text.length(), terminal.columns() - 1));
            out.print("\r" + line + " ".repeat(Math.max(0, width - line.length())));
            out.flush();
            width = line.length();
        } else {
            out.println(text);
        }
    }

    /** Evaluation begins: time left is reckoned from here. */
    void begin() {
        started = nanos.getAsLong();
        say("0/" + total + " designs");
    }

    @Override
    public void batch(ExploreSummary soFar, boolean wasResumed) {
        if (wasResumed) {
            resumed = soFar.evaluated();
            started = nanos.getAsLong();
        }
        ExploreSummary.Counts counts = soFar.counts();
        say(soFar.evaluated() + "/" + total + " designs, " + counts.feasible() + " feasible"
                + (counts.failed() > 0 ? ", " + counts.failed() + " failed" : "") + ", best "
                + soFar.objective().word() + " " + best(soFar) + ", " + (wasResumed ? "resumed" : left(soFar)));
    }

    /** On a terminal the line is rewritten too soon to be read; elsewhere it is the log. */
    @Override
    public void model(String text) {
        if (!terminal.rewrites()) {
            out.println(text);
        }
    }

    @Override
    public void simulating(int designs) {
        say("simulating the best " + designs);
    }

    /**
     * A step begins.
     *
     * @param done steps before it
     * @param what it does
     */
    void step(int done, String what) {
        say(done + "/" + total + " steps, " + what + (done == 0 ? "" : ", " + left(done)));
    }

    private static String best(ExploreSummary soFar) {
        return soFar.best().isEmpty()
                ? "none yet"
                : String.format(Locale.ROOT, "%.4g", soFar.best().get(0).value());
    }

    private String left(ExploreSummary soFar) {
        return left(soFar.evaluated());
    }

    private String left(int reached) {
        double seconds = (nanos.getAsLong() - started) * 1e-9 / (reached - resumed) * (total - reached);
        return seconds < 2 * MINUTE
                ? String.format(Locale.ROOT, "%.0f s left", seconds)
                : String.format(Locale.ROOT, "%.0f min left", seconds / MINUTE);
    }

    /** Leaves the line, so that what follows stands below it. */
    void end() {
        if (terminal.rewrites() && width > 0) {
            out.println();
            width = 0;
        }
    }
}
