package org.nicepim.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BenchSparkTest {
    @Test
    void sizesOnTheWireAreWithinTheirLimits() throws IOException {
        Cli run = Cli.run("bench-spark", "--part", "wire", "--networks", "alexnet", "--json");
        assertThat(run.code()).as(run.err()).isZero();
        JsonNode wire = new ObjectMapper().readTree(run.out()).get("wire");
        JsonNode result = wire.get("results").get(0);
        assertThat(wire.get("results")).hasSize(1);
        assertThat(result.get("layers").asInt()).isEqualTo(13);
        assertThat(result.get("bytes_per_layer_row").asDouble()).isBetween(10.0, 100.0);
        assertThat(result.get("evaluation_bytes").asInt()).isBetween(100, 512);
        assertThat(wire.get("broadcast_bytes").asInt()).isBetween(100_000, 1 << 20);
    }

    @ParameterizedTest
    @CsvSource({
        "--part, wires, Maybe 'wire'?",
        "--rounds, 0, --rounds 0: must lie between 1 and 100",
        "--cores, 0, --cores 0: must lie between 1 and"
    })
    void wrongInputIsOneLineAndCodeTwo(String option, String value, String part) {
        Cli run = Cli.run("bench-spark", option, value);
        assertThat(run.code()).isEqualTo(Main.BAD_INPUT);
        assertThat(run.err().lines()).hasSize(1);
        assertThat(run.err()).contains(part);
    }
}
