package org.nicepim.jobs.spark;

import java.io.Serializable;
import org.apache.spark.SparkContext;
import org.apache.spark.util.LongAccumulator;
import org.nicepim.jobs.RunEffort;
import org.nicepim.jobs.SchedulerChoice;
import org.nicepim.scheduler.CacheCounts;

/** Accumulators of a run: executors add, the driver reads. Shipped with each task. */
final class Counters implements Serializable {
    private static final long serialVersionUID = 1;

    private final LongAccumulator evaluations;
    private final LongAccumulator fallbacks;
    private final LongAccumulator hits;
    private final LongAccumulator misses;

    /** Of a run that begins; the names are those in Spark's UI. */
    Counters(SparkContext spark) {
        evaluations = spark.longAccumulator("evaluations");
        fallbacks = spark.longAccumulator("ILP fallbacks");
        hits = spark.longAccumulator("sharing cache hits");
        misses = spark.longAccumulator("sharing cache misses");
    }

    /** On an executor: evaluations came to their end. */
    void add(int count, int ilpFallbacks, SchedulerChoice scheduler) {
        evaluations.add(count);
        fallbacks.add(ilpFallbacks);
        CacheCounts fresh = Executors.countsSince(scheduler);
        hits.add(fresh.sameProblem() + fresh.samePattern());
        misses.add(fresh.searched());
    }

    /** On the driver: all so far. */
    RunEffort effort(TaskQueue queue, double seconds) {
        return new RunEffort(
                evaluations.value(),
                seconds,
                fallbacks.value(),
                hits.value(),
                misses.value(),
                queue.tasks(),
                queue.waitedSeconds(),
                queue.executorsLost());
    }
}
