package org.nicepim.jobs.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nicepim.config.ConfigException;
import org.nicepim.jobs.run.SweepFolder;
import org.nicepim.jobs.run.SweepTables;
import org.nicepim.results.EvaluationRow;

/** Does a sweep write each row once, whatever happened before, and is what goes wrong with a design a row? */
class SweepJobTest {
    private static Path model = Path.of("");

    private final TestSweep sweep = TestSweep.with();
    private final String whole;
    private final String broken;

    SweepJobTest(@TempDir Path temporary) {
        whole = temporary.resolve("whole").toString();
        broken = temporary.resolve("broken").toString();
    }

    /** One whole sweep for all tests. */
    @BeforeAll
    static void sweepOnce(@TempDir Path folder) throws IOException {
        model = folder.resolve("model");
        TestSweep sweep = TestSweep.with();
        sweep.run(sweep.open(model.toString(), false));
    }

    /** A copy of the whole sweep. */
    private SweepTables whole() throws IOException {
        try (Stream<Path> files = Files.walk(model)) {
            for (Path file : files.toList()) {
                Files.copy(file, Path.of(whole).resolve(model.relativize(file).toString()));
            }
        }
        return sweep.open(whole, true).tables();
    }

    /** Does some batches, then dies as a driver does. */
    private static SweepJob.Runner mortal(SweepJob.Runner alive, int lives, List<Integer> done) {
        return (batches, told) -> alive.run(batches, (batch, part) -> {
            if (done.size() == lives) {
                throw new IllegalStateException("killed");
            }
            done.add(batch.number());
            told.accept(batch, part);
        });
    }

    @Test
    void everyRowIsThereOnce() throws IOException {
        List<SweepRow> rows = TestSweep.timeless(whole());
        assertThat(rows).hasSize(TestSweep.ROWS);
        Set<List<Object>> keys = new java.util.HashSet<>();
        rows.forEach(row -> keys.add(List.of(row.design().designId(), row.workload(), row.batch())));
        assertThat(keys).hasSize(TestSweep.ROWS);
        assertThat(rows)
                .filteredOn(row -> row.verdict().status().equals(EvaluationRow.AREA_EXCEEDED))
                .hasSize(4)
                .allMatch(row -> row.figures().isEmpty() && row.effort().evaluations() == 0)
                .allMatch(row -> row.verdict().reason().contains("the limit is 48.00 mm2"));
        assertThat(rows).filteredOn(row -> row.verdict().feasible()).hasSize(16);
    }

    @Test
    void layersAddUpToTheirRows() throws IOException {
        SweepTables tables = whole();
        List<SweepLayerRow> layers = new ArrayList<>();
        for (int batch = 0; tables.layers().has(batch); batch++) {
            layers.addAll(tables.layers().read(batch));
        }
        for (SweepRow row : TestSweep.timeless(tables)) {
            double energyPj = layers.stream()
                    .filter(layer -> layer.layer().designId() == row.design().designId()
                            && layer.layer().workload().equals(row.workload())
                            && layer.batch() == row.batch())
                    .mapToDouble(layer -> layer.layer().figures().energyPj())
                    .sum();
            double expected = row.figures().map(f -> f.energy().energyPj()).orElse(0.0);
            assertThat(energyPj).isCloseTo(expected, org.assertj.core.data.Offset.offset(expected * 1e-9));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 5})
    void aResumedSweepEndsLikeAWholeOne(int batches) throws IOException {
        SweepFolder first = sweep.open(broken, false);
        List<Integer> done = new ArrayList<>();
        assertThatThrownBy(() -> sweep.run(first, mortal(sweep.inThread(first.tables()), batches, done)))
                .hasMessage("killed");
        Set<Integer> before = first.written();
        // The batch in flight was whole when its driver died.
        assertThat(before).hasSize(batches + 1).containsAll(done);
        List<Integer> again = new ArrayList<>();
        SweepFolder second = sweep.open(broken, true);
        SweepSummary summary = sweep.run(second, mortal(sweep.inThread(second.tables()), 100, again));
        assertThat(again).hasSize(7).doesNotHaveDuplicates();
        assertThat(TestSweep.timeless(second.tables())).isEqualTo(TestSweep.timeless(whole()));
        assertThat(summary.counts().rows()).isEqualTo(TestSweep.ROWS);
    }

    /** What was written is read, not evaluated: its seconds stay. */
    @Test
    void aWholeSweepResumedChangesNothing() throws IOException {
        SweepTables tables = whole();
        List<SweepRow> rows = tables.evaluations().read(0);
        SweepSummary first = sweep.run(sweep.open(whole, true));
        assertThat(sweep.run(sweep.open(whole, true))).isEqualTo(first);
        assertThat(tables.evaluations().read(0)).isEqualTo(rows);
    }

