package org.nicepim.hardware;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nicepim.config.ConfigException;
import org.nicepim.config.YamlNode;

/** Which DRAM stacks are refused, and does the message say file, line, key, value and rule? */
class DramReaderTest {
    private static DramSpec read(String text) {
        return DramReader.read(YamlNode.parse(text, "my.yaml"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "organization|banksPerChannel: 0|my.yaml:3: organization.banksPerChannel: '0' must lie between 1 and 1024",
                "organization|banksPerChannel: 2.5|my.yaml:3: organization.banksPerChannel: '2.5' must be a whole number",
                "organization|channels: -1|my.yaml:3: organization.channels: '-1' must lie between 1 and",
                "organization|bankGroups: 3|my.yaml:3: organization: bankGroups = 3 must divide banksPerChannel = 16",
                "organization|bankGroups: 0|my.yaml:3: organization.bankGroups: '0' must lie between 1 and",
                "organization|rowBytes: 2000|my.yaml:3: organization: rowBytes = 2000 must be a multiple of burstBytes",
                "organization|burstBytes: 96|my.yaml:3: organization: rowBytes = 2048 must be a multiple of burstBytes",
                "organization|channelBytes: 1000000|organization: channelBytes = 1000000 must be a multiple of rowBytes",
                "organization|channelBytes: 0|my.yaml:3: organization.channelBytes: '0' must",
                "organization|banks: 8|my.yaml:3: organization.banks: unknown key",
                "timing|tRasNs: 13|my.yaml:3: timing: tRasNs = 13.0 must be at least tRcdNs = 14.0",
                "timing|tRcdNs: 35|my.yaml:3: timing: tRasNs = 34.0 must be at least tRcdNs = 35.0",
                "timing|tRpNs: 0|my.yaml:3: timing.tRpNs: '0' must lie between",
                "timing|tRpNs: -14|my.yaml:3: timing.tRpNs: '-14' must lie between",
                "timing|tRpNs: .nan|my.yaml:3: timing.tRpNs: '.nan' must",
                "timing|tRcNs: 30|my.yaml:3: timing.tRcNs: unknown key",
                "timing|tFawNs: 3|my.yaml:3: timing: tFawNs = 3.0 must be at least tRrdNs = 4.0",
                "timing|tRrdNs: 7|my.yaml:3: timing.tRrdNs: tRrdLongNs = 6.0 must be at least tRrdNs = 7.0",
                "timing|tCcdLongNs: 0.5|my.yaml:3: timing.tCcdLongNs: tCcdLongNs = 0.5 must be at least tCcdNs = 1.0",
                "timing|tWtrLongNs: 5|my.yaml:3: timing.tWtrLongNs: tWtrLongNs = 5.0 must be at least tWtrNs = 6.0",
                "timing|refreshIntervalNs: 200|refreshIntervalNs = 200.0 must be longer than tRpNs + refreshNs",
                "timing|refreshNs: 3870|refreshIntervalNs = 3900.0 must be longer than tRpNs + refreshNs",
                "timing|clockNs: 0|my.yaml:3: timing.clockNs: '0' must lie between",
                "timing|burstCycles: 0|my.yaml:3: timing.burstCycles: '0' must lie between",
                "timing|tRCDNs: 14|my.yaml:3: timing.tRCDNs: unknown key",
                "controller|readQueue: 0|my.yaml:3: controller.readQueue: '0' must lie between 1 and",
                "controller|bankQueue: many|my.yaml:3: controller.bankQueue: 'many' must be a whole number",
                "controller|addressOrder: RoCo|my.yaml:3: controller.addressOrder: 'RoCo'",
                "controller|pages: open|my.yaml:3: controller.pages: unknown key",
                "energy|transferPjPerBit: 0|my.yaml:3: energy.transferPjPerBit: '0' must lie between",
                "energy|activatePj: -1|my.yaml:3: energy.activatePj: '-1' must lie between",
                "energy|refreshNj: 1|my.yaml:3: energy.refreshNj: unknown key"
            })
    void anOverrideThatBreaksARuleIsRefused(String section, String override, String complaint) {
        assertThatThrownBy(() -> read("extends: hbm2\n" + section + ":\n  " + override + "\n"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("my.yaml:")
                .hasMessageContaining(complaint);
    }

    @Test
    void anUnknownSectionIsRefused() {
        assertThatThrownBy(() -> read("extends: hbm2\ntimings: {tRasNs: 40}"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("my.yaml:2: timings: unknown key")
                .hasMessageContaining("Maybe 'timing'?");
    }

    /** A device that extends nothing must give every constant that has no default. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "channels",
                "channelBytes",
                "banksPerChannel",
                "rowBytes",
                "burstBytes",
                "clockNs",
                "burstCycles",
                "tClNs",
                "tCwlNs",
                "tRcdNs",
                "tRpNs",
                "tRasNs",
                "tRtpNs",
                "tWrNs",
                "tRrdNs",
                "tFawNs",
                "tCcdNs",
                "tWtrNs",
                "refreshNs",
                "refreshIntervalNs",
                "transferPjPerBit",
                "activatePj",
                "refreshPj",
                "backgroundMwPerChannel"
            })
    void aMissingConstantIsNamed(String key) throws IOException {
        String text = Files.readString(Path.of("../conf/dram/sedram_a.yaml"));
        assertThatThrownBy(() -> read(text.replaceFirst("\n  " + key + ": [^\n]*", "")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("my.yaml:")
                .hasMessageContaining("key '" + key + "' is missing");
    }

    @ParameterizedTest
    @ValueSource(strings = {"organization", "timing", "energy"})
    void aMissingSectionIsNamed(String section) throws IOException {
        String text = Files.readString(Path.of("../conf/dram/hmc.yaml"));
        assertThatThrownBy(() -> read(text.replaceFirst("(?s)\n" + section + ":.*?(?=\n[a-z]|$)", "")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("key '" + section + "' is missing");
    }

    @Test
    void aFileThatExtendsItselfIsRefused(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("loop.yaml");
        Files.writeString(file, "extends: " + file);
        assertThatThrownBy(() -> DramReader.read(file.toString())).hasMessageContaining("extends itself");
    }

    @Test
    void queuesAndTurnaroundHaveDefaults() {
        DramSpec sedram = DramReader.read("sedram");
        assertThat(sedram.controller()).isEqualTo(DramController.DEFAULT);
        assertThat(sedram.timing().channel().tRtwNs()).isEqualTo(sedram.timing().clockNs());
    }
}
