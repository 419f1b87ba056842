package org.nicepim.jobs.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nicepim.config.ConfigException;
import org.nicepim.config.KeyType;
import org.nicepim.config.Section;
import org.nicepim.config.YamlNode;
import org.nicepim.cost.nest.NestReader;
import org.nicepim.hardware.DesignSpaceReader;
import org.nicepim.hardware.DramReader;
import org.nicepim.hardware.HardwareReader;
import org.nicepim.hardware.TechnologyReader;
import org.nicepim.jobs.cli.Main;
import org.nicepim.jobs.run.ExploreConfig;
import org.nicepim.jobs.run.SweepConfig;
import org.nicepim.testkit.OnnxBuilder;
import org.nicepim.workload.yaml.WorkloadReader;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Do readers, documentation and schemas know the same keys? */
class KeysTest {
    private static final Path CONF = Path.of("..", "conf");
    private static final Path TABLES = CONF.resolve("technology/example_tables");
    private static final Path FULL = Path.of("src", "test", "resources", "keys");
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final Path folder;

    KeysTest(@TempDir Path folder) {
        this.folder = folder;
    }

    static List<String> kinds() {
        return ConfigKinds.names();
    }

    private static Section section(String kind) {
        return ConfigKinds.find(kind).orElseThrow();
    }

    private static Object tree(Path file) throws IOException {
        return new Load(LoadSettings.builder().build()).loadFromString(Files.readString(file, StandardCharsets.UTF_8));
    }

    private static JsonNode json(Path file) throws IOException {
        return MAPPER.valueToTree(tree(file));
    }

    /** Reads a file by the reader of its kind. */
    private void read(String kind, Path file) throws IOException {
        switch (kind) {
            case "explore" -> ExploreConfig.read(YamlNode.read(file));
            case "sweep" -> SweepConfig.read(YamlNode.read(file));
            case "workload" -> WorkloadReader.read(file);
            case "space" -> DesignSpaceReader.read(file.toString());
            case "hardware" -> HardwareReader.read(file.toString());
            case "technology" -> TechnologyReader.read(file.toString());
            case "dram" -> DramReader.read(file.toString());
            case "nest" -> NestReader.read(YamlNode.read(file));
            case "energy-table" -> technology("energyTable: " + file.toAbsolutePath());
            case "area-table" -> technology("areaTable: " + file.toAbsolutePath());
            case "sram-table" -> technology("sram: {table: " + file.toAbsolutePath() + "}");
            default -> throw new AssertionError("no reader of " + kind + " is known here");
        }
    }

    private void technology(String line) throws IOException {
        Path file = folder.resolve("t.yaml");
        Files.writeString(file, "name: t\nextends: default\n" + line + "\n", StandardCharsets.UTF_8);
        TechnologyReader.read(file.toString());
    }

    /** Files that say, together, every key of a kind. */
    private List<Path> saying(String kind) throws IOException {
        return switch (kind) {
            case "space", "hardware" -> committed(kind);
            case "technology" -> List.of(full("technology"), CONF.resolve("technology/default.yaml"));
            case "dram" -> List.of(full("dram"), CONF.resolve("dram/hbm2.yaml"));
            case "area-table" -> List.of(full("area-table"), full("area-table-um2"));
            case "sram-table" -> List.of(TABLES.resolve("sram_macros.yaml"));
            default -> List.of(full(kind));
        };
    }

    /** A file of the test's own, with what it names beside it. */
    private Path full(String name) throws IOException {
        try (Stream<Path> files = Files.list(FULL)) {
            for (Path file : files.toList()) {
                Files.write(folder.resolve(file.getFileName()), Files.readAllBytes(file));
            }
        }
        OnnxBuilder net = new OnnxBuilder("net");
        String image = net.input("image", "N", 3, 8, 8);
        net.output(net.node("Conv", "conv", List.of(image, net.weight("w", 4, 3, 3, 3))));
        net.write(folder.resolve("net.onnx"));
        return folder.resolve(name + ".yaml");
    }

