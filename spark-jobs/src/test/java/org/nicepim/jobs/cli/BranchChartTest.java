package org.nicepim.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Does what map prints about regions, utilization and branches agree with the mapping that it writes? */
class BranchChartTest {
    private static final int SEGMENTS = 3;
    private static final Pattern LANE = Pattern.compile(
            "(?m)^  branch (\\d+)  (\\d+x\\d+ at \\d+,\\d+) *  \\|(.{" + BranchChart.WIDTH + "})\\|  (.*)$");
    private static final Pattern LAYER = Pattern.compile("(\\w) (\\S+) (\\d+)-(\\d+)(?:, |$)");
    private static final Pattern SEGMENT =
            Pattern.compile("segment (\\d) of " + SEGMENTS + ", cycles (\\d+) to (\\d+), \\d+ per character"
                    + "; saves about (-?\\d+) cycles and -?[\\d.]+ mJ against one after another");

    private final Path folder;

    BranchChartTest(@TempDir Path folder) {
        this.folder = folder;
    }

    /** Modules of two branches of few channels each, between products that join them: side by side pays. */
    private static String net() {
        StringBuilder net = new StringBuilder("""
                name: net
                inputs:
                  image: {channels: 16, rows: 7, cols: 7}
                layers:
                """);
        String before = "image";
        for (int i = 0; i < SEGMENTS; i++) {
            net.append("""
                      - {name: left#, type: convolution, inputs: [BEFORE], dims: {K: 32, R: 3, S: 3}, window: {pad: 1}}
                      - {name: low#, type: convolution, inputs: [left#], dims: {K: 32}}
                      - {name: right#, type: convolution, inputs: [BEFORE], dims: {K: 32, R: 5, S: 5}, window: {pad: 2}}
                      - {name: join#, type: convolution, inputs: [low#, right#], dims: {K: 16}}
                    """.replace("#", String.valueOf(i)).replace("BEFORE", before));
            before = "join" + i;
        }
        return net.toString();
    }

    private Cli map(String... more) throws IOException {
        Path file = Files.writeString(folder.resolve("net.yaml"), net(), StandardCharsets.UTF_8);
        List<String> args = new ArrayList<>(List.of(
                "map",
                "--workload",
                file.toString(),
                "--hardware",
                "chip4x4",
                "--objective",
                "latency",
                "--scheduler",
                "tsp",
                "--budget",
                "2000",
                "--out",
                folder.toString()));
        args.addAll(List.of(more));
        Cli result = Cli.run(args.toArray(String[]::new));
        assertThat(result.code()).as(result.err()).isZero();
        return result;
    }

    private Map<String, JsonNode> layers() throws IOException {
        Map<String, JsonNode> layers = new HashMap<>();
        new ObjectMapper()
                .readTree(folder.resolve("mapping.json").toFile())
                .get("layers")
                .forEach(layer -> layers.put(layer.get("name").asText(), layer));
        return layers;
    }

    private static String region(JsonNode layer) {
        JsonNode region = layer.get("region");
        return region.get("rows").asInt() + "x" + region.get("cols").asInt() + " at "
                + region.get("row").asInt() + "," + region.get("col").asInt();
    }

    @Test
    void everyLineOfADrawingIsWhatTheMappingSays() throws IOException {
        String text = map("--all-segments").out();
        Map<String, JsonNode> layers = layers();
        // The objective is latency, so side by side is chosen for the cycles that it saves.
        assertThat(SEGMENT.matcher(text).results())
                .hasSize(SEGMENTS)
                .allMatch(segment -> Long.parseLong(segment.group(4)) > 0);
        Set<String> drawn = new HashSet<>();
        Matcher lane = LANE.matcher(text);
        while (lane.find()) {
            Matcher segment = SEGMENT.matcher(text);
            double start = 0;
            double end = 0;
            while (segment.find() && segment.start() < lane.start()) {
                start = Double.parseDouble(segment.group(2));
                end = Double.parseDouble(segment.group(3));
            }
            Matcher one = LAYER.matcher(lane.group(4));
            while (one.find()) {
                drawn.add(one.group(2));
                assertLane(
                        Objects.requireNonNull(layers.get(one.group(2))),
                        lane,
                        one,
                        start,
                        (end - start) / BranchChart.WIDTH);
            }
        }
        assertThat(drawn).contains("left0", "right0", "low1", "right" + (SEGMENTS - 1));
    }

    private static void assertLane(JsonNode layer, Matcher lane, Matcher one, double start, double perPlace) {
        double from = layer.get("start_cycles").asDouble();
        double to = from + layer.get("latency_cycles").asDouble();
        assertThat(lane.group(2)).isEqualTo(region(layer));
        assertThat(Double.parseDouble(one.group(3))).isCloseTo(from, within(0.5));
        assertThat(Double.parseDouble(one.group(4))).isCloseTo(to, within(0.5));
        int first = lane.group(3).indexOf(one.group(1));
        int last = lane.group(3).lastIndexOf(one.group(1));
        assertThat(start + first * perPlace).isCloseTo(from, within(1 + perPlace));
        assertThat(start + (last + 1) * perPlace).isCloseTo(to, within(1 + perPlace));
    }

    @Test
    void bigNetworksShowTheFirstTwo() throws IOException {
        String text = map().out();
        assertThat(SEGMENT.matcher(text).results()).hasSize(2);
        assertThat(text).contains("… and " + (SEGMENTS - 2) + " more");
    }

    @Test
    void theTableSaysWhereAndHowBusy() throws IOException {
        String text = map().out();
        layers().forEach((name, layer) -> {
            Matcher row = Pattern.compile("(?m)^" + name + " +convolution +" + region(layer) + " +"
                            + layer.get("placement").asText() + " +"
                            + layer.get("weight_copies").asInt() + " +.*"
                            + layer.get("bound_by").asText() + " +(\\d\\.\\d+) ")
                    .matcher(text);
            assertThat(row.find()).as(name).isTrue();
            assertThat(Double.parseDouble(row.group(1))).isCloseTo(utilization(name, layer), within(6e-4));
        });
    }

    /** What map writes is read back, branches and copies included, and priced the same. */
    @Test
    void theFileIsSimulatedWithItsBranches() throws IOException {
        map();
        String file = folder.resolve("mapping.json").toString();
        Cli run = Cli.run("simulate", "--mapping", file, "--scheduler", "tsp", "--json");
        assertThat(run.code()).as(run.err()).isZero();
        JsonNode priced = ContractTest.document(run).get("closed_form");
        JsonNode mapped =
                new ObjectMapper().readTree(folder.resolve("mapping.json").toFile());
        assertThat(priced.get("latency_cycles")).isEqualTo(mapped.get("latency_cycles"));
        assertThat(priced.get("energy_pj")).isEqualTo(mapped.get("energy_pj"));
    }

    /** Seven by seven outputs; 16 nodes of 32 × 32 PEs. */
    private static double utilization(String name, JsonNode layer) {
        Map<String, Integer> products =
                Map.of("left", 32 * 16 * 9, "low", 32 * 32, "right", 32 * 16 * 25, "join", 16 * 64);
        double macs = 49.0 * products.getOrDefault(name.replaceAll("\\d", ""), 0);
        return macs / (16 * 1024 * layer.get("latency_cycles").asDouble());
    }
}
