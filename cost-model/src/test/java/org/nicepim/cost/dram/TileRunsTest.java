package org.nicepim.cost.dram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.nicepim.cost.dram.TileRuns.Tile;
import org.nicepim.hardware.HardwareReader;

class TileRunsTest {
    /** Addresses of all words of a tile, one by one, from the layout's definition; whole blocks if it straddles some. */
    private static SortedSet<Long> words(TileRuns t, Tile tile) {
        SortedSet<Long> words = new TreeSet<>();
        long block = t.channelBlock();
        long blocks = (t.channels() + block - 1) / block;
        long c0 = tile.c0();
        long c1 = tile.c0() + tile.tc();
        if (c0 / block != (c1 - 1) / block) {
            c0 = c0 / block * block;
            c1 = (c1 + block - 1) / block * block;
        }
        for (long n = tile.n0(); n < tile.n0() + tile.tn(); n++) {
            for (long c = c0; c < c1; c++) {
                for (long h = tile.h0(); h < tile.h0() + tile.th(); h++) {
                    for (long w = tile.w0(); w < tile.w0() + tile.tw(); w++) {
                        words.add((((n * blocks + c / block) * t.rows() + h) * t.cols() + w) * block + c % block);
                    }
                }
            }
        }
        return words;
    }

    @Test
    void runsAreThoseOfTheWordsOneByOne() {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(7);
        for (int i = 0; i < 1000; i++) {
            long channels = random.nextInt(1, 20);
            long rows = random.nextInt(1, 8);
            long cols = random.nextInt(1, 8);
            long[] blocks = {1, channels, Math.min(4, channels), 16};
            TileRuns tensor = new TileRuns(channels, rows, cols, 2, blocks[random.nextInt(4)]);
            Tile tile = randomTile(random, channels, rows, cols);
            AccessPattern pattern = tensor.tile(tile, 0, false);
            SortedSet<Long> words = words(tensor, tile);
            List<Long> starts = new ArrayList<>();
            for (long word : words) {
                if (!words.contains(word - 1)) {
                    starts.add(2 * word);
                }
            }
            assertThat(pattern.bytes()).as("%s of %s", tile, tensor).isEqualTo(2L * words.size());
            assertThat(BurstOracle.starts(pattern)).as("%s of %s", tile, tensor).isEqualTo(starts);
            assertThat(pattern.runs()).as("%s of %s", tile, tensor).isEqualTo(starts.size());
        }
    }

    private static Tile randomTile(RandomGenerator random, long channels, long rows, long cols) {
        long tc = random.nextLong(1, channels + 1);
        long th = random.nextLong(1, rows + 1);
        long tw = random.nextLong(1, cols + 1);
        return new Tile(
                random.nextInt(2),
                random.nextLong(channels - tc + 1),
                random.nextLong(rows - th + 1),
                random.nextLong(cols - tw + 1),
                random.nextInt(1, 3),
                tc,
                th,
                tw);
    }

    @Test
    void byHand() {
        Tile tile = Tile.first(1, 16, 16, 16);
        assertThat(new TileRuns(64, 56, 56, 2, 1).tile(tile, 0, false).runs()).isEqualTo(256);
        assertThat(new TileRuns(64, 56, 56, 2, 64).tile(tile, 0, false).runs()).isEqualTo(256);
        assertThat(new TileRuns(64, 56, 56, 2, 16).tile(tile, 0, false).runs()).isEqualTo(16);
        assertThat(new TileRuns(64, 56, 56, 2, 1)
                        .tile(Tile.first(1, 64, 56, 56), 0, false)
                        .runs())
                .isEqualTo(1);
    }

    @Test
    void theLayoutAloneChangesBurstsAndActivations() {
        DramModel model = DramModel.of(HardwareReader.read("chip8x8"));
        DramCost rowMajor = model.cost(new TileRuns(64, 56, 56, 2, 1).middle(1, 16, 14, 14, false));
        DramCost blocked = model.cost(new TileRuns(64, 56, 56, 2, 16).middle(1, 16, 14, 14, false));
        assertThat(rowMajor.bursts()).isGreaterThan(1.5 * blocked.bursts());
        assertThat(rowMajor.activations()).isGreaterThan(1.5 * blocked.activations());
        assertThat(rowMajor.cycles()).isGreaterThan(1.5 * blocked.cycles());
    }

    @Test
    void tilesOutsideTheTensorAreRefused() {
        TileRuns tensor = new TileRuns(64, 56, 56, 2, 1);
        assertThatThrownBy(() -> tensor.tile(new Tile(0, 60, 0, 0, 1, 8, 1, 1), 0, false))
                .hasMessageContaining("must lie inside");
    }
}
