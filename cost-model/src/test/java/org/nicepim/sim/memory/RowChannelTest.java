package org.nicepim.sim.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.nicepim.hardware.DramReader;
import org.nicepim.hardware.DramSpec;
import org.nicepim.hardware.HardwareConfig;
import org.nicepim.hardware.HardwareReader;
import org.nicepim.hardware.Technology;
import org.nicepim.sim.dram.BurstTrace;
import org.nicepim.sim.dram.ChannelRun;
import org.nicepim.sim.dram.ChannelSimulator;
import org.nicepim.sim.memory.StoredTensor.Box;
import org.nicepim.sim.memory.StoredTensor.Part;
import org.nicepim.testkit.Gen;

/** How far is DRAM row by row from DRAM command by command? Open pages, and closed ones (hmc). */
class RowChannelTest {
    private static final long MIXED_SPAN = 1 << 20;

    /** A chip whose nodes own one channel each of a device. */
    private static HardwareConfig oneChannel(DramSpec dram) {
        Technology t = HardwareReader.read("chip4x4").technology();
        Technology with = new Technology(t.name(), t.logic(), dram, t.noc(), t.logicEnergy(), t.logicArea(), t.sram());
        return new HardwareConfig(1, dram.organization().channels(), 8, 8, 1 << 16, 1 << 16, 1 << 16, with);
    }

    private record Burst(long number, boolean write) {}

    private static final class ListTrace implements BurstTrace {
        private final List<Burst> bursts;
        private int at = -1;

        ListTrace(List<Burst> bursts) {
            this.bursts = bursts;
        }

        @Override
        public boolean advance() {
            return ++at < bursts.size();
        }

        @Override
        public long burst() {
            return bursts.get(at).number;
        }

        @Override
        public boolean write() {
            return bursts.get(at).write;
        }
    }

    /** One transfer or several, in both models. */
    private static final class Case {
        private final NodeMemory memory;
        private final DramSpec dram;
        private final double cyclesPerClock;
        private final List<Burst> bursts = new ArrayList<>();
        private long end;

        Case(DramSpec dram) {
            this.dram = dram;
            HardwareConfig hardware = oneChannel(dram);
            this.memory = new NodeMemory(hardware);
            this.cyclesPerClock =
                    dram.timing().clockNs() * hardware.technology().logic().clockMhz() / 1000;
        }

        void run(long from, long bytes, boolean write) {
            int size = dram.organization().burstBytes();
            for (long burst = from / size; burst <= (from + bytes - 1) / size; burst++) {
                Burst next = new Burst(burst, write);
                if (bursts.isEmpty() || !bursts.get(bursts.size() - 1).equals(next)) {
                    bursts.add(next);
                }
            }
        }

        /** One contiguous range. */
        Case sequential(Gen gen) {
            long bytes = 64L << gen.between(0, 11);
            boolean write = gen.chance(0.3);
            run(0, bytes, write);
            memory.bytes(0, bytes);
            end = memory.serve(0, write, 1);
            return this;
        }

        /** A tile of a feature map in rows or with channels innermost. */
        Case tile(Gen gen) {
            int side = 14 << gen.between(0, 3);
            int channels = 16 << gen.between(0, 3);
            int cols = gen.chance(0.5) ? side : gen.between(1, side);
            int rows = gen.between(1, side);
            int deep = gen.between(1, channels);
            boolean planes = gen.chance(0.5);
            StoredTensor tensor = new StoredTensor(0, channels, side, side, 2, planes ? 1 : channels);
            tensor.add(new Box(0, 1, 0, deep, 0, rows, 0, cols), Part.ALL, memory);
            for (int i = 0; planes && i < deep * rows; i++) {
                run(((long) i / rows * side + i % rows) * side * 2, cols * 2L, false);
            }
            for (int i = 0; !planes && i < rows * cols; i++) {
                run(((long) i / cols * side + i % cols) * channels * 2, deep * 2L, false);
            }
            end = memory.serve(0, false, 1);
            return this;
        }

