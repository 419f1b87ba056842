package org.nicepim.jobs.bench;

import org.nicepim.tuner.TunerOptions;
import org.nicepim.tuner.bench.Benchmark;
import org.nicepim.tuner.bench.Trial;

/**
 * What asking the tuner takes, on a table of designs that were all evaluated: trials with few and with many designs per call tell what a call
 * takes and what each of its designs adds.
 */
public final class AskBench {
    private static final String KIND = "dkl";
    private static final int EVALUATIONS = 256;
    private static final int FEW = 8;
    private static final int MANY = 64;

    private AskBench() {}

    /**
     * CPU seconds of the tuner.
     *
     * @param call of a call, whatever it asks for
     * @param design of a call's design, beside that
     */
    public record Costs(double call, double design) {}

    /** Runs both trials. */
    public static Costs run(Benchmark benchmark) {
        double few = seconds(benchmark, FEW);
        double many = seconds(benchmark, MANY);
        double design = Math.max(0, (many - few) / (MANY - FEW));
        return new Costs(Math.max(0, few - FEW * design), design);
    }

    private static double seconds(Benchmark benchmark, int batch) {
        return Trial.run(KIND, benchmark, TunerOptions.defaults(1), new Trial.Setting(EVALUATIONS, batch, false))
                .secondsPerAsk();
    }
}
