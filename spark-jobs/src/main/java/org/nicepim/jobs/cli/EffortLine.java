package org.nicepim.jobs.cli;

import java.io.PrintWriter;
import java.util.Locale;
import org.nicepim.jobs.RunEffort;

/** One line of the log that says what a run took, for those who run clusters. */
final class EffortLine {
    private EffortLine() {}

    static void print(PrintWriter writer, RunEffort effort) {
        long asked = effort.cacheHits() + effort.cacheMisses();
        writer.printf(
                Locale.ROOT,
                "%d evaluations here, %.2f per second; %.1f s in the queue per task; %s%d solver answers refused; %d"
                        + " executors lost.%n",
                effort.evaluations(),
                effort.evaluationsPerSecond(),
                effort.queueSeconds(),
                asked == 0
                        ? ""
                        : String.format(
                                Locale.ROOT, "%d of %d sharing problems from caches; ", effort.cacheHits(), asked),
                effort.ilpFallbacks(),
                effort.executorsLost());
    }
}
