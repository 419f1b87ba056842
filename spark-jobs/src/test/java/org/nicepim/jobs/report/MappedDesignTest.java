package org.nicepim.jobs.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nicepim.config.ConfigException;
import org.nicepim.jobs.TestRun;
import org.nicepim.jobs.run.RunDescription;
import org.nicepim.jobs.run.RunInputs;
import org.nicepim.jobs.run.SweepFolder;
import org.nicepim.jobs.sweep.TestSweep;

/** Is a run's design mapped again what it was, and is it said where it is not? */
class MappedDesignTest {
    @TempDir
    private static Path temporary = Path.of("");

    private static Path run = Path.of("");

    @BeforeAll
    static void explore() throws IOException {
        run = temporary.resolve("run");
        TestRun small = TestRun.quick("evaluations=4", "tuner.initial=4", "tuner.designsPerIteration=4");
        small.run(run, false, small.inThread());
    }

    private static ObjectNode read(Path folder, Look look, List<String> said) throws IOException {
        return RunModel.read(folder.toString(), List.of(), look, said::add, new Configuration());
    }

    private static ObjectNode read(Path folder, Look look) throws IOException {
        return read(folder, look, new ArrayList<>());
    }

    private static Look at(int design, String... workloads) {
        return new Look(true, Optional.of(design), List.of(workloads));
    }

    @Test
    void theBestComesToWhatItsRowsSay() throws IOException {
        List<String> said = new ArrayList<>();
        ObjectNode document = read(run, Look.BEST, said);
        JsonNode mapped = document.get("mapped");
        assertThat(document.get("notes")).isEmpty();
        assertThat(mapped.get("design").asInt())
                .isEqualTo(document.get("details").get(0).get("design").asInt());
        assertThat(mapped.get("workloads")).hasSize(2);
        assertThat(said).hasSize(2).allMatch(text -> text.startsWith("mapping design "));
        for (JsonNode one : mapped.get("workloads")) {
            JsonNode row = row(
                    document, mapped.get("design").asInt(), one.get("workload").asInt());
            assertThat(one.has("differs")).isFalse();
            assertThat(one.get("detail").get("layers").get("name"))
                    .isEqualTo(row.get("layers").get("name"));
            assertThat(one.get("detail").get("layers").get("latency"))
                    .isEqualTo(row.get("layers").get("latency"));
            assertThat(one.get("detail").get("layers").get("start"))
                    .hasSize(row.get("layers").get("name").size());
            assertThat(one.get("links")).isNotEmpty();
            int nodes = mapped.get("hardware").get("nodeRows").asInt()
                    * mapped.get("hardware").get("nodeCols").asInt();
            assertThat(one.get("links").get(0).get("bytes")).hasSize(4 * nodes);
        }
    }

    private static JsonNode row(JsonNode document, int design, int workload) {
        for (JsonNode detail : document.get("details")) {
            if (detail.get("design").asInt() == design && detail.get("workload").asInt() == workload) {
                return detail;
            }
        }
        throw new AssertionError("no details of design " + design);
    }

    @Test
    void designAndWorkloadMayBeChosen() throws IOException {
        ObjectNode all = read(run, Look.NONE);
        assertThat(all.has("mapped")).isFalse();
        for (int i = 0; i < all.get("designs").get("id").size(); i++) {
            int id = all.get("designs").get("id").get(i).asInt();
            if (all.get("designs").get("value").get(i).isNull()) {
                assertThatThrownBy(() -> read(run, at(id)))
                        .isInstanceOf(ConfigException.class)
                        .hasMessageContainingAll("--design " + id, "status", "Maybe");
            } else {
                JsonNode mapped = read(run, at(id, "zfnet")).get("mapped");
                assertThat(mapped.get("design").asInt()).isEqualTo(i);
                assertThat(mapped.get("workloads")).hasSize(1);
                assertThat(mapped.get("workloads").get(0).get("workload").asInt())
                        .isEqualTo(1);
            }
        }
        assertThatThrownBy(() -> read(run, at(99)))
                .isInstanceOf(ConfigException.class)
                .hasMessageContainingAll("--design 99", "0 to 3", "Maybe");
        assertThatThrownBy(() -> read(run, new Look(true, Optional.empty(), List.of("zfnt"))))
                .isInstanceOf(ConfigException.class)
                .hasMessageContainingAll("--workload zfnt", "alexnet, zfnet", "Maybe");
    }

