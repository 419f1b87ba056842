package org.nicepim.cost;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.nicepim.cost.dram.AccessPattern;
import org.nicepim.cost.dram.DramModel;
import org.nicepim.cost.dram.TileRuns;
import org.nicepim.cost.node.Tilings;
import org.nicepim.hardware.DramSpec;
import org.nicepim.mapping.LayerMapping;
import org.nicepim.mapping.Layout;
import org.nicepim.mapping.LoopNest;
import org.nicepim.mapping.Partition;
import org.nicepim.sharing.ShortestPathScheduler;
import org.nicepim.sim.dram.BurstTrace;
import org.nicepim.sim.dram.ChannelSimulator;
import org.nicepim.testkit.Gen;
import org.nicepim.workload.Layer;
import org.nicepim.workload.Workload;
import org.nicepim.workload.zoo.Zoo;

/**
 * The streams of a tile step, which read and write side by side, against the DRAM simulator: their prices added up, and with the
 * turnarounds between them.
 */
class MixedStreamsTest {
    private static final int CASES = 240;
    private static final int BURSTS = 4000;
    private static final LayerMapping.Layouts HWC = new LayerMapping.Layouts(Layout.HWC, Layout.HWC);

    /** A stream of a step, its price alone, and what it moves. */
    private record Priced(AccessPattern pattern, double cycles) {
        static Priced of(AccessPattern pattern, HardwareModel hardware) {
            return new Priced(pattern, hardware.dram().cost(pattern).serviceCycles());
        }
    }

    private static Optional<Tilings> fitting(Gen gen, Layer layer, Partition partition, LayerCostModel model) {
        for (int i = 0; i < 300; i++) {
            LoopNest nest = Cases.nest(gen, partition.largestShare(layer.dims()));
            Tilings tilings = model.tilings(nest.tile());
            if (model.fits(tilings) && tilings.steps() > 1) {
                return Optional.of(tilings);
            }
        }
        return Optional.empty();
    }

    /** Reads and writes of a step: inputs, and a finished tile or psums that leave and come back. */
    private static List<Priced> streams(Gen gen, HardwareModel hardware, LayerMapping.Layouts layouts, Tilings t) {
        List<Priced> streams = new ArrayList<>();
        int word = hardware.wordBytes();
        if (gen.chance(0.8) && t.ifmapTileWords() > 0) {
            TileRuns map = new TileRuns(
                    (long) t.g().largest() * t.c().largest(),
                    Math.max(t.p().inputTile(), t.p().inputLargest()),
                    Math.max(t.q().inputTile(), t.q().inputLargest()),
                    word,
                    layouts.ifmap().blockFor(t.g().largest() * t.c().largest()));
            AccessPattern read = map.tile(
                    TileRuns.Tile.first(
                            t.n().tile(), (long) t.g().tile() * t.c().tile(), t.p().inputTile(), t.q().inputTile()),
                    0,
                    false);
            streams.add(Priced.of(read, hardware));
        }
        if (gen.chance(0.6)) {
            long words = t.weightTileWords();
            streams.add(Priced.of(AccessPattern.sequential(0, words * word, false), hardware));
        }
        long words = t.ofmapTileWords();
        if (gen.chance(0.5)) {
            TileRuns map = new TileRuns(
                    (long) t.g().largest() * t.k().largest(),
                    t.p().largest(),
                    t.q().largest(),
                    word,
                    layouts.ofmap().blockFor(t.g().largest() * t.k().largest()));
            AccessPattern store = map.tile(
                    TileRuns.Tile.first(t.n().tile(), (long) t.g().tile() * t.k().tile(), t.p().tile(), t.q().tile()),
                    0,
                    true);
            streams.add(Priced.of(store, hardware));
        } else {
            AccessPattern spill = AccessPattern.sequential(0, words * hardware.psumBytes(), true);
            streams.add(Priced.of(spill, hardware));
            if (gen.chance(0.5)) {
                AccessPattern resume = AccessPattern.sequential(0, words * hardware.psumBytes(), false);
                streams.add(Priced.of(resume, hardware));
            }
        }
        return streams;
    }

