package org.nicepim.jobs.spark;

import java.io.Serializable;
import java.util.IntSummaryStatistics;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.SparkSession;
import org.nicepim.jobs.DesignEvaluator;
import org.nicepim.jobs.DesignTask;
import org.nicepim.jobs.EvaluationContext;
import org.nicepim.jobs.ExploreJob;
import org.nicepim.jobs.RunEffort;
import org.nicepim.jobs.TaskResult;

/** Evaluates batches on Spark: one task per design and workload; the context is broadcast once. */
public final class SparkBatchRunner implements ExploreJob.BatchRunner {
    /** A task that lost this many executors is given up: one more loss or two and Spark would give up the whole job. */
    private static final int GIVE_UP = 2;

    /** Evaluates one task on an executor. */
    interface Evaluation extends Serializable {
        /**
         * Evaluates.
         *
         * @param attempt number of the attempt, from 0
         */
        TaskResult evaluate(EvaluationContext context, DesignTask task, int attempt);
    }

    private final JavaSparkContext spark;
    private final Broadcast<EvaluationContext> context;
    private final Evaluation evaluation;
    private final Counters counters;
    private final TaskQueue queue = new TaskQueue();
    private final long started = System.nanoTime();

    /** On a session. */
    public SparkBatchRunner(SparkSession session, EvaluationContext context) {
        this(session, context, SparkBatchRunner::evaluate);
    }

    SparkBatchRunner(SparkSession session, EvaluationContext context, Evaluation evaluation) {
        this.spark = new JavaSparkContext(session.sparkContext());
        this.context = spark.broadcast(context);
        this.evaluation = evaluation;
        this.counters = new Counters(session.sparkContext());
        session.sparkContext().addSparkListener(queue);
    }

    @Override
    public List<TaskResult> run(List<DesignTask> tasks) {
        Broadcast<EvaluationContext> shared = context;
        Evaluation shipped = evaluation;
        Counters count = counters;
        spark.setJobDescription(description(tasks));
        return spark.parallelize(tasks, tasks.size())
                .map(task -> {
                    EvaluationContext common = shared.value();
                    TaskResult result = shipped.evaluate(common, task, Executors.attempt());
                    count.add(1, result.evaluation().effort().ilpFallbacks(), common.scheduler());
                    return result;
                })
                .collect();
    }

    /** What Spark's UI and log say of a job: {@code explore #17: 8 designs, 136 to 143}. */
    static String description(List<DesignTask> tasks) {
        IntSummaryStatistics ids =
                tasks.stream().mapToInt(DesignTask::designId).distinct().summaryStatistics();
        return "explore #" + tasks.get(0).iteration() + ": "
                + (ids.getCount() == 1
                        ? "design " + ids.getMin()
                        : ids.getCount() + " designs, " + ids.getMin() + " to " + ids.getMax());
    }

    /** What this runner's evaluations took so far. */
    public RunEffort effort() {
        return counters.effort(queue, (System.nanoTime() - started) * 1e-9);
    }

    static TaskResult evaluate(EvaluationContext context, DesignTask task, int attempt) {
        DesignEvaluator evaluator = new DesignEvaluator(context, Executors.scheduler(context.scheduler()));
        return attempt < GIVE_UP
                ? evaluator.evaluate(task, Executors.HOST, attempt)
                : evaluator.abandoned(task, Executors.HOST, attempt);
    }
}