        /** Reads and writes of tiles in turn, all there from the start. */
        Case mixed(Gen gen) {
            for (int i = 0; i < 8; i++) {
                long from = gen.between(0, (int) (MIXED_SPAN / 1024)) * 1024L;
                long bytes = 64L << gen.between(0, 6);
                run(from, bytes, i % 2 == 1);
                memory.bytes(from, bytes);
                end = memory.serve(0, i % 2 == 1, 1);
            }
            return this;
        }

        double error() {
            ChannelRun run = new ChannelSimulator(dram).run(new ListTrace(bursts));
            assertThat(memory.channel(0).bursts()).isEqualTo(bursts.size());
            return end / (run.clocks() * cyclesPerClock) - 1;
        }

        long opened() {
            return memory.channel(0).activations();
        }

        long openedByCommand() {
            return new ChannelSimulator(dram).run(new ListTrace(bursts)).activations();
        }
    }

    private interface Pattern {
        Case of(Case fresh, Gen gen);
    }

    private static double meanError(DramSpec dram, Pattern pattern) {
        double sum = 0;
        int cases = 100;
        for (int seed = 0; seed < cases; seed++) {
            sum += Math.abs(pattern.of(new Case(dram), new Gen(seed)).error());
        }
        System.out.printf(Locale.ROOT, "mean error %.4f%n", sum / cases);
        return sum / cases;
    }

    /** Refreshes cut visits, and close rows that were opened ahead. */
    @Test
    void rowsOpenedAreWithinFourPercentOfThoseOfStreamsAndTiles() {
        for (String device : List.of("sedram_a", "sedram_b", "hbm2", "hmc")) {
            double opened = 0;
            double byCommand = 0;
            for (int seed = 0; seed < 100; seed++) {
                Gen gen = new Gen(seed);
                Case fresh = new Case(DramReader.read(device));
                Case played = gen.chance(0.5) ? fresh.sequential(gen) : fresh.tile(gen);
                opened += played.opened();
                byCommand += played.openedByCommand();
            }
            System.out.printf(Locale.ROOT, "%s: rows opened %.3f%n", device, opened / byCommand);
            assertThat(opened / byCommand).as(device).isBetween(0.96, 1.04);
        }
    }

    @Test
    void streamsAreWithinThreePercent() {
        for (String device : List.of("sedram_a", "sedram_b", "hbm2", "hmc")) {
            assertThat(meanError(DramReader.read(device), Case::sequential))
                    .as(device)
                    .isLessThan(0.03);
        }
    }

    @Test
    void tilesAreWithinThreePercent() {
        for (String device : List.of("sedram_a", "sedram_b", "hbm2", "hmc")) {
            assertThat(meanError(DramReader.read(device), Case::tile))
                    .as(device)
                    .isLessThan(0.03);
        }
    }

    /** A controller that sees reads and writes at once sorts them; here each tile waits for the one before. */
    @Test
    void shortReadsAndWritesInTurnAreWithinSixPercentOnTheDefaultDevice() {
        DramSpec dram = HardwareReader.read("chip4x4").technology().dram();
        assertThat(meanError(dram, Case::mixed)).isLessThan(0.06);
    }

    @Test
    void aMemoryThatWasUsedBeforeIsAsNew() {
        HardwareConfig hardware = HardwareReader.read("chip4x4");
        NodeMemory memory = new NodeMemory(hardware);
        memory.bytes(100, 5000);
        long first = memory.serve(0, false, 4);
        memory.bytes(7_000, 9000);
        memory.serve(first, true, 1);
        memory.clear();
        memory.bytes(100, 5000);
        assertThat(memory.serve(0, false, 4)).isEqualTo(first);
        assertThat(memory.pieceEnd(0)).isLessThan(memory.pieceEnd(3));
        assertThat(memory.pieceEnd(3)).isEqualTo(first);
    }
}
