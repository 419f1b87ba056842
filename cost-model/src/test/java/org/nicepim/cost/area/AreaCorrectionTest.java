package org.nicepim.cost.area;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.nicepim.hardware.HardwareConfig;
import org.nicepim.hardware.Own;
import org.nicepim.hardware.SynthesisedAreas;
import org.nicepim.hardware.SynthesisedAreas.Design;
import org.nicepim.hardware.Technology;
import org.nicepim.hardware.TechnologyReader;
import org.nicepim.testkit.Gen;

/** Do synthesised designs bring the model to themselves, and nearer to designs that it has not seen? */
class AreaCorrectionTest {
    private static final Technology DEFAULT = TechnologyReader.read("default");
    private static final double[] FACTORS = {1.4, 0.8, 1.2, 0.6, 2};

    static SynthesisedAreas.Parts parts() {
        return new SynthesisedAreas.Parts(Own.NONE, Own.NONE, Own.NONE, Own.NONE, Own.NONE);
    }

    /** Designs whose true parts are the model's times factors, measured with some noise. */
    private static List<Design> designs(Gen gen, int count, double noise) {
        List<Design> designs = new ArrayList<>();
        while (designs.size() < count) {
            List<Integer> values = AreaModelPropertyTest.knobs(gen);
            if (designs.stream().noneMatch(d -> d.values().equals(values))) {
                double area = truth(values).totalMm2() * (1 + noise * (2 * gen.unit() - 1));
                designs.add(new Design(values, area, parts()));
            }
        }
        return designs;
    }

    private static AreaBreakdown truth(List<Integer> values) {
        return AreaModel.model(AreaModelPropertyTest.chip(values, DEFAULT)).times(FACTORS);
    }

    private static double error(AreaCorrection correction, Design design) {
        HardwareConfig chip = design.hardware(DEFAULT);
        return Math.abs(correction.scaled(AreaModel.model(chip)).totalMm2() / design.areaMm2() - 1);
    }

    @Test
    void unseenDesignsAreMetBetterThanByTheModelAlone() {
        double alone = 0;
        double corrected = 0;
        for (int seed = 0; seed < 20; seed++) {
            Gen gen = new Gen(seed);
            AreaCorrection correction = AreaCorrection.fit(DEFAULT, designs(gen, 12, 0.03));
            for (Design unseen : designs(gen, 20, 0)) {
                alone += error(new AreaCorrection(List.of(1.0, 1.0, 1.0, 1.0, 1.0)), unseen) / 400;
                corrected += error(correction, unseen) / 400;
            }
        }
        System.out.printf("unseen designs: model alone %.1f %%, corrected %.1f %%%n", 100 * alone, 100 * corrected);
        assertThat(alone).isGreaterThan(0.15);
        assertThat(corrected).isLessThan(0.05);
    }

    @Test
    void oneDesignScalesAllPartsAlike() {
        Design design = designs(new Gen(1), 1, 0).get(0);
        double ratio =
                design.areaMm2() / AreaModel.model(design.hardware(DEFAULT)).totalMm2();
        assertThat(AreaCorrection.fit(DEFAULT, List.of(design)).factors())
                .allSatisfy(factor -> assertThat(factor).isCloseTo(ratio, Offset.offset(1e-6)));
    }

    @Test
    void aKnownPartIsFitted() {
        Design design = designs(new Gen(2), 1, 0).get(0);
        double sram = truth(design.values()).sramMm2();
        AreaCorrection correction = AreaCorrection.fit(
                DEFAULT,
                List.of(new Design(
                        design.values(),
                        design.areaMm2(),
                        new SynthesisedAreas.Parts(Own.NONE, Own.of(sram), Own.NONE, Own.NONE, Own.NONE))));
        assertThat(correction.factors().get(1)).isCloseTo(FACTORS[1], Offset.offset(0.02));
    }

    /** The objective as the class comment writes it. */
    private static double objective(List<Design> designs, double[] factors, double common) {
        double sum = 0;
        for (Design design : designs) {
            double area =
                    AreaModel.model(design.hardware(DEFAULT)).times(factors).totalMm2();
            sum += Math.pow(area / design.areaMm2() - 1, 2);
        }
        for (double factor : factors) {
            sum += 0.01 * Math.pow(factor / common - 1, 2);
        }
        return sum;
    }

    @Test
    void noOtherFactorsFitBetter() {
        for (int seed = 0; seed < 20; seed++) {
            Gen gen = new Gen(seed);
            List<Design> designs = designs(gen, gen.between(1, 6), 0.2);
            double above = 0;
            double below = 0;
            for (Design design : designs) {
                double share = AreaModel.model(design.hardware(DEFAULT)).totalMm2() / design.areaMm2();
                above += share;
                below += share * share;
            }
            List<Double> best = AreaCorrection.fit(DEFAULT, designs).factors();
            double[] fitted = best.stream().mapToDouble(f -> f).toArray();
            double least = objective(designs, fitted, above / below);
            for (int trial = 0; trial < 50; trial++) {
                double[] other = best.stream()
                        .mapToDouble(f -> Math.max(0, f + 0.02 * (gen.unit() - 0.5)))
                        .toArray();
                assertThat(objective(designs, other, above / below))
                        .as("case %d", seed)
                        .isGreaterThanOrEqualTo(least - 1e-12);
            }
        }
    }

    @Test
    void aDesignOfTheTableHasItsSynthesisedArea() {
        Technology technology = TechnologyReader.read("../conf/technology/example_tables/tables.yaml");
        List<Design> designs = technology.measured().areas().designs();
        for (Design design : designs) {
            AreaBreakdown area = AreaModel.area(design.hardware(technology));
            assertThat(area.totalMm2()).isCloseTo(design.areaMm2(), Offset.offset(1e-9));
            List<Own> known = design.parts().all();
            for (int k = 0; k < known.size(); k++) {
                if (known.get(k).given()) {
                    assertThat(area.parts()[k]).isEqualTo(known.get(k).value());
                }
            }
        }
        assertThat(designs.get(0).parts().peArrayMm2().given()).isTrue();
    }

    @Test
    void feasibilityFollowsTheSynthesisedArea() {
        Technology technology = TechnologyReader.read("../conf/technology/example_tables/tables.yaml");
        List<Integer> values = List.of(8, 8, 16, 16, 16384, 16384, 8192);
        HardwareConfig chip = AreaModelPropertyTest.chip(values, technology);
        assertThat(AreaModel.area(chip).totalMm2()).isCloseTo(33.1, Offset.offset(1e-9));
        assertThat(AreaModel.fits(chip)).isTrue();
        assertThat(AreaModel.leakageMw(chip))
                .as("logic leaks by its area")
                .isGreaterThan(2 * AreaModel.area(chip).logicMm2());
    }
}
