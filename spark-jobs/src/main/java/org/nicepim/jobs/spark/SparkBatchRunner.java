package org.nicepim.jobs.spark;

import java.io.Serializable;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.SparkSession;
import org.nicepim.jobs.DesignEvaluator;
import org.nicepim.jobs.DesignTask;
import org.nicepim.jobs.EvaluationContext;
import org.nicepim.jobs.ExploreJob;
import org.nicepim.jobs.SchedulerChoice;
import org.nicepim.jobs.TaskResult;
import org.nicepim.sharing.DataScheduler;

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

    /** On a session. */
    public SparkBatchRunner(SparkSession session, EvaluationContext context) {
        this(session, context, SparkBatchRunner::evaluate);
    }

    SparkBatchRunner(SparkSession session, EvaluationContext context, Evaluation evaluation) {
        this.spark = new JavaSparkContext(session.sparkContext());
        this.context = spark.broadcast(context);
        this.evaluation = evaluation;
    }

    @Override
    public List<TaskResult> run(List<DesignTask> tasks) {
        Broadcast<EvaluationContext> shared = context;
        Evaluation shipped = evaluation;
        spark.setJobDescription("explore #" + tasks.get(0).iteration() + ": " + tasks.size() + " tasks");
        return spark.parallelize(tasks, tasks.size())
                .map(task -> shipped.evaluate(shared.value(), task, attempt()))
                .collect();
    }

    private static int attempt() {
        TaskContext running = TaskContext.get();
        return running == null ? 0 : running.attemptNumber();
    }

    static TaskResult evaluate(EvaluationContext context, DesignTask task, int attempt) {
        DesignEvaluator evaluator = new DesignEvaluator(context, Schedulers.of(context));
        return attempt < GIVE_UP
                ? evaluator.evaluate(task, Host.NAME, attempt)
                : evaluator.abandoned(task, Host.NAME, attempt);
    }

    /** One scheduler of a kind per executor: it keeps its cache and its native library. */
    private static final class Schedulers {
        private static final Map<SchedulerChoice, DataScheduler> MADE = new ConcurrentHashMap<>();

        static DataScheduler of(EvaluationContext context) {
            return MADE.computeIfAbsent(context.scheduler(), SchedulerChoice::create);
        }
    }

    /** This machine's name, looked up once. */
    private static final class Host {
        static final String NAME = name();

        private static String name() {
            try {
                return InetAddress.getLocalHost().getHostName();
            } catch (UnknownHostException e) {
                return "unknown";
            }
        }
    }
}
