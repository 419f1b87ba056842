package org.nicepim.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/** Do rows survive the way into columns and back? */
class RecordColumnsTest {
    private static EvaluationRow row(boolean feasible) {
        EvaluationRow.Energy energy = new EvaluationRow.Energy(21, 1, 2, 3, 4, 5, 6);
        EvaluationRow.Figures figures = new EvaluationRow.Figures(100, 0.25, energy, 1e-9, 0.5, 80, 1e6, 1e5, 7, 8);
        return new EvaluationRow(
                new EvaluationRow.Design(3, 1, 4, 4, 32, 32, 65_536, 65_536, 32_768),
                "resnet50",
                1,
                new EvaluationRow.Verdict(feasible ? EvaluationRow.OK : EvaluationRow.INFEASIBLE, feasible, "", 40.5),
                feasible ? Optional.of(figures) : Optional.empty(),
                Optional.empty(),
                new EvaluationRow.Prediction(
                        0.9, OptionalDouble.of(2.5), OptionalDouble.empty(), OptionalDouble.empty()),
                new EvaluationRow.Effort(1L << 40, 2, 1, 0, false, "host", 0, 1.5));
    }

    @Test
    void rowsComeBackAsTheyWere() {
        RecordColumns<EvaluationRow> columns = RecordColumns.of(EvaluationRow.class);
        for (boolean feasible : new boolean[] {true, false}) {
            assertThat(columns.values(row(feasible))).hasSameSizeAs(columns.columns());
            assertThat(columns.row(columns.values(row(feasible)))).isEqualTo(row(feasible));
        }
    }

    @Test
    void columnsAreNamedInSnakeCaseAndTyped() {
        RecordColumns<EvaluationRow> columns = RecordColumns.of(EvaluationRow.class);
        assertThat(columns.columns())
                .contains(
                        new RecordColumns.Column("node_rows", RecordColumns.Type.INT, false),
                        new RecordColumns.Column("evaluations", RecordColumns.Type.LONG, false),
                        new RecordColumns.Column("feasible", RecordColumns.Type.BOOLEAN, false),
                        new RecordColumns.Column("energy_pe_register_pj", RecordColumns.Type.DOUBLE, true),
                        new RecordColumns.Column("simulated_latency_cycles", RecordColumns.Type.DOUBLE, true),
                        new RecordColumns.Column("predicted_mean", RecordColumns.Type.DOUBLE, true));
        assertThat(RecordColumns.of(LayerRow.class).columns()).doesNotHaveDuplicates();
    }

    record Unsupported(List<String> words) {}

    record Inner(int id) {}

    record Twice(int id, Inner inner) {}

    @Test
    void refusesWhatItCannotFlatten() {
        assertThatThrownBy(() -> RecordColumns.of(Unsupported.class)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> RecordColumns.of(Twice.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("two columns id");
    }
}
