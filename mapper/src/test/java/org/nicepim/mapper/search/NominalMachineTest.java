package org.nicepim.mapper.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nicepim.config.YamlNode;
import org.nicepim.cost.HardwareModel;
import org.nicepim.cost.LayerCostModel;
import org.nicepim.cost.nest.NestAnalysis;
import org.nicepim.cost.nest.NestCounts;
import org.nicepim.cost.nest.NestReader;
import org.nicepim.hardware.HardwareConfig;
import org.nicepim.hardware.Technology;
import org.nicepim.hardware.TechnologyReader;
import org.nicepim.mapper.Objective;
import org.nicepim.mapping.Dataflow;
import org.nicepim.mapping.LoopNest;
import org.nicepim.mapping.Partition;
import org.nicepim.mapping.Tile;
import org.nicepim.workload.Affine;
import org.nicepim.workload.Dim;
import org.nicepim.workload.Kernel;
import org.nicepim.workload.Layer;
import org.nicepim.workload.LayerDims;
import org.nicepim.workload.WorkloadBuilder;

/**
 * How good are the loop nests that the search finds, by the counting rules of Timeloop ({@link NestAnalysis}) on one node of nominal
 * figures: 16×16 MACs under C_K with a weight register each, buffers of 64, 64 and 32 KB filled singly, DRAM of 8 words per cycle?
 *
 * <p>The figures beside ours are the least energy-delay products, in J·cycle, that Timeloop 2025-03 (random search, 60 s) and ZigZag
 * 3.8.5 (up to 21 s), or a person, found on one thread for the same machine. Their nests may cut filter rows and order loops per buffer;
 * ours may not. The search does not optimise that model but its own, in which tiles overlap and bursts count.
 */
class NominalMachineTest {
    /** Tiles must divide extents there; K and C fill rows and columns. */
    private static List<Integer> divisors(int extent) {
        return IntStream.iterate(extent, size -> size >= 1, size -> size - 1)
                .filter(size -> extent % size == 0 && (extent % 16 != 0 || size % 16 == 0))
                .boxed()
                .toList();
    }

    private static HardwareModel machine() throws URISyntaxException {
        URL file = Objects.requireNonNull(NominalMachineTest.class.getResource("/nominal/technology.yaml"));
        Technology technology = TechnologyReader.read(Path.of(file.toURI()).toString());
        return new HardwareModel(new HardwareConfig(1, 1, 16, 16, 128 << 10, 128 << 10, 64 << 10, technology));
    }

    private static String text(LayerDims d, LoopNest nest) {
        Tile t = nest.tile();
        List<String> outer = nest.order().dims().stream()
                .filter(dim -> dim != Dim.N && dim != Dim.G)
                .map(dim -> dim.name() + d.of(dim) / t.of(dim))
                .toList();
        return String.format(
                Locale.ROOT,
                """
                    name: %s
                    dims: {K: %d, C: %d, P: %d, Q: %d, R: %d, S: %d}
                    hardware:
                      mac_pj: 1
                      levels_inner_to_outer:
                        - {name: WREG, words_per_instance: 1, holds: [weight], pj_per_word: 0.975}
                        - {name: WBUF, words_per_instance: 32768, holds: [weight], read_words_per_cycle: 256, write_words_per_cycle: 16, pj_per_word: 4.191}
                        - {name: OBUF, words_per_instance: 16384, holds: [ofmap], read_words_per_cycle: 16, write_words_per_cycle: 16, pj_per_word: 2.583}
                        - {name: IBUF, words_per_instance: 32768, holds: [ifmap], read_words_per_cycle: 16, write_words_per_cycle: 16, pj_per_word: 4.191}
                        - {name: DRAM, holds: [ifmap, weight, ofmap], shared_words_per_cycle: 8, pj_per_word: 200}
                    loops_outer_to_inner:
                      - {level: DRAM, temporal: [%s]}
                      - {level: WBUF, temporal: [K%d, C%d, R%d, S%d]}
                      - {level: WREG, temporal: [P%d, Q%d]}
                    spatial: {between: [WBUF, WREG], X: [K16], Y: [C16]}
                    """,
                "nest",
                d.k(),
                d.c(),
                d.p(),
                d.q(),
                d.r(),
                d.s(),
                String.join(", ", outer),
                t.k() / 16,
                t.c() / 16,
                d.r(),
                d.s(),
                t.p(),
                t.q());
    }

    /**
     * Within a factor of the best that is known.
     *
     * @param edp of the other tools, J·cycle
     * @param factor that ours stays below
     */
    @ParameterizedTest
    @CsvSource({
        "vgg_conv3_1, 256, 128, 58, 58, 3, 1.55e4, 0.85",
        "res3a_2b, 128, 128, 30, 30, 3, 242, 0.87",
        "res4a_1x1, 1024, 256, 14, 14, 1, 58.4, 1.02",
        "fc, 4096, 4096, 1, 1, 1, 7460, 1.02",
        "gemm, 768, 768, 512, 1, 1, 2747, 0.82"
    })
    void isNearTheBestKnown(String name, int k, int c, int rows, int cols, int filter, double edp, double factor)
            throws URISyntaxException {
        WorkloadBuilder net = new WorkloadBuilder(name, 1);
        net.conv(name, net.input("image", c, rows, cols), k, Kernel.square(filter), Affine.NONE);
        Layer layer = net.build().layer(name);
        LayerCostModel model = Shares.model(layer, machine(), new Partition(List.of(), List.of()));
        Counter counter = new Counter();
        LoopNest nest = new LoopNestSearch(model, layer.dims(), List.of(Dataflow.C_K), Objective.EDP, counter)
                .sized(List.of(NominalMachineTest::divisors))
                .best()
                .orElseThrow()
                .nest();
        NestCounts counts = NestAnalysis.of(NestReader.read(YamlNode.parse(text(layer.dims(), nest), name)));
        double found = counts.energyPj() * 1e-12 * counts.cycles();
        System.out.printf(
                "%s: EDP %.4g J·cycle, best known %.4g, factor %.3f; %.0f cycles (compute %.0f), %.1f uJ, %d priced, %s%n",
                name,
                found,
                edp,
                found / edp,
                counts.cycles(),
                counts.computeCycles(),
                counts.energyPj() / 1e6,
                counter.evaluations(),
                nest);
        assertThat(found / edp).isLessThan(factor);
    }
}
