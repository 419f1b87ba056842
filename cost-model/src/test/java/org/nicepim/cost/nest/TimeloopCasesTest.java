package org.nicepim.cost.nest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nicepim.config.YamlNode;
import org.nicepim.hardware.ConfigFiles;
import org.nicepim.workload.Operand;

/** Nests that Timeloop and ZigZag counted (datasets/reference/timeloop_cases.json), word by word. */
class TimeloopCasesTest {
    private static final Map<String, Operand> TIMELOOP =
            Map.of("Inputs", Operand.IFMAP, "Weights", Operand.WEIGHT, "Outputs", Operand.OFMAP);

    static List<YamlNode> cases() {
        String text = ConfigFiles.table("../datasets/reference/timeloop_cases.json");
        return YamlNode.parse("cases: " + text, "timeloop_cases.json")
                .get("cases")
                .list();
    }

    private static NestCounts.LevelCount count(NestCounts counts, String level, Operand operand) {
        return counts.levels().stream()
                .filter(c -> c.level().equals(level) && c.operand() == operand)
                .findFirst()
                .orElseThrow();
    }

    private static Nest sliding(YamlNode node) {
        Nest nest = NestReader.read(node);
        return new Nest(nest.name(), nest.window(), nest.levels(), nest.loops(), true, nest.macPj());
    }

    @ParameterizedTest
    @MethodSource("cases")
    void countsEqualTimeloops(YamlNode node) {
        NestCounts counts = NestAnalysis.of(sliding(node));
        YamlNode timeloop = node.get("timeloop");
        assertThat(counts.macs()).isEqualTo(timeloop.get("macs").number(0, 1e18));
        assertThat(counts.activePes()).isEqualTo(timeloop.get("active_pes").number(0, 1e18));
        assertThat(counts.computeCycles())
                .isEqualTo(timeloop.get("compute_cycles").number(0, 1e18));
        YamlNode levels = timeloop.get("counts_total_words");
        for (String level : levels.keys()) {
            for (String tensor : levels.get(level).keys()) {
                YamlNode theirs = levels.get(level).get(tensor);
                NestCounts.LevelCount ours = count(counts, level, operand(tensor));
                assertThat(List.of(ours.tileWords(), ours.reads(), ours.fills(), ours.updates()))
                        .as("%s %s of %s", level, tensor, node.get("name").text())
                        .containsExactly(
                                theirs.get("tile_words").number(0, 1e18),
                                theirs.get("reads").number(0, 1e18),
                                theirs.get("fills").number(0, 1e18),
                                theirs.get("updates").number(0, 1e18));
            }
        }
    }

    /** Timeloop rounds one of the six up by a cycle. */
    @ParameterizedTest
    @MethodSource("cases")
    void cyclesEqualTimeloops(YamlNode node) {
        double theirs = node.get("timeloop").get("cycles").number(0, 1e18);
        assertThat(NestAnalysis.of(sliding(node)).cycles()).isBetween(theirs - 1, theirs);
    }

    /** MAC 1 pJ; SRAM of so many KiB 1 + (KiB − 0.5) · 5 / 99.5; weight register 0.975; DRAM 200. */
    @ParameterizedTest
    @MethodSource("cases")
    void energyEqualsTimeloops(YamlNode node) {
        Nest nest = sliding(node);
        List<NestLevel> levels = nest.levels().stream()
                .map(level -> new NestLevel(
                        level.name(), level.wordsPerInstance(), level.holds(), level.bandwidth(), nominal(level)))
                .toList();
        Nest priced = new Nest(nest.name(), nest.window(), levels, nest.loops(), true, 1);
        assertThat(NestAnalysis.of(priced).energyPj() * 1e-6)
                .isCloseTo(node.get("timeloop").get("energy_uJ").number(0, 1e18), Percentage.withPercentage(0.1));
    }

    private static double nominal(NestLevel level) {
        if (Double.isInfinite(level.wordsPerInstance())) {
            return 200;
        }
        double kib = level.wordsPerInstance() * 2 / 1024;
        return 1 + (kib - 0.5) * 5 / 99.5;
    }

    private static Operand operand(String tensor) {
        return java.util.Objects.requireNonNull(TIMELOOP.get(tensor), tensor);
    }

    /** ZigZag fetches whole tiles, as we do unless told otherwise; reads of the PEs themselves it lets stand over more loops. */
    @ParameterizedTest
    @MethodSource("cases")
    void wholeTilesAreFetchedAsZigzagCounts(YamlNode node) {
        NestCounts counts = NestAnalysis.of(NestReader.read(node));
        if (!node.hasValue("zigzag")) {
            return;
        }
        YamlNode levels = node.get("zigzag").get("counts_total_words");
        for (String level : levels.keys()) {
            for (String tensor : levels.get(level).keys()) {
                Operand operand =
                        switch (tensor) {
                            case "I" -> Operand.IFMAP;
                            case "W" -> Operand.WEIGHT;
                            default -> Operand.OFMAP;
                        };
                NestCounts.LevelCount ours = count(counts, level, operand);
                YamlNode theirs = levels.get(level).get(tensor);
                if (operand != Operand.OFMAP) {
                    assertThat(ours.fills())
                            .as(level + tensor)
                            .isEqualTo(theirs.get("wr_from_high").number(0, 1e18));
                }
            }
        }
    }
}
