package org.nicepim.tuner;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.nicepim.tuner.acquisition.Feasibility;
import org.nicepim.tuner.space.Encoding;

/** What the told outcomes teach the surrogate and the feasibility estimate. Immutable. */
final class TrainingSet {
    private final Encoding encoding;
    private final List<Point> bestFirst;
    private final List<Long> evaluated;
    private final Set<Long> failed;

    private record Point(long index, double logObjective) {}

    /** Features {@code [n][d]} and logarithms of objectives {@code [n]} to fit to. */
    static final class Sample {
        private final double[][] features;
        private final double[] targets;

        private Sample(double[][] features, double[] targets) {
            this.features = features;
            this.targets = targets;
        }

        double[][] features() {
            return features;
        }

        double[] targets() {
            return targets;
        }
    }

    private TrainingSet(Encoding encoding, List<Point> bestFirst, List<Long> evaluated, Set<Long> failed) {
        this.encoding = encoding;
        this.bestFirst = bestFirst;
        this.evaluated = evaluated;
        this.failed = failed;
    }

    static TrainingSet of(Map<Long, Outcome> told, Encoding encoding) {
        List<Point> measured = new ArrayList<>();
        List<Long> evaluated = new ArrayList<>();
        Set<Long> failed = new HashSet<>();
        told.forEach((index, outcome) -> {
            if (outcome instanceof Outcome.Measured value) {
                measured.add(new Point(index, Math.log(value.objective())));
                evaluated.add(index);
            } else if (!(outcome instanceof Outcome.AreaExceeded)) {
                failed.add(index);
                evaluated.add(index);
            }
        });
        measured.sort(Comparator.comparingDouble(Point::logObjective));
        return new TrainingSet(encoding, measured, evaluated, failed);
    }

    /** Number of measured points. */
    int size() {
        return bestFirst.size();
    }

    /** Indices of the best measured points, best first. */
    List<Long> best(int most) {
        return bestFirst.stream().limit(most).map(Point::index).toList();
    }

    /** Smallest logarithm of an objective. */
    double bestTarget() {
        return bestFirst.get(0).logObjective();
    }

    /** Learned from the last {@code most} points that were evaluated, measured or not. */
    Feasibility feasibility(int most) {
        List<Long> last = evaluated.subList(Math.max(0, evaluated.size() - most), evaluated.size());
        boolean[] success = new boolean[last.size()];
        for (int i = 0; i < success.length; i++) {
            success[i] = !failed.contains(last.get(i));
        }
        return Feasibility.learn(encoding.features(last), success);
    }

    /** All measured points or, if they are more than {@code most}, the best half of that many and a sample of the rest. */
    Sample sample(int most, RandomGenerator random) {
        List<Point> points = new ArrayList<>(bestFirst);
        if (points.size() > most) {
            List<Point> rest = points.subList(most / 2, points.size());
            Collections.shuffle(rest, new Random(random.nextLong()));
            points = points.subList(0, most);
        }
        return new Sample(
                encoding.features(points.stream().map(Point::index).toList()),
                points.stream().mapToDouble(Point::logObjective).toArray());
    }
}
