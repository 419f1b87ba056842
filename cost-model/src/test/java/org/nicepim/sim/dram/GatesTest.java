package org.nicepim.sim.dram;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.nicepim.hardware.AddressOrder;
import org.nicepim.hardware.DramController;
import org.nicepim.hardware.DramEnergy;
import org.nicepim.hardware.DramOrganization;
import org.nicepim.hardware.DramSpec;
import org.nicepim.hardware.DramTiming;
import org.nicepim.hardware.PagePolicy;
import org.nicepim.sim.dram.CommandListener.Command;
import org.nicepim.testkit.Gen;

/**
 * Does every gate of the timing bind, not earlier and not later? Over many traces the least distance of two commands must be
 * the gate itself: one clock less would break the device, one more would waste it. All gates of the device differ.
 */
class GatesTest {
    private static final int BANKS = 8;
    private static final int GROUPS = 2;

    /** One clock is one nanosecond. */
    private static DramSpec device(PagePolicy pages) {
        DramTiming.Core core = new DramTiming.Core(9, 6, 11, 13, 37, 5, 17);
        DramTiming.Channel channel = new DramTiming.Channel(
                new DramTiming.Gap(3, 7), 31, new DramTiming.Gap(2, 4), new DramTiming.Gap(8, 10), 1);
        return new DramSpec(
                new DramOrganization(1, 1 << 20, BANKS, GROUPS, 512, 32),
                new DramTiming(1, 2, core, channel, 61, 1500),
                new DramController(AddressOrder.ROW_BANK_COLUMN, pages, 16, 16, 4),
                new DramEnergy(1, 1, 1, 1));
    }

    private record Issued(long clock, Command command, int bank) {}

    /** The last command of each kind, per bank. */
    private static final class Distances {
        private final Map<String, Long> least = new TreeMap<>();
        private final List<Issued> issued = new ArrayList<>();

        void add(long clock, Command command, int bank) {
            for (int i = issued.size() - 1; i >= 0 && i >= issued.size() - 200; i--) {
                Issued earlier = issued.get(i);
                String where = earlier.bank == bank ? "bank" : group(earlier.bank) == group(bank) ? "group" : "channel";
                boolean all = command == Command.REFRESH || earlier.command == Command.REFRESH;
                least.merge(
                        earlier.command + " " + command + " " + (all ? "all" : where),
                        clock - earlier.clock,
                        Math::min);
            }
            issued.add(new Issued(clock, command, bank));
            fourActivates();
        }

        private void fourActivates() {
            List<Issued> activates = issued.stream()
                    .skip(Math.max(0, issued.size() - 100))
                    .filter(i -> i.command == Command.ACTIVATE)
                    .toList();
            int count = activates.size();
            if (count >= 5) {
                least.merge(
                        "five activates", activates.get(count - 1).clock - activates.get(count - 5).clock, Math::min);
            }
        }

        private static int group(int bank) {
            return bank / (BANKS / GROUPS);
        }
    }

    private static Map<String, Long> leastDistances() {
        Distances distances = new Distances();
        for (int seed = 0; seed < 300; seed++) {
            ListTrace trace = trace(new Gen(seed));
            distances.issued.clear();
            new ChannelSimulator(device(PagePolicy.OPEN))
                    .run(trace, (clock, command, bank, row) -> distances.add(clock, command, bank));
        }
        return distances.least;
    }

    /** Runs in a few rows of some banks; mostly reads, mostly writes, or both. */
    private static ListTrace trace(Gen gen) {
        ListTrace trace = new ListTrace();
        int writes = gen.oneOf(0, 1, 5, 9, 10);
        int banks = gen.oneOf(1, 2, 4, 8);
        int rows = gen.oneOf(1, 2, 16);
        int run = gen.oneOf(1, 2, 16);
        for (int i = 0; i < 400 / run; i++) {
            int bank = gen.between(0, banks - 1) * (BANKS / banks);
            long start = ((long) gen.between(0, rows - 1) * BANKS + bank) * 16;
            boolean write = gen.between(0, 9) < writes;
            for (int j = 0; j < run; j++) {
                trace.add(start + j, write);
            }
        }
        return trace;
    }

