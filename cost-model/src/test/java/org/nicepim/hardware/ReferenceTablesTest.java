package org.nicepim.hardware;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nicepim.config.ConfigException;

/** Do tables of a user's own replace exactly what they name, and is everything else refused? */
class ReferenceTablesTest {
    private static final Path EXAMPLES = Path.of("../conf/technology/example_tables");
    private static final Technology DEFAULT = TechnologyReader.read("default");
    private static final String DESIGNS = """
            nodeRows,nodeCols,peRows,peCols,ifmapBufferBytes,weightBufferBytes,ofmapBufferBytes,areaMm2,sramMm2
            4,4,32,32,65536,65536,32768,27.4,4.1
            4,4,16,16,32768,32768,16384,11.6,
            """;

    @TempDir
    private Path folder = Path.of("");

    @BeforeEach
    void examples() throws IOException {
        for (String name :
                List.of("ERT.yaml", "ART.yaml", "energy.yaml", "area.yaml", "synthesised.csv", "sram_macros.yaml")) {
            Files.copy(EXAMPLES.resolve(name), folder.resolve(name));
        }
    }

    private Technology read(String... lines) throws IOException {
        Path file = folder.resolve("mine.yaml");
        Files.writeString(file, "name: mine\nextends: default\n" + String.join("\n", lines) + "\n");
        return TechnologyReader.read(file.toString());
    }

    private Technology with(String key, String file, String text) throws IOException {
        Files.writeString(folder.resolve(file), text);
        return read(key + ": " + file);
    }

    @Test
    void theExampleReplacesWhatItNamesAndNothingElse() {
        Technology t = TechnologyReader.read(EXAMPLES.resolve("tables.yaml").toString());
        assertThat(t.logic()).isEqualTo(DEFAULT.logic());
        assertThat(t.sram()).isEqualTo(DEFAULT.sram());
        assertThat(t.logicEnergy()).isEqualTo(new LogicEnergy(0.48, 0.25, 0.05, 2));
        assertThat(t.noc().routerPjPerBit()).isEqualTo(0.1);
        assertThat(t.noc().wirePjPerBitMm()).isEqualTo(0.1);
        assertThat(t.noc().linkBits()).isEqualTo(DEFAULT.noc().linkBits());
        assertThat(t.dram().timing()).isEqualTo(DEFAULT.dram().timing());
        assertThat(t.dram().energy().transferPjPerBit()).isEqualTo(0.8);
        assertThat(t.dram().energy().activatePj()).isEqualTo(900);
        assertThat(t.dram().energy().refreshPj())
                .isEqualTo(DEFAULT.dram().energy().refreshPj());
        assertThat(t.logicArea().peMm2()).isCloseTo(950e-6, Offset.offset(1e-12));
        assertThat(t.logicArea().channelMm2()).isCloseTo(0.045, Offset.offset(1e-12));
        assertThat(t.logicArea().routerMm2()).isEqualTo(0.05);
        assertThat(t.logicArea().controlMm2()).isEqualTo(0.07);
        assertThat(t.measured().ifmap())
                .isEqualTo(new BufferFigures(Own.of(0.45), Own.of(0.75), Own.of(0.02), Own.NONE));
        assertThat(t.measured().weight()).isEqualTo(new BufferFigures(Own.NONE, Own.NONE, Own.NONE, Own.of(0.19)));
        assertThat(t.measured().areas().designs()).hasSize(5);
    }

    @Test
    void accelergysTablesAreReadByTheNamesAndWidthsThatTheTechnologyGives() {
        Technology t = TechnologyReader.read(EXAMPLES.resolve("accelergy.yaml").toString());
        assertThat(t.logicEnergy().macPj()).isEqualTo(0.52);
        assertThat(t.logicEnergy().peRegisterPj()).isCloseTo(0.06, Offset.offset(1e-12));
        assertThat(t.measured().ifmap().readPjPerWord().value())
                .as("the costliest of its reads, 64 bits = 4 words")
                .isCloseTo(0.8, Offset.offset(1e-12));
        assertThat(t.noc().routerPjPerBit()).isCloseTo(0.11, Offset.offset(1e-12));
        assertThat(t.dram().energy().transferPjPerBit()).isCloseTo(58.0 / 64, Offset.offset(1e-12));
        assertThat(t.logicArea().peMm2()).isCloseTo(853.75e-6, Offset.offset(1e-12));
        assertThat(t.logicArea().routerMm2()).isCloseTo(0.052, Offset.offset(1e-12));
        assertThat(t.measured().ifmap().areaMm2().value()).isCloseTo(0.182, Offset.offset(1e-12));
        assertThat(t.measured().weight()).isEqualTo(BufferFigures.NONE);
    }

