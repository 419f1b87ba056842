package org.nicepim.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nicepim.hardware.HardwareReader;

/** What the commands that look at the model itself print for programs. */
class ModelCommandsTest {
    @Test
    void nestPrintsOneDocument() throws IOException {
        JsonNode nest = ContractTest.document(Cli.run("nest", "--file", "../conf/nest/conv3x3.yaml", "--json"));
        assertThat(nest.get("macs").asLong()).isEqualTo(924_844_032L);
        assertThat(nest.get("cycles").asDouble()).isEqualTo(3_612_672);
        assertThat(nest.get("energy_pj").asDouble()).isPositive();
        JsonNode first = nest.get("levels").get(0);
        assertThat(first.get("level").asText()).isEqualTo("WREG");
        assertThat(first.get("operand").asText()).isEqualTo("weight");
        assertThat(first.get("tile_words").asLong() + first.get("fills").asLong())
                .isEqualTo(1 + 16_515_072L);
        assertThat(first.get("reads").asLong()).isEqualTo(924_844_032L);
        assertThat(first.get("updates").asLong()).isZero();
    }

    @Test
    void validatePrintsOneDocument(@TempDir Path folder) throws IOException {
        Path table = folder.resolve("runs.csv");
        List<String> lines = Files.readAllLines(Path.of("../datasets/reference/dram_reference.csv"));
        Files.writeString(table, String.join("\n", lines.subList(0, 7)).replace("SEDRAM_A", "MINE"));
        Path device = folder.resolve("mine.yaml");
        Files.writeString(device, "{name: MINE, extends: sedram_a}");
        Path out = folder.resolve("out");
        JsonNode document = ContractTest.document(Cli.run(
                "validate",
                "--dram",
                table.toString(),
                "--device",
                device.toString(),
                "--out",
                out.toString(),
                "--json"));
        JsonNode tables = document.get("tables");
        assertThat(tables).hasSize(8);
        assertThat(tables.get(0).get("config").asText()).isEqualTo("MINE-RoBaCo-open");
        for (String field : List.of("what", "pattern", "cases", "mean_abs_error", "p95_abs_error", "max_abs_error")) {
            assertThat(tables.get(1).has(field)).as(field).isTrue();
        }
        assertThat(tables.get(7).get("what").asText()).isEqualTo("dram burst level");
        assertThat(tables.get(7).get("mean_abs_error").asDouble()).isLessThan(0.001);
        assertThat(tables.get(7).get("rank_correlation").asDouble()).isEqualTo(1);
        assertThat(document.get("targets").get(0).get("met").asBoolean()).isTrue();
        assertThat(document.get("worst").get(0).get("case").asText()).contains("runs.csv:");
        assertThat(out.resolve("tables.md")).content().contains("| MINE-RoBaCo-open | seq_read |");
        assertThat(out.resolve("dram-closed-form-on-mine.svg")).content().contains("<circle");
    }

    @Test
    void simulatePrintsOneDocument(@TempDir Path folder) throws IOException {
        Cli map = Cli.run(
                "map",
                "--workload",
                "alexnet",
                "--hardware",
                "chip4x4",
                "--scheduler",
                "tsp",
                "--out",
                folder.toString());
        assertThat(map.code()).as(map.err()).isZero();
        Path trace = folder.resolve("trace.json");
        String mapping = folder.resolve("mapping.json").toString();
        JsonNode document = ContractTest.document(
                Cli.run("simulate", "--mapping", mapping, "--scheduler", "tsp", "--trace", trace.toString(), "--json"));
        double closed = document.get("closed_form").get("latency_cycles").asDouble();
        assertThat(document.get("simulated").get("latency_cycles").asDouble()).isBetween(closed / 2, closed * 2);
        assertThat(document.get("simulated")
                        .get("energy_breakdown_pj")
                        .get("mac")
                        .asDouble())
                .isEqualTo(
                        document.get("closed_form")
                                .get("energy_breakdown_pj")
                                .get("mac")
                                .asDouble(),
                        org.assertj.core.data.Offset.offset(1.0));
        assertThat(document.get("layers")).hasSize(13);
        assertThat(document.get("events").asLong()).isPositive();
        assertThat(document.get("events_per_second").asDouble()).isPositive();
        assertThat(document.get("peak_heap_bytes").asLong()).isPositive();
        isChromeTrace(new com.fasterxml.jackson.databind.ObjectMapper().readTree(trace.toFile()), closed);
        assertThat(Cli.run("simulate", "--mapping", folder.resolve("none.json").toString())
                        .code())
                .isEqualTo(2);
    }

    /** As the Trace Event Format has it: names of processes and threads, then complete events in microseconds, sorted by time. */
    private static void isChromeTrace(JsonNode trace, double cycles) {
        Set<String> named = new HashSet<>();
        double last = 0;
        double end = 0;
        int complete = 0;
        for (JsonNode event : trace.get("traceEvents")) {
            String process = event.get("pid").asText();
            String thread = process + "/" + event.get("tid").asText();
            if (event.get("ph").asText().equals("M")) {
                assertThat(complete).as("names come first").isZero();
                assertThat(event.get("args").get("name").asText()).isNotBlank();
                named.add(event.get("name").asText().equals("process_name") ? process : thread);
            } else {
                assertThat(event.get("ph").asText()).isEqualTo("X");
                assertThat(named).contains(process, thread);
                assertThat(event.get("ts").asDouble()).isGreaterThanOrEqualTo(last);
                assertThat(event.get("dur").asDouble()).isNotNegative();
                last = event.get("ts").asDouble();
                end = Math.max(end, last + event.get("dur").asDouble());
                complete++;
            }
        }
        assertThat(complete).isGreaterThan(100);
        assertThat(named).contains("0", "15", "0/0", "15/1").doesNotContain("16");
        double megahertz = HardwareReader.read("chip4x4").technology().logic().clockMhz();
        assertThat(end).isBetween(cycles / megahertz / 2, cycles / megahertz * 2);
    }
}
