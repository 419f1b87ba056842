package org.nicepim.jobs.spark;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerExecutorRemoved;
import org.apache.spark.scheduler.SparkListenerStageSubmitted;
import org.apache.spark.scheduler.SparkListenerTaskStart;
import org.apache.spark.scheduler.StageInfo;
import scala.Option;

/** Hears how long tasks wait, by the driver's clock alone: those of other hosts may differ. */
final class TaskQueue extends SparkListener {
    private static final double MILLIS = 1e-3;

    private final Map<Integer, Long> ready = new ConcurrentHashMap<>();
    private final LongAdder waitedMillis = new LongAdder();
    private final LongAdder tasks = new LongAdder();
    private final LongAdder lost = new LongAdder();

    @Override
    public void onStageSubmitted(SparkListenerStageSubmitted event) {
        StageInfo stage = event.stageInfo();
        Option<Object> when = stage.submissionTime();
        if (when.isDefined() && when.get() instanceof Long millis) {
            ready.put(stage.stageId(), millis);
        }
    }

    @Override
    public void onTaskStart(SparkListenerTaskStart event) {
        Long since = ready.get(event.stageId());
        if (since != null) {
            tasks.increment();
            waitedMillis.add(Math.max(0, event.taskInfo().launchTime() - since));
        }
    }

    @Override
    public void onExecutorRemoved(SparkListenerExecutorRemoved event) {
        lost.increment();
    }

    long tasks() {
        return tasks.sum();
    }

    /** On average; 0 if there was no task. */
    double waitedSeconds() {
        return tasks() == 0 ? 0 : waitedMillis.sum() * MILLIS / tasks();
    }

    long executorsLost() {
        return lost.sum();
    }
}
