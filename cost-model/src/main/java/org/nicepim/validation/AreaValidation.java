package org.nicepim.validation;

import java.util.ArrayList;
import java.util.List;
import org.nicepim.config.ConfigException;
import org.nicepim.cost.area.AreaBreakdown;
import org.nicepim.cost.area.AreaCorrection;
import org.nicepim.cost.area.AreaModel;
import org.nicepim.hardware.SynthesisedAreas;
import org.nicepim.hardware.Technology;

/** Compares the area model, as it is and corrected by the other designs, with a technology's synthesised designs. */
public final class AreaValidation {
    /** Cases of the area model. */
    public static final String AREA = "area";

    private AreaValidation() {}

    /**
     * The die's area: of the model alone, and of the correction that is fitted without the design in question.
     *
     * @param technology one with synthesised designs
     * @throws ConfigException if it has none
     */
    public static List<CaseResult> cases(Technology technology) {
        SynthesisedAreas areas = technology.measured().areas();
        if (areas.designs().isEmpty()) {
            throw new ConfigException("technology '" + technology.name()
                    + "': has no synthesised designs to compare with. Maybe give it the key 'synthesisedAreas'?");
        }
        List<CaseResult> alone = new ArrayList<>();
        List<CaseResult> corrected = new ArrayList<>();
        for (SynthesisedAreas.Design left : areas.designs()) {
            AreaBreakdown model = AreaModel.model(left.hardware(technology));
            alone.add(result(technology, "model alone", left, model.totalMm2()));
            List<SynthesisedAreas.Design> rest =
                    areas.designs().stream().filter(d -> !d.equals(left)).toList();
            if (!rest.isEmpty()) {
                double area = AreaCorrection.fit(technology, rest).scaled(model).totalMm2();
                corrected.add(result(technology, "corrected, design left out", left, area));
            }
        }
        alone.addAll(corrected);
        return List.copyOf(alone);
    }

    private static CaseResult result(
            Technology technology, String pattern, SynthesisedAreas.Design design, double areaMm2) {
        return new CaseResult(
                new CaseResult.Subject(AREA, technology.name(), pattern, pattern, String.valueOf(design.values())),
                areaMm2,
                design.areaMm2(),
                CaseResult.Effort.NONE);
    }
}
