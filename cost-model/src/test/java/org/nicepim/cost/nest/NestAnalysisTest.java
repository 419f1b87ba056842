package org.nicepim.cost.nest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
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

    /** Three levels, a fan-out at random, two to four trips here and there. */
    private static Nest random(Gen gen) {
        List<NestLevel> levels = new ArrayList<>();
        for (int level = 0; level < 3; level++) {
            Set<Operand> holds = new HashSet<>();
            for (Operand operand : Operand.values()) {
                if (level == 2 || gen.chance(0.7)) {
                    holds.add(operand);
                }
            }
            levels.add(new NestLevel("L" + level, Double.POSITIVE_INFINITY, holds, FREE, 1));
        }
        List<NestLoop> loops = new ArrayList<>();
        int fanOut = gen.between(1, 2);
        for (int level = 2; level >= 0; level--) {
            for (int i = gen.between(0, 3); i > 0; i--) {
                loops.add(new NestLoop(gen.oneOf(Dim.values()), gen.oneOf(1, 2, 3), level, false));
            }
            if (level == fanOut) {
                loops.add(new NestLoop(gen.oneOf(Dim.values()), gen.oneOf(1, 2, 3), level, true));
                loops.add(new NestLoop(gen.oneOf(Dim.values()), gen.oneOf(1, 2), level, true));
            }
        }
        return new Nest("random", new Nest.Slide(gen.between(1, 2), 1, 1, gen.between(1, 2)), levels, loops, false, 1);
    }

    /** Walks all iterations; each lane of each level keeps one tile per operand, named by the loops that move it. */
    private static final class Walk {
        private final Nest nest;
        private final Map<String, Double> fills = new HashMap<>();
        private final Map<String, String> kept = new HashMap<>();
        private final Map<String, Set<String>> seen = new HashMap<>();

        Walk(Nest nest) {
            this.nest = nest;
        }

        Map<String, Double> run() {
            step(0, new int[nest.loops().size()]);
            return fills;
        }

        private void step(int depth, int[] at) {
            if (depth == at.length) {
                touch(at);
                return;
            }
            for (int i = 0; i < nest.loops().get(depth).trips(); i++) {
                at[depth] = i;
                step(depth + 1, at);
            }
        }

        private void touch(int[] at) {
            for (int level = 0; level < nest.levels().size(); level++) {
                for (Operand operand : nest.levels().get(level).holds()) {
                    touch(level, operand, at);
                }
            }
        }

        /** Spatial lanes are walked in the loops' order too, so a lane's tile is looked up by lane. */
        private void touch(int level, Operand operand, int[] at) {
            StringBuilder lane = new StringBuilder(level + " " + operand + " ");
            StringBuilder tile = new StringBuilder();
            List<NestLoop> inside = new ArrayList<>();
            for (int i = 0; i < at.length; i++) {
                NestLoop loop = nest.loops().get(i);
                if (loop.within(level)) {
                    inside.add(loop);
                } else if (loop.spatial()) {
                    lane.append(at[i]).append(' ');
                } else if (Nest.relevant(operand, loop.dim())) {
                    tile.append(at[i]).append(' ');
                }
            }
            double words = nest.words(operand, inside);
            String name = level + " " + operand;
            if (!tile.toString().equals(kept.put(lane.toString(), tile.toString()))) {
                boolean first = seen.computeIfAbsent(lane.toString(), l -> new HashSet<>())
                        .add(tile.toString());
                fills.merge(name + " visits", words, Double::sum);
                fills.merge(name + " again", first ? 0 : words, Double::sum);
            }
        }
    }

    @Test
    void fillsAreThoseOfAWalkThroughAllIterations() {
        int compared = 0;
        for (int seed = 0; seed < 1500; seed++) {
            Nest nest = random(new Gen(seed));
            Map<String, Double> walked = new Walk(nest).run();
            for (NestCounts.LevelCount count : NestAnalysis.of(nest).levels()) {
                int level = count.level().charAt(1) - '0';
                if (level < 2) {
                    String name = level + " " + count.operand();
                    String which = count.operand() == Operand.OFMAP ? " again" : " visits";
                    assertThat(count.fills())
                            .as("seed %d %s %s", seed, name, nest)
                            .isEqualTo(walked.get(name + which));
                    compared++;
                }
            }
        }
        assertThat(compared).isGreaterThan(2000);
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
