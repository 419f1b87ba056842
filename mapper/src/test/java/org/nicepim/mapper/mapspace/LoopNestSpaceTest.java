package org.nicepim.mapper.mapspace;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.nicepim.mapping.Dataflow;
import org.nicepim.mapping.Tile;
import org.nicepim.testkit.Gen;
import org.nicepim.workload.LayerDims;

/** Are tiles that fit counted as if each were looked at? */
class LoopNestSpaceTest {
    private static final int CASES = 300;

    private static int extent(Gen gen) {
        return gen.chance(0.4) ? 1 : gen.between(2, 6);
    }

    /** Rows that a tile reads need not grow with it. */
    private static TileRoom room(Gen gen) {
        boolean channelwise = gen.chance(0.3);
        LayerDims share = new LayerDims(
                extent(gen),
                extent(gen),
                channelwise ? 1 : extent(gen),
                channelwise ? 1 : extent(gen),
                extent(gen),
                extent(gen),
                gen.between(1, 3),
                gen.between(1, 3));
        TileRoom.Words most = new TileRoom.Words(
                gen.between(1, 200), gen.chance(0.3) ? Long.MAX_VALUE : gen.between(1, 300), gen.between(1, 200));
        List<Integer> rows = gen.list(6, () -> gen.between(1, 7));
        List<Integer> cols = gen.list(6, () -> gen.between(1, 7));
        return new TileRoom(share, most, size -> least(rows, size), size -> least(cols, size));
    }

    /** A tile of one reads no more than any. */
    private static int least(List<Integer> reads, int size) {
        return size == 1 ? IntStream.range(0, 6).map(reads::get).min().orElse(1) : reads.get(size - 1);
    }

    private static LoopNestSpace space(Gen gen) {
        return new LoopNestSpace(room(gen), List.of(Dataflow.C_K, Dataflow.G_QP));
    }

    @Test
    void tilesAreCountedAsIfEachWereLookedAt() {
        for (int seed = 0; seed < CASES; seed++) {
            TileRoom room = room(new Gen(seed));
            assertThat(room.tiles()).as("seed %d", seed).isEqualTo(fitting(room));
        }
    }

    private static long fitting(TileRoom room) {
        LayerDims s = room.share();
        long tiles = 0;
        for (int n = 1; n <= s.n(); n++) {
            for (int g = 1; g <= s.g(); g++) {
                for (int k = 1; k <= s.k(); k++) {
                    for (int c = 1; c <= s.c(); c++) {
                        for (int p = 1; p <= s.p(); p++) {
                            for (int q = 1; q <= s.q(); q++) {
                                tiles += room.fits(new Tile(n, g, k, c, p, q)) ? 1 : 0;
                            }
                        }
                    }
                }
            }
        }
        return tiles;
    }

    @Test
    void keepsTheContractOfSubspaces() {
        int checked = 0;
        for (int seed = 0; seed < CASES; seed++) {
            LoopNestSpace space = space(new Gen(seed));
            if (space.size().intValue() < 3000) {
                SubspaceContract.check("seed " + seed, space, nest -> true);
                SubspaceContract.checkConnected("seed " + seed, space);
                checked++;
            }
        }
        assertThat(checked).isGreaterThan(CASES / 2);
    }
}
