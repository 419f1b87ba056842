package org.nicepim.tuner.space;

import java.util.List;
import org.nicepim.hardware.Parameter;

/**
 * Points as features for the models: log2 of each value, shifted and scaled so that the levels of a parameter have mean
 * 0 and deviation 1. A parameter with a value below 1 keeps its values linear; one with a single value is always 0.
 */
public final class Encoding {
    private final Grid grid;
    private final double[][] featureOfLevel;

    /** The features of a grid's points. */
    public Encoding(Grid grid) {
        this.grid = grid;
        this.featureOfLevel =
                grid.space().parameters().stream().map(Encoding::standardised).toArray(double[][]::new);
    }

    /** Features of a point, one per parameter. */
    public double[] features(long index) {
        int[] levels = grid.levels(index);
        double[] features = new double[levels.length];
        for (int i = 0; i < levels.length; i++) {
            features[i] = featureOfLevel[i][levels[i]];
        }
        return features;
    }

    /** Features of several points: {@code [points][parameters]}. */
    public double[][] features(List<Long> indices) {
        return indices.stream().map(this::features).toArray(double[][]::new);
    }

    private static double[] standardised(Parameter parameter) {
        boolean positive = parameter.values().get(0) > 0;
        double[] values = parameter.values().stream()
                .mapToDouble(v -> positive ? Math.log(v) / Math.log(2) : v)
                .toArray();
        double mean = 0;
        for (double value : values) {
            mean += value / values.length;
        }
        double variance = 0;
        for (double value : values) {
            variance += (value - mean) * (value - mean) / values.length;
        }
        for (int i = 0; i < values.length; i++) {
            values[i] = variance > 0 ? (values[i] - mean) / Math.sqrt(variance) : 0;
        }
        return values;
    }
}
