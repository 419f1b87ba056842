package org.nicepim.hardware;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Factors that bring a model of areas in line with synthesised designs, whatever the model is.
 *
 * <p>Each part of the model (PE arrays, buffers, DRAM interface, routers, control) is scaled by a factor s ≥ 0. The factors solve, over
 * all designs d with area A and model parts p,
 *
 * <pre>
 *   minimise  Σ_d (Σ_k s_k p_dk / A_d − 1)²  +  Σ_{d, k known} (s_k p_dk / A_dk − 1)²  +  λ Σ_k (s_k / r − 1)²,   λ = 0.01
 * </pre>
 *
 * where r is the one factor that fits all designs best: a part that the designs say little about is scaled as the whole is. Factors
 * that are not negative keep the area growing with every knob. Parts stand in the order of {@link SynthesisedAreas.Parts}.
 */
public final class AreaFit {
    private static final double RIDGE = 0.01;
    private static final int SWEEPS = 2000;
    private static final double STILL = 1e-12;

    private AreaFit() {}

    /**
     * Fits designs.
     *
     * @param designs at least one
     * @param models the model's parts of each design, in mm²
     * @return one factor per part
     */
    public static double[] factors(List<SynthesisedAreas.Design> designs, List<double[]> models) {
        List<double[]> shares = new ArrayList<>();
        double below = 0;
        double above = 0;
        for (int d = 0; d < designs.size(); d++) {
            SynthesisedAreas.Design design = designs.get(d);
            double[] parts = models.get(d);
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
        return solve(shares, above / below);
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

    /**
     * Scaled parts brought to a design's: parts that the design knows are taken, the others fill the rest in their proportions; what
     * known parts leave over is control, the last.
     */
    public static double[] exact(double[] scaled, SynthesisedAreas.Design design) {
        List<Own> known = design.parts().all();
        double taken = 0;
        double open = 0;
        for (int k = 0; k < scaled.length; k++) {
            taken += known.get(k).value();
            open += known.get(k).given() ? 0 : scaled[k];
        }
        double rest = Math.max(0, design.areaMm2() - taken);
        double[] parts = new double[scaled.length];
        for (int k = 0; k < parts.length; k++) {
            parts[k] = known.get(k).or(open > 0 ? scaled[k] * rest / open : 0);
        }
        parts[parts.length - 1] += open > 0 ? 0 : rest;
        return parts;
    }
}
