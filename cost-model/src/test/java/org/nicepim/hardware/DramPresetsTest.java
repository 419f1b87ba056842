package org.nicepim.hardware;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Are the DRAM stacks that come with the program what they say they are? */
class DramPresetsTest {
    private static final Path FOLDER = Path.of("../conf/dram");
    private static final double RETENTION_NS = 64e6;

    static List<String> names() {
        return ConfigFiles.Kind.DRAM.names();
    }

    @Test
    void theFolderHoldsTheNamesThatAreBuiltIn() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            List<String> found = files.map(file -> file.getFileName().toString().replace(".yaml", ""))
                    .toList();
            assertThat(found).containsExactlyInAnyOrderElementsOf(names());
        }
    }

    /** Peaks and capacities as the files' first lines state them. */
    @ParameterizedTest
    @CsvSource({
        "sedram, 272, 1024",
        "sedram_a, 6.4, 128",
        "sedram_b, 6.4, 128",
        "hbm2, 256, 8192",
        "hmc, 160, 2048",
        "lpddr4, 38.4, 4096",
        "wideio, 12.8, 1024"
    })
    void stacksHaveThePeakAndTheCapacityOfTheirKind(String name, double peakBytesPerNs, long mebibytes) {
        DramSpec dram = DramReader.read(name);
        assertThat(dram.organization().channels() * dram.channelPeakBytesPerNs())
                .isCloseTo(peakBytesPerNs, Offset.offset(1e-6));
        assertThat(dram.organization().stackBytes()).isEqualTo(mebibytes << 20);
    }

    /** Data pins of a channel, transfers per clock of each, and rows of a bank, as published. */
    @ParameterizedTest
    @CsvSource({
        "sedram, 128, 1, 4096",
        "sedram_a, 64, 2, 16384",
        "sedram_b, 64, 2, 8192",
        "hbm2, 128, 2, 32768",
        "hmc, 32, 2, 65536",
        "lpddr4, 16, 2, 32768",
        "wideio, 128, 1, 16384"
    })
    void burstsFillTheDataBus(String name, int pins, int perClock, long rows) {
        DramSpec dram = DramReader.read(name);
        assertThat(8 * dram.organization().burstBytes())
                .isEqualTo(pins * perClock * dram.timing().burstCycles());
        assertThat(dram.organization().rowsPerBank()).isEqualTo(rows);
    }

    /** A row cycle is activate to precharge to activate; published values are 45 to 60 ns, HMC's short rows less. */
    @ParameterizedTest
    @CsvSource({"sedram, 45", "sedram_a, 45", "sedram_b, 42.5", "hbm2, 48", "hmc, 29.3", "lpddr4, 60", "wideio, 60"})
    void rowCycles(String name, double tRcNs) {
        assertThat(DramReader.read(name).timing().core().tRcNs()).isCloseTo(tRcNs, Offset.offset(1e-9));
    }

    @ParameterizedTest
    @MethodSource("names")
    void gatesFitEachOther(String name) {
        DramTiming timing = DramReader.read(name).timing();
        DramTiming.Core core = timing.core();
        DramTiming.Channel channel = timing.channel();
        assertThat(core.tRasNs()).as("opens and is read").isGreaterThanOrEqualTo(core.tRcdNs() + core.tRtpNs());
        assertThat(core.tCwlNs()).as("writes start no later than reads").isLessThanOrEqualTo(core.tClNs());
        assertThat(channel.tFawNs())
                .as("a window of four")
                .isGreaterThanOrEqualTo(4 * channel.tRrd().acrossNs());
        assertThat(channel.tCcd().acrossNs())
                .as("no gap between bursts of different groups")
                .isLessThanOrEqualTo(timing.burstCycles() * timing.clockNs() + 1e-9);
        assertThat(core.tRcNs()).isGreaterThan(channel.tRrd().withinNs());
        assertThat((timing.refreshNs() + core.tRpNs()) / timing.refreshIntervalNs())
                .as("share of time that refresh takes")
                .isBetween(0.01, 0.08);
    }

    /** All rows of a channel are refreshed once in 64 ms, each at the price of an activation. */
    @ParameterizedTest
    @MethodSource("names")
    void refreshCostsAnActivationPerRow(String name) {
        DramSpec dram = DramReader.read(name);
        DramOrganization organization = dram.organization();
        double commands = RETENTION_NS / dram.timing().refreshIntervalNs();
        double rows = organization.rowsPerBank() * organization.banksPerChannel() / commands;
        double expected = rows * dram.energy().activatePj();
        assertThat(dram.energy().refreshPj()).isBetween(0.99 * expected, 1.01 * expected);
    }

    /** A value's source stands on its line or right above it. */
    @ParameterizedTest
    @MethodSource("names")
    void everyValueNamesItsSource(String name) throws IOException {
        List<String> lines = Files.readAllLines(FOLDER.resolve(name + ".yaml"));
        assertThat(lines.get(0)).startsWith("# ");
        for (int i = 1; i < lines.size(); i++) {
            boolean value = lines.get(i).matches("  +[a-zA-Z]+: .*");
            boolean sourced = lines.get(i).contains("# ")
                    || lines.get(i - 1).stripLeading().startsWith("# ");
            assertThat(!value || sourced)
                    .as(name + ".yaml:" + (i + 1) + ": " + lines.get(i))
                    .isTrue();
        }
    }
}
