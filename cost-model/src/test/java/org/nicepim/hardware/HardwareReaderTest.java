package org.nicepim.hardware;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.nicepim.config.ConfigException;
import org.nicepim.config.YamlNode;

class HardwareReaderTest {
    private static final String CHIP = """
            technology: default
            nodeRows: 4
            nodeCols: 4
            peRows: 32
            peCols: 32
            ifmapBufferBytes: 64KiB
            weightBufferBytes: 65536
            ofmapBufferBytes: 32 KiB
            """;

    @ParameterizedTest
    @CsvSource({"chip4x4,4,4,32,32,64,64,32", "chip4x8,4,8,16,32,32,32,16", "chip8x8,8,8,16,16,16,16,8"})
    void chipsOfTheComparisonSetting(String name, int nr, int nc, int pr, int pc, int ifmap, int weight, int ofmap) {
        assertThat(HardwareParameters.values(HardwareReader.read(name)))
                .containsExactly(nr, nc, pr, pc, ifmap << 10, weight << 10, ofmap << 10);
    }

    @Test
    void sizesTakeSuffixesOrPlainBytes() {
        HardwareConfig chip = HardwareReader.read(YamlNode.parse(CHIP, "chip.yaml"));
        assertThat(HardwareParameters.values(chip)).containsExactly(4, 4, 32, 32, 65536, 65536, 32768);
        assertThat(chip.nodeDramBytesPerCycle()).isCloseTo(42.5, Offset.offset(1e-9));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "nodeRows: 4|nodeRows: 5|chip.yaml:1: nodeRows × nodeCols = 20 must divide the technology's 64",
                "peRows: 32|peRows: 0|peRows: '0' must lie between 1 and 1024",
                "peRows: 32|peRow: 32|key 'peRows' is missing. Maybe 'peRow'?",
                "64KiB|64KB|'64KB' must be a number of bytes",
                "64KiB|8|'8' must lie between 64 and",
                "technology: default|technology: none|no such technology file",
            })
    void refusesWithARule(String from, String to, String complaint) {
        YamlNode file = YamlNode.parse(CHIP.replace(from, to), "chip.yaml");
        assertThatThrownBy(() -> HardwareReader.read(file))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(complaint);
    }

    @ParameterizedTest
    @EnumSource(ConfigFiles.Kind.class)
    void everyFileOfConfIsBuiltIn(ConfigFiles.Kind kind) throws IOException {
        try (var files = Files.list(Path.of("../conf", kind.folder()))) {
            assertThat(files.filter(Files::isRegularFile)
                            .map(f -> f.getFileName().toString().replace(".yaml", "")))
                    .containsExactlyInAnyOrderElementsOf(kind.names());
        }
        for (String name : kind.names()) {
            assertThat(ConfigFiles.resolve(kind, name).keys()).isNotEmpty();
        }
    }

    @Test
    void aTechnologyMayLieBesideItsChip() {
        HardwareConfig chip = HardwareReader.read("../conf/technology/example_tables/chip.yaml");
        assertThat(chip.technology().name()).isEqualTo("example-tables");
    }

    @Test
    void spacesNameEveryKnobInTheRecordsOrder() {
        DesignSpace space = DesignSpaceReader.read("small");
        assertThat(space.size()).isEqualTo(64);
        assertThat(space.parameters().stream().map(Parameter::name)).isEqualTo(HardwareParameters.NAMES);
        Technology technology = TechnologyReader.read("default");
        HardwareConfig last = DesignSpaces.toHardware(space, space.point(63), technology);
        assertThat(HardwareParameters.values(last)).isEqualTo(List.of(4, 4, 32, 32, 65536, 65536, 32768));
    }

    @Test
    void everyNodeCountOfTheDefaultSpaceDividesTheChannels() {
        DesignSpace space = DesignSpaceReader.read("default");
        Technology technology = TechnologyReader.read("default");
        for (long i = 0; i < space.size(); i += 101) {
            assertThat(DesignSpaces.toHardware(space, space.point(i), technology)
                            .dividesChannels())
                    .isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "nodeRows: [2]|nodeRow: [2]|key 'nodeRows' is missing. Maybe 'nodeRow'?",
                "peRows: [8, 16]|peRows: [16, 8]|peRows = [16, 8] must ascend",
                "peRows: [8, 16]|peRows: []|peRows: must not be an empty list",
                "peRows: [8, 16]|peRows: [8, 16];linkBits: [64]|linkBits: unknown key",
            })
    void refusesSpaces(String from, String to, String complaint) {
        String text = """
                nodeRows: [2]
                nodeCols: [2]
                peRows: [8, 16]
                peCols: 8
                ifmapBufferBytes: [8KiB]
                weightBufferBytes: [8KiB]
                ofmapBufferBytes: [8KiB]
                """;
        YamlNode file = YamlNode.parse(text.replace(from, to.replace(";", "\n")), "space.yaml");
        assertThatThrownBy(() -> DesignSpaceReader.read(file))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(complaint);
    }
}
