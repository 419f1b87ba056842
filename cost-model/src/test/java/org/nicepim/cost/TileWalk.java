package org.nicepim.cost;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import org.nicepim.cost.node.Lanes;
import org.nicepim.cost.node.Tilings;
import org.nicepim.hardware.NocSpec;
import org.nicepim.mapping.LoopNest;
import org.nicepim.mapping.Partition;
import org.nicepim.workload.Dim;
import org.nicepim.workload.Layer;
import org.nicepim.workload.Operand;
import org.nicepim.workload.Window;

/**
 * Walks the tile loops of a layer's largest share step by step, knowing no class of steps: an operand is fetched when its tile is
 * another one than before; the ofmap's tile is stored and reduced if it never comes back, else it leaves as psums; psums of the
 * next come back if it was there before. A step takes the longest of what it does, and no less than the halves of buffers are
 * held; what the mesh brings for more than one step may come in any of the steps since the tile before it. Tiles have their own
 * sizes, or all the average one.
 */
final class TileWalk {
    private static final List<Dim> DIMS = List.of(Dim.N, Dim.G, Dim.K, Dim.C, Dim.P, Dim.Q);

    private final Layer layer;
    private final Partition partition;
    private final LoopNest nest;
    private final HardwareModel hardware;
    private final TileTraffic traffic;
    private final SharingLoads sharing;
    private final Map<Dim, int[]> share = new HashMap<>();
    private final List<Map<Dim, Integer>> steps = new ArrayList<>();

    TileWalk(
            Layer layer,
            Partition partition,
            LoopNest nest,
            HardwareModel hardware,
            TileTraffic traffic,
            SharingLoads sharing) {
        this.layer = layer;
        this.partition = partition;
        this.nest = nest;
        this.hardware = hardware;
        this.traffic = traffic;
        this.sharing = sharing;
        DIMS.forEach(dim -> share.put(dim, largest(dim)));
        collect(new HashMap<>(), 0);
    }

    /** The part with most elements; of these the one that reads most rows. */
    private int[] largest(Dim dim) {
        int parts = partition.parts(dim);
        int extent = layer.dims().of(dim);
        int[] best = {0, 0};
        for (int part = 0; part < parts; part++) {
            int[] range = {Partition.start(extent, parts, part), Partition.start(extent, parts, part + 1)};
            int longer = (range[1] - range[0]) - (best[1] - best[0]);
            if (longer > 0 || (longer == 0 && readByTiles(dim, range) > readByTiles(dim, best))) {
                best = range;
            }
        }
        return best;
    }

    /** Rows that the tiles of a range read. */
    long readByTiles(Dim dim, int[] range) {
        long read = 0;
        for (int from = range[0]; from < range[1]; from += nest.tile().of(dim)) {
            read += extent(
                    Operand.IFMAP,
                    dim,
                    from,
                    Math.min(range[1], from + nest.tile().of(dim)));
        }
        return read;
    }

    /** True if the largest part of each dim also reads most rows and columns, as the closed form takes for granted. */
    boolean isLargest(Tilings tilings) {
        return readByTiles(Dim.P, range(Dim.P)) == tilings.p().inputLargest()
                && readByTiles(Dim.Q, range(Dim.Q)) == tilings.q().inputLargest();
    }

    private int[] range(Dim dim) {
        return share.getOrDefault(dim, new int[2]);
    }

    private void collect(Map<Dim, Integer> at, int depth) {
        if (depth == nest.order().dims().size()) {
            steps.add(Map.copyOf(at));
            return;
        }
        Dim dim = nest.order().dims().get(depth);
        for (int from = range(dim)[0]; from < range(dim)[1]; from += nest.tile().of(dim)) {
            at.put(dim, from);
            collect(at, depth + 1);
        }
    }

    /** Cycles of the nest and of its parts. */
    record Run(double latency, double dram, double noc) {}

    /** All tiles have the average size, and all steps take the average time to compute. */
    Run average(double computeCycles) {
        double[] words = {mean(Operand.IFMAP), mean(Operand.WEIGHT), mean(Operand.OFMAP)};
        return run(step -> computeCycles / steps.size(), (operand, step) -> words[operand.ordinal()]);
    }

    /** Each tile has its own size. */
    Run actual(double computeCycles, Lanes lanes) {
        double all = steps.stream().mapToDouble(at -> chunks(at, lanes)).sum();
        return run(
                step -> computeCycles * chunks(steps.get(step), lanes) / all,
                (operand, step) -> words(operand, steps.get(step)));
    }

