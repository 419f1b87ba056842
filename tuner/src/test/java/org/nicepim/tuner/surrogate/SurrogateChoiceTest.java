package org.nicepim.tuner.surrogate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class SurrogateChoiceTest {
    private final double[][] features = Differences.features(40, 3, 21);
    private final double[] targets = Differences.targets(features);

    private static FittedSurrogate fit(Surrogate surrogate, double[][] features, double[] targets) {
        return surrogate.fit(features, targets, new SplittableRandom(3));
    }

    @Test
    void takesTheDenser() {
        FittedSurrogate plain = fit(new ArdGp(), features, targets);
        FittedSurrogate deep = fit(new DeepKernelGp(), features, targets);
        FittedSurrogate chosen = fit(new SurrogateChoice(), features, targets);
        assertThat(chosen.leaveOneOutLogDensity())
                .isEqualTo(Math.max(plain.leaveOneOutLogDensity(), deep.leaveOneOutLogDensity()));
        assertThat(chosen.name()).isIn(plain.name(), deep.name());
    }

    @Test
    void aSurrogateThatMissesTheSurfaceIsNotTaken() {
        Surrogate blind = new Surrogate() {
            @Override
            public String name() {
                return "blind";
            }

            @Override
            public FittedSurrogate fit(double[][] features, double[] targets, RandomGenerator random) {
                double[] theta = {0, -20, 0};
                GpModel model = new GpModel(
                        name(), x -> new double[1], GpParameters.read(theta, 0, 1, 0), TargetScale.of(targets));
                return new FittedGp(model, features, targets);
            }
        };
        assertThat(fit(new SurrogateChoice(new ArdGp(), blind), features, targets)
                        .name())
                .isEqualTo("ard-gp");
        assertThat(fit(new SurrogateChoice(blind, new ArdGp()), features, targets)
                        .name())
                .isEqualTo("ard-gp");
    }

    @Test
    void fewPointsGetThePlainProcess() {
        assertThat(fit(new SurrogateChoice(), Arrays.copyOf(features, 9), Arrays.copyOf(targets, 9))
                        .name())
                .isEqualTo("ard-gp");
    }
}
