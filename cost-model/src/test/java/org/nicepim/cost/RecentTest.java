package org.nicepim.cost;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.nicepim.testkit.Gen;

class RecentTest {
    @Test
    void valuesAreThoseOfTheirKeysHoweverFewSlotsThereAre() {
        Recent<Long> sums = new Recent<>(8);
        int[] computed = {0};
        for (int seed = 0; seed < 2000; seed++) {
            Gen gen = new Gen(seed);
            long[] key = {gen.between(0, 3), -gen.between(0, 3), gen.between(0, 3)};
            long sum = key[0] + 10 * key[1] + 100 * key[2];
            assertThat(sums.of(key, () -> {
                        computed[0]++;
                        return sum;
                    }))
                    .as("seed %d", seed)
                    .isEqualTo(sum);
        }
        assertThat(computed[0]).isBetween(64, 1999);
    }
}