    private double chunks(Map<Dim, Integer> at, Lanes lanes) {
        double chunks = Math.ceil((double) layer.dims().r() / lanes.r());
        int[] widths = {1, lanes.g(), lanes.k(), lanes.c(), lanes.p(), lanes.q()};
        for (int i = 0; i < widths.length; i++) {
            Dim dim = DIMS.get(i);
            int from = at.getOrDefault(dim, 0);
            chunks *= Math.ceil((end(dim, from) - from) / (double) widths[i]);
        }
        return chunks;
    }

    private interface Words {
        double of(Operand operand, int step);
    }

    private Run run(ToDoubleFunction<Integer> compute, Words words) {
        Map<List<Integer>, Integer> lastVisit = new HashMap<>();
        for (int step = 0; step < steps.size(); step++) {
            lastVisit.put(tile(Operand.OFMAP, step), step);
        }
        Set<List<Integer>> begun = new HashSet<>();
        double latency = 0;
        double dramSum = 0;
        double nocSum = 0;
        double held = 0;
        double overlap = 0;
        double[] idle = new double[nest.order().dims().size()];
        for (int step = 0; step <= steps.size(); step++) {
            boolean first = step == 0;
            boolean last = step == steps.size();
            double ifmap = !last && (first || changes(Operand.IFMAP, step)) ? words.of(Operand.IFMAP, step) : 0;
            double weight = !last && (first || changes(Operand.WEIGHT, step)) ? words.of(Operand.WEIGHT, step) : 0;
            double store = 0;
            double spill = 0;
            double resume = 0;
            if (!first && (last || changes(Operand.OFMAP, step))) {
                boolean done = lastVisit.getOrDefault(tile(Operand.OFMAP, step - 1), -1) == step - 1;
                store = done ? words.of(Operand.OFMAP, step - 1) : 0;
                spill = done ? 0 : words.of(Operand.OFMAP, step - 1);
                begun.add(tile(Operand.OFMAP, step - 1));
                resume = !last && begun.contains(tile(Operand.OFMAP, step)) ? words.of(Operand.OFMAP, step) : 0;
            }
            double dram = dram(ifmap, weight, store, spill, resume);
            double noc = noc(ifmap, weight, store);
            double computing = first || last ? 0 : compute.applyAsDouble(step - 1);
            if (first) {
                latency += access() + Math.max(dram, noc);
            } else if (last) {
                latency += dram + noc;
            } else {
                int level = level(step);
                double every = every(level, words, step, store);
                double early = Math.min(idle[level], Math.max(0, noc - every));
                double takes = TileSteps.beside(Math.max(computing, dram), noc - early);
                if (ifmap + weight + resume > 0) {
                    takes = Math.max(takes, (access() + computing + dram) / 2);
                }
                if (store + spill > 0) {
                    double reduce = store > 0 && sharing.ofmap().members() > 1 ? noc : 0;
                    double back = resume > 0 ? access() + dram(ifmap, weight, 0, 0, resume) : 0;
                    double writes = dram(0, 0, store, spill, 0);
                    takes = Math.max(takes, (back + computing + reduce + 2 * writes - held) / 2);
                    held = 0;
                } else {
                    held += takes;
                }
                latency += takes;
                Arrays.fill(idle, level, idle.length, 0);
                for (int outer = 0; outer < level; outer++) {
                    idle[outer] += takes - noc;
                }
                if (step == steps.size() - 1) {
                    double gather = noc(ifmap, weight, 0);
                    double fetching = Math.max(computing, Math.max(gather, dram(ifmap, weight, 0, 0, resume)));
                    double reduce = sharing.ofmap().members() > 1 ? noc(0, 0, store) : 0;
                    double storing = Math.max(computing, Math.max(reduce, dram(0, 0, store, spill, 0)));
                    overlap = Math.max(0, takes + computing - fetching - storing);
                }
            }
            dramSum += dram;
            nocSum += noc;
        }
        // The last step is computed before its tile leaves.
        return new Run(latency - overlap + compute.applyAsDouble(steps.size() - 1), dramSum, nocSum);
    }

    /** Outermost loop that a step advances. */
    private int level(int step) {
        int level = 0;
        while (steps.get(step)
                .getOrDefault(nest.order().dims().get(level), 0)
                .equals(steps.get(step - 1).getOrDefault(nest.order().dims().get(level), 0))) {
            level++;
        }
        return level;
    }

    /** What the mesh takes in each step of the loops inside one: of the operands whose tiles these change. */
    private double every(int level, Words words, int step, double store) {
        return noc(
                changesInside(level, Operand.IFMAP) ? words.of(Operand.IFMAP, step) : 0,
                changesInside(level, Operand.WEIGHT) ? words.of(Operand.WEIGHT, step) : 0,
                changesInside(level, Operand.OFMAP) ? store : 0);
    }

