package org.nicepim.cost.nest;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.nicepim.cost.nest.NestCounts.LevelCount;
import org.nicepim.workload.Operand;

/**
 * Counts accesses of a loop nest in closed form, per level and operand.
 *
 * <pre>
 *   tile of level l      words in the extents of all loops at and below l
 *   visits of l          product of the temporal loops above l, but for the innermost run of loops that do not move the tile
 *   fills                visits · tile, in every instance; with sliding windows only what is new over the innermost loop
 *   reads above          visits · tile after multicast: spatial loops that do not index the operand count once
 *   psums                each visit drains the tile upwards (an update above, after spatial reduction) and, but for the first of each
 *                        tile, fetched it before (a read above, a fill here)
 *   innermost level      reads = MACs after multicast; updates = MACs after spatial reduction, reads = updates − first updates
 *   cycles               max(product of temporal loops, words / bandwidth of each level)
 * </pre>
 *
 * Lanes that stand at different filter rows and output rows but happen to look at the same input rows (a diagonal of P and R) count as
 * lanes of their own. These are the rules of Timeloop (Parashar et al., ISPASS 2019), and without sliding windows those of ZigZag.
 */
public final class NestAnalysis {
    private final Nest nest;

    private NestAnalysis(Nest nest) {
        this.nest = nest;
    }

    /** Counts a nest. */
    public static NestCounts of(Nest nest) {
        return new NestAnalysis(nest).counts();
    }

    private NestCounts counts() {
        List<LevelCount> counts = new ArrayList<>();
        for (int level = 0; level < nest.levels().size(); level++) {
            for (Operand operand : Operand.values()) {
                if (nest.levels().get(level).holds().contains(operand)) {
                    counts.add(operand == Operand.OFMAP ? psums(level) : inputs(operand, level));
                }
            }
        }
        double compute =
                product(nest.loops().stream().filter(loop -> !loop.spatial()).toList());
        double cycles = compute;
        double energy = nest.macs() * nest.macPj();
        for (int level = 0; level < nest.levels().size(); level++) {
            NestLevel memory = nest.levels().get(level);
            List<LevelCount> here =
                    counts.stream().filter(c -> c.level().equals(memory.name())).toList();
            double reads = here.stream().mapToDouble(LevelCount::reads).sum();
            double writes =
                    here.stream().mapToDouble(c -> c.fills() + c.updates()).sum();
            cycles = Math.max(cycles, memory.bandwidth().cycles(reads / instances(level), writes / instances(level)));
            energy += (reads + writes) * memory.pjPerWord();
        }
        double pes = product(spatial(-1));
        return new NestCounts(nest.macs(), pes, compute, cycles, energy, counts);
    }

    private LevelCount inputs(Operand operand, int level) {
        double below = below(operand, level)
                .map(child -> moved(operand, child) * relevantSpatial(operand, child, level) * instances(level))
                .orElse(nest.macs() / irrelevantSpatial(operand, level));
        double fills = isOutermost(level) ? 0 : moved(operand, level) * instances(level);
        return new LevelCount(name(level), operand, tile(operand, level), below, fills, 0);
    }

    private LevelCount psums(int level) {
        Operand operand = Operand.OFMAP;
        double reads;
        double updates;
        Optional<Integer> child = below(operand, level);
        if (child.isPresent()) {
            int from = child.get();
            double lanes = relevantSpatial(operand, from, level) * instances(level);
            updates = visits(operand, from) * tile(operand, from) * lanes;
            reads = (visits(operand, from) - tiles(operand, from)) * tile(operand, from) * lanes;
        } else {
            updates = nest.macs() / irrelevantSpatial(operand, level);
            reads = updates - tiles(operand, level) * tile(operand, level) * instances(level);
        }
        double back = (visits(operand, level) - tiles(operand, level)) * tile(operand, level) * instances(level);
        return new LevelCount(
                name(level), operand, tile(operand, level), reads, isOutermost(level) ? 0 : back, updates);
    }

