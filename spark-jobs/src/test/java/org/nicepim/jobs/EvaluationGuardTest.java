package org.nicepim.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nicepim.results.EvaluationRow;

/** Is an evaluation that never ends a row that says so, and does the run go on? */
class EvaluationGuardTest {
    private static final int FOR_EVER = 1_000_000;

    @Test
    void anEvaluationThatNeverEndsIsARow(@TempDir Path folder) throws IOException {
        TestRun run = TestRun.quick("evaluationSeconds=1", "evaluations=4", "workloads=[alexnet]");
        AtomicInteger interrupted = new AtomicInteger();
        DesignEvaluator endless = new DesignEvaluator(run.context(), problem -> {
            try {
                Thread.sleep(FOR_EVER);
            } catch (InterruptedException e) {
                interrupted.incrementAndGet();
            }
            throw new IllegalStateException("nobody hears this");
        });
        // Under a guard of its own: this machine may be slow.
        ExploreJob.BatchRunner healthy =
                TestRun.quick("evaluations=4", "workloads=[alexnet]").inThread();
        ExploreSummary summary = run.run(folder, false, tasks -> {
            List<TaskResult> results = new ArrayList<>(healthy.run(tasks));
            if (tasks.get(0).iteration() == 0) {
                results.set(1, endless.evaluate(tasks.get(1), "here", 0));
            }
            return results;
        });
        assertThat(summary.evaluated()).isEqualTo(4);
        assertThat(summary.counts().failed()).isEqualTo(1);
        EvaluationRow row = run.rows(folder).get(1);
        assertThat(row.verdict().status()).isEqualTo(EvaluationRow.FAILED);
        assertThat(row.verdict().reason())
                .startsWith("given up after 1 s of wall time, in org.nicepim.")
                .endsWith("Maybe evaluationSeconds is too few for this workload?");
        assertThat(row.effort().timeLimited()).isTrue();
        assertThat(row.effort().seconds()).isGreaterThanOrEqualTo(1);
    }
}
