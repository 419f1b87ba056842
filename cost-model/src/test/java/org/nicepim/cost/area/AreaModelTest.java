package org.nicepim.cost.area;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nicepim.config.ConfigException;
import org.nicepim.config.YamlNode;
import org.nicepim.hardware.DesignSpace;
import org.nicepim.hardware.DesignSpaceReader;
import org.nicepim.hardware.HardwareConfig;
import org.nicepim.hardware.HardwareParameters;
import org.nicepim.hardware.HardwareReader;
import org.nicepim.hardware.Technology;
import org.nicepim.hardware.TechnologyReader;

class AreaModelTest {
    private static final Technology TECHNOLOGY = TechnologyReader.read("default");

    @ParameterizedTest
    @ValueSource(strings = {"chip4x4", "chip4x8", "chip8x8"})
    void chipsOfTheComparisonSettingFitTheLimitAndPartsAddUp(String name) {
        HardwareConfig chip = HardwareReader.read(name);
        AreaBreakdown area = AreaModel.area(chip);
        System.out.printf(
                Locale.ROOT,
                "area %s: PE %.2f + SRAM %.2f + DRAM interface %.2f + routers %.2f + control %.2f = %.2f mm², pitch %.2f mm,"
                        + " leakage %.1f mW%n",
                name,
                area.peMm2(),
                area.sramMm2(),
                area.dramInterfaceMm2(),
                area.routerMm2(),
                area.controlMm2(),
                area.totalMm2(),
                area.nodePitchMm(),
                AreaModel.leakageMw(chip));
        assertThat(area.totalMm2()).isLessThanOrEqualTo(48);
        assertThat(AreaModel.fits(chip)).isTrue();
        assertThat(area.peMm2() + area.sramMm2() + area.dramInterfaceMm2() + area.routerMm2() + area.controlMm2())
                .isCloseTo(area.totalMm2(), Offset.offset(1e-9));
        assertThat(area.nodePitchMm() * area.nodePitchMm() * chip.nodes())
                .isCloseTo(area.totalMm2(), Offset.offset(1e-9));
    }

    @Test
    void chip4x4ByHand() {
        AreaBreakdown area = AreaModel.area(HardwareReader.read("chip4x4"));
        assertThat(area.peMm2()).isCloseTo(16 * 1024 * 0.0010, Offset.offset(1e-9));
        assertThat(area.dramInterfaceMm2()).isCloseTo(64 * 0.05, Offset.offset(1e-9));
        assertThat(area.routerMm2()).isCloseTo(16 * 0.055, Offset.offset(1e-9));
        assertThat(area.controlMm2()).isCloseTo(16 * 0.08, Offset.offset(1e-9));
        // ifmap and weight: 512-bit ports, 2 halves × 2 banks of 16 KiB × 256 bits (0.0208 mm² in the table);
        // ofmap: a 1024-bit port, 2 halves × 2 interleaved × 4 banks of 2 KiB × 256 bits (0.0052216 mm²).
        double sram = 16 * (8 * 0.0208069 + 16 * 0.0052216);
        assertThat(area.sramMm2()).isCloseTo(sram, Offset.offset(0.05 * sram));
    }

    @Test
    void bankingRule() {
        HardwareConfig chip = HardwareReader.read("chip4x4");
        BufferMacros ofmap = BufferMacros.ofmap(chip);
        assertThat(ofmap.macros()).isEqualTo(16);
        assertThat(ofmap.macroBytes()).isEqualTo(2048);
        assertThat(ofmap.macroBits()).isEqualTo(256);
        assertThat(ofmap.readPjPerByte()).isCloseTo(ofmap.macro().readPj() / 32, Offset.offset(1e-12));
        BufferMacros narrow = BufferMacros.of(8192, 128, 2, TECHNOLOGY.sram());
        assertThat(narrow.macros()).isEqualTo(2);
        assertThat(narrow.macroBits()).isEqualTo(128);
    }

    @Test
    void growsWithEveryKnob() {
        List<Integer> values = List.of(2, 2, 8, 8, 8192, 8192, 8192);
        double least = AreaModel.area(chip(values)).totalMm2();
        for (int knob = 0; knob < values.size(); knob++) {
            double last = least;
            List<Integer> larger = new ArrayList<>(values);
            for (int doubled = 0; doubled < 3; doubled++) {
                larger.set(knob, 2 * larger.get(knob));
                double area = AreaModel.area(chip(larger)).totalMm2();
                assertThat(area).as(HardwareParameters.NAMES.get(knob)).isGreaterThan(last);
                last = area;
            }
        }
    }

    private static HardwareConfig chip(List<Integer> values) {
        return HardwareParameters.hardware(name -> values.get(HardwareParameters.NAMES.indexOf(name)), TECHNOLOGY);
    }

    @Test
    void widerLinksCostRouterArea() {
        Technology wide = TechnologyReader.read(YamlNode.parse("{extends: default, noc: {linkBits: 256}}", "wide"));
        HardwareConfig chip = HardwareReader.read("chip4x4");
        HardwareConfig wider = HardwareParameters.hardware(
                name -> HardwareParameters.values(chip).get(HardwareParameters.NAMES.indexOf(name)), wide);
        assertThat(AreaModel.area(wider).routerMm2())
                .isCloseTo(2 * AreaModel.area(chip).routerMm2(), Offset.offset(1e-9));
    }

    @Test
    void leakageIsLogicPlusMacros() {
        HardwareConfig chip = HardwareReader.read("chip4x4");
        double logic = 1.5 * AreaModel.area(chip).logicMm2();
        // 2.5 MiB of itrs-lstp at 350 K: about 0.0003 mW per KiB.
        assertThat(AreaModel.leakageMw(chip) - logic).isBetween(0.4, 2.0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"default", "small"})
    void builtInSpacesCanBeBuilt(String name) {
        assertThatCode(() -> SpaceCheck.check(DesignSpaceReader.read(name), TECHNOLOGY))
                .doesNotThrowAnyException();
    }

    @Test
    void spacesWithoutAPointAreRefused() {
        DesignSpace odd = space("[3, 5]", "[8]");
        assertThatThrownBy(() -> SpaceCheck.check(odd, TECHNOLOGY))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("divides the technology's 64 DRAM channels");
        DesignSpace large = space("[4]", "[256]");
        assertThatThrownBy(() -> SpaceCheck.check(large, TECHNOLOGY))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("areaLimitMm2 is 48.00");
    }

    private static DesignSpace space(String rows, String pes) {
        return DesignSpaceReader.read(YamlNode.parse(
                "{nodeRows: " + rows + ", nodeCols: [4], peRows: " + pes + ", peCols: " + pes
                        + ", ifmapBufferBytes: 8KiB, weightBufferBytes: 8KiB, ofmapBufferBytes: 8KiB}",
                "space.yaml"));
    }
}
