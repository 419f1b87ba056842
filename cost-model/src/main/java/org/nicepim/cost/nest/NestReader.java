package org.nicepim.cost.nest;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import org.nicepim.config.ConfigException;
import org.nicepim.config.YamlNode;
import org.nicepim.hardware.Technology;
import org.nicepim.hardware.TechnologyReader;
import org.nicepim.workload.Dim;
import org.nicepim.workload.Operand;

/**
 * Reads a nest from YAML, or JSON, which is YAML:
 *
 * <pre>
 *   name: conv
 *   dims: {K: 64, C: 32, P: 14, Q: 14, R: 3, S: 3}       # N and G too; 1 unless given
 *   stride: 1                                            # or [rows, columns]; dilation alike
 *   word_bits: 16
 *   sliding: false                                       # true: windows fetch only what is new
 *   hardware:
 *     mac_pj: 0.55
 *     levels_inner_to_outer:
 *       - {name: WBUF, words_per_instance: 32768, holds: [weight], read_words_per_cycle: 16, write_words_per_cycle: 16, pj_per_word: 4}
 *       - {name: DRAM, holds: [ifmap, weight, ofmap], shared_words_per_cycle: 8}
 *   loops_outer_to_inner:
 *     - {level: DRAM, temporal: [P14, K4]}
 *     - {level: WBUF, temporal: [C2, Q14, R3, S3]}
 *   spatial: {between: [DRAM, WBUF], X: [K16], Y: [C16]}
 * </pre>
 *
 * Trips of a dim over all loops multiply to its extent. Energies that are not given come from the default technology: a word of
 * DRAM transfer, a register for at most 64 words, else an SRAM of that size. {@code pe_array} and {@code instances} may stand there
 * for people; what runs side by side follows from {@code spatial}.
 */
public final class NestReader {
    private static final int REGISTER_WORDS = 64;
    private static final Map<String, Operand> OPERANDS = Map.of(
            "ifmap", Operand.IFMAP,
            "inputs", Operand.IFMAP,
            "weight", Operand.WEIGHT,
            "weights", Operand.WEIGHT,
            "ofmap", Operand.OFMAP,
            "outputs", Operand.OFMAP);

    private final Technology technology = TechnologyReader.read("default");
    private final YamlNode top;
    private final int wordBits;

    private NestReader(YamlNode top) {
        this.top = top;
        this.wordBits = top.get("word_bits").integer();
    }

    /**
     * Reads a file's top mapping.
     *
     * @throws ConfigException naming file, line, key, value and rule
     */
    public static Nest read(YamlNode top) {
        return new NestReader(top.as(NestSection.SECTION)).nest();
    }

    private Nest nest() {
        String name = top.get("name").text();
        Map<Dim, Integer> dims = dims();
        int[] stride = pair("stride");
        int[] dilation = pair("dilation");
        boolean sliding = top.get("sliding").flag();
        YamlNode hardware = top.get("hardware");
        double macPj = hardware.find("mac_pj")
                .map(YamlNode::number)
                .orElse(technology.logicEnergy().macPj());
        List<NestLevel> levels = new ArrayList<>();
        hardware.get("levels_inner_to_outer").list().forEach(level -> levels.add(level(level)));
        hardware.done();
        List<NestLoop> loops = loops(levels);
        top.done();
        Nest nest = new Nest(
                name, new Nest.Slide(stride[0], stride[1], dilation[0], dilation[1]), levels, loops, sliding, macPj);
        checkExtents(dims, loops);
        checkLevels(nest);
        return nest;
    }

    private Map<Dim, Integer> dims() {
        YamlNode node = top.get("dims");
        Map<Dim, Integer> dims = new EnumMap<>(Dim.class);
        for (Dim dim : Dim.values()) {
            dims.put(dim, node.get(dim.name()).integer());
        }
        node.done();
        return dims;
    }

    private int[] pair(String key) {
        YamlNode node = top.get(key);
        if (!node.isList()) {
            int both = node.integer();
            return new int[] {both, both};
        }
        List<YamlNode> items = node.list();
        if (items.size() != 2) {
            throw node.error("must be one number, or two: rows and columns.");
        }
        return new int[] {items.get(0).integer(), items.get(1).integer()};
    }

    private NestLevel level(YamlNode node) {
        String name = node.get("name").text();
        double words = node.hasValue("words_per_instance")
                ? node.get("words_per_instance").number()
                : Double.POSITIVE_INFINITY;
        Set<Operand> holds = new LinkedHashSet<>();
        for (YamlNode item : node.get("holds").list()) {
            Operand operand = OPERANDS.get(item.text().toLowerCase(Locale.ROOT));
            if (operand == null) {
                throw item.error("'" + item.text() + "' must be one of ifmap, weight, ofmap.");
            }
            holds.add(operand);
        }
        NestLevel.Bandwidth bandwidth = new NestLevel.Bandwidth(
                rate(node, "read_words_per_cycle"),
                rate(node, "write_words_per_cycle"),
                rate(node, "shared_words_per_cycle"));
        double pj = node.hasValue("pj_per_word") ? node.get("pj_per_word").number() : usualPj(words);
        node.done();
        return new NestLevel(name, words, holds, bandwidth, pj);
    }

