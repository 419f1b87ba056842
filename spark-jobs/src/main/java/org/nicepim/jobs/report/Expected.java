package org.nicepim.jobs.report;

import java.util.Optional;
import org.nicepim.jobs.run.RunDescription;

/** How many designs a run was to have, as far as its manifest says it. */
final class Expected {
    private Expected() {}

    /** A sentence if there are fewer. */
    static Optional<String> missing(RunDescription run, Designs there) {
        String text = run.sweep() ? run.value("designs") : run.value("evaluations");
        if (!text.matches("\\d{1,9}")) {
            return Optional.empty();
        }
        long expected = Long.parseLong(text) * (run.sweep() ? there.groups().size() : 1);
        long whole = there.all().stream()
                .filter(design -> !design.status().equals(Design.INCOMPLETE))
                .count();
        return whole >= expected
                ? Optional.empty()
                : Optional.of("The folder is half written: " + whole + " of " + expected
                        + " designs are whole. 'nicepim " + (run.sweep() ? "sweep" : "explore")
                        + " … --resume' goes on with the run.");
    }
}
