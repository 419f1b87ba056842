package org.nicepim.jobs.cli;

import java.util.Locale;
import java.util.Timer;
import java.util.TimerTask;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Says what a command is at while a person waits for it: nothing of what is done in two seconds; after that on a terminal a line that is
 * rewritten as long as it takes, and elsewhere a line now and then.
 */
final class Waiting {
    private static final long TICK_MILLIS = 500;
    private static final double PATIENCE_SECONDS = 2;
    private static final double SELDOM_SECONDS = 30;

    private final ProgressLine line;
    private final boolean rewrites;
    private final Supplier<String> what;
    private final LongSupplier nanos;
    private final long started;
    private final Timer clock = new Timer("progress", true);
    private double next = PATIENCE_SECONDS;

    /**
     * Begins to wait.
     *
     * @param rewrites true if the line is written over
     * @param what the command is at; asked in another thread
     * @param nanos the clock
     */
    Waiting(ProgressLine line, boolean rewrites, Supplier<String> what, LongSupplier nanos) {
        this.line = line;
        this.rewrites = rewrites;
        this.what = what;
        this.nanos = nanos;
        this.started = nanos.getAsLong();
    }

    /** Looks at the clock from now on. */
    void begin() {
        TimerTask look = new TimerTask() {
            @Override
            public void run() {
                tick();
            }
        };
        clock.schedule(look, TICK_MILLIS, TICK_MILLIS);
    }

    /** Speaks if it is time to. */
    synchronized void tick() {
        double seconds = (nanos.getAsLong() - started) * 1e-9;
        if (seconds >= next) {
            line.say(String.format(Locale.ROOT, "%.0f s: %s", seconds, what.get()));
            next = rewrites ? next : seconds + SELDOM_SECONDS;
        }
    }

    /** Speaks no more, and leaves the line. */
    void end() {
        clock.cancel();
        synchronized (this) {
            next = Double.POSITIVE_INFINITY;
            line.end();
        }
    }
}
