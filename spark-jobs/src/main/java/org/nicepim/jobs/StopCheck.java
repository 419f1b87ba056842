package org.nicepim.jobs;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.nicepim.jobs.run.StopRules;

/** Says whether a run's {@link StopRules} end it. What it says of numbers of designs depends on what was told alone. */
final class StopCheck {
    private final StopRules rules;
    private final LongSupplier nanos;
    private final long started;
    private final TreeMap<Integer, Double> bests = new TreeMap<>();

    /**
     * Begins now.
     *
     * @param nanos the clock
     */
    StopCheck(StopRules rules, LongSupplier nanos) {
        this.rules = rules;
        this.nanos = nanos;
        this.started = nanos.getAsLong();
    }

    /** Hears how the run stands. */
    void told(ExploreSummary summary) {
        if (!summary.best().isEmpty()) {
            bests.put(summary.evaluated(), summary.best().get(0).value());
        }
    }

    /** How many designs more may be evaluated. */
    int left(ExploreSummary summary) {
        return rules.maxEvaluations()
                .map(most -> Math.max(0, most - summary.evaluated()))
                .orElse(Integer.MAX_VALUE);
    }

    /** Why no other design is to be begun, if so. */
    Optional<ExploreSummary.Stop> reason(ExploreSummary summary) {
        if (left(summary) == 0) {
            return Optional.of(ExploreSummary.Stop.MAX_EVALUATIONS);
        }
        if (rules.maxSeconds().filter(most -> seconds() >= most).isPresent()) {
            return Optional.of(ExploreSummary.Stop.MAX_SECONDS);
        }
        return rules.gainBelow().filter(least -> gain(summary) < least).map(least -> ExploreSummary.Stop.GAIN_BELOW);
    }

    private long seconds() {
        return TimeUnit.NANOSECONDS.toSeconds(nanos.getAsLong() - started);
    }

    /** By which fraction the best fell over so many designs; 1 as long as there is nothing to compare. */
    private double gain(ExploreSummary summary) {
        Map.Entry<Integer, Double> before = bests.floorEntry(summary.evaluated() - rules.gainOver());
        return before == null ? 1 : 1 - bests.lastEntry().getValue() / before.getValue();
    }
}
