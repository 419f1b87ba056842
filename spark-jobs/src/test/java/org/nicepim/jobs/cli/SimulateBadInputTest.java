package org.nicepim.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Is a mapping that was edited to nonsense refused with code 2 and one line: file, layer, field, value, rule? */
class SimulateBadInputTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static Path folder = Path.of("");

    @BeforeAll
    static void map(@TempDir Path shared) {
        folder = shared;
        Cli map = Cli.run(
                "map",
                "--workload",
                "alexnet",
                "--hardware",
                "chip4x4",
                "--scheduler",
                "shortest",
                "--budget",
                "1000",
                "--out",
                folder.toString());
        assertThat(map.code()).as(map.err()).isZero();
    }

    private static String text() throws IOException {
        return Files.readString(folder.resolve("mapping.json"));
    }

    private static void assertRefused(String text, String... words) throws IOException {
        Path edited = folder.resolve("edited.json");
        Files.writeString(edited, text);
        Cli run = Cli.run("simulate", "--mapping", edited.toString());
        assertThat(run.code()).as(run.err()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err().lines()).hasSize(1);
        assertThat(run.err()).startsWith("nicepim: " + edited).contains(words);
    }

    /** Sets the value at a path of keys and indices, as JSON. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/layers/4/loop_nest/tile/K | 4096 | layers[4].loop_nest.tile.K: layer 'norm2': '4096' is more than a node's",
                "/layers/4/loop_nest/tile/K | \"four\" | layers[4].loop_nest.tile.K: layer 'norm2': 'four' must be a whole",
                "/layers/4/loop_nest/tile/R | 3 | layers[4].loop_nest.tile.R: layer 'norm2': unknown key",
                "/layers/4/loop_nest/order | \"G_NPQ_KC\" | layer 'norm2': 'G_NPQ_KC' must be one of",
                "/layers/4/loop_nest | null | layers[4].loop_nest: layer 'norm2': must be a mapping",
                "/layers/4/region/row | 3 | layers[4].region: layer 'norm2': leaves the mesh of 4x4 nodes",
                "/layers/4/region | [0] | layers[4].region: layer 'norm2': must be a mapping",
                "/layers/4/partition/K | 7 | layers[4].partition.K: layer 'norm2': is not the",
                "/layers/4/placement | \"K2/Q9x\" | layers[4].placement: layer 'norm2': has 'x' where a split",
                "/layers/4/weight_copies | 2 | layers[4].weight_copies: layer 'norm2': '2' must be 1",
                "/layers/4/ofmap_layout | \"c0\" | layers[4].ofmap_layout: layer 'norm2': layout 'c0' must be",
                "/layers/4/regoin | 1 | layers[4].regoin: layer 'norm2': unknown key",
                "/layers/4/name | \"norm9\" | layers[4].name: layer 'norm9': 'norm9' is no layer of alexnet",
                "/layers | [] | layers: must not be an empty list",
                "/layer | 1 | layer: unknown key",
                "/hardware/peRow | 1 | hardware.peRow: unknown key",
                "/hardware/word_bits | 12 | hardware.word_bits: must be 8, 16, 24 or 32",
                "/hardware/weightBufferBytes | 64 | its weight tile takes",
                "/hardware/ofmapBufferBytes | 64 | its ofmap tile takes",
                "/source/bach | 3 | source.bach: unknown key",
                "/source/weight_bits | 99 | source.weight_bits: '99' must lie between",
                "/feasible | false | this mapping is infeasible",
            })
    void anEditedValueIsRefused(String path, String value, String words) throws IOException {
        JsonNode top = JSON.readTree(text());
        int slash = path.lastIndexOf('/');
        ((ObjectNode) top.at(path.substring(0, slash))).set(path.substring(slash + 1), JSON.readTree(value));
        ((ObjectNode) top).put("reason", "because");
        assertRefused(JSON.writeValueAsString(top), words);
    }

    @Test
    void aMissingLayerIsNamed() throws IOException {
        JsonNode top = JSON.readTree(text());
        ((ArrayNode) top.get("layers")).remove(4);
        assertRefused(JSON.writeValueAsString(top), "layers: layer 'norm2' of alexnet is not mapped");
    }

    @Test
    void aMissingKeyIsNamed() throws IOException {
        for (String key : new String[] {"region", "partition", "placement", "ifmap_layout", "loop_nest"}) {
            JsonNode top = JSON.readTree(text());
            ((ObjectNode) top.at("/layers/4")).remove(key);
            assertRefused(JSON.writeValueAsString(top), "layers[4]: layer 'norm2': key '" + key + "' is missing");
        }
    }

    @Test
    void aTruncatedFileIsRefused() throws IOException {
        String text = text().stripTrailing();
        for (int part : IntStream.rangeClosed(1, 9).toArray()) {
            assertRefused(text.substring(0, text.length() * part / 10), "not valid YAML");
        }
        assertRefused(text.substring(0, text.length() - 1), "not valid YAML");
        assertRefused("", "the file is empty");
    }

    @Test
    void filesOfOtherKindsAreRefused() throws IOException {
        assertRefused("{\"schema_version\": 2, \"config\": \"x\"}", "is no mapping", "nicepim map --out");
        assertRefused("{\"traceEvents\": []}", "is no mapping");
        assertRefused("[1, 2]", "must be a mapping of keys to values");
        assertRefused(Files.readString(Path.of("../conf/explore/quickstart.yaml")), "is no mapping");
        assertRefused("name: net\nlayers:\n  - {name: a, type: convolution}\n", "name: unknown key");
    }
}
