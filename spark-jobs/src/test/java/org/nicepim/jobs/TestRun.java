package org.nicepim.jobs;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;
import org.nicepim.config.YamlNode;
import org.nicepim.jobs.run.ExploreConfig;
import org.nicepim.jobs.run.RunFolder;
import org.nicepim.jobs.run.RunIdentity;
import org.nicepim.jobs.spark.Sessions;
import org.nicepim.results.EvaluationRow;

/**
 * A small exploration for tests: two networks, a space of 64 points.
 *
 * @param config as read
 * @param context what it names
 */
public record TestRun(ExploreConfig config, EvaluationContext context) {
    /** As a file. */
    public static final String YAML = """
            workloads: [alexnet, zfnet]
            space: small
            objective: edp
            evaluations: 12
            seed: 3
            scheduler: ilp
            tuner:
              kind: dkl
              initial: 4
              designsPerIteration: 3
            """;

    private static final Map<List<Object>, EvaluationRow> REMEMBERED = new ConcurrentHashMap<>();

    /** The run above with values of its own, as {@code --set} gives them. */
    public static TestRun with(String... sets) {
        YamlNode top = YamlNode.parse(YAML, "test.yaml");
        List.of(sets).forEach(top::set);
        ExploreConfig config = ExploreConfig.read(top);
        return new TestRun(config, EvaluationContext.of(config));
    }

    /** The run above with an effort that only tests of the loop around the mapper may be content with. */
    public static TestRun quick(String... sets) {
        List<String> all = new ArrayList<>(List.of("mapper={budget: 500}", "scheduler=shortest"));
        all.addAll(List.of(sets));
        return with(all.toArray(String[]::new));
    }

    /** A session on a master. */
    public static SparkSession session(String master) {
        return Sessions.open(Sessions.conf("test", Optional.of(master)));
    }

    /** What a new run and a resumed one are told apart by. */
    public RunIdentity identity() {
        return RunIdentity.of(config, context);
    }

    /** Opens the folder, ready to be written. */
    public RunFolder open(Path folder, boolean resume) {
        RunFolder opened = RunFolder.open(folder.toString(), identity(), resume, new Configuration());
        opened.begin();
        return opened;
    }

    /** Runs to the end. */
    public ExploreSummary run(Path folder, boolean resume, ExploreJob.BatchRunner runner) throws IOException {
        return new ExploreJob(config, context, open(folder, resume), runner, (soFar, resumed) -> {}).run();
    }

    /** Evaluates in this thread, without Spark. */
    public ExploreJob.BatchRunner inThread() {
        DesignEvaluator evaluator =
                new DesignEvaluator(context, context.scheduler().create());
        return tasks ->
                tasks.stream().map(task -> evaluator.evaluate(task, "here", 0)).toList();
    }

    /**
     * Evaluates in this thread, without layers, and each design of this space once in the whole of a test's life: for tests of the loop
     * around the evaluation.
     */
    public ExploreJob.BatchRunner remembered() {
        DesignEvaluator evaluator =
                new DesignEvaluator(context, context.scheduler().create());
        return tasks -> tasks.stream()
                .map(task -> labelled(
                        task,
                        REMEMBERED.computeIfAbsent(
                                List.of(context.mapper(), context.scheduler(), task.point(), task.workload()),
                                key -> evaluator.evaluate(task, "here", 0).evaluation())))
                .toList();
    }

    private static TaskResult labelled(DesignTask task, EvaluationRow row) {
        EvaluationRow.Design d = row.design();
        EvaluationRow.Design design = new EvaluationRow.Design(
                task.designId(),
                task.iteration(),
                d.nodeRows(),
                d.nodeCols(),
                d.peRows(),
                d.peCols(),
                d.ifmapBufferBytes(),
                d.weightBufferBytes(),
                d.ofmapBufferBytes());
        return new TaskResult(
                new EvaluationRow(
                        design,
                        row.workload(),
                        row.batch(),
                        row.verdict(),
                        row.figures(),
                        row.simulated(),
                        task.prediction(),
                        row.effort()),
                List.of());
    }

    /** All evaluations of a folder, batch by batch. */
    public List<EvaluationRow> rows(Path folder) throws IOException {
        RunFolder opened = open(folder, true);
        List<EvaluationRow> rows = new ArrayList<>();
        for (int batch = 0; opened.has(batch); batch++) {
            rows.addAll(opened.read(batch));
        }
        return rows;
    }

    /** The row without where, when and how long. */
    public static EvaluationRow timeless(EvaluationRow row) {
        EvaluationRow.Effort e = row.effort();
        return new EvaluationRow(
                row.design(),
                row.workload(),
                row.batch(),
                row.verdict(),
                row.figures(),
                row.simulated(),
                row.prediction(),
                new EvaluationRow.Effort(
                        e.evaluations(), e.ilpSolves(), 0, e.ilpFallbacks(), e.timeLimited(), "", 0, 0));
    }

    /** All rows of a folder without where, when and how long. */
    public List<EvaluationRow> timelessRows(Path folder) throws IOException {
        return rows(folder).stream().map(TestRun::timeless).toList();
    }
}
