package org.nicepim.jobs.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nicepim.config.ConfigException;
import org.nicepim.jobs.TestRun;
import org.nicepim.results.EvaluationRow;
import org.nicepim.results.LayerRow;
import org.nicepim.results.RecordColumns;

/** Do rows come back as they were written, and does a reader see whole batches only? */
class ParquetTableTest {
    private static final EvaluationRow.Prediction NO_BELIEF =
            new EvaluationRow.Prediction(0.1, OptionalDouble.empty(), OptionalDouble.empty(), OptionalDouble.empty());

    private final Path folder;

    ParquetTableTest(@TempDir Path folder) {
        this.folder = folder;
    }

    private static EvaluationRow evaluation(int id, String reason, Optional<EvaluationRow.Figures> figures) {
        return new EvaluationRow(
                new EvaluationRow.Design(id, 1, 2, 3, 4, 5, Integer.MAX_VALUE, 7, 8),
                "alexnet",
                1,
                new EvaluationRow.Verdict(figures.isPresent() ? "ok" : "failed", figures.isPresent(), reason, 1 / 3.0),
                figures,
                figures.map(f -> new EvaluationRow.Simulated(f.latencyCycles(), 1.5, 1e12, 1 / 7.0, 1L << 33)),
                id % 2 == 0
                        ? NO_BELIEF
                        : new EvaluationRow.Prediction(
                                1, OptionalDouble.of(-1e-300), OptionalDouble.empty(), OptionalDouble.of(-0.0)),
                new EvaluationRow.Effort(Long.MAX_VALUE, 1, 2, 0, true, "host-ü", 3, Math.PI));
    }

    private static EvaluationRow.Figures figures(double seed) {
        EvaluationRow.Energy energy = new EvaluationRow.Energy(
                seed, seed / 7, Double.MIN_VALUE, Double.MAX_VALUE, -0.0, Math.nextUp(1.0), seed * 1e17);
        return new EvaluationRow.Figures(seed, 2, energy, 1e-20, 0.1 + 0.2, 4, 5, 6, 7, 8);
    }

    private static List<EvaluationRow> rows(int first) {
        return List.of(
                evaluation(first, "", Optional.of(figures(1.1))),
                evaluation(first + 1, "weights need 3 MiB; \"quoted\", × ≥ µ\nnext line", Optional.empty()),
                evaluation(first + 2, "", Optional.of(figures(1e9))));
    }

    private ParquetTable<EvaluationRow> table() {
        return new ParquetTable<>(
                new org.apache.hadoop.fs.Path(folder.toUri()), EvaluationRow.class, new Configuration());
    }

    private Dataset<Row> read(SparkSession session) {
        return session.read().parquet(folder.toString());
    }

    @Test
    void rowsComeBackAsTheyWere() throws IOException {
        table().write(0, rows(0));
        assertThat(table().read(0)).isEqualTo(rows(0));
        table().write(1, List.of());
        assertThat(table().read(1)).isEmpty();
    }

    @Test
    void layerRowsComeBackAsTheyWere() throws IOException {
        LayerRow row = new LayerRow(
                1,
                "w",
                "conv1",
                "conv",
                new LayerRow.Choice("0,0,4x4", "K4", 2, "CHW", "HWC", "N1", "KCP", "CK"),
                new LayerRow.Figures(1L << 40, 1, 2, 3, 4, 5, "dram", 6, 7, 8),
                new LayerRow.Schedule(3, "ilp", "feasible", 9, 0.5));
        var layers =
                new ParquetTable<>(new org.apache.hadoop.fs.Path(folder.toUri()), LayerRow.class, new Configuration());
        layers.write(3, List.of(row, row));
        assertThat(layers.read(3)).containsExactly(row, row);
    }

    @Test
    void aBatchWrittenAgainIsReplaced() throws IOException {
        table().write(0, rows(0));
        table().write(1, rows(3));
        table().write(0, rows(100).subList(0, 2));
        assertThat(table().read(0)).isEqualTo(rows(100).subList(0, 2));
        assertThat(table().read(1)).isEqualTo(rows(3));
        assertThat(table().batches()).containsExactly("batch-00000.parquet", "batch-00001.parquet");
    }

    @Test
    void aHalfWrittenBatchIsNeverRead() throws IOException {
        table().write(0, rows(0));
        byte[] whole = Files.readAllBytes(folder.resolve("batch-00000.parquet"));
        Path hidden = folder.resolve(".batch-00001.parquet.tmp");
        Files.write(hidden, java.util.Arrays.copyOf(whole, whole.length / 2));
        assertThat(table().has(1)).isFalse();
        assertThat(table().batches()).containsExactly("batch-00000.parquet");
        try (SparkSession session = TestRun.session("local[2]")) {
            assertThat(read(session).count()).isEqualTo(3);
        }
        table().write(1, rows(3));
        assertThat(table().read(1)).isEqualTo(rows(3));
        assertThat(hidden).doesNotExist();
        assertThat(names()).containsExactly("batch-00000.parquet", "batch-00001.parquet");
    }