    @Test
    void buffersAreBuiltFromMacrosOfOnesOwn() {
        Technology t = TechnologyReader.read(EXAMPLES.resolve("macros.yaml").toString());
        assertThat(t.sram().macro(2048, 256).readPj()).isCloseTo(3.5, Offset.offset(0.1));
        assertThat(t.logicArea()).isEqualTo(DEFAULT.logicArea());
    }

    @Test
    void aCsvOfMacrosMayLieBesideTheTechnology() throws IOException {
        String header =
                "source,tech_nm,cell_and_periph,ports,temp_k,size_bytes,word_bits,area_mm2,read_pj,write_pj,leak_mw";
        Files.writeString(folder.resolve("mine.csv"), header + "\nfab,16,hvt,1RW,350,65536,256,0.03,9,11,0.2\n");
        Technology t = read("sram: {table: mine.csv, source: fab, processNm: 16, cell: hvt}");
        assertThat(t.sram().macro(65536, 256).readPj()).isCloseTo(9, Offset.offset(1e-6));
    }

    @Test
    void versionsMayBeTexts() throws IOException {
        String ert = Files.readString(folder.resolve("ERT.yaml")).replace("version: 0.3", "version: '0.4'");
        Files.writeString(folder.resolve("ERT.yaml"), ert);
        Technology t = read(
                "energyTable: ERT.yaml",
                "components:",
                "  mac: chip.node.pe.mac",
                "  ignored: [chip.dram, chip.node.ifmap_glb, chip.node.weight_glb, chip.node.router, chip.node.pe.spad]");
        assertThat(t.logicEnergy().macPj()).isEqualTo(0.52);
    }

    @Test
    void theNearestFilesTablesAndTheFarthestFilesConstantsMeet() throws IOException {
        Files.writeString(folder.resolve("base.yaml"), "extends: default\nname: base\nenergyTable: energy.yaml\n");
        Files.writeString(folder.resolve("other.yaml"), "mac: {computePj: 0.3}\n");
        Path file = folder.resolve("near.yaml");
        Files.writeString(file, "name: near\nextends: base.yaml\nenergyTable: other.yaml\nlogicEnergy: {macPj: 7}\n");
        Technology t = TechnologyReader.read(file.toString());
        assertThat(t.logicEnergy().macPj()).isEqualTo(0.3);
        assertThat(t.logicEnergy().vectorOpPj()).isEqualTo(DEFAULT.logicEnergy().vectorOpPj());
    }