    @Test
    void turnaroundsBringAddedStreamsCloser() {
        double[] errors = new double[2];
        int compared = 0;
        for (int seed = 0; seed < CASES; seed++) {
            Gen gen = new Gen(seed);
            Workload net = Zoo.create(gen.oneOf("resnet50", "mobilenet_v2", "vgg16", "bert_base"), gen.oneOf(1, 4));
            Layer layer = gen.oneOf(net.layers());
            int rows = gen.oneOf(4, 8);
            HardwareModel hardware = Cases.mesh(rows, 8);
            Partition partition = Cases.partition(gen, layer, rows, 8);
            SharingLoads sharing =
                    SharingLoads.of(partition, hardware.config().technology().noc(), new ShortestPathScheduler());
            LayerMapping.Layouts layouts = gen.chance(0.5) ? HWC : Cases.CHW;
            LayerCostModel model = new LayerCostModel(layer, hardware, partition, layouts, sharing);
            Optional<Tilings> tilings = fitting(gen, layer, partition, model);
            if (tilings.isEmpty() || !layer.type().hasMacs()) {
                continue;
            }
            List<Priced> streams = streams(gen, hardware, layouts, tilings.get());
            double reads = sum(streams, false);
            double writes = sum(streams, true);
            double simulated = simulated(gen, hardware, streams);
            if (Math.min(reads, writes) > 0.1 * Math.max(reads, writes)) {
                errors[0] += Math.abs((reads + writes) / simulated - 1);
                double mixed = reads + writes + hardware.mixing().cycles() * Math.min(reads, writes);
                errors[1] += Math.abs(mixed / simulated - 1);
                compared++;
            }
        }
        System.out.printf(
                Locale.ROOT,
                "Streams of a step against the DRAM simulator: added up %.1f %%, with turnarounds %.1f %% mean error, %d steps%n",
                100 * errors[0] / compared,
                100 * errors[1] / compared,
                compared);
        assertThat(compared).isGreaterThan(50);
        assertThat(errors[1]).isLessThan(errors[0]);
        assertThat(errors[1] / compared).isLessThan(0.08);
    }

    private static double sum(List<Priced> streams, boolean write) {
        return streams.stream()
                .filter(stream -> stream.pattern.write() == write)
                .mapToDouble(Priced::cycles)
                .sum();
    }

    private record Burst(long number, boolean write) {}

    /** Cycles of one step, of many that follow one another: streams take turns, each in a region of its own. */
    private static double simulated(Gen gen, HardwareModel hardware, List<Priced> streams) {
        DramSpec spec = hardware.config().technology().dram();
        int channels = hardware.config().channelsPerNode();
        int burstBytes = spec.organization().burstBytes();
        long rowBytes = (long) spec.organization().rowBytes() * channels;
        List<Long> bases = streams.stream()
                .map(s -> (streams.indexOf(s) * 3000L + gen.between(0, 999)) * rowBytes)
                .toList();
        List<Burst> all = new ArrayList<>();
        int steps = 0;
        while (all.size() < BURSTS * channels) {
            List<List<Burst>> step = new ArrayList<>();
            for (int i = 0; i < streams.size(); i++) {
                AccessPattern pattern = streams.get(i).pattern;
                step.add(bursts(pattern, bases.get(i) + steps * pattern.runBytes(), burstBytes));
            }
            all.addAll(inTurns(step, DramModel.TURN_BYTES / burstBytes));
            steps++;
        }
        double slowest = 0;
        for (int channel = 0; channel < channels; channel++) {
            int own = channel;
            List<Burst> here =
                    all.stream().filter(b -> b.number % channels == own).toList();
            slowest = Math.max(
                    slowest,
                    new ChannelSimulator(spec).run(new Replay(here, channels)).clocks());
        }
        double clockMhz = hardware.config().technology().logic().clockMhz();
        return slowest * spec.timing().clockNs() * clockMhz / 1000 / steps;
    }

    private static List<Burst> bursts(AccessPattern pattern, long base, int burstBytes) {
        List<Long> starts = List.of(pattern.offsetBytes() + base);
        for (int level = pattern.levels().size() - 1; level >= 0; level--) {
            AccessPattern.Level loop = pattern.levels().get(level);
            List<Long> next = new ArrayList<>();
            for (long start : starts) {
                for (long i = 0; i < loop.count(); i++) {
                    next.add(start + i * loop.strideBytes());
                }
            }
            starts = next;
        }
        List<Burst> bursts = new ArrayList<>();
        long last = -1;
        for (long start : starts) {
            for (long b = start / burstBytes; b <= (start + pattern.runBytes() - 1) / burstBytes; b++) {
                if (b != last) {
                    bursts.add(new Burst(b, pattern.write()));
                    last = b;
                }
            }
        }
        return bursts;
    }

    private static List<Burst> inTurns(List<List<Burst>> streams, int turn) {
        List<Burst> all = new ArrayList<>();
        int longest = streams.stream().mapToInt(List::size).max().orElse(0);
        for (int from = 0; from < longest; from += turn) {
            for (List<Burst> stream : streams) {
                all.addAll(stream.subList(Math.min(from, stream.size()), Math.min(from + turn, stream.size())));
            }
        }
        return all;
    }

    private static final class Replay implements BurstTrace {
        private final List<Burst> bursts;
        private final int channels;
        private int at = -1;

        Replay(List<Burst> bursts, int channels) {
            this.bursts = bursts;
            this.channels = channels;
        }

        @Override
        public boolean advance() {
            at++;
            return at < bursts.size();
        }

        @Override
        public long burst() {
            return bursts.get(at).number / channels;
        }

        @Override
        public boolean write() {
            return bursts.get(at).write;
        }
    }
}