    @Test
    void halfWrittenFilesAreNeitherReadNorKept() throws IOException {
        List<SweepRow> rows = TestSweep.timeless(whole());
        Path evaluations = Path.of(whole, "evaluations");
        byte[] bytes = Files.readAllBytes(evaluations.resolve("batch-00002.parquet"));
        Files.delete(evaluations.resolve("batch-00002.parquet"));
        Files.write(
                evaluations.resolve(".batch-00002.parquet.17.tmp"), java.util.Arrays.copyOf(bytes, bytes.length / 2));
        Files.writeString(evaluations.resolve(".batch-2.suspects"), "6");
        SweepFolder again = sweep.open(whole, true);
        assertThat(again.written()).hasSize(6).doesNotContain(2);
        sweep.run(again);
        assertThat(TestSweep.timeless(again.tables())).isEqualTo(rows);
        try (Stream<Path> files = Files.list(evaluations)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .hasSize(7)
                    .allMatch(name -> name.startsWith("batch-"));
        }
    }

    @Test
    void anotherSweepsBatchIsRefused() throws IOException {
        whole();
        Path evaluations = Path.of(whole, "evaluations");
        Files.copy(
                evaluations.resolve("batch-00000.parquet"),
                evaluations.resolve("batch-00003.parquet"),
                StandardCopyOption.REPLACE_EXISTING);
        assertThatThrownBy(() -> sweep.run(sweep.open(whole, true)))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("batch 3 holds other rows")
                .hasMessageContaining("Maybe");
    }

    /** As if every host had a disk of its own. */
    @Test
    void rowsThatTheDriverDoesNotSeeAreToldAtOnce() {
        SweepFolder here = sweep.open(whole, false);
        SweepFolder elsewhere = sweep.open(broken, false);
        List<Integer> done = new ArrayList<>();
        assertThatThrownBy(() -> sweep.run(here, mortal(sweep.inThread(elsewhere.tables()), 100, done)))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("batch 0")
                .hasMessageContaining("Maybe --out must name a file system that all hosts share");
        assertThat(done).hasSize(1);
    }

    /** A row that no attempt came back from is the one that was noted; the others of its batch are evaluated. */
    @Test
    void aSuspectIsAFailedRowAmongGoodOnes() throws IOException {
        List<SweepRow> rows = TestSweep.timeless(whole());
        SweepFolder folder = sweep.open(broken, false);
        SweepTables tables = folder.tables();
        tables.suspect(1, new TreeSet<>(Set.of(4)));
        sweep.work(tables).done(SweepBatch.cut(TestSweep.ROWS, 3).get(1), new BatchWork.Worker("here", 2, "x"));
        List<SweepRow> batch = tables.evaluations().read(1);
        assertThat(batch)
                .extracting(row -> row.verdict().status())
                .containsExactly(EvaluationRow.OK, EvaluationRow.FAILED, EvaluationRow.OK);
        assertThat(batch.get(1).verdict().reason()).contains("2 attempts ended without an answer");
        assertThat(batch.get(2).figures()).isEqualTo(rows.get(5).figures());
        assertThat(tables.suspects(1)).as("the batch is done").isEmpty();
    }

    /** From its second attempt on a batch says which row it is at. */
    @Test
    void aSecondAttemptNotesTheRowThatItIsAt() throws IOException {
        SweepFolder folder = sweep.open(broken, false);
        List<Set<Integer>> seen = new ArrayList<>();
        SweepContext watched = sweep.context();
        BatchWork work = new BatchWork(
                watched,
                problem -> {
                    try {
                        seen.add(folder.tables().suspects(0));
                    } catch (IOException e) {
                        throw new java.io.UncheckedIOException(e);
                    }
                    return watched.scheduler().create().schedule(problem);
                },
                folder.tables());
        work.done(SweepBatch.cut(TestSweep.ROWS, 3).get(0), new BatchWork.Worker("here", 1, "x"));
        assertThat(new TreeSet<>(seen.stream().flatMap(Set::stream).toList())).containsExactly(0, 1, 2);
        assertThat(seen).allMatch(noted -> noted.size() == 1);
    }

    @Test
    void theTableQuotesNames(@TempDir Path folder) throws IOException {
        TestSweep commas = TestSweep.with(
                "workloads=[{workload: bert_base, blocks: 1, sequence: 16, name: 'a, \"b\"'}]", "batch=1");
        SweepFolder written = commas.open(folder.resolve("run").toString(), false);
        commas.run(written);
        Path csv = folder.resolve("table.csv");
        SweepCsv.to(csv, commas.context())
                .write(commas.config().plan().batches(), written.tables().evaluations());
        assertThat(Files.readAllLines(csv).get(0))
                .endsWith(",feasible,\"a, \"\"b\"\"_latency_cycles\",\"a, \"\"b\"\"_energy_pj\"");
    }
}