    private String name(int level) {
        return nest.levels().get(level).name();
    }

    private boolean isOutermost(int level) {
        return level == nest.levels().size() - 1;
    }

    /** The next level inwards that holds the operand. */
    private Optional<Integer> below(Operand operand, int level) {
        for (int inner = level - 1; inner >= 0; inner--) {
            if (nest.levels().get(inner).holds().contains(operand)) {
                return Optional.of(inner);
            }
        }
        return Optional.empty();
    }

    private double tile(Operand operand, int level) {
        return nest.words(operand, within(level));
    }

    private List<NestLoop> within(int level) {
        return nest.loops().stream().filter(loop -> loop.within(level)).toList();
    }

    /** Temporal loops above a level, outermost first, down to the innermost that moves the operand's tile. */
    private List<NestLoop> moving(Operand operand, int level) {
        List<NestLoop> above = nest.loops().stream()
                .filter(loop -> !loop.spatial() && !loop.within(level) && loop.trips() > 1)
                .toList();
        int end = above.size();
        while (end > 0 && !Nest.relevant(operand, above.get(end - 1).dim())) {
            end--;
        }
        return above.subList(0, end);
    }

    private double visits(Operand operand, int level) {
        return product(moving(operand, level));
    }

    /** Different tiles among the visits. */
    private double tiles(Operand operand, int level) {
        return product(moving(operand, level).stream()
                .filter(loop -> Nest.relevant(operand, loop.dim()))
                .toList());
    }

    /** Words that come into one instance. */
    private double moved(Operand operand, int level) {
        List<NestLoop> moving = moving(operand, level);
        if (!nest.sliding() || operand != Operand.IFMAP || moving.isEmpty()) {
            return product(moving) * tile(operand, level);
        }
        double rows = nest.rows(within(level));
        double cols = nest.cols(within(level));
        NestLoop inner = moving.get(moving.size() - 1);
        double step = step(inner);
        Nest.Slide window = nest.window();
        double fresh =
                switch (inner.dim()) {
                    case P -> Math.min(1, step * window.strideRows() / rows);
                    case R -> Math.min(1, step * window.dilationRows() / rows);
                    case Q -> Math.min(1, step * window.strideCols() / cols);
                    case S -> Math.min(1, step * window.dilationCols() / cols);
                    case N, G, K, C -> 1;
                };
        double tiles = 1 + (inner.trips() - 1) * fresh;
        return Math.rint(product(moving) / inner.trips() * tiles * tile(operand, level));
    }

    /** By how many indices of its dim a loop moves on: the trips of the loops over the same dim inside it, lanes included. */
    private double step(NestLoop loop) {
        List<NestLoop> loops = nest.loops();
        // Of equal loops the innermost that moves a tile is the last.
        int at = loops.lastIndexOf(loop);
        return product(loops.subList(at + 1, loops.size()).stream()
                .filter(inside -> inside.dim() == loop.dim())
                .toList());
    }

    /** Spatial loops above a level: its instances. */
    private double instances(int level) {
        return product(spatial(level));
    }

    private List<NestLoop> spatial(int level) {
        return nest.loops().stream()
                .filter(loop -> loop.spatial() && !loop.within(level))
                .toList();
    }

    /** Lanes between a level and the holder above it that need words of their own. */
    private double relevantSpatial(Operand operand, int level, int above) {
        return product(nest.loops().stream()
                .filter(loop -> loop.spatial() && !loop.within(level) && loop.within(above))
                .filter(loop -> Nest.relevant(operand, loop.dim()))
                .toList());
    }

    /** Lanes below a level that share a word, or reduce into one. */
    private double irrelevantSpatial(Operand operand, int level) {
        return product(within(level).stream()
                .filter(NestLoop::spatial)
                .filter(loop -> !Nest.relevant(operand, loop.dim()))
                .toList());
    }

    private static double product(List<NestLoop> loops) {
        return loops.stream().mapToDouble(NestLoop::trips).reduce(1, (a, b) -> a * b);
    }
}
