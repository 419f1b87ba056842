package org.nicepim.tuner;

import java.util.ArrayList;
import java.util.Arrays;
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

/** What the told outcomes teach the surrogates and the feasibility estimate. Immutable. */
final class TrainingSet {
    private final Encoding encoding;
    private final List<Point> bestFirst;
    private final List<Long> evaluated;
    private final Set<Long> failed;

    /** A measured point with the logarithms of its objectives. */
    private static final class Point {
        private final long index;
        private final double[] logs;

        Point(long index, double[] logs) {
            this.index = index;
            this.logs = logs;
        }

        long index() {
            return index;
        }

        double[] logs() {
            return logs;
        }

        /** The logarithm of the objectives' product. */
        double sum() {
            return Arrays.stream(logs).sum();
        }
    }

    /** Features {@code [n][d]} and, per objective, logarithms {@code [objectives][n]} to fit to. */
    static final class Sample {
        private final double[][] features;
        private final double[][] targets;

        private Sample(double[][] features, double[][] targets) {
            this.features = features;
            this.targets = targets;
        }

        double[][] features() {
            return features;
        }

        double[][] targets() {
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
                measured.add(new Point(
                        index,
                        value.objectives().stream().mapToDouble(Math::log).toArray()));
                evaluated.add(index);
            } else if (!(outcome instanceof Outcome.AreaExceeded)) {
                failed.add(index);
                evaluated.add(index);
            }
        });
        measured.sort(Comparator.comparingDouble(Point::sum));
        return new TrainingSet(encoding, measured, evaluated, failed);
    }

    /** Number of measured points. */
    int size() {
        return bestFirst.size();
    }

    /** Logarithms of the objectives of all measured points. */
    List<double[]> logs() {
        return bestFirst.stream().map(Point::logs).toList();
    }

    /** Indices of the best measured points, best first; of several objectives, those that no other point dominates. */
    List<Long> best(int most) {
        boolean single = bestFirst.isEmpty() || bestFirst.get(0).logs().length == 1;
        List<double[]> logs = logs();
        return bestFirst.stream()
                .filter(p -> single || logs.stream().noneMatch(other -> ParetoFront.dominates(other, p.logs())))
                .limit(most)
                .map(Point::index)
                .toList();
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
        double[][] targets = new double[points.get(0).logs().length][points.size()];
        for (int i = 0; i < points.size(); i++) {
            for (int k = 0; k < targets.length; k++) {
                targets[k][i] = points.get(i).logs()[k];
            }
        }
        return new Sample(encoding.features(points.stream().map(Point::index).toList()), targets);
    }
}
