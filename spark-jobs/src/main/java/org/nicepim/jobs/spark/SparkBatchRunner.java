package org.nicepim.jobs.spark;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.SimpleFutureAction;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.SparkSession;
import org.nicepim.hardware.DesignSpaces;
import org.nicepim.jobs.DesignEvaluator;
import org.nicepim.jobs.DesignTask;
import org.nicepim.jobs.EvaluationContext;
import org.nicepim.jobs.ExploreJob;
import org.nicepim.jobs.LogContext;
import org.nicepim.jobs.RunEffort;
import org.nicepim.jobs.TaskResult;
import org.nicepim.workload.Workload;
import scala.Function1;
import scala.Function2;
import scala.collection.Iterator;
import scala.jdk.javaapi.CollectionConverters;
import scala.jdk.javaapi.FutureConverters;
import scala.runtime.BoxedUnit;

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
    private final EvaluationContext common;
    private final List<Long> distinctLayers;
    private final Counters counters;
    private final TaskQueue queue = new TaskQueue();
    private final Queue<Call> waiting = new ConcurrentLinkedQueue<>();
    private final Optional<String> run = LogContext.run();
    private final long started = System.nanoTime();

    /** On a session. */
    public SparkBatchRunner(SparkSession session, EvaluationContext context) {
        this(session, context, SparkBatchRunner::evaluate);
    }

    SparkBatchRunner(SparkSession session, EvaluationContext context, Evaluation evaluation) {
        this.spark = new JavaSparkContext(session.sparkContext());
        this.context = spark.broadcast(context);
        this.evaluation = evaluation;
        this.common = context;
        this.distinctLayers = context.workloads().stream()
                .map(SparkBatchRunner::distinctLayers)
                .toList();
        this.counters = new Counters(session.sparkContext());
        session.sparkContext().addSparkListener(queue);
    }

    /**
     * Calls of several threads that meet become one job: a job costs the driver as much as ten tasks. In it the longest evaluations begin
     * first, so that cores wait less for the last; results come back in the order of the tasks.
     */
    @Override
    public List<TaskResult> run(List<DesignTask> tasks) {
        Call mine = new Call(tasks);
        waiting.add(mine);
        submitWaiting();
        return mine.results();
    }

    /** Whoever comes while a job is being submitted waits for the lock, and finds its tasks in the next one. */
    private synchronized void submitWaiting() {
        List<Call> calls = new ArrayList<>();
        for (Call call = waiting.poll(); call != null; call = waiting.poll()) {
            calls.add(call);
        }
        if (!calls.isEmpty()) {
            submit(calls);
        }
    }

    private void submit(List<Call> calls) {
        List<Out> longestFirst = calls.stream()
                .flatMap(Call::out)
                .sorted(Comparator.comparingLong((Out out) -> work(out.task)).reversed())
                .toList();
        List<DesignTask> tasks = longestFirst.stream().map(Out::task).toList();
        Function2<Object, TaskResult, BoxedUnit> handler = (index, result) -> {
            longestFirst.get((Integer) index).receiver.accept(result);
            return BoxedUnit.UNIT;
        };
        List<Object> partitions =
                IntStream.range(0, tasks.size()).mapToObj(i -> (Object) i).toList();
        spark.setJobDescription(description(tasks));
        run.ifPresent(folder -> spark.setLocalProperty(LogContext.RUN, folder));
        SimpleFutureAction<BoxedUnit> job = spark.sc()
                .submitJob(
                        spark.parallelize(tasks, tasks.size()).rdd(),
                        evaluated(),
                        CollectionConverters.asScala(partitions).toSeq(),
                        handler,
                        () -> BoxedUnit.UNIT);
        FutureConverters.asJava(job).whenComplete((done, error) -> {
            if (error != null) {
                calls.forEach(call -> call.failed(error));
            }
        });
    }

    /** What a task takes, more or less: each distinct layer is searched once, over partitions of which nodes have many. */
    private long work(DesignTask task) {
        return distinctLayers.get(task.workload())
                * DesignSpaces.toHardware(common.space(), task.point(), common.technology())
                        .nodes();
    }

    private static long distinctLayers(Workload workload) {
        return workload.layers().stream()
                .map(layer -> List.of(layer.type(), layer.dims(), layer.window()))
                .distinct()
                .count();
    }

    /** A task and who waits for it. */
    private record Out(DesignTask task, Consumer<TaskResult> receiver) {}

    /** What the job's tasks do: serialisable, as Spark asks of a function that it ships. */
    private interface Evaluated extends Function1<Iterator<DesignTask>, TaskResult>, Serializable {}

    private Evaluated evaluated() {
        Broadcast<EvaluationContext> shared = context;
        Evaluation shipped = evaluation;
        Counters count = counters;
        return tasks -> {
            EvaluationContext received = shared.value();
            TaskResult result = shipped.evaluate(received, tasks.next(), Executors.attempt());
            count.add(1, result.evaluation().effort().ilpFallbacks(), received.scheduler());
            return result;
        };
    }

    /** Tasks that somebody waits for, and what came of them so far. */
    private static final class Call {
        private final List<DesignTask> tasks;
        private final AtomicReferenceArray<TaskResult> results;
        private final AtomicInteger missing;
        private final CompletableFuture<List<TaskResult>> all = new CompletableFuture<>();

        Call(List<DesignTask> tasks) {
            this.tasks = List.copyOf(tasks);
            this.results = new AtomicReferenceArray<>(tasks.size());
            this.missing = new AtomicInteger(tasks.size());
        }

        Stream<Out> out() {
            return IntStream.range(0, tasks.size()).mapToObj(i -> new Out(tasks.get(i), result -> done(i, result)));
        }

        private void done(int index, TaskResult result) {
            results.set(index, result);
            if (missing.decrementAndGet() == 0) {
                all.complete(
                        IntStream.range(0, tasks.size()).mapToObj(results::get).toList());
            }
        }

        void failed(Throwable error) {
            all.completeExceptionally(error);
        }

        List<TaskResult> results() {
            try {
                return all.get();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while designs were out", e);
            } catch (ExecutionException e) {
                throw new IllegalStateException(e.getCause());
            }
        }
    }

    /** What Spark's UI and log say of a job: {@code explore #17: 8 designs, 136 to 143}. */
    static String description(List<DesignTask> tasks) {
        IntSummaryStatistics ids =
                tasks.stream().mapToInt(DesignTask::designId).distinct().summaryStatistics();
        int iteration = tasks.stream().mapToInt(DesignTask::iteration).min().orElseThrow();
        return "explore #" + iteration + ": "
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
