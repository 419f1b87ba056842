package org.nicepim.jobs.bench;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.SplittableRandom;

/**
 * How well a run would use more cores than there were: driver and cores played event by event, with costs that were measured on few.
 *
 * <p>The driver launches tasks one after another, and a core that is free takes the next one. In a synchronous exploration nothing runs while
 * results are written and the tuner is asked. In an asynchronous one, whenever a quarter of the designs that are out is back, as many are asked
 * for, as one job, and the others go on meanwhile.
 *
 * @param costs that were measured
 */
public record ScalingModel(Costs costs) {
    private static final int ROUNDS = 8;
    private static final int GROUPS = 4;
    private static final double FINE = 0.95;

    /**
     * Seconds that a run's steps take.
     *
     * @param evaluations of single designs on single workloads; what is played draws from these
     * @param task of the driver, per task
     * @param job of the driver, per job
     * @param ask of the tuner, per call
     * @param askedDesign of the tuner, per design of a call
     * @param row of the driver, per row that it takes and writes
     * @param file of an executor, per file of a sweep
     */
    public record Costs(
            List<Double> evaluations,
            double task,
            double job,
            double ask,
            double askedDesign,
            double row,
            double file) {
        /** Copies the list. */
        public Costs {
            evaluations = List.copyOf(evaluations);
        }
    }

    /** What keeps a run from using all cores. */
    public enum Limit {
        /** Nothing: at least 95 % are used. */
        NONE,
        /** The driver launches tasks one after another. */
        LAUNCH,
        /** The tuner is asked. */
        TUNER,
        /** Rows are taken and written. */
        RESULTS,
        /** Cores have nothing to do: there are too few tasks, or the last ones take long. */
        TASKS
    }

    /**
     * What a run would come to.
     *
     * @param cores that it has
     * @param efficiency time of evaluations over that of all cores
     * @param limit the cost without which it would be highest
     */
    public record Forecast(int cores, double efficiency, Limit limit) {}

    /** Plays a run with some costs. */
    private interface Play {
        double efficiency(Costs costs);
    }

    /** A synchronous exploration of so many designs per iteration, each on so many workloads. */
    public Forecast synchronous(int cores, int designs, int workloads) {
        return forecast(cores, with -> synchronous(with, cores, designs, workloads));
    }

    /** An asynchronous exploration with so many designs out, each on so many workloads. */
    public Forecast asynchronous(int cores, int designs, int workloads) {
        return forecast(cores, with -> asynchronous(with, cores, designs, workloads));
    }

    /** A sweep of so many files of so many rows each. */
    public Forecast sweep(int cores, int files, int rowsPerFile) {
        return forecast(cores, with -> sweep(with, cores, files, rowsPerFile));
    }

    private Forecast forecast(int cores, Play play) {
        Costs c = costs;
        double all = play.efficiency(c);
        Map<Limit, Double> loss = new EnumMap<>(Limit.class);
        loss.put(
                Limit.LAUNCH,
                play.efficiency(new Costs(c.evaluations, 0, 0, c.ask, c.askedDesign, c.row, c.file)) - all);
        loss.put(Limit.TUNER, play.efficiency(new Costs(c.evaluations, c.task, c.job, 0, 0, c.row, c.file)) - all);
        loss.put(
                Limit.RESULTS,
                play.efficiency(new Costs(c.evaluations, c.task, c.job, c.ask, c.askedDesign, 0, 0)) - all);
        loss.put(Limit.TASKS, 1 - play.efficiency(new Costs(c.evaluations, 0, 0, 0, 0, 0, 0)));
        Limit limit =
                Collections.max(loss.entrySet(), Map.Entry.comparingByValue()).getKey();
        return new Forecast(cores, all, all >= FINE ? Limit.NONE : limit);
    }

    /** Cores that take tasks in the order in which they are launched. */
    private static final class Cores {
        private final PriorityQueue<Double> free = new PriorityQueue<>();
        private final SplittableRandom random = new SplittableRandom(1);
        private double busy;
        private double last;

        Cores(int cores) {
            for (int i = 0; i < cores; i++) {
                free.add(0.0);
            }
        }

        double seconds(Costs costs) {
            double seconds = costs.evaluations.get(random.nextInt(costs.evaluations.size()));
            busy += seconds;
            return seconds;
        }

        /** Runs a task that was launched then; says when it is done. */
        double run(double launched, double seconds) {
            double done = Math.max(launched, free.remove()) + seconds;
            free.add(done);
            last = Math.max(last, done);
            return done;
        }
    }

    private static double synchronous(Costs costs, int cores, int designs, int workloads) {
        Cores all = new Cores(cores);
        double now = 0;
        for (int round = 0; round < ROUNDS; round++) {
            now += costs.ask + designs * costs.askedDesign + costs.job;
            for (int task = 0; task < designs * workloads; task++) {
                now += costs.task;
                all.run(now, all.seconds(costs));
            }
            now = Math.max(now, all.last) + designs * workloads * costs.row;
        }
        return all.busy / (cores * now);
    }

    private static double asynchronous(Costs costs, int cores, int designs, int workloads) {
        Cores all = new Cores(cores);
        PriorityQueue<Double> back = new PriorityQueue<>();
        int group = Math.max(1, designs / GROUPS);
        double now = 0;
        int begin = designs;
        for (int begun = 0; begun < ROUNDS * designs; ) {
            now += costs.ask + begin * costs.askedDesign;
            now += costs.job;
            for (int design = 0; design < begin; design++) {
                double done = 0;
                for (int workload = 0; workload < workloads; workload++) {
                    now += costs.task;
                    done = Math.max(done, all.run(now, all.seconds(costs)));
                }
                back.add(done);
            }
            begun += begin;
            for (begin = 0; begin < group || (!back.isEmpty() && back.element() <= now); begin++) {
                now = Math.max(now, back.remove());
            }
            now += begin * workloads * costs.row;
        }
        return all.busy / (cores * Math.max(now, all.last));
    }

    private static double sweep(Costs costs, int cores, int files, int rowsPerFile) {
        Cores all = new Cores(cores);
        double now = costs.job;
        for (int file = 0; file < files; file++) {
            now += costs.task;
            double seconds = costs.file;
            for (int row = 0; row < rowsPerFile; row++) {
                seconds += all.seconds(costs);
            }
            all.run(now, seconds);
        }
        return all.busy / (cores * Math.max(now, all.last));
    }
}
