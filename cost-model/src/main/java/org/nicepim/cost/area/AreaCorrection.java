package org.nicepim.cost.area;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.nicepim.hardware.HardwareConfig;
import org.nicepim.hardware.HardwareParameters;
import org.nicepim.hardware.Own;
import org.nicepim.hardware.SynthesisedAreas;
import org.nicepim.hardware.Technology;

/**
 * Brings the area model in line with synthesised designs.
 *
 * <p>Each part of the model (PE arrays, buffers, DRAM interface, routers, control) is scaled by a factor s ≥ 0. The factors solve, over
 * all designs d with area A and model parts p,
 *
 * <pre>
 *   minimise  Σ_d (Σ_k s_k p_dk / A_d − 1)²  +  Σ_{d, k known} (s_k p_dk / A_dk − 1)²  +  λ Σ_k (s_k / r − 1)²,   λ = 0.01
 * </pre>
 *
 * where r is the one factor that fits all designs best: a part that the designs say little about is scaled as the whole is. Factors
 * that are not negative keep the area growing with every knob. A design of the table itself has its synthesised area.
 *
 * @param factors one per part, in the order of {@link AreaBreakdown}
 */
public record AreaCorrection(List<Double> factors) {
    private static final double RIDGE = 0.01;
    private static final int SWEEPS = 2000;
    private static final double STILL = 1e-12;

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
        List<double[]> shares = new ArrayList<>();
        double below = 0;
        double above = 0;
        for (SynthesisedAreas.Design design : designs) {
            double[] parts = AreaModel.model(hardware(technology, design)).parts();
            double share = Arrays.stream(parts).sum() / design.areaMm2();
            below += share * share;
            above += share;
            shares.add(Arrays.stream(parts).map(p -> p / design.areaMm2()).toArray());
            for (int k = 0; k < parts.length; k++) {
                Own known = design.parts().all().get(k);
                if (known.value() > 0) {
                    double[] alone = new double[parts.length];
                    alone[k] = parts[k] / known.value();
                    shares.add(alone);
                }
            }
        }
        double common = above / below;
        return new AreaCorrection(Arrays.stream(solve(shares, common)).boxed().toList());
    }

    /** Coordinate descent: each factor in turn takes its best value not below 0; the problem is strictly convex. */
    private static double[] solve(List<double[]> shares, double common) {
        double[] factors = new double[shares.get(0).length];
        Arrays.fill(factors, common);
        double moved = 1;
        for (int sweep = 0; sweep < SWEEPS && moved > STILL; sweep++) {
            moved = 0;
            for (int k = 0; k < factors.length; k++) {
                double before = factors[k];
                factors[k] = best(shares, factors, k, common);
                moved = Math.max(moved, Math.abs(factors[k] - before));
            }
        }
        return factors;
    }

    private static double best(List<double[]> shares, double[] factors, int k, double common) {
        double above = RIDGE / common;
        double below = RIDGE / (common * common);
        for (double[] share : shares) {
            double others = 0;
            for (int j = 0; j < factors.length; j++) {
                others += j == k ? 0 : factors[j] * share[j];
            }
            above += share[k] * (1 - others);
            below += share[k] * share[k];
        }
        return Math.max(0, above / below);
    }

    /** A model's area with its parts scaled. */
    public AreaBreakdown scaled(AreaBreakdown model) {
        return model.times(factors.stream().mapToDouble(f -> f).toArray());
    }

    /**
     * A scaled area brought to a design's: parts that the design knows are taken, the others fill the rest in their proportions; what
     * known parts leave over is control.
     */
    static AreaBreakdown exact(AreaBreakdown scaled, SynthesisedAreas.Design design) {
        double[] parts = scaled.parts();
        List<Own> known = design.parts().all();
        double taken = 0;
        double open = 0;
        for (int k = 0; k < parts.length; k++) {
            taken += known.get(k).value();
            open += known.get(k).given() ? 0 : parts[k];
        }
        double rest = Math.max(0, design.areaMm2() - taken);
        for (int k = 0; k < parts.length; k++) {
            parts[k] = known.get(k).or(open > 0 ? parts[k] * rest / open : 0);
        }
        return new AreaBreakdown(
                scaled.nodes(), parts[0], parts[1], parts[2], parts[3], parts[4] + (open > 0 ? 0 : rest));
    }

    /** The hardware of a design. */
    public static HardwareConfig hardware(Technology technology, SynthesisedAreas.Design design) {
        return HardwareParameters.hardware(
                name -> design.values().get(HardwareParameters.NAMES.indexOf(name)), technology);
    }
}
