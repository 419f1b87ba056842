package org.nicepim.tuner.area;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import smile.base.mlp.Layer;
import smile.base.mlp.OutputFunction;
import smile.classification.MLP;
import smile.math.MathEx;
import smile.math.TimeFunction;

/**
 * Probability that a design meets the area limit: perceptrons d-32-16-1 (rectifiers, sigmoid, cross entropy) over
 * standardised features, whose log odds are averaged. Each training step sees as many designs of one class as of the
 * other, so that a rare class is learned too.
 *
 * <p>Labels of one class only teach no boundary: the probability is then Laplace's rule of succession, the same for every
 * design. Probabilities are rounded to 1e-6, because the native matrix library may sum in another order on another
 * machine. Not for several threads at once: the nets keep their activations.
 */
public final class AreaClassifier {
    private static final int FIRST_HIDDEN = 32;
    private static final int SECOND_HIDDEN = 16;
    private static final int BATCH = 16;
    private static final int NETS = 3;
    private static final int MOST_UPDATES = 2500;
    private static final int UPDATES_PER_DESIGN = 9;
    private static final int MOST_SKETCH_UPDATES = 1000;
    private static final int SKETCH_UPDATES_PER_DESIGN = 17;
    private static final double FIRST_RATE = 0.05;
    private static final double MOMENTUM = 0.9;
    private static final double RESOLUTION = 1e6;

    private final List<MLP> nets;
    private final double constant;

    private AreaClassifier(List<MLP> nets, double constant) {
        this.nets = nets;
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
        return train(features, meets, seed, NETS, Math.min(MOST_UPDATES, UPDATES_PER_DESIGN * features.length));
    }

    /** A first impression, seven times as fast: good enough to say which designs are worth a label. */
    public static AreaClassifier sketch(double[][] features, boolean[] meets, long seed) {
        return train(
                features, meets, seed, 1, Math.min(MOST_SKETCH_UPDATES, SKETCH_UPDATES_PER_DESIGN * features.length));
    }

    private static AreaClassifier train(double[][] features, boolean[] meets, long seed, int count, int updates) {
        if (features.length == 0 || features.length != meets.length) {
            throw new IllegalArgumentException(
                    features.length + " designs with " + meets.length + " labels must be as many, and at least one");
        }
        int[][] classes = {places(meets, false), places(meets, true)};
        boolean oneClass = Math.min(classes[0].length, classes[1].length) == 0;
        SplittableRandom random = new SplittableRandom(seed);
        List<MLP> nets = new ArrayList<>();
        for (int i = 0; i < (oneClass ? 0 : count); i++) {
            nets.add(net(features, classes, random.nextLong(), updates));
        }
        return new AreaClassifier(nets, rounded((classes[1].length + 1.0) / (meets.length + 2.0)));
    }

    private static int[] places(boolean[] meets, boolean label) {
        return IntStream.range(0, meets.length).filter(i -> meets[i] == label).toArray();
    }

    /** Probability in [0, 1] that a design of these features meets the limit. */
    public double probability(double[] features) {
        if (nets.isEmpty()) {
            return constant;
        }
        double odds = 0;
        double[] posteriori = new double[2];
        for (MLP net : nets) {
            net.predict(features, posteriori);
            double p = Math.min(1 - 1 / RESOLUTION, Math.max(1 / RESOLUTION, posteriori[1]));
            odds += Math.log(p / (1 - p)) / nets.size();
        }
        return rounded(1 / (1 + Math.exp(-odds)));
    }

    /** Trains on designs, each class drawn as often as the other; {@code classes} holds the places of each. */
    private static MLP net(double[][] features, int[][] classes, long seed, int updates) {
        // Smile draws initial weights from a generator of the thread; it must be seeded before the layers are built.
        MathEx.setSeed(seed);
        MLP net = new MLP(
                Layer.input(features[0].length),
                Layer.rectifier(FIRST_HIDDEN),
                Layer.rectifier(SECOND_HIDDEN),
                Layer.mle(1, OutputFunction.SIGMOID));
        net.setLearningRate(TimeFunction.linear(FIRST_RATE, updates, FIRST_RATE / 50));
        net.setMomentum(TimeFunction.constant(MOMENTUM));
        SplittableRandom random = new SplittableRandom(seed);
        double[][] batch = new double[BATCH][];
        int[] labels = new int[BATCH];
        for (int update = 0; update < updates; update++) {
            for (int i = 0; i < BATCH; i++) {
                labels[i] = i % 2;
                batch[i] = features[classes[labels[i]][random.nextInt(classes[labels[i]].length)]];
            }
            net.update(batch, labels);
        }
        return net;
    }

    private static double rounded(double probability) {
        return Math.rint(probability * RESOLUTION) / RESOLUTION;
    }
}
