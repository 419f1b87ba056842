package org.nicepim.hardware;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nicepim.config.ConfigException;
import org.nicepim.config.YamlNode;
import org.nicepim.hardware.SramModel.Sram;

class SramTableTest {
    private static final SramSource.Cell CELL = new SramSource.Cell("interpolated", 28, "itrs-lstp", "1RW", 350);
    private static final String TEXT = ConfigFiles.table(SramSource.DEFAULT_TABLE);
    private static final SramTable TABLE = SramSource.parse(TEXT, "sram.csv", CELL);
    private static final Map<String, ToDoubleFunction<Sram>> QUANTITIES = quantities();

    private static Map<String, ToDoubleFunction<Sram>> quantities() {
        Map<String, ToDoubleFunction<Sram>> map = new LinkedHashMap<>();
        map.put("area", Sram::areaMm2);
        map.put("read", Sram::readPj);
        map.put("write", Sram::writePj);
        map.put("leakage", Sram::leakageMw);
        return map;
    }

    @Test
    void knownMacrosAreMetUpToTheJumpsOfTheirOrganisation() {
        List<SramTable.Point> points =
                SramSource.points(SramSource.cells(TEXT, "sram.csv").getOrDefault(CELL, List.of()));
        assertThat(points).hasSize(44);
        QUANTITIES.forEach((name, quantity) -> {
            double mean = points.stream()
                    .mapToDouble(p -> Math.abs(quantity.applyAsDouble(TABLE.macro(p.bytes(), p.wordBits()))
                                    / quantity.applyAsDouble(p.sram())
                            - 1))
                    .average()
                    .orElseThrow();
            assertThat(mean).as(name).isLessThan(0.05);
        });
    }

    @Test
    void growsWithSizeForEveryWidth() {
        for (int bits : new int[] {16, 32, 64, 128, 256, 512}) {
            Sram last = TABLE.macro(256, bits);
            for (long bytes = 512; bytes <= 4 << 20; bytes *= 2) {
                Sram macro = TABLE.macro(bytes, bits);
                assertThat(macro.areaMm2()).as("%d B × %d", bytes, bits).isGreaterThan(last.areaMm2());
                assertThat(macro.leakageMw()).as("%d B × %d", bytes, bits).isGreaterThan(last.leakageMw());
                last = macro;
            }
        }
    }

    @Test
    void goesOnByThePowerLawBeyondTheTable() {
        double inside = TABLE.macro(2 << 20, 64).areaMm2();
        double outside = TABLE.macro(8 << 20, 64).areaMm2();
        assertThat(Math.log(outside / inside) / Math.log(4)).isBetween(0.85, 1.05);
        assertThat(TABLE.macro(64, 8).readPj()).isPositive();
    }

    @Test
    void aPowerLawIsFittedExactly() {
        List<SramTable.Point> points = new ArrayList<>();
        for (long bytes = 1024; bytes <= 1 << 20; bytes *= 4) {
            for (int bits = 32; bits <= 256; bits *= 2) {
                double z = 1e-3 * Math.pow(bytes, 0.9) * Math.pow(bits, 0.2);
                points.add(new SramTable.Point(bytes, bits, new Sram(z, 2 * z, 3 * z, 4 * z)));
            }
        }
        Sram macro = SramTable.of("law", points).macro(3000, 48);
        double expected = 1e-3 * Math.pow(3000, 0.9) * Math.pow(48, 0.2);
        assertThat(macro.areaMm2() / expected).isCloseTo(1, Offset.offset(1e-4));
        assertThat(macro.leakageMw() / expected).isCloseTo(4, Offset.offset(4e-4));
    }

    @Test
    void aTableOfFewRowsBorrowsItsShapeFromTheOtherTemperature() {
        SramSource.Cell cold = new SramSource.Cell("interpolated", 28, "itrs-lstp", "1RW", 300);
        SramTable table = SramSource.parse(TEXT, "sram.csv", cold);
        assertThat(table.fit()).isEqualTo(TABLE.fit());
        Sram at300 = table.macro(65536, 256);
        Sram at350 = TABLE.macro(65536, 256);
        assertThat(at300.areaMm2() / at350.areaMm2()).isCloseTo(1, Offset.offset(0.05));
        assertThat(at300.readPj() / at350.readPj()).isCloseTo(1, Offset.offset(0.05));
        assertThat(at350.leakageMw() / at300.leakageMw())
                .as("leakage grows with temperature")
                .isBetween(3.0, 8.0);
    }

    @Test
    void aTableByHandIsInterpolated() {
        SramTable table = SramSource.read(YamlNode.parse("""
                macros:
                  - {bytes: 4KiB, wordBits: 64, readPj: 1.5, writePj: 2, leakageMw: 0.002, areaMm2: 0.005}
                  - {bytes: 64KiB, wordBits: 64, readPj: 6, writePj: 8, leakageMw: 0.03, areaMm2: 0.08}
                """, "mine.yaml"));
        assertThat(table.macro(65536, 64).readPj()).isCloseTo(6, Offset.offset(0.05));
        assertThat(table.macro(16384, 64).readPj()).as("the geometric middle").isCloseTo(3, Offset.offset(0.2));
        assertThat(table.macro(16384, 64).areaMm2()).isCloseTo(0.02, Offset.offset(0.001));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "wordBits: 64|wordbits: 64|mine.yaml:1: macros[0]: key 'wordBits' is missing. Maybe 'wordbits'?",
                "readPj: 1|readPj: -1|mine.yaml:1: macros[0].readPj: '-1' must lie between",
                "readPj: 1|readPj: 1, accessNs: 2|macros[0].accessNs: unknown key",
                "bytes: 4KiB|bytes: 4KB|macros[0].bytes: '4KB' must be a number of bytes",
                "macros|macro|key 'macros' is missing. Maybe 'macro'?",
            })
    void aTableByHandIsReadStrictly(String from, String to, String complaint) {
        String text = "macros: [{bytes: 4KiB, wordBits: 64, readPj: 1, writePj: 2, leakageMw: 3, areaMm2: 4}]";
        assertThatThrownBy(() -> SramSource.read(YamlNode.parse(text.replace(from, to), "mine.yaml")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(complaint);
    }

    @Test
    void aTableOfOnePointIsScaledByTheTypicalLaw() {
        SramTable.Point point = new SramTable.Point(4096, 64, new Sram(1, 2, 3, 4));
        SramTable table = SramTable.of("one", List.of(point));
        assertThat(table.macro(4096, 64).writePj()).isCloseTo(3, Offset.offset(1e-6));
        assertThat(table.macro(8192, 64).areaMm2()).isCloseTo(Math.pow(2, 0.946), Offset.offset(1e-6));
        assertThat(table.macro(4096, 128).readPj()).isCloseTo(2 * Math.pow(2, 0.69), Offset.offset(1e-6));
    }
}
