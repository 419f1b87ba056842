package org.nicepim.cost.dram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nicepim.cost.dram.AccessPattern.Level;
import org.nicepim.hardware.DramReader;
import org.nicepim.hardware.DramSpec;
import org.nicepim.hardware.HardwareReader;
import org.nicepim.hardware.TechnologyReader;

class DramModelTest {
    private static final int CASES = 4000;
    private static final DramSpec DEFAULT = TechnologyReader.read("default").dram();

    private static AccessPattern random(RandomGenerator random) {
        long run = 1L << random.nextInt(0, 8);
        run = random.nextBoolean() ? run : random.nextInt(1, 400);
        int word = 1 << random.nextInt(0, 4);
        List<Level> levels = new ArrayList<>();
        long extent = run * word;
        int depth = random.nextInt(0, 4);
        for (int i = 0; i < depth; i++) {
            long gap = random.nextInt(4) == 0 ? random.nextInt(0, 8000) : random.nextInt(0, 200);
            long stride = ((extent + gap) / word + 1) * word;
            long count = random.nextInt(1, i == 0 ? 40 : 8);
            levels.add(new Level(count, stride));
            extent += (count - 1) * stride;
        }
        return new AccessPattern(random.nextInt(0, 5000) * (long) word, run * word, levels, false);
    }

