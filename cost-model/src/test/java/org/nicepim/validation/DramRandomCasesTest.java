package org.nicepim.validation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.nicepim.cost.dram.AccessPattern;
import org.nicepim.cost.dram.AccessPattern.Level;
import org.nicepim.cost.dram.DramCost;
import org.nicepim.cost.dram.DramModel;
import org.nicepim.cost.dram.TileRuns;
import org.nicepim.hardware.AddressOrder;
import org.nicepim.hardware.ConfigFiles;
import org.nicepim.hardware.DramController;
import org.nicepim.hardware.DramReader;
import org.nicepim.hardware.DramSpec;
import org.nicepim.hardware.DramTiming;
import org.nicepim.hardware.PagePolicy;
import org.nicepim.sim.dram.BurstTrace;
import org.nicepim.sim.dram.ChannelRun;
import org.nicepim.sim.dram.ChannelSimulator;

/** The DRAM closed form beside the burst-level simulator on random patterns, devices, address orders, page policies and queues. */
class DramRandomCasesTest {
    private static final int QUICK = 300;
    private static final int LONG = 6000;
    private static final int TURN_BYTES = 1024;
    private static final int WORD_BYTES = 2;
    private static final String ACTIVATIONS = " activations";

    /** A list of patterns on a device; the seed is the case's number. */
    private record Case(DramSpec spec, List<AccessPattern> patterns) {
        String kind() {
            return (patterns.size() == 1 ? "single" : "mixed") + " "
                    + spec.controller().pages().name().toLowerCase(Locale.ROOT);
        }

        /** Of clocks and of activations. */
        double[] errors() {
            double clockMhz = 1000 / spec.timing().clockNs();
            DramCost ours = new DramModel(spec, 1, clockMhz).alone(patterns, TURN_BYTES);
            ChannelRun run = new ChannelSimulator(spec).run(new Turns(this));
            return new double[] {
                Math.abs(ours.cycles() / run.clocks() - 1), Math.abs(ours.activations() / run.activations() - 1)
            };
        }
    }

    private static Case draw(long seed) {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        List<String> names = ConfigFiles.Kind.DRAM.names();
        DramSpec device = DramReader.read(names.get(random.nextInt(names.size())));
        AddressOrder order = AddressOrder.values()[random.nextInt(AddressOrder.values().length)];
        PagePolicy pages = random.nextInt(3) == 0 ? PagePolicy.CLOSED : PagePolicy.OPEN;
        int queue = 4 << random.nextInt(5);
        DramController controller = new DramController(order, pages, queue, queue, 2 << random.nextInt(4));
        DramSpec spec = new DramSpec(device.organization(), device.timing(), controller, device.energy());
        long quarter = spec.organization().channelBytes() / 4;
        List<AccessPattern> patterns = new ArrayList<>();
        if (random.nextInt(4) == 0) {
            patterns.add(tile(random, 0, false));
            patterns.add(AccessPattern.sequential(quarter, random.nextLong(4096, 1 << 16), random.nextBoolean()));
            patterns.add(tile(random, 2 * quarter, true));
        } else {
            patterns.add(single(random, random.nextLong(quarter)));
        }
        return new Case(spec, patterns);
    }

    private static AccessPattern single(RandomGenerator random, long base) {
        boolean write = random.nextBoolean();
        return switch (random.nextInt(3)) {
            case 0 -> AccessPattern.sequential(base, random.nextLong(4096, 1 << 19), write);
            case 1 -> {
                long run = 32L << random.nextInt(4);
                yield new AccessPattern(base, run, List.of(new Level(512, random.nextLong(run, 8192))), write);
            }
            default -> tile(random, base, write);
        };
    }

    private static AccessPattern tile(RandomGenerator random, long base, boolean write) {
        int channels = 16 << random.nextInt(4);
        int side = random.nextInt(7, 57);
        int block = List.of(1, 16, channels).get(random.nextInt(3));
        TileRuns runs = new TileRuns(channels, side, side, WORD_BYTES, block);
        int rows = random.nextInt(2, side + 1);
        int cols = random.nextBoolean() ? side : random.nextInt(2, side + 1);
        return runs.tile(new TileRuns.Tile(0, 0, 0, 0, 1, 16, rows, cols), base, write);
    }

    /** The bursts of patterns in turns. */
    private static final class Turns implements BurstTrace {
        private final List<long[]> bursts = new ArrayList<>();
        private final List<AccessPattern> patterns;
        private final int[] at;
        private final int turn;
        private int stream;
        private int inTurn;

        Turns(Case c) {
            int burstBytes = c.spec.organization().burstBytes();
            patterns = c.patterns;
            patterns.forEach(pattern -> bursts.add(list(pattern, burstBytes)));
            at = new int[patterns.size()];
            turn = TURN_BYTES / burstBytes;
            Arrays.fill(at, -1);
        }

        private static long[] list(AccessPattern pattern, int burstBytes) {
            List<Long> starts = List.of(pattern.offsetBytes());
            for (int i = pattern.levels().size() - 1; i >= 0; i--) {
                Level level = pattern.levels().get(i);
                List<Long> next = new ArrayList<>();
                for (long start : starts) {
                    for (long step = 0; step < level.count(); step++) {
                        next.add(start + step * level.strideBytes());
                    }
                }
                starts = next;
            }
            return starts.stream()
                    .flatMapToLong(start ->
                            LongStream.rangeClosed(start / burstBytes, (start + pattern.runBytes() - 1) / burstBytes))
                    .distinct()
                    .toArray();
        }

