package org.nicepim.validation;

import java.util.Arrays;
import org.nicepim.config.CsvTable;
import org.nicepim.hardware.AddressOrder;
import org.nicepim.sim.dram.BurstTrace;

/** The requests behind a reference row, burst by burst, as the simulator takes them; from the row alone. */
final class DramTraces {
    private static final int WORD_BYTES = 2;
    private static final int CHUNK_BYTES = 1024;

    private final DramCase dram;
    private final CsvTable.Row row;
    private final int burstBytes;

    private DramTraces(DramCase dram) {
        this.dram = dram;
        this.row = dram.row();
        this.burstBytes = (int) row.integer("burst_bytes");
    }

    static BurstTrace of(DramCase dram) {
        Bursts bursts = new DramTraces(dram).bursts();
        return new Replay(bursts);
    }

    /** True if at most changes of row the next row lies in the bank that is just in use. */
    static boolean meetInOneBank(DramCase dram) {
        Bursts bursts = new DramTraces(dram).bursts();
        long rowBursts = dram.row().integer("row_bytes") / dram.row().integer("burst_bytes");
        long banks = dram.row().integer("banks_total");
        long allBursts = dram.capacityBytes() / dram.row().integer("burst_bytes");
        boolean bankFirst = dram.spec().controller().order() == AddressOrder.BANK_ROW_COLUMN;
        boolean bankLast = dram.spec().controller().order() == AddressOrder.ROW_COLUMN_BANK;
        long bankStride = bankFirst ? allBursts / banks : bankLast ? 1 : rowBursts;
        long changes = 0;
        long meetings = 0;
        for (int i = 1; i < bursts.size; i++) {
            long last = bursts.coded[i - 1] >> 1;
            long next = bursts.coded[i] >> 1;
            boolean sameBank = last / bankStride % banks == next / bankStride % banks;
            long reach = bankFirst ? rowBursts : rowBursts * banks;
            boolean sameRow = sameBank && last / reach == next / reach;
            changes += sameRow ? 0 : 1;
            meetings += sameBank && !sameRow ? 1 : 0;
        }
        return 2 * meetings > changes;
    }

    /** Numbers of bursts with the lowest bit for writes, in a list that grows. */
    private static final class Bursts {
        private long[] coded = new long[1024];
        private int size;

        void add(long burst, boolean write) {
            if (size == coded.length) {
                coded = Arrays.copyOf(coded, 2 * size);
            }
            coded[size++] = 2 * burst + (write ? 1 : 0);
        }

        long last() {
            return size == 0 ? -1 : coded[size - 1] >> 1;
        }
    }

    private static final class Replay implements BurstTrace {
        private final Bursts bursts;
        private int at = -1;

        Replay(Bursts bursts) {
            this.bursts = bursts;
        }

        @Override
        public boolean advance() {
            at++;
            return at < bursts.size;
        }

        @Override
        public long burst() {
            return bursts.coded[at] >> 1;
        }

        @Override
        public boolean write() {
            return (bursts.coded[at] & 1) != 0;
        }
    }

    private Bursts bursts() {
        return switch (dram.pattern()) {
            case "seq_read" -> sequential(0, row.integer("bytes"), false);
            case "seq_write" -> sequential(0, row.integer("bytes"), true);
            case "stride_read" -> strided();
            case "tile_read" -> tile(0, "C", "tc", "th", "tw", false);
            case "tile_write" -> tile(0, "C", "tc", "th", "tw", true);
            case "two_stream" ->
                turns(
                        (int) row.integer("interleave_bursts"),
                        sequential(
                                0, row.integer("stream_bytes"), row.text("rw").startsWith("W")),
                        sequential(
                                row.integer("stream_b_offset"),
                                row.integer("stream_bytes"),
                                row.text("rw").endsWith("W")));
            case "conv_mix" ->
                turns(
                        CHUNK_BYTES / burstBytes,
                        tile(0, "C", "tc", "th", "tw", false),
                        sequential(
                                dram.capacityBytes() / 4, row.integer("K") * row.integer("tc") * 9 * WORD_BYTES, false),
                        tile(dram.capacityBytes() / 2, "K", "K", "oh", "ow", true));
            case "rand_read", "rand_mixed" -> random();
            default -> probe();
        };
    }

