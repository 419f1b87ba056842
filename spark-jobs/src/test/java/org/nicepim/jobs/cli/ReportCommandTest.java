package org.nicepim.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nicepim.jobs.report.ReportFolder;

/** Does {@code nicepim report} write what it says, and refuse in one line what it cannot show? */
class ReportCommandTest {
    private static final String CHIP = """
            technology: default
            nodeRows: 2
            nodeCols: 2
            peRows: 16
            peCols: 16
            ifmapBufferBytes: 32KiB
            weightBufferBytes: 32KiB
            ofmapBufferBytes: 32KiB
            """;

    private final Path folder;

    ReportCommandTest(@TempDir Path folder) {
        this.folder = folder;
    }

    private static void assertRefused(Cli result, String... words) {
        assertThat(result.code()).as(result.err()).isEqualTo(2);
        assertThat(result.out()).isEmpty();
        assertThat(result.err().strip())
                .startsWith("nicepim: ")
                .contains("Maybe")
                .contains(words)
                .doesNotContain("\n");
    }

    @Test
    void aRunIsWrittenIntoItsFolder() throws IOException {
        Path run = ReportFolder.write(folder.resolve("run"), 20, 8, 3).folder();
        Cli result = Cli.run("report", run.toString(), "--no-mapping");
        assertThat(result.code()).as(result.err()).isZero();
        assertThat(result.out()).contains("wrote " + run.resolve("report.html"), "MiB");
        assertThat(Files.readString(run.resolve("report.html")))
                .startsWith("<!doctype html>")
                .contains("\"kind\":\"explore\"");
    }

    @Test
    void aDesignIsMappedAgainUnlessItIsNotWanted() throws IOException {
        Path run = ReportFolder.write(folder.resolve("run"), 20, 8, 3).folder();
        Cli mapped = Cli.run("report", run.toString(), "--workload", "zfnet");
        assertThat(mapped.err()).contains("mapping design ", " on zfnet again");
        assertThat(mapped.out()).contains("note: Mapped again, design ");
        assertThat(run.resolve("report.html")).content().contains("\"mapped\":{\"hardware\":");
        Cli without = Cli.run("report", run.toString(), "--no-mapping");
        assertThat(without.err()).isEmpty();
        assertThat(without.out()).doesNotContain("note:");
        assertThat(run.resolve("report.html")).content().doesNotContain("\"mapped\":");
        assertRefused(Cli.run("report", run.toString(), "--no-mapping", "--design", "1"), "--no-mapping", "--design");
        assertRefused(Cli.run("report", run.toString(), "--design", "20"), "--design 20", "0 to 19");
    }

    @Test
    void jsonSaysWhatWasWritten() throws IOException {
        Path run = ReportFolder.write(folder.resolve("run"), 20, 8, 3).folder();
        Path file = folder.resolve("r.html");
        JsonNode document = ContractTest.document(
                Cli.run("report", run.toString(), "--out", file.toString(), "--no-mapping", "--json"));
        assertThat(document.get("file").asText()).isEqualTo(file.toString());
        assertThat(document.get("bytes").asLong()).isEqualTo(Files.size(file));
        assertThat(document.get("designs").asInt()).isEqualTo(20);
        assertThat(document.get("kind").asText()).isEqualTo("explore");
    }

    /** One mapping: what the file says, and the loads of links that its own scheduler gives. */
    @Test
    void aMappingIsShownWithItsLinkLoads() throws IOException {
        Path chip = Files.writeString(folder.resolve("chip.yaml"), CHIP, StandardCharsets.UTF_8);
        Path out = folder.resolve("map");
        Cli map = Cli.run(
                "map",
                "--workload",
                "alexnet",
                "--hardware",
                chip.toString(),
                "--budget",
                "300",
                "--scheduler",
                "tsp",
                "--out",
                out.toString());
        assertThat(map.code()).as(map.err()).isZero();
        JsonNode written = new com.fasterxml.jackson.databind.ObjectMapper()
                .readTree(out.resolve("mapping.json").toFile());
        JsonNode document = org.nicepim.jobs.report.MapModel.read(out);
        assertThat(document.get("notes")).isEmpty();
        JsonNode layers = document.get("details").get(0).get("layers");
        assertThat(layers.get("start")).hasSize(written.get("layers").size());
        long macs = 0;
        for (JsonNode layer : layers.get("macs")) {
            macs += layer.asLong();
        }
        assertThat((double) macs / written.get("macs").asLong()).isBetween(0.999, 1.001);
        for (JsonNode link : document.get("links")) {
            double most = 0;
            for (JsonNode bytes : link.get("bytes")) {
                most = Math.max(most, bytes.asDouble());
            }
            double limit = written.get("layers")
                    .get(link.get("layer").asInt())
                    .get("max_link_load_bytes")
                    .asDouble();
            assertThat(most).isLessThanOrEqualTo(limit * 1.0001);
        }
        Cli report = Cli.run("report", out.toString());
        assertThat(report.code()).as(report.err()).isZero();
    }

    @Test
    void whatIsNoRunIsRefusedInOneLine() throws IOException {
        Path empty = Files.createDirectory(folder.resolve("empty"));
        assertRefused(Cli.run("report", empty.toString()), empty.toString(), "is empty");
        assertRefused(Cli.run("report", folder.resolve("nowhere").toString()), "is not there");
        Files.writeString(empty.resolve("mapping.json"), "{\"workload\": ");
        assertRefused(Cli.run("report", empty.toString()), "mapping.json: is no JSON document", "half written");
        Files.writeString(empty.resolve("mapping.json"), "{\"a\": 1}");
        assertRefused(Cli.run("report", empty.toString()), "no mapping of this program");
        assertRefused(Cli.run("report", empty.toString(), "--against", "x"), "--against");
        assertRefused(Cli.run("report", empty.toString(), "--design", "1"), "--design", "one mapping");
        Path file = Files.writeString(folder.resolve("file"), "x");
        assertRefused(Cli.run("report", file.toString()), "is a file", "Maybe '" + folder + "'");
    }

    @Test
    void aPlaceThatIsNotThereIsRefused() throws IOException {
        Path run = ReportFolder.write(folder.resolve("run"), 4, 8, 1).folder();
        assertRefused(Cli.run("report", run.toString(), "--out", folder + "/no/r.html"), "--out", "Maybe make");
        assertRefused(Cli.run("report", run.toString(), "--out", folder.toString()), "--out", "is a folder");
    }
}
