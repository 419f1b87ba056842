package org.nicepim.cost.nest;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.nicepim.workload.Dim;
import org.nicepim.workload.Operand;

/**
 * Runs a nest: time passes with the temporal loops, all lanes of the spatial loops work at each moment. Every instance of every
 * level keeps one tile per operand and gets another when a loop above has moved it. What several lanes ask of the same instance
 * at the same moment is read once; psums that they give to it at the same moment are added up on the way.
 */
final class NestWalk {
    /** Words so far at a level, of an operand. */
    static final class Words {
        double reads;
        double fills;
        double updates;
    }

    private final Nest nest;
    private final List<Integer> temporal = new ArrayList<>();
    private final List<Integer> spatial = new ArrayList<>();
    private final Map<String, Words> words = new TreeMap<>();
    private final Map<String, String> kept = new HashMap<>();
    private final Map<String, int[]> keptAt = new HashMap<>();
    private final Set<String> begun = new HashSet<>();
    /** What moved between a level and the one above at this moment, so that lanes share it. */
    private final Set<String> now = new HashSet<>();

    NestWalk(Nest nest) {
        this.nest = nest;
        for (int i = 0; i < nest.loops().size(); i++) {
            (nest.loops().get(i).spatial() ? spatial : temporal).add(i);
        }
    }

    Words at(int level, Operand operand) {
        return words.computeIfAbsent(level + " " + operand, name -> new Words());
    }

    NestWalk run() {
        time(0, new int[nest.loops().size()]);
        now.clear();
        lanes(0, new int[nest.loops().size()], this::leave);
        return this;
    }

    private void time(int depth, int[] at) {
        if (depth == temporal.size()) {
            now.clear();
            lanes(0, at.clone(), this::moment);
            return;
        }
        int loop = temporal.get(depth);
        for (int i = 0; i < nest.loops().get(loop).trips(); i++) {
            at[loop] = i;
            time(depth + 1, at);
        }
    }

    private interface Visitor {
        void visit(int[] at);
    }

    private void lanes(int depth, int[] at, Visitor visitor) {
        if (depth == spatial.size()) {
            visitor.visit(at);
            return;
        }
        int loop = spatial.get(depth);
        for (int i = 0; i < nest.loops().get(loop).trips(); i++) {
            at[loop] = i;
            lanes(depth + 1, at, visitor);
        }
    }

    /** One lane at one moment: tiles from the outside in, then the multiply-accumulate. */
    private void moment(int[] at) {
        for (Operand operand : Operand.values()) {
            for (int level = nest.levels().size() - 2; level >= 0; level--) {
                if (holds(level, operand)) {
                    turnTo(level, operand, at);
                }
            }
            compute(operand, at);
        }
    }

    private boolean holds(int level, Operand operand) {
        return nest.levels().get(level).holds().contains(operand);
    }

    private int above(int level, Operand operand) {
        int parent = level + 1;
        while (!holds(parent, operand)) {
            parent++;
        }
        return parent;
    }

    private Optional<Integer> innermost(Operand operand) {
        for (int level = 0; level < nest.levels().size(); level++) {
            if (holds(level, operand)) {
                return Optional.of(level);
            }
        }
        return Optional.empty();
    }

    private void turnTo(int level, Operand operand, int[] at) {
        String instance = level + " " + operand + " " + lane(level, at);
        String tile = tile(level, operand, at);
        String old = kept.getOrDefault(instance, "");
        if (tile.equals(old)) {
            return;
        }
        int[] before = keptAt.get(instance);
        kept.put(instance, tile);
        keptAt.put(instance, at.clone());
        if (operand == Operand.OFMAP) {
            if (!old.isEmpty() && before != null) {
                drain(level, before, old);
            }
            if (!begun.add(instance + "|" + tile)) {
                double size = size(level, operand);
                at(level, operand).fills += size;
                int parent = above(level, operand);
                at(parent, operand).reads += once("back", level, parent, tile, at) ? size : 0;
            }
            return;
        }
        double size = before == null ? size(level, operand) : fresh(level, operand, before, at);
        at(level, operand).fills += size;
        int parent = above(level, operand);
        at(parent, operand).reads += once("in " + operand, level, parent, tile, at) ? size : 0;
    }

    /** All tiles that are left go up at the end. */
    private void leave(int[] at) {
        for (int level = nest.levels().size() - 2; level >= 0; level--) {
            String instance = level + " " + Operand.OFMAP + " " + lane(level, at);
            String tile = kept.remove(instance);
            int[] before = keptAt.get(instance);
            if (holds(level, Operand.OFMAP) && tile != null && before != null) {
                drain(level, before, tile);
            }
        }
    }

    private void drain(int level, int[] before, String tile) {
        int parent = above(level, Operand.OFMAP);
        at(parent, Operand.OFMAP).updates += once("out", level, parent, tile, before) ? size(level, Operand.OFMAP) : 0;
    }

    /** True for the first lane that moves this tile between these instances at this moment. */
    private boolean once(String what, int level, int parent, String tile, int[] at) {
        return now.add(what + level + " " + lane(parent, at) + "|" + tile);
    }