    /** As a full disk, a copy that was cut off or another program leave them. */
    @Test
    void aDamagedBatchIsRefusedByName() throws IOException {
        table().write(0, rows(0));
        Path file = folder.resolve("batch-00000.parquet");
        byte[] whole = Files.readAllBytes(file);
        byte[] spoilt = whole.clone();
        java.util.Arrays.fill(spoilt, 4, whole.length / 2, (byte) 7);
        for (byte[] bytes : List.of(new byte[0], java.util.Arrays.copyOf(whole, whole.length / 2), spoilt)) {
            Files.write(file, bytes);
            assertThatThrownBy(() -> table().read(0))
                    .isInstanceOf(ConfigException.class)
                    .hasMessageContaining("batch-00000.parquet: cannot be read (")
                    .hasMessageContaining("--resume")
                    .hasMessageNotContaining("\n");
        }
        var layers =
                new ParquetTable<>(new org.apache.hadoop.fs.Path(folder.toUri()), LayerRow.class, new Configuration());
        Files.write(file, whole);
        assertThatThrownBy(() -> layers.read(0))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("batch-00000.parquet: cannot be read (layer");
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(f -> f.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void aWriteThatBreaksDownLeavesTheOldBatch() throws IOException {
        table().write(0, rows(0));
        List<EvaluationRow> broken = new java.util.ArrayList<>(rows(9));
        broken.add(null);
        assertThatThrownBy(() -> table().write(0, broken)).isInstanceOf(RuntimeException.class);
        assertThat(table().read(0)).isEqualTo(rows(0));
    }

    /** Two attempts at the same batch, the first of which was thought to be lost. */
    @Test
    void ofTwoWritersOfABatchOneFileStays() throws IOException {
        table().writeOnce(7, rows(0), "1");
        table().writeOnce(7, rows(0), "2");
        assertThat(names()).containsExactly("batch-00007.parquet");
        assertThat(table().read(7)).isEqualTo(rows(0));
        assertThat(table().numbers()).containsExactly(7);
    }

    @Test
    void whatDeadWritersLeftIsCleared() throws IOException {
        table().clean();
        table().write(0, rows(0));
        Files.writeString(folder.resolve(".batch-00001.parquet.5.tmp"), "half");
        Files.writeString(folder.resolve("batch-x.parquet"), "no number");
        table().clean();
        assertThat(names()).containsExactly("batch-00000.parquet", "batch-x.parquet");
        assertThat(table().numbers()).containsExactly(0);
    }

    @Test
    void sparkSqlSeesNamesTypesAndMissingFigures() throws IOException {
        table().write(0, rows(0));
        table().write(1, rows(3));
        List<RecordColumns.Column> columns =
                RecordColumns.of(EvaluationRow.class).columns();
        try (SparkSession session = TestRun.session("local[2]")) {
            Dataset<Row> read = read(session);
            List<StructField> fields = List.of(read.schema().fields());
            assertThat(fields).extracting(StructField::name).isEqualTo(names(columns));
            assertThat(fields).extracting(StructField::dataType).isEqualTo(types(columns));
            assertThat(fields)
                    .extracting(StructField::name)
                    .contains("design_id", "pe_rows", "ifmap_buffer_bytes", "latency_cycles", "energy_dram_pj")
                    .contains(
                            "predicted_mean",
                            "predicted_deviation",
                            "acquisition",
                            "ilp_solves",
                            "ilp_cached",
                            "time_limited")
                    .contains("latency_lower_bound_cycles", "edp_js", "reason", "host", "attempt", "seconds");
            assertThat(read.count()).isEqualTo(6);
            assertThat(read.where("latency_cycles is null").count()).isEqualTo(2);
            assertThat(read.where("feasible and energy_mac_pj = 1.1D / 7").count())
                    .isEqualTo(2);
            assertThat(read.where("host = 'host-ü'").count()).isEqualTo(6);
        }
    }

    private static List<String> names(List<RecordColumns.Column> columns) {
        return columns.stream().map(RecordColumns.Column::name).toList();
    }

    private static List<DataType> types(List<RecordColumns.Column> columns) {
        return columns.stream()
                .map(column -> switch (column.type()) {
                    case INT -> DataTypes.IntegerType;
                    case LONG -> DataTypes.LongType;
                    case DOUBLE -> DataTypes.DoubleType;
                    case BOOLEAN -> DataTypes.BooleanType;
                    case STRING -> DataTypes.StringType;
                })
                .toList();
    }
}
