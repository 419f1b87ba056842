package org.nicepim.cost.area;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.nicepim.hardware.BufferFigures;
import org.nicepim.hardware.HardwareConfig;
import org.nicepim.hardware.HardwareParameters;
import org.nicepim.hardware.LogicArea;
import org.nicepim.hardware.Measured;
import org.nicepim.hardware.Own;
import org.nicepim.hardware.SynthesisedAreas;
import org.nicepim.hardware.Technology;
import org.nicepim.hardware.TechnologyReader;
import org.nicepim.testkit.Gen;

/** What holds for the area of every hardware? */
class AreaModelPropertyTest {
    private static final Technology DEFAULT = TechnologyReader.read("default");
    private static final int CASES = 200;

    static List<Integer> knobs(Gen gen) {
        List<Integer> values = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            values.add(1 << gen.between(0, 3));
        }
        for (int i = 0; i < 2; i++) {
            values.add(gen.between(1, 96));
        }
        for (int i = 0; i < 3; i++) {
            values.add(256 << gen.between(2, 10));
        }
        return values;
    }

    static HardwareConfig chip(List<Integer> values, Technology technology) {
        return HardwareParameters.hardware(name -> values.get(HardwareParameters.NAMES.indexOf(name)), technology);
    }

    /** The default technology with designs whose areas are the model's by random factors of parts, and some noise. */
    private static Technology synthesised(Gen gen) {
        double[] factors =
                gen.list(5, () -> 0.5 + gen.unit()).stream().mapToDouble(f -> f).toArray();
        List<SynthesisedAreas.Design> designs = new ArrayList<>();
        for (int i = gen.between(1, 8); i > 0; i--) {
            List<Integer> values = knobs(gen);
            if (designs.stream().noneMatch(d -> d.values().equals(values))) {
                double area =
                        AreaModel.model(chip(values, DEFAULT)).times(factors).totalMm2();
                designs.add(new SynthesisedAreas.Design(
                        values, area * (0.95 + 0.1 * gen.unit()), AreaCorrectionTest.parts()));
            }
        }
        return with(DEFAULT.logicArea(), measured(BufferFigures.NONE, BufferFigures.NONE, BufferFigures.NONE, designs));
    }

    private static Measured measured(
            BufferFigures ifmap, BufferFigures weight, BufferFigures ofmap, List<SynthesisedAreas.Design> designs) {
        return new Measured(ifmap, weight, ofmap, new SynthesisedAreas("test", designs));
    }

    private static Technology with(LogicArea area, Measured measured) {
        return new Technology(
                "test",
                DEFAULT.logic(),
                DEFAULT.dram(),
                DEFAULT.noc(),
                DEFAULT.logicEnergy(),
                area,
                DEFAULT.sram(),
                measured);
    }

    @Test
    void partsAreAtLeastNothingAndAddUpToTheTotal() {
        for (int seed = 0; seed < CASES; seed++) {
            Gen gen = new Gen(seed);
            AreaBreakdown area = AreaModel.area(chip(knobs(gen), gen.chance(0.5) ? DEFAULT : synthesised(gen)));
            double sum = 0;
            for (double part : area.parts()) {
                assertThat(part).as("case %d", seed).isNotNegative();
                sum += part;
            }
            assertThat(sum).as("case %d", seed).isCloseTo(area.totalMm2(), Offset.offset(1e-9 * sum));
        }
    }

    /** Tables of synthesised designs keep it so, but for the designs themselves, whose areas are what they are. */
    @Test
    void areaGrowsWithEveryKnob() {
        for (int seed = 0; seed < CASES; seed++) {
            Gen gen = new Gen(seed);
            Technology technology = gen.chance(0.5) ? DEFAULT : synthesised(gen);
            List<Integer> values = knobs(gen);
            for (int knob = 0; knob < values.size(); knob++) {
                List<Integer> larger = new ArrayList<>(values);
                larger.set(knob, knob == 2 || knob == 3 ? values.get(knob) + 1 : 2 * values.get(knob));
                HardwareConfig small = chip(values, technology);
                HardwareConfig large = chip(larger, technology);
                SynthesisedAreas areas = technology.measured().areas();
                if (areas.of(small).isEmpty() && areas.of(large).isEmpty()) {
                    assertThat(AreaModel.area(large).totalMm2())
                            .as("case %d, %s of %s", seed, HardwareParameters.NAMES.get(knob), values)
                            .isGreaterThanOrEqualTo(AreaModel.area(small).totalMm2());
                }
            }
        }
    }

    @Test
    void anotherFigureOfAPartChangesExactlyThatPart() {
        LogicArea a = DEFAULT.logicArea();
        BufferFigures own = new BufferFigures(Own.NONE, Own.NONE, Own.NONE, Own.of(9));
        BufferFigures none = BufferFigures.NONE;
        List<Technology> others = List.of(
                with(new LogicArea(9, a.channelMm2(), a.routerMm2(), a.controlMm2()), Measured.NOTHING),
                with(a, measured(own, none, none, List.of())),
                with(a, measured(none, own, none, List.of())),
                with(a, measured(none, none, own, List.of())),
                with(new LogicArea(a.peMm2(), 9, a.routerMm2(), a.controlMm2()), Measured.NOTHING),
                with(new LogicArea(a.peMm2(), a.channelMm2(), 9, a.controlMm2()), Measured.NOTHING),
                with(new LogicArea(a.peMm2(), a.channelMm2(), a.routerMm2(), 9), Measured.NOTHING));
        int[] changed = {0, 1, 1, 1, 2, 3, 4};
        for (int seed = 0; seed < CASES; seed++) {
            List<Integer> values = knobs(new Gen(seed));
            double[] before = AreaModel.area(chip(values, DEFAULT)).parts();
            for (int i = 0; i < changed.length; i++) {
                double[] after = AreaModel.area(chip(values, others.get(i))).parts();
                for (int part = 0; part < before.length; part++) {
                    if (part == changed[i]) {
                        assertThat(after[part]).as("case %d, %d", seed, i).isNotEqualTo(before[part]);
                    } else {
                        assertThat(after[part]).as("case %d, %d", seed, i).isEqualTo(before[part]);
                    }
                }
            }
        }
    }

    @Test
    void aBuffersOwnFiguresAreWhatAWordCosts() {
        BufferFigures own = new BufferFigures(Own.of(1.5), Own.of(2.5), Own.of(0.25), Own.of(0.125));
        Technology technology = with(DEFAULT.logicArea(), measured(own, own, own, List.of()));
        for (int seed = 0; seed < CASES; seed++) {
            HardwareConfig chip = chip(knobs(new Gen(seed)), technology);
            for (BufferMacros buffer : List.of(BufferMacros.ifmap(chip), BufferMacros.weight(chip))) {
                assertThat(buffer.readPjPerByte()).isCloseTo(1.5 / 2, Offset.offset(1e-9));
                assertThat(buffer.writePjPerByte()).isCloseTo(2.5 / 2, Offset.offset(1e-9));
                assertThat(buffer.leakageMw()).isCloseTo(0.25, Offset.offset(1e-9));
                assertThat(buffer.areaMm2()).isCloseTo(0.125, Offset.offset(1e-9));
            }
            assertThat(BufferMacros.ofmap(chip).readPjPerByte())
                    .as("a psum has four bytes")
                    .isCloseTo(1.5 / 4, Offset.offset(1e-9));
        }
    }
}
