package org.nicepim.tuner;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.LongStream;
import org.nicepim.hardware.DesignSpace;

/** Prints how long a step takes and how far from the optimum each kind ends. Run its {@code main}. */
final class TunerBench {
    private static final int BUDGET = 60;
    private static final int SEEDS = 10;

    private TunerBench() {}

    /** Prints the tables. */
    public static void main(String[] arguments) {
        for (String kind : List.of("gp", "dkl")) {
            for (int observations : new int[] {50, 200, 500, 2000}) {
                time(kind, observations);
            }
        }
        double optimum = optimum();
        for (String kind : Tuners.kinds()) {
            double[] regrets = LongStream.range(0, SEEDS)
                    .mapToDouble(seed -> regret(kind, seed, BUDGET, optimum))
                    .sorted()
                    .toArray();
            System.out.printf(
                    Locale.ROOT,
                    "%-6s regret after %d: median %.4f, worst %.4f%n",
                    kind,
                    BUDGET,
                    (regrets[SEEDS / 2 - 1] + regrets[SEEDS / 2]) / 2,
                    Arrays.stream(regrets).max().orElseThrow());
        }
    }

    /** Share by which the best design found exceeds the optimum. */
    static double regret(String kind, long seed, int budget, double optimum) {
        Tuner tuner = Tuners.create(kind, Surfaces.accelerator(), Surfaces.areaOracle(), TunerOptions.defaults(seed));
        double best = Double.POSITIVE_INFINITY;
        for (int asked = 0; asked < budget; asked += 4) {
            List<Observation> observations = new ArrayList<>();
            for (Proposal proposal : tuner.ask(4)) {
                observations.add(Surfaces.observe(proposal.point()));
            }
            tuner.tell(observations);
            for (Observation observation : observations) {
                if (observation.outcome() instanceof Outcome.Measured measured) {
                    best = Math.min(best, measured.objectives().get(0));
                }
            }
        }
        return best / optimum - 1;
    }

    /** Smallest objective of a design that meets the area limit, by enumeration. */
    static double optimum() {
        DesignSpace space = Surfaces.accelerator();
        return LongStream.range(0, space.size())
                .mapToObj(space::point)
                .filter(point -> Surfaces.areaMm2(point) <= Surfaces.LIMIT_MM2)
                .mapToDouble(Surfaces::energyDelay)
                .min()
                .orElseThrow();
    }

    private static void time(String kind, int observations) {
        TunerOptions options = TunerOptions.defaults(1).withInitial(observations);
        double fastest = Double.POSITIVE_INFINITY;
        String surrogate = "";
        for (int run = 0; run < 4; run++) {
            Tuner tuner = Tuners.create(kind, Surfaces.accelerator(), AreaOracle.unlimited(), options);
            tuner.tell(tuner.ask(observations).stream()
                    .map(p -> new Observation(p.point(), new Outcome.Measured(Surfaces.energyDelay(p.point()))))
                    .toList());
            long start = System.nanoTime();
            tuner.ask(8);
            fastest = Math.min(fastest, (System.nanoTime() - start) * 1e-9);
            surrogate = tuner.lastModel().orElseThrow();
        }
        System.out.printf(
                Locale.ROOT,
                "%-4s %4d observations: fit and ask(8) %.3f s (%s)%n",
                kind,
                observations,
                fastest,
                surrogate);
    }
}
