package org.nicepim.tuner.area;

import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import smile.base.mlp.Layer;
import smile.base.mlp.OutputFunction;
import smile.classification.MLP;
import smile.math.MathEx;
import smile.math.TimeFunction;

/**
 * Probability that a design meets the area limit: a multi-layer perceptron d-32-16-1 (rectifiers, sigmoid, cross entropy)
 * over standardised features.
 *
 * <p>Labels of one class only teach no boundary: the probability is then Laplace's rule of succession, the same for every
 * design. Probabilities are rounded to 1e-6, because the native matrix library may sum in another order on another
 * machine. Not for several threads at once: the net keeps its activations.
 */
public final class AreaClassifier {
    private static final int FIRST_HIDDEN = 32;
    private static final int SECOND_HIDDEN = 16;
    private static final int BATCH = 16;
    private static final int UPDATES = 2500;
    private static final double FIRST_RATE = 0.05;
    private static final double MOMENTUM = 0.9;
    private static final double RESOLUTION = 1e6;

    private final @Nullable MLP net;
    private final double constant;

    private AreaClassifier(@Nullable MLP net, double constant) {
        this.net = net;
        this.constant = constant;
    }

    /**
     * Trains on labelled designs. The same arguments give the same classifier.
     *
     * @param features {@code [designs][parameters]}, standardised
     * @param meets per design, whether it meets the limit
     * @throws IllegalArgumentException if there is no design or the lengths differ
     */
    public static AreaClassifier train(double[][] features, boolean[] meets, long seed) {
        if (features.length == 0 || features.length != meets.length) {
            throw new IllegalArgumentException(
                    features.length + " designs with " + meets.length + " labels must be as many, and at least one");
        }
        long positives = IntStream.range(0, meets.length).filter(i -> meets[i]).count();
        double share = (positives + 1.0) / (meets.length + 2.0);
        boolean oneClass = positives == 0 || positives == meets.length;
        return new AreaClassifier(oneClass ? null : net(features, meets, seed), rounded(share));
    }

    /** Probability in [0, 1] that a design of these features meets the limit. */
    public double probability(double[] features) {
        if (net == null) {
            return constant;
        }
        double[] posteriori = new double[2];
        net.predict(features, posteriori);
        return rounded(posteriori[1]);
    }

    private static MLP net(double[][] features, boolean[] meets, long seed) {
        // Smile draws initial weights from a generator of the thread; it must be seeded before the layers are built.
        MathEx.setSeed(seed);
        MLP net = new MLP(
                Layer.input(features[0].length),
                Layer.rectifier(FIRST_HIDDEN),
                Layer.rectifier(SECOND_HIDDEN),
                Layer.mle(1, OutputFunction.SIGMOID));
        net.setLearningRate(TimeFunction.linear(FIRST_RATE, UPDATES, FIRST_RATE / 50));
        net.setMomentum(TimeFunction.constant(MOMENTUM));
        SplittableRandom random = new SplittableRandom(seed);
        double[][] batch = new double[BATCH][];
        int[] labels = new int[BATCH];
        for (int update = 0; update < UPDATES; update++) {
            for (int i = 0; i < BATCH; i++) {
                int drawn = random.nextInt(features.length);
                batch[i] = features[drawn];
                labels[i] = meets[drawn] ? 1 : 0;
            }
            net.update(batch, labels);
        }
        return net;
    }

    private static double rounded(double probability) {
        return Math.rint(probability * RESOLUTION) / RESOLUTION;
    }
}
