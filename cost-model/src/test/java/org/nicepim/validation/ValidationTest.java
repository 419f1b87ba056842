package org.nicepim.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nicepim.hardware.ConfigFiles;
import org.nicepim.hardware.DramSpec;
import org.nicepim.hardware.SramSource;

/** The tables of the reference files, and what happens to files that are wrong. */
class ValidationTest {
    private static final Map<String, DramSpec> DEVICES = DramDevices.read(List.of());
    private static final String DRAM = ConfigFiles.table("../datasets/reference/dram_reference.csv");
    private static final List<CaseResult> DRAM_CASES = DramValidation.cases(DRAM, "dram.csv", DEVICES);
    private static final List<ErrorRow> DRAM_ROWS = ErrorRow.tables(DRAM_CASES);

    private static final List<ErrorRow> SRAM_ROWS = ErrorRow.tables(SramValidation.cases(
                    ConfigFiles.table("../datasets/reference/" + SramSource.DEFAULT_TABLE), "sram.csv"))
            .stream()
            .filter(row -> !row.pattern().equals(ErrorRow.ALL))
            .toList();

    private static ErrorRow row(List<ErrorRow> rows, String what, String config, String pattern) {
        return rows.stream()
                .filter(row -> row.what().equals(what)
                        && row.config().equals(config)
                        && row.pattern().equals(pattern))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void noRowOfTheDramTableIsLeftOut() {
        for (String what : List.of(DramValidation.CLOSED_FORM, DramValidation.SIMULATOR)) {
            int all = DRAM_ROWS.stream()
                    .filter(row -> row.what().equals(what) && row.pattern().equals(ErrorRow.ALL))
                    .mapToInt(ErrorRow::cases)
                    .sum();
            assertThat(all).isEqualTo(1400);
        }
        DRAM_ROWS.forEach(row -> System.out.printf(
                Locale.ROOT,
                "%-17s %-28s %-38s %4d cases mean %5.2f %% p95 %5.2f %% worst %5.2f %% rank %.4f%n",
                row.what(),
                row.config(),
                row.pattern(),
                row.cases(),
                100 * row.meanAbsError(),
                100 * row.p95AbsError(),
                100 * row.maxAbsError(),
                row.rankCorrelation()));
    }

    @ParameterizedTest
    @CsvSource({
        "SEDRAM_A-RoBaCo-open, 0.02",
        "SEDRAM_A-RoBaCo-open-noref, 0.02",
        "SEDRAM_A-RoBaCo-close, 0.02",
        "SEDRAM_A-RoCoBa-open, 0.02",
        "SEDRAM_A-BaRoCo-open, 0.02",
        "SEDRAM_B-RoBaCo-open, 0.02",
        "SEDRAM_B-BaRoCo-open, 0.02",
        "HBM2-RoBaCo-open, 0.02",
        "SEDRAM_A-RoBaCo-open-FRFCFS, 0.05",
        "SEDRAM_A-BaRoCo-open-FRFCFS, 0.05",
    })
    void theBurstLevelSimulatorMeetsTheOthers(String config, double mean) {
        assertThat(row(DRAM_ROWS, DramValidation.SIMULATOR, config, ErrorRow.ALL)
                        .meanAbsError())
                .isLessThan(mean);
    }

    /**
     * With closed pages, whose times follow from the queues more than from the banks, short tiles are off by up to a fifth; streams
     * that share one bank are off in every model.
     */
    @ParameterizedTest
    @CsvSource({
        "SEDRAM_A-RoBaCo-open, 0.02, 0.02",
        "SEDRAM_A-RoBaCo-open-noref, 0.02, 0.05",
        "SEDRAM_A-RoBaCo-open-FRFCFS, 0.03, 0.05",
        "SEDRAM_B-RoBaCo-open, 0.01, 0.02",
        "HBM2-RoBaCo-open, 0.02, 0.06",
        "SEDRAM_A-BaRoCo-open, 0.03, 0.12",
        "SEDRAM_A-BaRoCo-open-FRFCFS, 0.03, 0.20",
        "SEDRAM_B-BaRoCo-open, 0.03, 0.10",
        "SEDRAM_A-RoCoBa-open, 0.05, 0.05",
        "SEDRAM_A-RoBaCo-close, 0.05, 0.10",
    })
    void theClosedFormOfEveryConfiguration(String config, double single, double mixed) {
        for (String pattern : List.of("seq_read", "seq_write", "stride_read", "tile_read", "tile_write")) {
            ErrorRow row = row(DRAM_ROWS, DramValidation.CLOSED_FORM, config, pattern);
            assertThat(row.meanAbsError()).as(row.toString()).isLessThan(single);
        }
        ErrorRow mix = row(DRAM_ROWS, DramValidation.CLOSED_FORM, config, "conv_mix");
        assertThat(mix.meanAbsError()).as(mix.toString()).isLessThan(mixed);
    }

    @ParameterizedTest
    @CsvSource({"SEDRAM_A-RoBaCo-open, 0.02", "SEDRAM_B-RoBaCo-open, 0.03", "HBM2-RoBaCo-open, 0.03"})
    void activationsOfTheClosedForm(String config, double mean) {
        for (String pattern : List.of("seq_read", "seq_write", "stride_read", "tile_read", "tile_write")) {
            ErrorRow row = row(DRAM_ROWS, DramValidation.ACTIVATIONS, config, pattern);
            assertThat(row.meanAbsError()).as(row.toString()).isLessThan(mean);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "SEDRAM_A-RoBaCo-open, 0.06, 0.10",
        "SEDRAM_A-RoBaCo-open-noref, 0.06, 0.10",
        "SEDRAM_A-RoCoBa-open, 0.08, 0.20",
        "SEDRAM_A-BaRoCo-open, 0.04, 0.05",
        "SEDRAM_B-RoBaCo-open, 0.06, 0.10",
        "SEDRAM_B-BaRoCo-open, 0.04, 0.05",
        "HBM2-RoBaCo-open, 0.06, 0.10",
    })
    void activationsOfStreamsSideBySide(String config, double twoStreams, double convolution) {
        ErrorRow two = row(DRAM_ROWS, DramValidation.ACTIVATIONS, config, "two_stream");
        assertThat(two.meanAbsError()).as(two.toString()).isLessThan(twoStreams);
        ErrorRow mix = row(DRAM_ROWS, DramValidation.ACTIVATIONS, config, "conv_mix");
        assertThat(mix.meanAbsError()).as(mix.toString()).isLessThan(convolution);
    }

    @ParameterizedTest
    @CsvSource({
        "SEDRAM_A-RoBaCo-open, rand_read, 0.06",
        "SEDRAM_B-RoBaCo-open, rand_read, 0.06",
        "HBM2-RoBaCo-open, rand_read, 0.10",
    })
    void blocksAtRandomPlaces(String config, String pattern, double mean) {
        assertThat(row(DRAM_ROWS, DramValidation.CLOSED_FORM, config, pattern).meanAbsError())
                .isLessThan(mean);
    }

    @Test
    void meshPhasesAndCurves() {
        String text = ConfigFiles.table("../datasets/reference/noc_reference.csv");
        List<ErrorRow> rows = ErrorRow.tables(NocValidation.cases(text, "noc.csv"));
        assertThat(rows.stream()
                        .filter(row -> row.what().equals(NocValidation.PHASES)
                                && row.pattern().equals(ErrorRow.ALL))
                        .mapToInt(ErrorRow::cases)
                        .sum())
                .isEqualTo(317);
        assertThat(rows.stream()
                        .filter(row -> row.what().equals(NocValidation.CURVES)
                                && row.pattern().equals(ErrorRow.ALL))
                        .mapToDouble(ErrorRow::meanAbsError)
                        .max()
                        .orElseThrow())
                .isLessThan(0.03);
    }

    @Test
    void loopNestsEqualTimeloops() {
        List<CaseResult> cases =
                NestValidation.cases(ConfigFiles.table("../datasets/reference/timeloop_cases.json"), "cases.json");
        assertThat(cases).hasSizeGreaterThan(100).allMatch(c -> c.error() == 0);
    }

    @Test
    void everyNetworkOfTheZooThatHasPublishedFiguresIsListed() {
        List<CaseResult> cases =
                ZooValidation.cases(ConfigFiles.table("../datasets/reference/zoo_published.csv"), "zoo.csv");
        assertThat(cases.stream().map(c -> c.subject().label()).distinct()).hasSize(22);
        assertThat(cases.stream()
                        .filter(c -> Math.abs(c.error()) > 0.01)
                        .map(c -> c.subject().what() + " " + c.subject().label()))
                .containsExactlyInAnyOrder(
                        "zoo MACs resnet50",
                        "zoo MACs resnet152",
                        "zoo MACs gpt2_prefill",
                        "zoo parameters inception_v3");
    }

    /** What buffers are priced with: 28 nm, low standby power, one port, 350 K. */
    @Test
    void sramRowsAndSizesLeftOutOfTheTableThatIsUsed() {
        List<ErrorRow> rows = SRAM_ROWS.stream()
                .filter(row -> row.config().equals("28 nm itrs-lstp 1RW 350 K, interpolated"))
                .toList();
        assertThat(rows).hasSize(8).allSatisfy(row -> assertThat(row.meanAbsError())
                .isLessThan(0.09));
    }

    /**
     * Of the 36 tables all but a few are met within 10 %. At 45 nm itrs-hp with one port CACTI's organisation
     * jumps most: the read energy of 32 bits falls from 16 to 32 KiB by a quarter.
     */
    @Test
    void sramRowsLeftOutOfAllTables() {
        List<ErrorRow> rows = SRAM_ROWS.stream()
                .filter(row -> row.what().equals(SramValidation.SRAM))
                .toList();
        assertThat(rows).hasSize(36 * 4).allSatisfy(row -> assertThat(row.meanAbsError())
                .as(row.toString())
                .isLessThan(0.125));
        assertThat(rows.stream().filter(row -> row.meanAbsError() > 0.10)).hasSizeLessThanOrEqualTo(2);
    }

    @Test
    void tablesWithFaultsAreRefusedByLineAndColumn() {
        String[] lines = DRAM.split("\n", 3);
        assertRefused("config,pattern\n", "dram.csv: needs a header with the column 'mapping'.");
        assertRefused(lines[0] + "\n" + lines[1] + ",1\n", "dram.csv:2: has");
        assertRefused(lines[0] + "\n" + lines[1].replace("SEDRAM_A", "SEDRAM_C"), "names the device 'sedram_c'");
        assertRefused(lines[0] + "\n" + lines[1].replace("2137", "-1"), "dram.csv:2: cycles: '-1' must be above 0.");
        assertRefused(
                lines[0] + "\n" + lines[1].replace("seq_read", "seq"), "dram.csv:2: pattern: 'seq' is not known.");
        assertRefused(lines[0] + "\n" + lines[1].replace(",2.5,", ",x,"), "tCK_ns: 'x' must be a number.");
    }

    private static void assertRefused(String text, String rule) {
        assertThatThrownBy(() -> DramValidation.cases(text, "dram.csv", DEVICES))
                .hasMessageContaining(rule);
    }
}
