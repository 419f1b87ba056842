package org.nicepim.tuner;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nicepim.tuner.Streams.Purpose;
import org.nicepim.tuner.area.AreaClassifier;
import org.nicepim.tuner.space.Encoding;
import org.nicepim.tuner.space.Grid;
import org.nicepim.tuner.space.SobolOrder;

/**
 * The area classifier with its labelled points: a Sobol sample labelled by the oracle, and every told point.
 *
 * <p>It trains again when the labels have grown by a quarter or when one of the new labels contradicts it, not at every
 * step. Where designs that meet the limit are rare, the sample grows to up to eight times its size in search of some.
 */
final class AreaModel {
    private static final int FEWEST_POSITIVES = 10;
    private static final int MOST_GROWTH = 8;

    private final Grid grid;
    private final Encoding encoding;
    private final AreaOracle oracle;
    private final TunerOptions options;
    private final Map<Long, Boolean> labels = new LinkedHashMap<>();
    private final Map<Long, Double> known = new HashMap<>();
    private AreaClassifier classifier;
    private int trainedOn;
    private boolean contradicted;

    AreaModel(Grid grid, Encoding encoding, AreaOracle oracle, TunerOptions options) {
        this.grid = grid;
        this.encoding = encoding;
        this.oracle = oracle;
        this.options = options;
        sample();
        this.classifier = trained();
        this.trainedOn = labels.size();
    }

    /** Probability that a point meets the limit. */
    double probability(long index) {
        return known.computeIfAbsent(index, i -> classifier.probability(encoding.features(i)));
    }

    /** Whether the probability reaches the threshold. */
    boolean admits(long index) {
        return probability(index) >= options.areaThreshold();
    }

    /** Labels a told point: by its outcome if that settles the question, else by the oracle. */
    void learn(long index, Outcome outcome) {
        boolean meets = outcome instanceof Outcome.Measured
                || (!(outcome instanceof Outcome.AreaExceeded) && oracle.meetsLimit(grid.point(index)));
        labels.put(index, meets);
        contradicted |= meets != admits(index);
    }

    /** To be called before each step: trains again if that is due. */
    void refresh() {
        known.clear();
        if (contradicted || labels.size() >= 1.25 * trainedOn) {
            classifier = trained();
            trainedOn = labels.size();
            contradicted = false;
        }
    }

    private void sample() {
        SobolOrder order = new SobolOrder(grid, streams().stream(Purpose.AREA_SAMPLE, 0));
        long most = Math.min(grid.size(), (long) MOST_GROWTH * options.areaSamples());
        int positives = 0;
        while (labels.size() < most && (labels.size() < options.areaSamples() || positives < FEWEST_POSITIVES)) {
            long index = order.next().orElseThrow();
            boolean meets = oracle.meetsLimit(grid.point(index));
            positives += meets ? 1 : 0;
            labels.put(index, meets);
        }
    }

    private AreaClassifier trained() {
        boolean[] meets = new boolean[labels.size()];
        int at = 0;
        for (boolean label : labels.values()) {
            meets[at++] = label;
        }
        long seed = streams().stream(Purpose.AREA_TRAINING, labels.size()).nextLong();
        return AreaClassifier.train(encoding.features(List.copyOf(labels.keySet())), meets, seed);
    }

    private Streams streams() {
        return new Streams(options.seed());
    }
}