    /** Files of a kind that come with the program. */
    private static List<Path> committed(String kind) throws IOException {
        List<Path> all = new ArrayList<>();
        if (Files.isDirectory(CONF.resolve(kind))) {
            try (Stream<Path> files = Files.list(CONF.resolve(kind))) {
                files.filter(file -> file.toString().endsWith(".yaml")).sorted().forEach(all::add);
            }
        }
        switch (kind) {
            case "technology" ->
                all.addAll(List.of(
                        TABLES.resolve("tables.yaml"),
                        TABLES.resolve("accelergy.yaml"),
                        TABLES.resolve("macros.yaml")));
            case "hardware" -> all.add(TABLES.resolve("chip.yaml"));
            case "energy-table" -> all.add(TABLES.resolve("energy.yaml"));
            case "area-table" -> all.add(TABLES.resolve("area.yaml"));
            case "sram-table" -> all.add(TABLES.resolve("sram_macros.yaml"));
            default -> {}
        }
        return all;
    }

    private static void walk(Object value, KeyType type, String path, Set<String> said) {
        if (value instanceof Map<?, ?> map) {
            type.as(Section.class)
                    .filter(section -> path.isEmpty() || section.file().isEmpty())
                    .ifPresent(section -> map.forEach((key, below) -> {
                        String name = (path.isEmpty() ? "" : path + ".") + key;
                        said.add(name);
                        section.find(String.valueOf(key)).ifPresent(known -> walk(below, known.type(), name, said));
                    }));
            type.as(KeyType.MapOf.class).ifPresent(named -> map.values()
                    .forEach(below -> walk(below, named.value(), path + ".NAME", said)));
        } else if (value instanceof List<?> list) {
            type.as(KeyType.ListOf.class)
                    .ifPresent(items -> list.forEach(item -> walk(item, items.item(), path + "[]", said)));
        }
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void everyKeyOfATableIsReadByTheReader(String kind) throws IOException {
        Set<String> said = new TreeSet<>();
        for (Path file : saying(kind)) {
            read(kind, file);
            walk(tree(file), section(kind), "", said);
        }
        assertThat(said)
                .containsExactlyInAnyOrderElementsOf(
                        KeyRow.of(section(kind)).stream().map(KeyRow::path).toList());
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void everyFileThatIsReadIsValid(String kind) throws IOException {
        SchemaCheck schema = new SchemaCheck(KeySchema.of(section(kind)));
        List<Path> files = new ArrayList<>(saying(kind));
        files.addAll(committed(kind));
        for (Path file : files) {
            assertThat(schema.faults(json(file))).as(file.toString()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "explore      | {workloads: [alexnet], evaluations: 4, objektive: edp}",
                "explore      | {workloads: [alexnet], evaluations: 0}",
                "explore      | {workloads: [alexnet], evaluations: 4.5}",
                "explore      | {workloads: [alexnet]}",
                "explore      | {workloads: alexnet, evaluations: 4}",
                "explore      | {workloads: [], evaluations: 4}",
                "explore      | {workloads: [{workload: alexnet, bath: 2}], evaluations: 4}",
                "explore      | {workloads: [alexnet], evaluations: 4, wordBits: 12}",
                "explore      | {workloads: [alexnet], evaluations: 4, objective: speed}",
                "explore      | {workloads: [alexnet], evaluations: 4, tuner: {kind: dlk}}",
                "explore      | {workloads: [alexnet], evaluations: 4, fidelity: {simulate-best: 0}}",
                "sweep        | {hardware: {space: small, smaple: {kind: sobol, designs: 2}}, workloads: [alexnet]}",
                "sweep        | {hardware: [{nodeRows: 4}], workloads: [alexnet]}",
                "sweep        | {hardware: [chip4x4], workloads: [alexnet], layers: 1}",
                "sweep        | {hardware: [chip4x4], workloads: [alexnet], technology: {name: a, extends: default, noc: {links: 3}}}",
                "workload     | {name: a, layers: [{name: b, type: convolutoin}]}",
                "workload     | {name: a, inputs: {i: {channels: 3, row: 2}}, layers: [{name: b, type: pooling, inputs: [i]}]}",
                "space        | {nodeRows: [4]}",
                "hardware     | {technology: default, nodeRows: 4, nodeCols: 4, peRows: 32, peCols: 32, ifmapBufferBytes: 64Kib, weightBufferBytes: 1KiB, ofmapBufferBytes: 1KiB}",
                "hardware     | {technology: default, nodeRows: 4, nodeCols: 4, peRows: 2000, peCols: 32, ifmapBufferBytes: 1KiB, weightBufferBytes: 1KiB, ofmapBufferBytes: 1KiB}",
                "technology   | {name: a}",
                "technology   | {name: a, extends: default, logic: {clockGhz: 1}}",
                "technology   | {name: a, extends: default, logicEnergy: {macPj: -1}}",
                "technology   | {name: a, extends: default, dram: {timing: {tCl: 3}}}",
                "dram         | {extends: hbm2, controller: {pagePolicy: shut}}",
                "dram         | {name: a}",
                "energy-table | {mac: {computeNj: 1}}",
                "area-table   | {pe: {area: 1}}",
                "sram-table   | {macros: [{bytes: 2KiB, wordBits: 64, readPj: 0.9, writePj: 1.6, leakageMw: 0.0008}]}",
                "nest         | {dims: {K: 2}, hardware: {levels_inner_to_outer: [{name: D, holds: [ifmap, weight, psum]}]}, loops_outer_to_inner: [{level: D, temporal: [K2]}]}",
                "nest         | {dims: {K: 2}, hardware: {levels_inner_to_outer: [{name: D, holds: [ifmap, weight, ofmap]}]}, loops_outer_to_inner: [{level: D, temporal: [2K]}]}"
            })
    void aWrongFileIsRefusedByReaderAndSchema(String kind, String text) throws IOException {
        Path file = Files.writeString(folder.resolve("wrong.yaml"), text, StandardCharsets.UTF_8);
        assertThatThrownBy(() -> read(kind, file)).isInstanceOf(ConfigException.class);
        assertThat(new SchemaCheck(KeySchema.of(section(kind))).faults(json(file)))
                .isNotEmpty();
    }

    @Test
    void initWritesFilesThatAreReadAndValidAndNameTheirSchemas() throws IOException {
        Path mine = folder.resolve("my 'own' \"files\"");
        assertThat(Main.run("init", mine.toString())).isZero();
        List<String> written = List.of("explore", "sweep", "space", "technology", "hardware");
        for (String kind : written) {
            Path file = mine.resolve(kind + ".yaml");
            read(kind, file);
            JsonNode schema = MAPPER.readTree(
                    mine.resolve("schema").resolve(kind + ".schema.json").toFile());
            assertThat(new SchemaCheck(schema).faults(json(file))).as(kind).isEmpty();
            assertThat(file).content().startsWith("# yaml-language-server: $schema=schema/" + kind + ".schema.json\n#");
        }
        try (Stream<Path> files = Files.list(mine)) {
            assertThat(files).hasSize(written.size() + 1);
        }
    }

    @Test
    void thePageIsUpToDate() throws IOException {
        assertThat(Files.readString(Path.of("..", "docs", "configuration.md"), StandardCharsets.UTF_8))
                .as("./nicepim config --markdown > docs/configuration.md")
                .isEqualTo(KeyPage.text());
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void theSchemasAreUpToDate(String kind) throws IOException {
        Path file = CONF.resolve("schema").resolve(kind + ".schema.json");
        assertThat(MAPPER.readTree(file.toFile()))
                .as("./nicepim config --schemas conf/schema")
                .isEqualTo(MAPPER.readTree(MAPPER.writeValueAsString(KeySchema.of(section(kind)))));
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void filesNameTheirSchema(String kind) throws IOException {
        for (Path file : committed(kind)) {
            String first = Files.readAllLines(file, StandardCharsets.UTF_8).get(0);
            assertThat(first).as(file.toString()).startsWith("# yaml-language-server: $schema=");
            Path schema = file.resolveSibling(first.substring(first.indexOf('=') + 1));
            assertThat(schema.normalize()).isEqualTo(CONF.resolve("schema").resolve(kind + ".schema.json"));
            assertThat(schema).isRegularFile();
        }
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void everyKeyHasAMeaning(String kind) {
        assertThat(KeyRow.of(section(kind))).allSatisfy(row -> {
            assertThat(row.key().meaning()).as(row.path()).isNotBlank().doesNotContain("\n");
            assertThat(row.otherwise()).as(row.path()).isNotBlank();
            assertThat(row.type()).as(row.path()).isNotBlank();
        });
    }
}
