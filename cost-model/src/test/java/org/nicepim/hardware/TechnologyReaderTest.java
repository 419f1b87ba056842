package org.nicepim.hardware;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nicepim.config.ConfigException;
import org.nicepim.config.YamlNode;

class TechnologyReaderTest {
    @Test
    void defaultIsTheStackThatTheDesignNames() {
        Technology t = TechnologyReader.read("default");
        assertThat(t.logic()).isEqualTo(new LogicSpec(28, 400, 16, 32, 48));
        assertThat(t.dram().organization()).isEqualTo(new DramOrganization(64, 16 << 20, 4, 1, 1024, 32));
        assertThat(t.dram().organization().stackBytes()).isEqualTo(1L << 30);
        assertThat(64 * t.dram().channelPeakBytesPerNs()).isCloseTo(272, Offset.offset(1e-9));
        assertThat(t.dram().energy().transferPjPerBit()).isEqualTo(0.88);
        assertThat(t.noc().linkBits()).isEqualTo(128);
    }

    @Test
    void everyConstantOfTheDefaultSaysWhereItComesFrom() throws IOException {
        String text = Files.readString(Path.of("../conf/technology/default.yaml"))
                + Files.readString(Path.of("../conf/dram/sedram.yaml"));
        assertThat(text.lines().filter(line -> line.contains("Pj") && line.contains(": ")))
                .isNotEmpty();
        assertThat(text).contains("Horowitz", "Keckler", "SeDRAM", "O'Connor", "CACTI");
    }

    @Test
    void aTechnologyTakesAnotherStackAndOverridesIt() {
        Technology t = TechnologyReader.read(
                YamlNode.parse("{name: x, extends: default, dram: {extends: hbm2, timing: {tRcdNs: 16}}}", "x.yaml"));
        assertThat(t.dram().organization()).isEqualTo(DramReader.read("hbm2").organization());
        assertThat(t.dram().timing().core().tRcdNs()).isEqualTo(16);
        assertThat(t.dram().timing().core().tRpNs()).isEqualTo(14);
        assertThat(t.logic()).isEqualTo(TechnologyReader.read("default").logic());
    }

    @Test
    void aFileOverridesSingleConstants() {
        Technology base = TechnologyReader.read("default");
        Technology t = TechnologyReader.read(YamlNode.parse(
                "{name: fast, extends: default, logic: {clockMhz: 800}, dram: {timing: {tRcdNs: 10}}}", "fast.yaml"));
        assertThat(t.name()).isEqualTo("fast");
        assertThat(t.logic()).isEqualTo(new LogicSpec(28, 800, 16, 32, 48));
        assertThat(t.dram().timing().core().tRcdNs()).isEqualTo(10);
        assertThat(t.dram().timing().core().tRpNs()).isEqualTo(15);
        assertThat(t.dram().energy()).isEqualTo(base.dram().energy());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "logic: {clockMHz: 800}|logic.clockMHz: unknown key|Maybe 'clockMhz'?",
                "logic: {clockMhz: fast}|logic.clockMhz: 'fast' must be a number between|x.yaml:1",
                "logic: {clockMhz: -1}|logic.clockMhz: '-1' must lie between 1.0 and|x.yaml:1",
                "dram: {extends: hbm3}|'hbm3': no such dram file|Maybe 'hbm2'?",
                "dram: {controller: {addressOrder: RoCo}}|dram.controller.addressOrder: 'RoCo'|RoBaCo",
                "dram: {controller: {pagePolicy: shut}}|dram.controller.pagePolicy: 'shut'|closed",
                "dram: {timing: {tRrdLongNs: 1}}|tRrdLongNs = 1.0 must be at least tRrdNs = 7.5|x.yaml:1",
                "dram: {organization: {bankGroups: 3}}|bankGroups = 3 must divide banksPerChannel = 4|x.yaml:1",
                "dram: {timing: {tRasNs: 10}}|dram.timing: tRasNs = 10.0 must be at least tRcdNs = 15.0.|x.yaml:1",
                "dram: {organization: {rowBytes: 1000}}|dram.organization: rowBytes = 1000|burstBytes",
                "dram: {organization: {channelBytes: 16MB}}|'16MB' must be a number of bytes|64KiB",
                "sram: {cell: itrs-lsttp}|no row has source|Maybe 'interpolated 28 itrs-lstp 1RW 350'?",
                "sram: {table: sram_cati.csv}|no such table|Maybe 'sram_cacti.csv'?",
                "drams: {timing: {tRasNs: 10}}|drams: unknown key|Maybe 'dram'?",
            })
    void refusesWithFileKeyValueAndRule(String override, String complaint, String help) {
        YamlNode file = YamlNode.parse("{extends: default, " + override + "}", "x.yaml");
        assertThatThrownBy(() -> TechnologyReader.read(file))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(complaint)
                .hasMessageContaining(help);
    }

    @Test
    void aMissingConstantIsNamed() {
        assertThatThrownBy(() -> TechnologyReader.read(YamlNode.parse("{name: a, logic: {processNm: 28}}", "x.yaml")))
                .hasMessageContaining("key 'clockMhz' is missing");
    }

    @Test
    void aFileThatExtendsItselfIsRefused(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("loop.yaml");
        Files.writeString(file, "extends: " + file);
        assertThatThrownBy(() -> TechnologyReader.read(file.toString())).hasMessageContaining("extends itself");
    }

    @Test
    void anUnknownNameListsWhatIsKnown() {
        assertThatThrownBy(() -> TechnologyReader.read("defualt"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("built in: default")
                .hasMessageContaining("Maybe 'default'?");
    }

    @Test
    void travelsByJavaSerialisation() throws IOException, ClassNotFoundException {
        HardwareConfig chip = HardwareReader.read("chip4x4");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(chip);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            assertThat(in.readObject()).isEqualTo(chip);
        }
    }
}
