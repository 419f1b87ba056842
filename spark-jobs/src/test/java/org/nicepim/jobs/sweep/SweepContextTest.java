package org.nicepim.jobs.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nicepim.hardware.DesignSpaceReader;

/** Is each combination one row, and each row in one batch? */
class SweepContextTest {
    private final TestSweep sweep = TestSweep.with(
            "objective=[edp, latency, energy]",
            "technology=[default, {name: narrow, extends: default, noc: {linkBits: 64}}]");

    @Test
    void rowsAreTheWholeProductInOrder() {
        List<SweepCell> nested = new ArrayList<>();
        for (int design = 0; design < 5; design++) {
            for (int technology = 0; technology < 2; technology++) {
                for (int objective = 0; objective < 3; objective++) {
                    for (int workload = 0; workload < 4; workload++) {
                        nested.add(new SweepCell(design, technology, objective, workload));
                    }
                }
            }
        }
        SweepContext context = sweep.context();
        assertThat(context.rows()).isEqualTo(nested.size());
        assertThat(IntStream.range(0, context.rows()).mapToObj(context::cell)).containsExactlyElementsOf(nested);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 119, 120, 121})
    void batchesHoldEachRowOnce(int rowsPerFile) {
        List<Integer> rows = new ArrayList<>();
        List<SweepBatch> batches = SweepBatch.cut(120, rowsPerFile);
        batches.forEach(batch ->
                IntStream.range(batch.first(), batch.first() + batch.rows()).forEach(rows::add));
        assertThat(rows).isEqualTo(IntStream.range(0, 120).boxed().toList());
        assertThat(batches)
                .extracting(SweepBatch::number)
                .isEqualTo(IntStream.range(0, batches.size()).boxed().toList());
        assertThat(batches).allMatch(batch -> batch.rows() <= rowsPerFile);
    }

    /** The large design is over the limit in both technologies. */
    @Test
    void thePlanCountsWhatWillBeMapped() {
        SweepPlan plan = SweepPlan.of(sweep.context(), 3);
        assertThat(plan.designs()).isEqualTo(5);
        assertThat(plan.rows()).isEqualTo(120);
        assertThat(plan.rowsToMap()).isEqualTo(4 * 24);
        assertThat(plan.buildable()).isEqualTo(4);
        assertThat(plan.batches()).hasSize(40);
    }

    @Test
    void tooManyRowsCannotBe() {
        SweepContext c = sweep.context();
        Designs many = Designs.all(DesignSpaceReader.read("default"));
        assertThat(many.size()).isEqualTo(12 * 16 * 216);
        assertThatThrownBy(() -> new SweepContext(
                        many,
                        c.technologies(),
                        c.mappers(),
                        java.util.Collections.nCopies(41, c.workloads().get(0)),
                        c.scheduler(),
                        false,
                        false,
                        60))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("41472 designs × 2 technologies × 3 objectives × 41 workloads");
    }
}