    private static RandomGenerator seeded(long seed) {
        return RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4, 3})
    void burstsAreThoseThatAnEnumerationCounts(int channels) {
        RandomGenerator random = seeded(channels);
        for (int i = 0; i < CASES; i++) {
            AccessPattern pattern = random(random);
            BurstOracle oracle = new BurstOracle(channels, 32, 1024, 4).play(pattern);
            BurstCount count = BurstCount.of(pattern, 32, channels);
            long[] bursts = IntStream.range(0, channels).mapToLong(count::on).toArray();
            assertThat(bursts).as("%s", pattern).isEqualTo(oracle.bursts);
            assertThat(count.all()).isEqualTo(Arrays.stream(bursts).sum());
            assertThat(bursts[count.busiest()])
                    .isEqualTo(Arrays.stream(bursts).max().orElseThrow());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4, 3})
    void aPatternCostsTheSameAmongOthersOfItsPlaces(int channels) {
        RandomGenerator random = seeded(100L + channels);
        DramModel model = new DramModel(DEFAULT, channels, 400);
        for (int i = 0; i < CASES / 8; i++) {
            AccessPattern pattern = random(random);
            PlacedPattern placed = model.placed(pattern);
            for (int place = 0; place < 8; place++) {
                AccessPattern alone = pattern.at(random.nextInt(0, 5000));
                assertThat(placed.bursts(alone.offsetBytes())).as("%s", alone).isEqualTo(model.bursts(alone));
                assertThat(placed.cost(alone.offsetBytes())).as("%s", alone).isEqualTo(model.cost(alone));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4, 16})
    void rowsAreThoseThatAnEnumerationOpens(int channels) {
        RandomGenerator random = seeded(10L + channels);
        double errors = 0;
        double worst = 0;
        int equal = 0;
        for (int i = 0; i < CASES; i++) {
            AccessPattern pattern = random(random);
            double opened = Arrays.stream(new BurstOracle(channels, 32, 1024, 4).play(pattern).rowChanges)
                    .sum();
            Stream stream = Stream.of(pattern, new DramChannel(DEFAULT), channels);
            double error = Math.abs(stream.allRows() / opened - 1);
            equal += error == 0 ? 1 : 0;
            errors += error;
            worst = Math.max(worst, error);
        }
        System.out.printf(
                Locale.ROOT,
                "DRAM rows opened, %2d channels: equal %.1f %%, mean error %.2f %%, worst %.1f %%%n",
                channels,
                100.0 * equal / CASES,
                100 * errors / CASES,
                100 * worst);
        assertThat(errors / CASES).isLessThan(channels == 1 ? 0.003 : 0.03);
        assertThat((double) equal / CASES).isGreaterThan(channels == 1 ? 0.95 : 0.7);
    }

    /** Whatever the pattern, the device and the channels: no less than the bus needs, and a number. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4, 16})
    void everyCostIsANumberThatTheBusAllows(int channels) {
        for (String device : List.of("sedram", "sedram_a", "hbm2", "hmc", "lpddr4", "wideio")) {
            DramSpec spec = DramReader.read(device);
            DramModel model = new DramModel(spec, channels, 400);
            RandomGenerator random = seeded(50L + channels);
            for (int i = 0; i < CASES; i++) {
                AccessPattern pattern = random(random);
                DramCost cost = model.cost(pattern);
                double least = cost.bursts() * spec.organization().burstBytes() / model.peakBytesPerCycle();
                assertThat(cost.serviceCycles()).as("%s %s", device, pattern).isGreaterThanOrEqualTo(least * 0.999);
                assertThat(cost.activations()).as("%s %s", device, pattern).isBetween(0.0, cost.bursts());
                assertThat(cost.energyPj()).isPositive().isFinite();
            }
        }
    }

    @Test
    void aBankOnItsOwnTakesOneRowCyclePerRow() {
        DramModel model = new DramModel(DramReader.read("sedram_a"), 1, 400);
        AccessPattern camping = new AccessPattern(0, 64, List.of(new Level(2048, 8192)), false);
        AccessPattern spread = new AccessPattern(0, 64, List.of(new Level(2048, 1024)), false);
        assertThat(model.alone(List.of(camping), 64).cycles()).isGreaterThan(2048 * 18.0);
        assertThat(model.alone(List.of(spread), 64).cycles()).isLessThan(2048 * 4.5);
    }

    @Test
    void sequentialAccessComesCloseToThePeak() {
        DramModel model = DramModel.of(HardwareReader.read("chip4x4"));
        assertThat(model.peakBytesPerCycle()).isCloseTo(42.5, Offset.offset(1e-6));
        long bytes = 1 << 20;
        DramCost cost = model.cost(AccessPattern.sequential(0, bytes, false));
        double efficiency = bytes / model.peakBytesPerCycle() / cost.cycles();
        assertThat(efficiency).isBetween(0.93, 0.97);
        assertThat(cost.bursts()).isEqualTo(bytes / 32.0);
        assertThat(cost.activations()).isBetween(1024.0, 1024.0 * 1.3);
        assertThat(cost.rowHits() + cost.activations()).isCloseTo(cost.bursts(), Offset.offset(1e-6));
        assertThat(cost.transferPj()).isCloseTo(bytes * 8 * 0.88, Offset.offset(1.0));
        assertThat(cost.energyPj()).isCloseTo(cost.transferPj() + cost.activationPj(), Offset.offset(1e-6));
    }

    @Test
    void moreChannelsAreFasterUnlessTheStrideCampsOnOne() {
        AccessPattern dense = AccessPattern.sequential(0, 1 << 16, false);
        AccessPattern camping = new AccessPattern(0, 32, List.of(new Level(2048, 128)), false);
        assertThat(cycles(4, dense)).isCloseTo(cycles(1, dense) / 4, Offset.offset(60.0));
        assertThat(cycles(4, camping)).isGreaterThan(cycles(1, camping) * 0.95);
    }

    private static double cycles(int channels, AccessPattern pattern) {
        return new DramModel(DEFAULT, channels, 400).cost(pattern).cycles();
    }

    @Test
    void mixedReadsAndWritesPayTurnarounds() {
        DramModel model = new DramModel(DEFAULT, 1, 400);
        AccessPattern read = AccessPattern.sequential(0, 1 << 18, false);
        AccessPattern write = AccessPattern.sequential(8 << 20, 1 << 18, true);
        double apart = model.cost(read).serviceCycles() + model.cost(write).serviceCycles();
        DramCost mixed = model.cost(List.of(read, write));
        assertThat(mixed.serviceCycles() / apart).isBetween(1.03, 1.2);
        assertThat(mixed.bursts())
                .isEqualTo(model.cost(read).bursts() + model.cost(write).bursts());
    }

    @Test
    void standingEnergyIsRefreshAndStandby() {
        DramModel model = DramModel.of(HardwareReader.read("chip8x8"));
        // 909 pJ per 3900 ns (rounded up to whole clocks) and 0.5 mW, at 2.5 ns per cycle.
        assertThat(model.refreshPjPerCycle()).isCloseTo(909 / 3900.0 * 2.5, Offset.offset(0.001));
        assertThat(model.backgroundPjPerCycle()).isCloseTo(0.5 * 2.5, Offset.offset(1e-9));
        assertThat(model.standingPjPerCycle())
                .isCloseTo(model.refreshPjPerCycle() + model.backgroundPjPerCycle(), Offset.offset(1e-12));
    }

    @Test
    void costAddsUpOverParts() {
        DramModel model = new DramModel(DEFAULT, 4, 400);
        double whole = model.cost(AccessPattern.sequential(0, 1 << 20, false)).serviceCycles();
        double half = model.cost(AccessPattern.sequential(0, 1 << 19, false)).serviceCycles();
        assertThat(2 * half / whole).isCloseTo(1, Offset.offset(0.01));
    }

    @Test
    void patternsThatGoBackAreRefused() {
        assertThatThrownBy(() -> new AccessPattern(0, 64, List.of(new Level(2, 32)), false))
                .hasMessageContaining("strideBytes = 32 must be at least 64");
    }

    @Test
    void patternsOverTheSameBytesAreEqual() {
        AccessPattern nested =
                new AccessPattern(0, 8, List.of(new Level(4, 8), new Level(1, 99), new Level(3, 32)), false);
        assertThat(nested).isEqualTo(AccessPattern.sequential(0, 96, false));
        AccessPattern joined = new AccessPattern(0, 8, List.of(new Level(4, 16), new Level(3, 64)), true);
        assertThat(joined.levels()).containsExactly(new Level(12, 16));
    }
}