    @Test
    void theLeastDistanceOfTwoCommandsIsTheGate() {
        Map<String, Long> least = leastDistances();
        Map<String, Long> gates = Map.ofEntries(
                Map.entry("ACTIVATE READ bank", 11L),
                Map.entry("ACTIVATE WRITE bank", 11L),
                Map.entry("ACTIVATE PRECHARGE bank", 37L),
                Map.entry("PRECHARGE ACTIVATE bank", 13L),
                Map.entry("ACTIVATE ACTIVATE bank", 50L),
                Map.entry("READ PRECHARGE bank", 5L),
                Map.entry("WRITE PRECHARGE bank", 6L + 2 + 17),
                Map.entry("ACTIVATE ACTIVATE channel", 3L),
                Map.entry("ACTIVATE ACTIVATE group", 7L),
                Map.entry("five activates", 31L),
                Map.entry("READ READ channel", 2L),
                Map.entry("READ READ group", 4L),
                Map.entry("READ READ bank", 4L),
                Map.entry("WRITE WRITE channel", 2L),
                Map.entry("WRITE WRITE group", 4L),
                Map.entry("WRITE WRITE bank", 4L),
                Map.entry("READ WRITE channel", 9L + 2 + 1 - 6),
                Map.entry("READ WRITE bank", 9L + 2 + 1 - 6),
                Map.entry("WRITE READ channel", 6L + 2 + 8),
                Map.entry("WRITE READ group", 6L + 2 + 10),
                Map.entry("WRITE READ bank", 6L + 2 + 10),
                Map.entry("REFRESH ACTIVATE all", 61L),
                Map.entry("PRECHARGE REFRESH all", 13L));
        assertThat(least).containsAllEntriesOf(gates);
    }

    /** A refresh may be late by what the banks need to close, never early, and none is left out. */
    @Test
    void refreshesComeInTheirInterval() {
        for (int seed = 0; seed < 100; seed++) {
            List<Long> refreshes = new ArrayList<>();
            ListTrace trace = trace(new Gen(seed));
            ChannelRun run = new ChannelSimulator(device(PagePolicy.OPEN)).run(trace, (clock, command, bank, row) -> {
                if (command == Command.REFRESH) {
                    refreshes.add(clock);
                }
            });
            assertThat(refreshes).hasSize((int) run.refreshes());
            for (int i = 0; i < refreshes.size(); i++) {
                long due = 1500L * (i + 1);
                assertThat(refreshes.get(i)).isBetween(due, due + 37 + BANKS + 13);
            }
            assertThat(run.refreshes()).isGreaterThanOrEqualTo(run.clocks() / 1500 - 1);
        }
    }

    /** Closed pages open a row for every burst, and again where a refresh closes one before its burst. */
    @Test
    void closedPagesActivateForEveryBurst() {
        for (int seed = 0; seed < 50; seed++) {
            ListTrace trace = trace(new Gen(seed));
            ChannelRun run = new ChannelSimulator(device(PagePolicy.CLOSED)).run(trace);
            assertThat(run.activations()).isBetween((long) trace.size(), trace.size() + BANKS * run.refreshes());
            assertThat(run.hits()).isNotPositive();
        }
    }

    @Test
    void theSameTraceGivesTheSameRun() {
        ChannelSimulator simulator = new ChannelSimulator(device(PagePolicy.OPEN));
        for (int seed = 0; seed < 20; seed++) {
            ChannelRun first = simulator.run(trace(new Gen(seed)));
            assertThat(simulator.run(trace(new Gen(seed)))).isEqualTo(first);
            assertThat(first.reads() + first.writes())
                    .isEqualTo(trace(new Gen(seed)).size());
        }
    }
}
