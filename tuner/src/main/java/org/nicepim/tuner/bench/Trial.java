package org.nicepim.tuner.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.nicepim.tuner.Observation;
import org.nicepim.tuner.Proposal;
import org.nicepim.tuner.Tuner;
import org.nicepim.tuner.TunerOptions;
import org.nicepim.tuner.Tuners;

/** One run of one tuner on one benchmark with one seed. */
public final class Trial {
    private final Benchmark benchmark;
    private final List<OptionalDouble> bestSoFar;
    private final List<double[]> objectives;
    private final Map<String, Integer> models;
    private final double secondsPerAsk;

    private Trial(
            Benchmark benchmark,
            List<OptionalDouble> bestSoFar,
            List<double[]> objectives,
            Map<String, Integer> models,
            double secondsPerAsk) {
        this.benchmark = benchmark;
        this.bestSoFar = bestSoFar;
        this.objectives = objectives;
        this.models = models;
        this.secondsPerAsk = secondsPerAsk;
    }

    /**
     * What all trials have in common.
     *
     * @param evaluations designs asked, those over the area limit included
     * @param batch designs asked together
     * @param pareto true if the tuner is told latency, energy and area instead of energy times delay
     */
    public record Setting(int evaluations, int batch, boolean pareto) {}

    /** Runs a tuner of the kind. */
    public static Trial run(String kind, Benchmark benchmark, TunerOptions options, Setting setting) {
        Tuner tuner = Tuners.create(kind, benchmark.space(), benchmark.oracle(), options);
        List<OptionalDouble> bestSoFar = new ArrayList<>();
        List<double[]> objectives = new ArrayList<>();
        Map<String, Integer> models = new TreeMap<>();
        long nanos = 0;
        int asks = 0;
        OptionalDouble best = OptionalDouble.empty();
        while (bestSoFar.size() < setting.evaluations()) {
            long start = cpuNanos();
            List<Proposal> proposals = tuner.ask(Math.min(setting.batch(), setting.evaluations() - bestSoFar.size()));
            nanos += cpuNanos() - start;
            asks++;
            if (proposals.isEmpty()) {
                break;
            }
            if (proposals.get(0).prediction().isPresent()) {
                tuner.lastModel().ifPresent(text -> models.merge(text.split(" ", -1)[0], 1, Integer::sum));
            }
            List<Observation> observations = new ArrayList<>();
            for (Proposal proposal : proposals) {
                observations.add(
                        new Observation(proposal.point(), benchmark.outcome(proposal.point(), setting.pareto())));
                best = better(best, benchmark, proposal);
                bestSoFar.add(best);
                objectives.add(benchmark.objectives(proposal.point()).orElseGet(() -> new double[0]));
            }
            tuner.tell(observations);
        }
        return new Trial(benchmark, bestSoFar, objectives, models, nanos * 1e-9 / asks);
    }

    private static OptionalDouble better(OptionalDouble best, Benchmark benchmark, Proposal proposal) {
        return benchmark
                .energyDelay(proposal.point())
                .map(value -> OptionalDouble.of(Math.min(value, best.orElse(value))))
                .orElse(best);
    }

    /** CPU time of this thread, so that trials side by side do not count each other's. */
    private static long cpuNanos() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        return threads.isCurrentThreadCpuTimeSupported() ? threads.getCurrentThreadCpuTime() : System.nanoTime();
    }

    /** Share by which the best of the first designs exceeds the optimum; empty if none of them is feasible. */
    public OptionalDouble regretAt(int evaluations) {
        if (bestSoFar.isEmpty()) {
            return OptionalDouble.empty();
        }
        OptionalDouble best = bestSoFar.get(Math.min(evaluations, bestSoFar.size()) - 1);
        return best.isPresent()
                ? OptionalDouble.of(best.getAsDouble() / benchmark.optimum() - 1)
                : OptionalDouble.empty();
    }

    /** Evaluations until a design has at most that energy-delay product; empty if none had. */
    public OptionalInt evaluationsTo(double energyDelay) {
        for (int i = 0; i < bestSoFar.size(); i++) {
            if (bestSoFar.get(i).orElse(Double.POSITIVE_INFINITY) <= energyDelay) {
                return OptionalInt.of(i + 1);
            }
        }
        return OptionalInt.empty();
    }

    /** Share of the table's hypervolume that the first designs dominate. */
    public double hypervolumeAt(int evaluations) {
        return benchmark.hypervolumeShare(objectives.subList(0, Math.min(evaluations, objectives.size())).stream()
                .filter(o -> o.length > 0)
                .toList());
    }

    /** How often each surrogate made the proposals of a batch. */
    public Map<String, Integer> models() {
        return models;
    }

    /** CPU time of the driver per batch asked, area classifier included but for its first training. */
    public double secondsPerAsk() {
        return secondsPerAsk;
    }
}