    /** Rows that no mapper made. */
    @Test
    void whatDiffersIsSaid() throws IOException {
        Path folder = ReportFolder.write(temporary.resolve("other"), 4, 8, 3).folder();
        ObjectNode document = read(folder, new Look(true, Optional.empty(), List.of("alexnet")));
        JsonNode one = document.get("mapped").get("workloads").get(0);
        assertThat(one.get("differs").asText())
                .startsWith("Mapped again, design ")
                .contains("as its row says");
        assertThat(document.get("notes").get(0).asText())
                .startsWith(one.get("differs").asText());
    }

    @Test
    void whatChangedSinceIsNotMapped() throws IOException {
        Path folder = ReportFolder.write(temporary.resolve("changed"), 4, 8, 3).folder();
        Path manifest = folder.resolve("manifest.json");
        String text = Files.readString(manifest, StandardCharsets.UTF_8);
        Files.writeString(manifest, text.replaceFirst("zfnet] sha256:\\w", "zfnet] sha256:_"));
        assertThat(read(folder, Look.BEST).get("notes").toString())
                .contains("cannot be mapped again", "manifest.json: workloads: [alexnet, zfnet]", "Maybe a file");
        Files.writeString(
                manifest, text.replaceFirst("technology: default sha256:\\w", "technology: default sha256:_"));
        assertThat(read(folder, Look.BEST).get("notes").toString())
                .contains("cannot be mapped again", "the technology 'default'");
        Files.writeString(manifest, text.replace("mapper.style: nicepim", "mapper.style: better"));
        assertThat(read(folder, Look.BEST).get("notes").toString())
                .contains("cannot be mapped again", "manifest.json: mapper.style: better");
    }

    /** A sweep's workloads are told apart by their batch, its technologies by the width of words. */
    @Test
    void sweepsAreMappedAgainToo() throws IOException {
        TestSweep sweep = TestSweep.with("wordBits=[8, 16]", "mapper={style: nicepim, budget: 100}");
        Path folder = temporary.resolve("sweep");
        SweepFolder opened = sweep.open(folder.toString(), false);
        sweep.run(opened);
        ObjectNode document = read(folder, new Look(true, Optional.empty(), List.of("encoder", "decoder, batch 2")));
        assertThat(document.get("notes")).isEmpty();
        assertThat(document.get("mapped").get("hardware").get("word_bits").asInt())
                .isEqualTo(8);
        assertThat(document.get("mapped").get("workloads")).hasSize(3);
    }

    /** A workload as the manifest names it, with every knob that it may have. */
    @Test
    void knobsOfWorkloadsAreReadAgain() throws IOException {
        Path folder = temporary.resolve("knobs");
        TestRun one =
                TestRun.with("workloads=[{workload: gpt2_decode, batch: 2, sequence: 16, blocks: 1, weightBits: 8},"
                        + " {workload: bert_base, blocks: 1, sequence: 16, name: 'my own'}]");
        one.open(folder, false);
        RunInputs inputs = new RunInputs(RunDescription.read(folder.toString(), new Configuration()));
        assertThat(inputs.workloads(List.of("gpt2_decode", "my own")))
                .isEqualTo(one.context().workloads());
        assertThat(inputs.mapper(one.config().mapper().objective()))
                .isEqualTo(one.config().mapper());
        assertThat(inputs.scheduler()).isEqualTo(one.config().scheduler());
    }
}
