package org.nicepim.jobs.spark;

import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import org.apache.hadoop.fs.Path;
import org.apache.spark.SparkException;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.rdd.RDD;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.SerializableConfiguration;
import org.nicepim.config.ConfigException;
import org.nicepim.jobs.LogContext;
import org.nicepim.jobs.RunEffort;
import org.nicepim.jobs.run.SweepTables;
import org.nicepim.jobs.sweep.BatchWork;
import org.nicepim.jobs.sweep.SweepBatch;
import org.nicepim.jobs.sweep.SweepContext;
import org.nicepim.jobs.sweep.SweepJob;
import org.nicepim.jobs.sweep.SweepSummary;
import scala.Function2;
import scala.collection.Iterator;
import scala.jdk.javaapi.CollectionConverters;
import scala.reflect.ClassTag$;
import scala.runtime.BoxedUnit;

/** Does the batches of a sweep on Spark: one task per batch, all in one job; the context is broadcast once, summaries come back. */
public final class SparkSweepRunner implements SweepJob.Runner {
    /** Does one batch on an executor. */
    interface Doing extends Serializable {
        /** Does it. */
        SweepSummary done(
                SweepContext context, SweepTables tables, BatchWork work, SweepBatch batch, BatchWork.Worker worker)
                throws IOException;
    }

    /** What the job's tasks do: serialisable, as Spark asks of a function that it ships. */
    private interface Task extends Function2<TaskContext, Iterator<SweepBatch>, SweepSummary>, Serializable {}

    private final JavaSparkContext spark;
    private final Broadcast<SweepContext> context;
    private final String uri;
    private final Doing doing;
    private final Counters counters;
    private final TaskQueue queue = new TaskQueue();
    private final Optional<String> run = LogContext.run();
    private final long started = System.nanoTime();

    /**
     * On a session.
     *
     * @param tables where the rows go
     */
    public SparkSweepRunner(SparkSession session, SweepContext context, SweepTables tables) {
        this(session, context, tables, (sweep, there, work, batch, worker) -> work.done(batch, worker));
    }

    SparkSweepRunner(SparkSession session, SweepContext context, SweepTables tables, Doing doing) {
        this.spark = new JavaSparkContext(session.sparkContext());
        this.context = spark.broadcast(context);
        this.uri = tables.uri();
        this.doing = doing;
        this.counters = new Counters(session.sparkContext());
        session.sparkContext().addSparkListener(queue);
    }

    @Override
    public void run(List<SweepBatch> batches, BiConsumer<SweepBatch, SweepSummary> done) {
        if (batches.isEmpty()) {
            return;
        }
        spark.setJobDescription("sweep: " + batches.size() + " batches");
        run.ifPresent(folder -> spark.setLocalProperty(LogContext.RUN, folder));
        RDD<SweepBatch> shipped = spark.parallelize(batches, batches.size()).rdd();
        List<Object> all = new ArrayList<>();
        IntStream.range(0, batches.size()).forEach(all::add);
        Function2<Object, SweepSummary, BoxedUnit> handler = (index, part) -> {
            done.accept(batches.get((Integer) index), part);
            return BoxedUnit.UNIT;
        };
        try {
            spark.sc()
                    .runJob(
                            shipped,
                            task(),
                            CollectionConverters.asScala(all).toSeq(),
                            handler,
                            ClassTag$.MODULE$.apply(SweepSummary.class));
        } catch (Exception e) {
            // Scala does not declare what it throws: a SparkException may be among these.
            throw cause(e);
        }
    }

    /** What this runner's evaluations took so far. */
    public RunEffort effort() {
        return counters.effort(queue, (System.nanoTime() - started) * 1e-9);
    }

    private Task task() {
        Broadcast<SweepContext> shared = context;
        String folder = uri;
        Doing what = doing;
        Counters count = counters;
        SerializableConfiguration hadoop = new SerializableConfiguration(spark.hadoopConfiguration());
        return (running, iterator) -> {
            SweepContext sweep = shared.value();
            SweepTables tables = new SweepTables(new Path(folder), hadoop.value());
            BatchWork work = new BatchWork(sweep, Executors.scheduler(sweep.scheduler()), tables);
            BatchWork.Worker worker = new BatchWork.Worker(
                    Executors.HOST, running.attemptNumber(), String.valueOf(running.taskAttemptId()));
            try {
                SweepBatch batch = iterator.next();
                boolean written = tables.evaluations().has(batch.number());
                SweepSummary done = what.done(sweep, tables, work, batch, worker);
                if (!written) {
                    count.add(done.counts().rows(), done.counts().ilpFallbacks(), sweep.scheduler());
                }
                return done;
            } catch (IOException e) {
                throw new ConfigException(
                        "--out " + folder + ": an executor cannot write there (" + e.getMessage()
                                + "). What is there is whole; --resume goes on. Maybe the disk is full?",
                        e);
            }
        };
    }

    /** What Spark wraps: a person needs the innermost complaint about the input, if there is one. */
    private static RuntimeException cause(Exception e) {
        for (Throwable at = e; at != null; at = at.getCause()) {
            if (at instanceof ConfigException refused) {
                return refused;
            }
        }
        return e instanceof RuntimeException plain && !(plain.getCause() instanceof SparkException)
                ? plain
                : new IllegalStateException(e);
    }
}
