package org.nicepim.tuner;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Random;
import org.nicepim.hardware.DesignPoint;
import org.nicepim.tuner.Streams.Purpose;
import org.nicepim.tuner.area.AreaClassifier;
import org.nicepim.tuner.space.Encoding;
import org.nicepim.tuner.space.Grid;
import org.nicepim.tuner.space.SobolOrder;

/**
 * The area classifier with its labelled points: those that the source knows beforehand, a Sobol sample, points near the
 * boundary as far as a sketch of it shows, and every told point.
 *
 * <p>It trains again when the labels have grown by a quarter or when three new labels contradict it, not at every
 * step. Where designs that meet the limit are rare,
 * the sample grows to up to eight times its size in search of some.
 */
final class AreaModel {
    private static final int FEWEST_POSITIVES = 10;
    private static final int MOST_CONTRADICTIONS = 3;
    private static final int MOST_GROWTH = 8;
    private static final int SHARE_AT_LARGE = 5;
    private static final int SHARE_OF_A_ROUND = 8;
    private static final int CANDIDATES_PER_LABEL = 20;
    private static final int SPREAD = 3;

    private final Grid grid;
    private final Encoding encoding;
    private final AreaOracle oracle;
    private final TunerOptions options;
    private final Map<Long, Boolean> labels = new LinkedHashMap<>();
    private final Map<Long, Double> known = new HashMap<>();
    private AreaClassifier classifier;
    private int positives;
    private int trainedOn;
    private int contradictions;

    AreaModel(Grid grid, Encoding encoding, AreaOracle oracle, TunerOptions options) {
        this.grid = grid;
        this.encoding = encoding;
        this.oracle = oracle;
        this.options = options;
        sample();
        this.classifier = trained(AreaClassifier::train);
        this.trainedOn = labels.size();
    }

    /** Probability that a point meets the limit. */
    double probability(long index) {
        return known.computeIfAbsent(index, i -> classifier.probability(encoding.features(i)));
    }

    /** Number of labelled designs. */
    int labels() {
        return labels.size();
    }

    /** Whether the probability reaches the threshold. */
    boolean admits(long index) {
        return probability(index) >= options.areaThreshold();
    }

    /** Labels a told point: by its outcome if that settles the question, else by the oracle. */
    void learn(long index, Outcome outcome) {
        DesignPoint point = grid.point(index);
        boolean settled = outcome instanceof Outcome.Measured || outcome instanceof Outcome.AreaExceeded;
        if (!settled && !oracle.answers(point)) {
            return;
        }
        boolean meets = settled ? outcome instanceof Outcome.Measured : oracle.meetsLimit(point);
        put(index, meets);
        contradictions += meets == admits(index) ? 0 : 1;
    }

    /** To be called before each step: trains again if that is due. */
    void refresh() {
        known.clear();
        if (contradictions >= MOST_CONTRADICTIONS || labels.size() >= 1.25 * trainedOn) {
            classifier = trained(AreaClassifier::train);
            trainedOn = labels.size();
            contradictions = 0;
        }
    }

    /** Designs that the source knows beforehand; then, if it answers for others, a third at large and the rest near the boundary. */
    private void sample() {
        oracle.known().forEach(point -> label(grid.space().index(point)));
        SobolOrder order = new SobolOrder(grid, streams().stream(Purpose.AREA_SAMPLE, 0));
        sampleAtLarge(order);
        sampleNearBoundary(order);
    }

    private void sampleAtLarge(SobolOrder order) {
        int drawn = 0;
        int most = MOST_GROWTH * options.areaSamples();
        while (drawn < most && (drawn < share(SHARE_AT_LARGE) || positives < FEWEST_POSITIVES)) {
            OptionalLong next = order.next();
            if (next.isEmpty()) {
                return;
            }
            label(next.getAsLong());
            drawn++;
        }
    }

    /** Labels where a sketch of the classifier is least sure: a boundary is learned from the designs beside it. */
    private void sampleNearBoundary(SobolOrder order) {
        List<Long> candidates = new ArrayList<>();
        for (int i = 0; i < CANDIDATES_PER_LABEL * options.areaSamples(); i++) {
            order.next().ifPresent(candidates::add);
        }
        candidates.removeIf(index -> !oracle.answers(grid.point(index)));
        while (labels.size() < options.areaSamples() && !candidates.isEmpty() && Math.min(positives, negatives()) > 0) {
            AreaClassifier sketch = trained(AreaClassifier::sketch);
            Map<Long, Double> doubt = new HashMap<>();
            candidates.forEach(i -> doubt.put(i, Math.abs(sketch.probability(encoding.features(i)) - 0.5)));
            candidates.sort(Comparator.comparingDouble((Long i) -> Objects.requireNonNull(doubt.get(i)))
                    .thenComparingLong(i -> i));
            int wanted = Math.min(share(SHARE_OF_A_ROUND), options.areaSamples() - labels.size());
            List<Long> doubtful = candidates.subList(0, Math.min(candidates.size(), SPREAD * wanted));
            Collections.shuffle(
                    doubtful,
                    new Random(
                            streams().stream(Purpose.AREA_SAMPLE, labels.size()).nextLong()));
            List<Long> chosen = doubtful.subList(0, Math.min(wanted, doubtful.size()));
            chosen.forEach(this::label);
            chosen.clear();
        }
    }

    private int share(int part) {
        return Math.max(1, options.areaSamples() / part);
    }

    private int negatives() {
        return labels.size() - positives;
    }

    private void label(long index) {
        DesignPoint point = grid.point(index);
        if (oracle.answers(point)) {
            put(index, oracle.meetsLimit(point));
        }
    }

    private void put(long index, boolean meets) {
        Boolean before = labels.put(index, meets);
        positives += (meets ? 1 : 0) - (Boolean.TRUE.equals(before) ? 1 : 0);
    }

    private AreaClassifier trained(Training training) {
        boolean[] meets = new boolean[labels.size()];
        int at = 0;
        for (boolean label : labels.values()) {
            meets[at++] = label;
        }
        long seed = streams().stream(Purpose.AREA_TRAINING, labels.size()).nextLong();
        return training.train(encoding.features(List.copyOf(labels.keySet())), meets, seed);
    }

    private interface Training {
        AreaClassifier train(double[][] features, boolean[] meets, long seed);
    }

    private Streams streams() {
        return new Streams(options.seed());
    }
}
