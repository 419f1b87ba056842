package org.nicepim.hardware;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.nicepim.hardware.SramModel.Sram;

class CactiTableTest {
    private static final CactiTable TABLE =
            SramSource.read(SramSource.DEFAULT_TABLE, new SramSource.Cell("interpolated", 28, "itrs-lstp", "1RW", 350));
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
    void rowsLeftOutOfTheFitAreMetWithinTenPercentOnAverage() {
        assertThat(TABLE.points()).hasSize(44);
        QUANTITIES.forEach((name, quantity) -> {
            List<Double> errors = new ArrayList<>();
            for (CactiTable.Point left : TABLE.points()) {
                errors.add(error(left, without(p -> p.equals(left)), quantity));
            }
            report("one row left out", name, errors);
            assertThat(mean(errors)).isLessThan(0.10);
        });
    }

    @Test
    void wholeSizesInsideTheTableLeftOutAreMetWithinFifteenPercentOnAverage() {
        QUANTITIES.forEach((name, quantity) -> {
            List<Double> errors = new ArrayList<>();
            for (CactiTable.Point left : TABLE.points()) {
                if (left.bytes() > 1024 && left.bytes() < 2 << 20) {
                    errors.add(error(left, without(p -> p.bytes() == left.bytes()), quantity));
                }
            }
            report("one size left out", name, errors);
            assertThat(mean(errors)).isLessThan(0.15);
        });
    }

    private static CactiTable without(Predicate<CactiTable.Point> left) {
        return new CactiTable(
                TABLE.cell(), TABLE.points().stream().filter(left.negate()).toList());
    }

    private static double error(CactiTable.Point left, CactiTable rest, ToDoubleFunction<Sram> quantity) {
        double fitted = quantity.applyAsDouble(rest.macro(left.bytes(), left.wordBits()));
        return Math.abs(fitted / quantity.applyAsDouble(left.sram()) - 1);
    }

    private static double mean(List<Double> errors) {
        return errors.stream().mapToDouble(e -> e).average().orElseThrow();
    }

    private static void report(String what, String name, List<Double> errors) {
        List<Double> sorted = errors.stream().sorted().toList();
        System.out.printf(
                Locale.ROOT,
                "SRAM %-18s %-8s mean %.1f %%  p95 %.1f %%%n",
                what,
                name,
                100 * mean(errors),
                100 * sorted.get((int) (0.95 * (sorted.size() - 1))));
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
        List<CactiTable.Point> points = new ArrayList<>();
        for (long bytes = 1024; bytes <= 1 << 20; bytes *= 4) {
            for (int bits = 32; bits <= 256; bits *= 2) {
                double z = 1e-3 * Math.pow(bytes, 0.9) * Math.pow(bits, 0.2);
                points.add(new CactiTable.Point(bytes, bits, new Sram(z, 2 * z, 3 * z, 4 * z)));
            }
        }
        Sram macro = new CactiTable(TABLE.cell(), points).macro(3000, 48);
        double expected = 1e-3 * Math.pow(3000, 0.9) * Math.pow(48, 0.2);
        assertThat(macro.areaMm2() / expected).isCloseTo(1, Offset.offset(1e-4));
        assertThat(macro.leakageMw() / expected).isCloseTo(4, Offset.offset(4e-4));
    }

    @Test
    void aTableOfOnePointIsScaledByNothing() {
        CactiTable.Point point = new CactiTable.Point(4096, 64, new Sram(1, 2, 3, 4));
        Sram macro = new CactiTable(TABLE.cell(), List.of(point)).macro(4096, 64);
        assertThat(macro.writePj()).isCloseTo(3, Offset.offset(1e-6));
    }
}
