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
    /** Rows of the area model. */
    public static final String AREA = "area";

    private AreaValidation() {}

    /**
     * Errors of the die's area: of the model alone, and of the correction that is fitted without the design in question.
     *
     * @param technology one with synthesised designs
     * @throws ConfigException if it has none
     */
    public static List<ErrorRow> tables(Technology technology) {
        SynthesisedAreas areas = technology.measured().areas();
        if (areas.designs().isEmpty()) {
            throw new ConfigException("technology '" + technology.name()
                    + "': has no synthesised designs to compare with. Maybe give it the key 'synthesisedAreas'?");
        }
        List<Comparison> alone = new ArrayList<>();
        List<Comparison> corrected = new ArrayList<>();
        for (SynthesisedAreas.Design left : areas.designs()) {
            AreaBreakdown model = AreaModel.model(AreaCorrection.hardware(technology, left));
            alone.add(new Comparison(model.totalMm2(), left.areaMm2()));
            List<SynthesisedAreas.Design> rest =
                    areas.designs().stream().filter(d -> !d.equals(left)).toList();
            if (!rest.isEmpty()) {
                double area = AreaCorrection.fit(technology, rest).scaled(model).totalMm2();
                corrected.add(new Comparison(area, left.areaMm2()));
            }
        }
        List<ErrorRow> rows = new ArrayList<>();
        rows.add(ErrorRow.of(AREA, technology.name(), "model alone", alone));
        if (!corrected.isEmpty()) {
            rows.add(ErrorRow.of(AREA, technology.name(), "corrected, design left out", corrected));
        }
        return rows;
    }
}
