package org.nicepim.jobs.cli;

import java.io.PrintStream;
import java.util.Locale;
import java.util.function.LongSupplier;
import org.nicepim.jobs.sweep.SweepContext;
import org.nicepim.jobs.sweep.SweepJob;
import org.nicepim.jobs.sweep.SweepPlan;
import org.nicepim.jobs.sweep.SweepSummary;

/** Says how far a sweep is: rewritten in place on a terminal, now and then a line elsewhere. */
final class SweepProgress implements SweepJob.Progress {
    private static final long SECOND = 1_000_000_000L;
    /** Batches come many a second if they are small. */
    private static final long PAUSE_NANOS = 10 * SECOND;

    private static final int MINUTE = 60;

    private final ProgressLine line;
    private final SweepPlan plan;
    private final LongSupplier nanos;
    private final long pauseNanos;
    private long started;
    private long said;
    /** Rows that were there when this process began, and those of them that had been mapped. */
    private SweepSummary.Counts before = new SweepSummary.Counts(0, 0, 0, 0, 0, 0);

    /**
     * Progress of a sweep.
     *
     * @param terminal what {@code out} is
     * @param nanos the clock
     */
    SweepProgress(PrintStream out, Terminal terminal, SweepPlan plan, LongSupplier nanos) {
        this.line = new ProgressLine(out, terminal, plan.rows(), nanos);
        this.plan = plan;
        this.nanos = nanos;
        this.pauseNanos = terminal.rewrites() ? SECOND / 2 : PAUSE_NANOS;
    }

    /** Says what is to come. */
    void starting(SweepContext context) {
        line.say(plan.designs() + " designs × " + context.rowsPerDesign() + " rows, of which "
                + (plan.rows() - plan.rowsToMap()) + " are over the area limit and not mapped; "
                + plan.batches().size() + " files; starting Spark");
    }

    /** Evaluation begins: time left is reckoned from here. */
    void begin() {
        started = nanos.getAsLong();
        said = started - pauseNanos;
    }

    @Override
    public void batch(SweepSummary soFar, boolean resumed) {
        long now = nanos.getAsLong();
        if (resumed) {
            before = soFar.counts();
            started = now;
        }
        boolean last = soFar.counts().rows() == plan.rows();
        if (now - said >= pauseNanos || last) {
            said = now;
            line.say(text(soFar.counts(), now));
        }
    }

    private String text(SweepSummary.Counts counts, long now) {
        return counts.rows() + "/" + plan.rows() + " rows, " + counts.ok() + " ok"
                + (counts.failed() > 0 ? ", " + counts.failed() + " failed" : "")
                + (before.rows() > 0 ? ", " + before.rows() + " resumed" : "") + left(counts, now);
    }

    /** Rows over the area limit take no time. */
    private String left(SweepSummary.Counts counts, long now) {
        int mapped = mapped(counts) - mapped(before);
        if (mapped == 0) {
            return "";
        }
        double seconds = (now - started) / (double) SECOND / mapped * (plan.rowsToMap() - mapped(counts));
        return seconds < 2 * MINUTE
                ? String.format(Locale.ROOT, ", %.0f s left", seconds)
                : String.format(Locale.ROOT, ", %.0f min left", seconds / MINUTE);
    }

    private static int mapped(SweepSummary.Counts counts) {
        return counts.rows() - counts.areaExceeded();
    }

    /** Leaves the line, so that what follows stands below it. */
    void end() {
        line.end();
    }
}
