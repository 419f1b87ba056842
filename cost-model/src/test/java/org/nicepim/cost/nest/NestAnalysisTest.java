package org.nicepim.cost.nest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.nicepim.config.YamlNode;
import org.nicepim.testkit.Gen;
import org.nicepim.workload.Dim;
import org.nicepim.workload.Operand;

/** The closed form against a run of the loop nest, iteration by iteration. */
class NestAnalysisTest {
    private static final NestLevel.Bandwidth FREE =
            new NestLevel.Bandwidth(OptionalDouble.empty(), OptionalDouble.empty(), OptionalDouble.empty());

    /** Three or four levels that some operands pass by, fan-outs at two of them, windows with strides and dilations. */
    private static Nest random(Gen gen) {
        int depth = gen.between(3, 4);
        List<NestLevel> levels = new ArrayList<>();
        for (int level = 0; level < depth; level++) {
            Set<Operand> holds = new HashSet<>();
            for (Operand operand : Operand.values()) {
                if (level == depth - 1 || gen.chance(0.7)) {
                    holds.add(operand);
                }
            }
            levels.add(new NestLevel("L" + level, Double.POSITIVE_INFINITY, holds, FREE, 1));
        }
        // Depthwise nests have neither K nor C.
        Dim[] dims = gen.chance(0.25) ? new Dim[] {Dim.N, Dim.G, Dim.P, Dim.Q, Dim.R, Dim.S} : Dim.values();
        List<NestLoop> loops = new ArrayList<>();
        for (int level = depth - 1; level >= 0; level--) {
            for (int i = gen.between(0, 2); i > 0; i--) {
                loops.add(new NestLoop(gen.oneOf(dims), gen.oneOf(1, 2, 3), level, false));
            }
            for (int i = level > 0 && gen.chance(0.6) ? gen.between(1, 2) : 0; i > 0; i--) {
                loops.add(new NestLoop(gen.oneOf(dims), gen.oneOf(1, 2, 3), level, true));
            }
        }
        Nest.Slide window = new Nest.Slide(gen.between(1, 3), gen.between(1, 2), gen.between(1, 2), gen.between(1, 3));
        return new Nest("random", window, levels, loops, gen.chance(0.5), 1);
    }

    @Test
    void countsAreThoseOfARunMomentByMoment() {
        int compared = 0;
        for (int seed = 0; seed < 1500; seed++) {
            Nest nest = random(new Gen(seed));
            if (nest.macs() > 5000) {
                continue;
            }
            NestWalk walk = new NestWalk(nest).run();
            for (NestCounts.LevelCount count : NestAnalysis.of(nest).levels()) {
                int level = count.level().charAt(1) - '0';
                NestWalk.Words walked = walk.at(level, count.operand());
                assertThat(List.of(count.reads(), count.fills(), count.updates()))
                        .as("seed %d %s of %s, %s", seed, count.operand(), count.level(), nest)
                        .containsExactly(walked.reads, walked.fills, walked.updates);
                compared++;
            }
        }
        assertThat(compared).isGreaterThan(5000);
    }

    @Test
    void readsAboveAreFillsBelowWithoutMulticast() {
        for (int seed = 0; seed < 500; seed++) {
            Nest nest = random(new Gen(seed));
            List<NestLoop> temporal =
                    nest.loops().stream().filter(l -> !l.spatial()).toList();
            Nest alone = new Nest("alone", nest.window(), nest.levels(), temporal, false, 1);
            NestCounts counts = NestAnalysis.of(alone);
            for (Operand operand : List.of(Operand.IFMAP, Operand.WEIGHT)) {
                List<NestCounts.LevelCount> chain = counts.levels().stream()
                        .filter(c -> c.operand() == operand)
                        .toList();
                for (int i = 1; i < chain.size(); i++) {
                    assertThat(chain.get(i).reads()).isEqualTo(chain.get(i - 1).fills());
                }
                assertThat(chain.get(0).reads()).isEqualTo(counts.macs());
            }
        }
    }

    private static void assertRefused(String change, String to, String rule) {
        String text = """
                dims: {K: 8, C: 4, P: 6}
                hardware:
                  levels_inner_to_outer:
                    - {name: BUF, words_per_instance: 64, holds: [weight, ifmap, ofmap]}
                    - {name: DRAM, holds: [weight, ifmap, ofmap]}
                loops_outer_to_inner:
                  - {level: DRAM, temporal: [P6]}
                  - {level: BUF, temporal: [C4]}
                spatial: {between: [DRAM, BUF], X: [K8]}
                """;
        assertThat(text).contains(change);
        assertThatThrownBy(() -> NestReader.read(YamlNode.parse(text.replace(change, to), "n.yaml")))
                .hasMessageContaining(rule);
    }

    @Test
    void nestsThatDoNotFitAreRefused() {
        assertRefused("[P6]", "[P5]", "n.yaml:1: dims: P = 6, but its loops make 5 trips");
        assertRefused("[P6]", "[P6, X2]", "'X2' must be a dim and its trips, such as K16");
        assertRefused("words_per_instance: 64", "words_per_instance: 6", "the tiles of BUF have 9 words, it holds 6");
        assertRefused("{level: BUF", "{level: BUFF", "Maybe 'BUF'?");
        assertRefused("between: [DRAM, BUF]", "between: [BUF, DRAM]", "must be the level right inside BUF");
        assertRefused(
                "name: DRAM, holds: [weight, ifmap, ofmap]", "name: DRAM, holds: [weight]", "must hold all operands");
        assertRefused("holds: [weight, ifmap, ofmap]}\n    -", "holds: [psum]}\n    -", "'psum' must be one of ifmap");
        assertRefused("dims:", "dimms:", "key 'dims' is missing");
    }
}