        @Override
        public boolean advance() {
            for (int tried = 0; tried <= at.length; tried++) {
                if (inTurn < turn && at[stream] + 1 < bursts.get(stream).length) {
                    at[stream]++;
                    inTurn++;
                    return true;
                }
                stream = (stream + 1) % at.length;
                inTurn = 0;
            }
            return false;
        }

        @Override
        public long burst() {
            return bursts.get(stream)[at[stream]];
        }

        @Override
        public boolean write() {
            return patterns.get(stream).write();
        }
    }

    private static Map<String, double[]> errors(long first, int cases) {
        Map<String, List<Double>> errors = new TreeMap<>();
        for (long seed = first; seed < first + cases; seed++) {
            Case c = draw(seed);
            double[] drawn = c.errors();
            errors.computeIfAbsent(c.kind(), kind -> new ArrayList<>()).add(drawn[0]);
            errors.computeIfAbsent(c.kind() + ACTIVATIONS, kind -> new ArrayList<>())
                    .add(drawn[1]);
        }
        Map<String, double[]> table = new TreeMap<>();
        errors.forEach((kind, list) -> {
            double[] sorted =
                    list.stream().mapToDouble(Double::doubleValue).sorted().toArray();
            double mean = Arrays.stream(sorted).average().orElseThrow();
            double p95 = sorted[(int) Math.ceil(0.95 * sorted.length) - 1];
            table.put(kind, new double[] {mean, p95});
            System.out.printf(
                    Locale.ROOT,
                    "DRAM closed form, random cases, %-25s %5d cases mean %5.2f %% p95 %5.2f %%%n",
                    kind,
                    sorted.length,
                    100 * mean,
                    100 * p95);
        });
        return table;
    }

    private static void assertWithin(Map<String, double[]> errors) {
        assertBounds(errors, "single open", 0.03, 0.12);
        assertBounds(errors, "single closed", 0.04, 0.12);
        assertBounds(errors, "mixed open", 0.07, 0.25);
        assertBounds(errors, "mixed closed", 0.10, 0.35);
        assertBounds(errors, "single open" + ACTIVATIONS, 0.06, 0.25);
        assertBounds(errors, "mixed open" + ACTIVATIONS, 0.15, 0.50);
    }

    private static void assertBounds(Map<String, double[]> errors, String kind, double mean, double p95) {
        double[] drawn = errors.getOrDefault(kind, new double[] {1, 1});
        assertThat(drawn[0]).as(kind).isLessThan(mean);
        assertThat(drawn[1]).as(kind).isLessThan(p95);
    }

    /** HBM2 with two bursts' time between column commands within a group of banks. */
    private static DramSpec slowGroups(AddressOrder order, PagePolicy pages, int bankQueue) {
        DramSpec device = DramReader.read("hbm2");
        DramTiming t = device.timing();
        DramTiming.Channel gates = t.channel();
        DramTiming.Gap columns = new DramTiming.Gap(gates.tCcd().acrossNs(), 2 * t.burstCycles() * t.clockNs());
        DramTiming timing = new DramTiming(
                t.clockNs(),
                t.burstCycles(),
                t.core(),
                new DramTiming.Channel(gates.tRrd(), gates.tFawNs(), columns, gates.tWtr(), gates.tRtwNs()),
                t.refreshNs(),
                t.refreshIntervalNs());
        DramController controller = new DramController(order, pages, 32, 32, bankQueue);
        return new DramSpec(device.organization(), timing, controller, device.energy());
    }

    @Test
    void columnCommandsWithinAGroupMayTakeLongerThanABurst() {
        double sum = 0;
        double worst = 0;
        int cases = 0;
        for (AddressOrder order : AddressOrder.values()) {
            for (PagePolicy pages : PagePolicy.values()) {
                for (int bankQueue : new int[] {2, 8}) {
                    DramSpec spec = slowGroups(order, pages, bankQueue);
                    for (AccessPattern pattern : List.of(
                            AccessPattern.sequential(0, 1 << 18, false),
                            AccessPattern.sequential(0, 1 << 18, true),
                            new AccessPattern(0, 64, List.of(new Level(2048, 16384)), false),
                            new AccessPattern(0, 512, List.of(new Level(512, 3136)), false))) {
                        double error = new Case(spec, List.of(pattern)).errors()[0];
                        sum += error;
                        worst = Math.max(worst, error);
                        cases++;
                    }
                }
            }
        }
        System.out.printf(
                Locale.ROOT,
                "DRAM closed form, groups with long tCCD: mean error %.2f %%, worst %.2f %%%n",
                100 * sum / cases,
                100 * worst);
        assertThat(sum / cases).isLessThan(0.02);
        assertThat(worst).isLessThan(0.08);
    }

    @Test
    void theClosedFormMeetsTheSimulatorOnRandomCases() {
        assertWithin(errors(0, QUICK));
    }

    @Test
    @Tag("slow")
    void theClosedFormMeetsTheSimulatorOnManyRandomCases() {
        assertWithin(errors(1_000_000, LONG));
    }
}