    @Test
    void anotherWordWidthScalesBufferEnergiesAndLeavesOutDesigns() throws IOException {
        Technology half = read("energyTable: energy.yaml", "synthesisedAreas: synthesised.csv")
                .withWordBits(8);
        assertThat(half.measured().ifmap().readPjPerWord().value()).isCloseTo(0.225, Offset.offset(1e-12));
        assertThat(half.measured().areas().designs()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "energyTable|macs: {computePj: 1}|t.yaml:1: macs: unknown key|Maybe 'mac'?",
                "energyTable|mac: {computePJ: 1}|t.yaml:1: mac.computePJ: unknown key|Maybe 'computePj'?",
                "energyTable|mac: {computePj: -1}|t.yaml:1: mac.computePj: '-1' must lie between|0.0",
                "energyTable|mac: {computePj: nan}|t.yaml:1: mac.computePj: 'nan' must be a number|between",
                "energyTable|mac: {computePj: 0}|macPj = 0.0 must be a positive number|mine.yaml",
                "energyTable|mac: 1|mac: must be a mapping with at least one of computePj|t.yaml:1",
                "energyTable|mac: {}|mac: must be a mapping with at least one of computePj|t.yaml:1",
                "areaTable|pe: {areaMm2: 1, areaUm2: 1}|pe: gives both areaMm2 and areaUm2|t.yaml:1",
                "areaTable|channel: {controllerMm2: 1}|channel: must give both controllerMm2 and bondingIoMm2|t.yaml:1",
                "areaTable|pe: {computePj: 1}|pe.computePj: unknown key|t.yaml:1",
                "areaTable|ART: {tables: []}|'components' must map|mine.yaml:3",
            })
    void tablesAreReadStrictly(String key, String text, String complaint, String help) {
        assertThatThrownBy(() -> with(key, "t.yaml", text))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(complaint)
                .hasMessageContaining(help);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "mac: chip.node.pe.mca|'chip.node.pe.mca' is not in the table|Maybe 'chip.node.pe.mac'?",
                "mac: {name: chip.node.pe.mac, compute: multiply}|has no action 'multiply'; it has compute, idle|ERT.yaml",
                "ifmapBuffer: chip.node.ifmap_glb|must say how many bits an access has|accessBits: 64}?",
                "mac: chip.node.pe.mac;macs: chip.node.pe.mac|components.macs: unknown key|Maybe 'mac'?",
                "mac: {name: chip.node.pe.mac, acessBits: 1}|components.mac.acessBits: unknown key|mine.yaml",
                "pe: [chip.node.pe.mac]|components.pe: is read by nobody; it needs an areaTable with an ART|mine.yaml",
                "mac: [chip.node.pe.mac, chip.node.pe.spad]|must name one table for energy|components.mac",
            })
    void namesOfAccelergysTablesAreChecked(String mapping, String complaint, String help) {
        String ignored = "ignored: [chip.dram, chip.node.ifmap_glb, chip.node.weight_glb, chip.node.router,"
                + " chip.node.pe.mac, chip.node.pe.spad]";
        assertThatThrownBy(() -> read(
                        "energyTable: ERT.yaml", "components:", "  " + mapping.replace(";", "\n  "), "  " + ignored))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(complaint)
                .hasMessageContaining(help);
    }

    @Test
    void anEntryThatNobodyReadsIsRefused() {
        assertThatThrownBy(() -> read("energyTable: ERT.yaml", "components: {mac: chip.node.pe.mac}"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("ERT.yaml:4: ERT.tables[0]: nobody reads 'chip.dram'")
                .hasMessageContaining("components.ignored?");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "areaMm2,|area,|:1: unknown column 'area'|Maybe 'areaMm2'?",
                "sramMm2|areaMm2|:1: column 'areaMm2' stands twice|synth.csv",
                "peRows,|;|needs a header with the column 'peRows'|synth.csv",
                "27.4|NaN|:2: areaMm2: 'NaN' must be a finite number|synth.csv",
                "27.4|-1|:2: areaMm2: '-1' must be above 0|synth.csv",
                "27.4|0|:2: areaMm2: '0' must be above 0|synth.csv",
                "11.6,|11.6,-2|:3: sramMm2: '-2' must be at least 0|synth.csv",
                "27.4|3|:2: areaMm2 = 3.0 must be at least the sum of its parts|4.1",
                "65536,65536|65536,6|:2: weightBufferBytes: '6' must lie between 64 and|synth.csv",
                "4,4,32|3,4,32|:2: nodeRows: '3' gives 12 nodes, which must divide|64 DRAM channels",
                "4,4,16,16,32768,32768,16384|4,4,32,32,65536,65536,32768|:3: areaMm2: '11.6' disagrees|27.4",
                "4,4,32|4,4|:2: has 8 fields, the header has 9|synth.csv",
                "4,4,32|4,4.5,32|:2: nodeCols: '4.5' must be a whole number|synth.csv",
            })
    void designsAreReadStrictly(String from, String to, String complaint, String help) {
        String text = to.equals(";")
                ? DESIGNS.lines()
                        .map(line -> line.replaceFirst("^([^,]*,[^,]*),[^,]*", "$1"))
                        .reduce("", (a, b) -> a + b + "\n")
                : DESIGNS.replaceFirst(from, to);
        assertThatThrownBy(() -> with("synthesisedAreas", "synth.csv", text))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(complaint)
                .hasMessageContaining(help);
    }

    @Test
    void missingFilesAreNamed() {
        assertThatThrownBy(() -> read("synthesisedAreas: synthesized.csv"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("synthesized.csv: no such file. Maybe 'synthesised.csv'?");
        assertThatThrownBy(() -> read("energyTable: enrgy.yaml"))
                .hasMessageContaining("enrgy.yaml: no such file. Maybe 'energy.yaml'?");
        assertThatThrownBy(() -> read("energytable: energy.yaml")).hasMessageContaining("Maybe 'energyTable'?");
        assertThatThrownBy(() -> read("sram: {table: sram_macros.yaml, cell: hvt}"))
                .hasMessageContaining("sram.cell: unknown key");
    }

    @Test
    void theSameDesignTwiceIsOne() throws IOException {
        String row = DESIGNS.lines().skip(1).findFirst().orElseThrow();
        assertThat(with("synthesisedAreas", "synth.csv", DESIGNS + row + "\n")
                        .measured()
                        .areas()
                        .designs())
                .hasSize(2);
    }
}