    private static OptionalDouble rate(YamlNode node, String key) {
        return node.hasValue(key) ? OptionalDouble.of(node.get(key).number()) : OptionalDouble.empty();
    }

    private double usualPj(double words) {
        if (Double.isInfinite(words)) {
            return wordBits * technology.dram().energy().transferPjPerBit();
        }
        long bytes = (long) Math.ceil(words * wordBits / 8);
        return words <= REGISTER_WORDS
                ? technology.logicEnergy().peRegisterPj()
                : technology.sram().macro(bytes, wordBits).readPj();
    }

    private List<NestLoop> loops(List<NestLevel> levels) {
        List<NestLoop> loops = new ArrayList<>();
        int last = levels.size();
        int fanOut = top.has("spatial") ? fanOut(levels) : -1;
        for (YamlNode entry : top.get("loops_outer_to_inner").list()) {
            YamlNode at = entry.get("level");
            int level = index(at, levels);
            if (level >= last) {
                throw at.error("levels must go from the outermost inwards, each at most once.");
            }
            if (level < fanOut && last >= fanOut) {
                spatial(fanOut, loops);
            }
            last = level;
            for (YamlNode loop : entry.get("temporal").listOrNothing()) {
                loops.add(loop(loop, level, false));
            }
            entry.done();
        }
        if (fanOut >= 0 && last >= fanOut) {
            spatial(fanOut, loops);
        }
        return loops;
    }

    /** The level above the fan-out. */
    private int fanOut(List<NestLevel> levels) {
        YamlNode spatial = top.get("spatial");
        List<YamlNode> between = spatial.get("between").list();
        if (between.size() != 2) {
            throw spatial.get("between").error("must name two levels, the outer one first.");
        }
        int outer = index(between.get(0), levels);
        if (index(between.get(1), levels) != outer - 1) {
            throw between.get(1)
                    .error("must be the level right inside " + between.get(0).text() + ".");
        }
        return outer;
    }

    private void spatial(int level, List<NestLoop> loops) {
        YamlNode spatial = top.get("spatial");
        spatial.has("between");
        for (String axis : List.of("X", "Y")) {
            if (spatial.has(axis)) {
                spatial.get(axis).listOrNothing().forEach(loop -> loops.add(loop(loop, level, true)));
            }
        }
        spatial.done();
    }

    private static int index(YamlNode node, List<NestLevel> levels) {
        List<String> names = levels.stream().map(NestLevel::name).toList();
        return names.indexOf(node.word(names));
    }

    private static NestLoop loop(YamlNode node, int level, boolean spatial) {
        String text = node.text();
        if (!text.matches("[NGKCPQRS][0-9]{1,9}")) {
            throw node.error("'" + text + "' must be a dim and its trips, such as K16.");
        }
        int trips = Integer.parseInt(text.substring(1));
        if (trips < 1) {
            throw node.error("'" + text + "' must have at least one trip.");
        }
        return new NestLoop(Dim.valueOf(text.substring(0, 1)), trips, level, spatial);
    }

    private void checkExtents(Map<Dim, Integer> dims, List<NestLoop> loops) {
        dims.forEach((dim, extent) -> {
            double trips = loops.stream()
                    .filter(loop -> loop.dim() == dim)
                    .mapToDouble(NestLoop::trips)
                    .reduce(1, (a, b) -> a * b);
            if (trips != extent) {
                throw top.get("dims")
                        .error(String.format(
                                Locale.ROOT,
                                "%s = %d, but its loops make %.0f trips; they must multiply to the extent.",
                                dim,
                                extent,
                                trips));
            }
        });
    }

    private void checkLevels(Nest nest) {
        NestLevel outermost = nest.levels().get(nest.levels().size() - 1);
        if (outermost.holds().size() < Operand.values().length) {
            throw top.get("hardware").error("the outermost level, " + outermost.name() + ", must hold all operands.");
        }
        NestCounts counts = NestAnalysis.of(nest);
        for (NestLevel level : nest.levels()) {
            double words = counts.levels().stream()
                    .filter(count -> count.level().equals(level.name()))
                    .mapToDouble(NestCounts.LevelCount::tileWords)
                    .sum();
            if (words > level.wordsPerInstance()) {
                throw top.get("hardware")
                        .error(String.format(
                                Locale.ROOT,
                                "the tiles of %s have %.0f words, it holds %.0f.",
                                level.name(),
                                words,
                                level.wordsPerInstance()));
            }
        }
    }
}