    private Bursts probe() {
        long nextRow = row.integer("row_bytes") / burstBytes;
        Bursts bursts = new Bursts();
        bursts.add(0, false);
        switch (dram.pattern()) {
            case "probe_single_read" -> {}
            case "probe_two_same_row" -> bursts.add(1, false);
            case "probe_two_diff_bank_if_RoBaCo" -> bursts.add(nextRow, false);
            case "probe_two_same_bank_diff_row_if_RoBaCo" -> bursts.add(nextRow * row.integer("banks_total"), false);
            default -> throw row.error("pattern", "is not known");
        }
        return bursts;
    }

    private Bursts sequential(long from, long bytes, boolean write) {
        Bursts bursts = new Bursts();
        range(from, bytes, write, bursts);
        return bursts;
    }

    /** Ascending bursts of a byte range; one that repeats at once is dropped. */
    private void range(long from, long bytes, boolean write, Bursts bursts) {
        for (long burst = from / burstBytes; burst <= (from + bytes - 1) / burstBytes; burst++) {
            if (bursts.last() != burst) {
                bursts.add(burst, write);
            }
        }
    }

    private Bursts strided() {
        Bursts bursts = new Bursts();
        for (long i = 0; i < row.integer("accesses"); i++) {
            range(i * row.integer("stride_bytes") % dram.capacityBytes(), row.integer("access_bytes"), false, bursts);
        }
        return bursts;
    }

    private Bursts tile(long base, String channels, String tc, String th, String tw, boolean write) {
        long c = row.integer(channels);
        long c0 = channels.equals("C") ? row.integer("c0") : 0;
        long block =
                switch (row.text("layout")) {
                    case "CHW" -> 1;
                    case "HWC" -> c;
                    default -> 16;
                };
        boolean part = block == c && row.integer(tc) < c;
        long first = part ? c0 : 0;
        long words = part ? row.integer(tc) : block;
        Bursts bursts = new Bursts();
        for (long b = c0 / block; b * block < c0 + row.integer(tc); b++) {
            for (long y = row.integer("h0"); y < row.integer("h0") + row.integer(th); y++) {
                for (long x = row.integer("w0"); x < row.integer("w0") + row.integer(tw); x++) {
                    long pixel = ((b * row.integer("H") + y) * row.integer("W") + x) * block;
                    range(base + (pixel + first) * WORD_BYTES, words * WORD_BYTES, write, bursts);
                }
            }
        }
        return bursts;
    }

    private static Bursts turns(int turnBursts, Bursts... streams) {
        Bursts all = new Bursts();
        int[] at = new int[streams.length];
        boolean left = true;
        while (left) {
            left = false;
            for (int s = 0; s < at.length; s++) {
                for (int i = 0; i < turnBursts && at[s] < streams[s].size; i++) {
                    long coded = streams[s].coded[at[s]++];
                    all.add(coded >> 1, (coded & 1) != 0);
                }
                left |= at[s] < streams[s].size;
            }
        }
        return all;
    }

    private Bursts random() {
        Bursts bursts = new Bursts();
        long state = row.integer("seed");
        long blockBytes = row.integer("block_bytes");
        long blocks = dram.capacityBytes() / blockBytes;
        for (long i = 0; i < row.integer("accesses"); i++) {
            state += 0x9E3779B97F4A7C15L;
            long place = Long.remainderUnsigned(mixed(state), blocks) * blockBytes;
            boolean write = dram.pattern().equals("rand_mixed") && i % 3 == 2;
            for (long burst = place / burstBytes; burst <= (place + blockBytes - 1) / burstBytes; burst++) {
                bursts.add(burst, write);
            }
        }
        return bursts;
    }

    /** splitmix64's finaliser (Steele, Lea, Flood, OOPSLA 2014). */
    private static long mixed(long state) {
        long z = (state ^ (state >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