    private void compute(Operand operand, int[] at) {
        int level = innermost(operand).orElseThrow();
        String word = tile(-1, operand, at);
        if (!now.add("mac " + operand + " " + lane(level, at) + "|" + word)) {
            return;
        }
        if (operand != Operand.OFMAP) {
            at(level, operand).reads++;
            return;
        }
        at(level, operand).updates++;
        if (!begun.add("mac " + lane(level, at) + "|" + word)) {
            at(level, operand).reads++;
        }
    }

    /** Which instance of a level a lane belongs to. */
    private String lane(int level, int[] at) {
        StringBuilder lane = new StringBuilder();
        for (int loop : spatial) {
            if (!nest.loops().get(loop).within(level)) {
                lane.append(at[loop]).append(' ');
            }
        }
        return lane.toString();
    }

    /** Which tile: where all loops above the level that move it stand; level −1 for a single word. */
    private String tile(int level, Operand operand, int[] at) {
        StringBuilder tile = new StringBuilder(".");
        for (int i = 0; i < at.length; i++) {
            NestLoop loop = nest.loops().get(i);
            if (!loop.within(level) && Nest.relevant(operand, loop.dim())) {
                tile.append(at[i]).append(' ');
            }
        }
        return tile.toString();
    }

    /** Words of a tile: elements of its box, in which a window's rows and columns are those from the first to the last. */
    private double size(int level, Operand operand) {
        return elements(level, operand, new int[nest.loops().size()]).size();
    }

    /**
     * Words of the new tile that are not in the old one. Without sliding windows all; with them, the old tile helps only if the
     * innermost loop that moves the tile has made one step.
     */
    private double fresh(int level, Operand operand, int[] before, int[] at) {
        Set<List<Integer>> elements = elements(level, operand, at);
        if (nest.sliding() && operand == Operand.IFMAP && onlyInnermostMoved(level, before, at)) {
            elements.removeAll(elements(level, operand, before));
        }
        return elements.size();
    }

    private boolean onlyInnermostMoved(int level, int[] before, int[] at) {
        int innermost = -1;
        for (int loop : temporal) {
            NestLoop l = nest.loops().get(loop);
            if (!l.within(level) && l.trips() > 1 && Nest.relevant(Operand.IFMAP, l.dim())) {
                innermost = loop;
            }
        }
        for (int loop : temporal) {
            NestLoop l = nest.loops().get(loop);
            boolean moves = !l.within(level) && Nest.relevant(Operand.IFMAP, l.dim());
            if (moves && at[loop] - before[loop] != (loop == innermost ? 1 : 0)) {
                return false;
            }
            if (!l.within(level) && loop < innermost && at[loop] != before[loop]) {
                return false;
            }
        }
        return true;
    }

    private Set<List<Integer>> elements(int level, Operand operand, int[] at) {
        Map<Dim, int[]> ranges = new HashMap<>();
        for (Dim dim : Dim.values()) {
            ranges.put(dim, range(level, dim, at));
        }
        Nest.Slide w = nest.window();
        int[] rows = window(ranges, Dim.P, Dim.R, w.strideRows(), w.dilationRows());
        int[] cols = window(ranges, Dim.Q, Dim.S, w.strideCols(), w.dilationCols());
        List<int[]> axes = new ArrayList<>();
        for (Dim dim : Dim.values()) {
            boolean window = dim == Dim.P || dim == Dim.Q;
            if (operand.indexedBy(dim) && !(window && operand == Operand.IFMAP)) {
                axes.add(ranges.getOrDefault(dim, new int[2]));
            }
        }
        if (operand == Operand.IFMAP) {
            axes.add(rows);
            axes.add(cols);
        }
        Set<List<Integer>> elements = new HashSet<>();
        list(axes, new ArrayList<>(), elements);
        return elements;
    }

    private static int[] window(Map<Dim, int[]> ranges, Dim outputs, Dim filter, int stride, int dilation) {
        int[] p = ranges.getOrDefault(outputs, new int[2]);
        int[] r = ranges.getOrDefault(filter, new int[2]);
        return new int[] {p[0] * stride + r[0] * dilation, (p[1] - 1) * stride + (r[1] - 1) * dilation + 1};
    }

    private static void list(List<int[]> axes, List<Integer> prefix, Set<List<Integer>> elements) {
        if (prefix.size() == axes.size()) {
            elements.add(List.copyOf(prefix));
            return;
        }
        int[] axis = axes.get(prefix.size());
        for (int i = axis[0]; i < axis[1]; i++) {
            prefix.add(i);
            list(axes, prefix, elements);
            prefix.remove(prefix.size() - 1);
        }
    }

    /** Indices of a dim inside a tile: loops above the level stand still, those within run. */
    private int[] range(int level, Dim dim, int[] at) {
        int from = 0;
        int length = 1;
        int stride = 1;
        for (int i = at.length - 1; i >= 0; i--) {
            NestLoop loop = nest.loops().get(i);
            if (loop.dim() == dim) {
                if (loop.within(level)) {
                    length *= loop.trips();
                } else {
                    from += at[i] * stride;
                }
                stride *= loop.trips();
            }
        }
        return new int[] {from, from + length};
    }
}
