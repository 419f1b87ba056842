package org.nicepim.jobs.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.DoubleAdder;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;
import org.nicepim.jobs.DesignEvaluator;
import org.nicepim.jobs.DesignTask;
import org.nicepim.jobs.EvaluationContext;
import org.nicepim.jobs.ExploreJob;
import org.nicepim.jobs.TaskResult;
import org.nicepim.jobs.run.ExploreConfig;
import org.nicepim.jobs.run.RunFolder;
import org.nicepim.jobs.run.RunIdentity;
import org.nicepim.jobs.spark.SparkBatchRunner;
import org.nicepim.sharing.DataScheduler;

/**
 * An exploration on Spark against nothing but its evaluations: the same designs on plain threads, as many as there are cores. Both share one
 * process, so a second round finds both warm.
 */
public final class OverheadBench {
    private final SparkSession session;
    private final int cores;
    private final ExploreConfig config;
    private final EvaluationContext context;
    private final DataScheduler scheduler;

    /**
     * A comparison.
     *
     * @param session on as many cores of this machine
     * @param cores at least 1
     */
    public OverheadBench(SparkSession session, int cores, ExploreConfig config) {
        this.session = session;
        this.cores = cores;
        this.config = config;
        this.context = EvaluationContext.of(config);
        this.scheduler = context.scheduler().create();
    }

    /**
     * An exploration on Spark.
     *
     * @param tasks of all designs
     * @param results of the tasks
     * @param wallSeconds from begin to end
     * @param aloneSeconds of it in which no evaluation was out: the tuner was asked, rows were written; of an asynchronous one, 0
     * @param cpuSeconds of the process meanwhile
     */
    public record Exploration(
            List<DesignTask> tasks,
            List<TaskResult> results,
            double wallSeconds,
            double aloneSeconds,
            double cpuSeconds) {
        /** Copies the lists. */
        public Exploration {
            tasks = List.copyOf(tasks);
            results = List.copyOf(results);
        }

        /** Wall time of all evaluations, one after another. */
        public double evaluationSeconds() {
            return results.stream()
                    .mapToDouble(result -> result.evaluation().effort().seconds())
                    .sum();
        }
    }

    /**
     * An exploration, and its evaluations alone.
     *
     * @param cores that both had
     * @param exploration on Spark
     * @param plainCpuSeconds of the process when plain threads evaluated the same
     */
    public record Round(int cores, Exploration exploration, double plainCpuSeconds) {
        /** Wall time of the exploration over that of its evaluations on so many cores; both grow when others use the cores. */
        public double wallRatio() {
            return exploration.wallSeconds / (exploration.evaluationSeconds() / cores);
        }

        /** CPU time of the exploration over that of its evaluations alone. */
        public double cpuRatio() {
            return exploration.cpuSeconds / plainCpuSeconds;
        }
    }

    /**
     * Explores, and evaluates the same designs again without Spark.
     *
     * @param folder new folder of the run
     * @throws IOException if it cannot be written
     */
    public Round run(Path folder) throws IOException {
        Exploration exploration = explore(folder);
        return new Round(cores, exploration, plain(exploration.tasks()));
    }

    /**
     * Explores.
     *
     * @param folder new folder of the run
     * @throws IOException if it cannot be written
     */
    public Exploration explore(Path folder) throws IOException {
        SparkBatchRunner spark = new SparkBatchRunner(session, context);
        List<DesignTask> tasks = Collections.synchronizedList(new ArrayList<>());
        List<TaskResult> results = Collections.synchronizedList(new ArrayList<>());
        DoubleAdder out = new DoubleAdder();
        ExploreJob.BatchRunner watched = batch -> {
            double start = Usage.now().wallSeconds();
            List<TaskResult> answers = spark.run(batch);
            out.add(Usage.now().wallSeconds() - start);
            tasks.addAll(batch);
            results.addAll(answers);
            return answers;
        };
        RunFolder run = RunFolder.open(folder.toString(), RunIdentity.of(config, context), false, new Configuration());
        run.begin();
        Usage before = Usage.now();
        new ExploreJob(config, context, run, watched, (soFar, resumed) -> {}).run();
        Usage used = Usage.now().since(before);
        double alone = config.search().asynchronous() ? 0 : used.wallSeconds() - out.sum();
        return new Exploration(tasks, results, used.wallSeconds(), alone, used.cpuSeconds());
    }

    /** CPU seconds of the same evaluations on threads of this process. */
    private double plain(List<DesignTask> tasks) {
        ExecutorService threads = Executors.newFixedThreadPool(cores);
        try {
            Usage before = Usage.now();
            DesignEvaluator evaluator = new DesignEvaluator(context, scheduler);
            List<Future<TaskResult>> all = new ArrayList<>();
            tasks.forEach(task -> all.add(threads.submit(() -> evaluator.evaluate(task, "here", 0))));
            for (Future<TaskResult> one : all) {
                one.get();
            }
            return Usage.now().since(before).cpuSeconds();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while designs were evaluated", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } finally {
            threads.shutdownNow();
        }
    }
}
