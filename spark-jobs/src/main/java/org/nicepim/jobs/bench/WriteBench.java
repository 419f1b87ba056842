package org.nicepim.jobs.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.nicepim.jobs.EvaluationContext;
import org.nicepim.jobs.TaskResult;
import org.nicepim.jobs.run.ExploreConfig;
import org.nicepim.jobs.run.RunFolder;
import org.nicepim.jobs.run.RunIdentity;

/** What writing rows takes, on this machine's disk. */
public final class WriteBench {
    private static final int REPEATS = 10;

    private WriteBench() {}

    /**
     * CPU seconds of the writer.
     *
     * @param file of a batch, whatever it holds: a file of evaluations and one of layers
     * @param row of one design on one workload with its layers, beside that
     */
    public record Costs(double file, double row) {}

    /**
     * Writes batches of one result, and batches of all.
     *
     * @param results at least two
     * @param folder new folder of a run
     * @throws IOException if it cannot be written
     */
    public static Costs run(ExploreConfig config, List<TaskResult> results, Path folder) throws IOException {
        RunFolder run = RunFolder.open(
                folder.toString(), RunIdentity.of(config, EvaluationContext.of(config)), false, new Configuration());
        run.begin();
        seconds(run, results);
        double one = seconds(run, results.subList(0, 1));
        double all = seconds(run, results);
        double row = Math.max(0, (all - one) / (results.size() - 1));
        return new Costs(Math.max(0, one - row), row);
    }

    private static double seconds(RunFolder run, List<TaskResult> results) throws IOException {
        Usage before = Usage.now();
        for (int batch = 0; batch < REPEATS; batch++) {
            run.write(batch, results);
        }
        return Usage.now().since(before).cpuSeconds() / REPEATS;
    }
}