    private boolean changesInside(int level, Operand operand) {
        List<Dim> dims = nest.order().dims();
        return dims.subList(level + 1, dims.size()).stream()
                .anyMatch(dim -> operand.indexedBy(dim)
                        && range(dim)[1] - range(dim)[0] > nest.tile().of(dim));
    }

    private double access() {
        return hardware.firstAccessCycles();
    }

    private double dram(double ifmap, double weight, double store, double spill, double resume) {
        double reads = ifmap
                        * layer.ifmapReads()
                        / sharing.ifmap().members()
                        * traffic.ifmap().cyclesPerWord()
                + weight / sharing.weight().members() * traffic.weight().cyclesPerWord()
                + resume * traffic.psum().cyclesPerWord();
        double writes = store / sharing.ofmap().members() * traffic.ofmap().cyclesPerWord()
                + spill * traffic.psum().cyclesPerWord();
        return reads + writes + hardware.mixing().of(Math.min(reads, writes));
    }

    private double noc(double ifmap, double weight, double store) {
        NocSpec noc = hardware.config().technology().noc();
        double[] bytes = {
            ifmap * layer.ifmapReads() * hardware.wordBytes(),
            weight * hardware.weightBytes(layer),
            store * hardware.psumBytes()
        };
        double busiest = sharing.pacingBytes(bytes[0], bytes[1], bytes[2]);
        double last = 0;
        double chain = 0;
        for (Operand operand : Operand.values()) {
            double volume = bytes[operand.ordinal()];
            if (volume > 0 && sharing.of(operand).members() > 1) {
                last = Math.max(last, sharing.of(operand).latencyCycles());
                chain = Math.max(chain, sharing.of(operand).chain().cycles(noc, volume));
            }
        }
        return busiest > 0 ? Math.max(busiest / noc.linkBytes() + last, chain) : 0;
    }

    private boolean changes(Operand operand, int step) {
        return !tile(operand, step).equals(tile(operand, step - 1));
    }

    private List<Integer> tile(Operand operand, int step) {
        return nest.order().dims().stream()
                .filter(operand::indexedBy)
                .map(dim -> steps.get(step).getOrDefault(dim, 0))
                .toList();
    }

    /** Words of an operand's tiles, on average over its different tiles. */
    private double mean(Operand operand) {
        Map<List<Integer>, Double> words = new HashMap<>();
        for (int step = 0; step < steps.size(); step++) {
            words.put(tile(operand, step), words(operand, steps.get(step)));
        }
        return words.values().stream().mapToDouble(w -> w).sum() / words.size();
    }

    private double words(Operand operand, Map<Dim, Integer> at) {
        if (operand == Operand.WEIGHT && !layer.type().hasMacs()) {
            return 0;
        }
        double words = operand == Operand.WEIGHT
                ? (double) layer.dims().r() * layer.dims().s()
                : 1;
        for (Dim dim : DIMS) {
            if (operand.indexedBy(dim)) {
                int from = at.getOrDefault(dim, 0);
                words *= extent(operand, dim, from, end(dim, from));
            }
        }
        return words;
    }

    private int end(Dim dim, int from) {
        return Math.min(range(dim)[1], from + nest.tile().of(dim));
    }

    private long extent(Operand operand, Dim dim, int from, int to) {
        Window w = layer.window();
        if (operand == Operand.IFMAP && dim == Dim.P) {
            return read(
                    from, to, layer.dims().r(), new int[] {w.strideRows(), w.padTop(), w.dilationRows(), w.ifmapRows()
                    });
        }
        if (operand == Operand.IFMAP && dim == Dim.Q) {
            return read(
                    from, to, layer.dims().s(), new int[] {w.strideCols(), w.padLeft(), w.dilationCols(), w.ifmapCols()
                    });
        }
        return (long) to - from;
    }

    /** Different stored rows under the filter; {@code window} is stride, padding, dilation, stored rows. */
    private static long read(int from, int to, int filter, int[] window) {
        boolean[] rows = new boolean[window[3]];
        for (int output = from; output < to; output++) {
            for (int tap = 0; tap < filter; tap++) {
                int row = output * window[0] - window[1] + tap * window[2];
                if (row >= 0 && row < rows.length) {
                    rows[row] = true;
                }
            }
        }
        return java.util.stream.IntStream.range(0, rows.length)
                .filter(row -> rows[row])
                .count();
    }
}
