package org.nicepim.jobs.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.SparkSession;
import org.nicepim.hardware.DesignPoint;
import org.nicepim.jobs.DesignTask;
import org.nicepim.jobs.EvaluationContext;
import org.nicepim.jobs.spark.SparkBatchRunner;

/**
 * What a task costs the driver: designs over the area limit are judged in microseconds, so a job of many of them is all Spark. Launching and
 * finishing tasks is the work of a few threads of the driver, each of which does its part of all tasks one after another; the one that has most to
 * do limits how many tasks a second there may be, on however many cores.
 */
public final class LaunchBench {
    /** Threads that do their part of every task alone; those of pools are left out. */
    private static final List<String> SERIAL =
            List.of("dag-scheduler-event-loop", "dispatcher-event-loop", "dispatcher-CoarseGrainedScheduler");

    private LaunchBench() {}

    /**
     * Costs of tasks.
     *
     * @param tasks of the job
     * @param wallSecondsPerTask by the clock, on all cores of the session
     * @param serialSecondsPerTask CPU time of the driver's busiest thread per task
     * @param thread that thread
     * @param serialSecondsPerJob the same per job of one task, as an asynchronous exploration has for each design and workload
     */
    public record Costs(
            int tasks,
            double wallSecondsPerTask,
            double serialSecondsPerTask,
            String thread,
            double serialSecondsPerJob) {}

    /**
     * Runs a job of many tasks, and many jobs of one.
     *
     * @param tooLarge a point over the area limit
     */
    public static Costs run(
            SparkSession session, EvaluationContext context, DesignPoint tooLarge, int tasks, int jobs) {
        SparkBatchRunner runner = new SparkBatchRunner(session, context);
        List<DesignTask> all = new ArrayList<>();
        for (int i = 0; i < tasks; i++) {
            all.add(WireBench.task(tooLarge, 0));
        }
        runner.run(all.subList(0, Math.min(tasks, tasks / 4 + 1)));
        Usage before = Usage.now();
        runner.run(all);
        Usage used = Usage.now().since(before);
        Map.Entry<String, Double> perTask = busiest(used);
        Usage alone = Usage.now();
        for (int i = 0; i < jobs; i++) {
            runner.run(all.subList(i, i + 1));
        }
        Map.Entry<String, Double> perJob = busiest(Usage.now().since(alone));
        return new Costs(
                tasks,
                used.wallSeconds() / tasks,
                perTask.getValue() / tasks,
                perTask.getKey(),
                perJob.getValue() / jobs);
    }

    private static Map.Entry<String, Double> busiest(Usage used) {
        return used.threads().entrySet().stream()
                .filter(thread -> SERIAL.contains(thread.getKey()))
                .max(Map.Entry.comparingByValue())
                .orElseThrow();
    }
}
