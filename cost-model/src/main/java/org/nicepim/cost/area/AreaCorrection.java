package org.nicepim.cost.area;

import java.util.Arrays;
import java.util.List;
import org.nicepim.hardware.AreaFit;
import org.nicepim.hardware.SynthesisedAreas;
import org.nicepim.hardware.Technology;

/**
 * Brings the area model in line with synthesised designs: each part times a factor, fitted by {@link AreaFit}. A design of the table
 * itself has its synthesised area.
 *
 * @param factors one per part, in the order of {@link AreaBreakdown}
 */
public record AreaCorrection(List<Double> factors) {
    /** Copies the list. */
    public AreaCorrection {
        factors = List.copyOf(factors);
    }

    /**
     * Fits designs.
     *
     * @param technology whose model is corrected
     * @param designs at least one
     */
    public static AreaCorrection fit(Technology technology, List<SynthesisedAreas.Design> designs) {
        List<double[]> models = designs.stream()
                .map(design -> AreaModel.model(design.hardware(technology)).parts())
                .toList();
        double[] factors = AreaFit.factors(designs, models);
        return new AreaCorrection(Arrays.stream(factors).boxed().toList());
    }

    /** A model's area with its parts scaled. */
    public AreaBreakdown scaled(AreaBreakdown model) {
        return model.times(factors.stream().mapToDouble(f -> f).toArray());
    }

    /** A scaled area brought to a design's. */
    static AreaBreakdown exact(AreaBreakdown scaled, SynthesisedAreas.Design design) {
        double[] parts = AreaFit.exact(scaled.parts(), design);
        return new AreaBreakdown(scaled.nodes(), parts[0], parts[1], parts[2], parts[3], parts[4]);
    }
}
