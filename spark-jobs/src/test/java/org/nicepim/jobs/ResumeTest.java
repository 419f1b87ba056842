package org.nicepim.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nicepim.config.ConfigException;

/** Does a run that died go on to the points that an uninterrupted one visits? */
class ResumeTest {
    private final TestRun run = TestRun.quick();
    private final Path whole;
    private final Path broken;

    ResumeTest(@TempDir Path temporary) {
        whole = temporary.resolve("whole");
        broken = temporary.resolve("broken");
    }

    /** Evaluates some batches, then dies as a driver does: in the middle of one. */
    private final class Mortal implements ExploreJob.BatchRunner {
        private final ExploreJob.BatchRunner alive = run.inThread();
        private final List<Integer> iterations = new ArrayList<>();
        private final int lives;

        Mortal(int lives) {
            this.lives = lives;
        }

        @Override
        public List<TaskResult> run(List<DesignTask> tasks) {
            if (iterations.size() == lives) {
                throw new IllegalStateException("killed");
            }
            iterations.add(tasks.get(0).iteration());
            return alive.run(tasks);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3})
    void aResumedRunEndsLikeAWholeOne(int batches) throws IOException {
        ExploreSummary expected = run.run(whole, false, run.inThread());
        assertThatThrownBy(() -> run.run(broken, false, new Mortal(batches))).hasMessage("killed");
        Mortal second = new Mortal(100);
        ExploreSummary resumed = run.run(broken, true, second);
        assertThat(second.iterations)
                .as("what was written is not evaluated again")
                .hasSize(4 - batches);
        assertSame(resumed, expected);
    }

    private void assertSame(ExploreSummary resumed, ExploreSummary expected) throws IOException {
        assertThat(run.timelessRows(broken)).isEqualTo(run.timelessRows(whole));
        assertThat(resumed.counts()).isEqualTo(expected.counts());
        assertThat(resumed.best().get(0).value())
                .isEqualTo(expected.best().get(0).value());
        assertThat(resumed.best().get(0).rows().get(0).design())
                .isEqualTo(expected.best().get(0).rows().get(0).design());
    }

    /** A driver that dies between the layers and the evaluations of a batch leaves layers that do not count. */
    @Test
    void aBatchWithoutEvaluationsIsEvaluatedAgain() throws IOException {
        ExploreSummary expected = run.run(whole, false, run.inThread());
        run.run(broken, false, run.inThread());
        Files.delete(broken.resolve("evaluations/batch-00002.parquet"));
        Mortal second = new Mortal(100);
        ExploreSummary resumed = run.run(broken, true, second);
        assertThat(second.iterations).containsExactly(2);
        assertSame(resumed, expected);
    }

    @Test
    void aWholeRunResumedEvaluatesNothing() throws IOException {
        ExploreSummary expected = run.run(broken, false, run.inThread());
        ExploreSummary again = run.run(broken, true, new Mortal(0));
        assertThat(again).isEqualTo(expected);
    }

    @Test
    void aBatchOfOtherDesignsIsRefused() throws IOException {
        run.run(broken, false, run.inThread());
        Files.copy(
                broken.resolve("evaluations/batch-00001.parquet"),
                broken.resolve("evaluations/batch-00002.parquet"),
                java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        assertThatThrownBy(() -> run.run(broken, true, new Mortal(0)))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("batch 2 holds other designs");
    }
}
