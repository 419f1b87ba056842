package org.nicepim.sim.dram;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The requests behind the rows of datasets/reference/dram_reference.csv, from the descriptions beside it. */
final class ReferenceTraces {
    private static final int WORD_BYTES = 2;

    private final Map<String, String> row;
    private final int burstBytes;
    private final long capacity;

    private ReferenceTraces(Map<String, String> row) {
        this.row = row;
        this.burstBytes = (int) number("burst_bytes");
        this.capacity = number("capacity_MB") << 20;
    }

    static ListTrace of(Map<String, String> row) {
        return new ReferenceTraces(row).trace();
    }

    private String text(String column) {
        return row.getOrDefault(column, "");
    }

    private long number(String column) {
        return (long) Double.parseDouble(text(column));
    }

    private ListTrace trace() {
        return switch (text("pattern")) {
            case "seq_read" -> turns(List.of(sequential(0, number("bytes"))), List.of(false), Integer.MAX_VALUE);
            case "seq_write" -> turns(List.of(sequential(0, number("bytes"))), List.of(true), Integer.MAX_VALUE);
            case "stride_read" -> turns(List.of(strided()), List.of(false), Integer.MAX_VALUE);
            case "tile_read" -> turns(List.of(tile(0, "C", "tc", "th", "tw", true)), List.of(false), Integer.MAX_VALUE);
            case "tile_write" -> turns(List.of(tile(0, "C", "tc", "th", "tw", true)), List.of(true), Integer.MAX_VALUE);
            case "two_stream" ->
                turns(
                        List.of(
                                sequential(0, number("stream_bytes")),
                                sequential(number("stream_b_offset"), number("stream_bytes"))),
                        List.of(text("rw").startsWith("W"), text("rw").endsWith("W")),
                        (int) number("interleave_bursts"));
            case "conv_mix" ->
                turns(
                        List.of(
                                tile(0, "C", "tc", "th", "tw", true),
                                sequential(capacity / 4, number("K") * number("tc") * 9 * WORD_BYTES),
                                tile(capacity / 2, "K", "K", "oh", "ow", false)),
                        List.of(false, false, true),
                        1024 / burstBytes);
            case "rand_read", "rand_mixed" -> random();
            case "probe_single_read" -> new ListTrace().add(0, false);
            case "probe_two_same_row" -> new ListTrace().add(0, false).add(1, false);
            case "probe_two_same_bank_diff_row_if_RoBaCo" ->
                new ListTrace().add(0, false).add(number("row_bytes") * number("banks_total") / burstBytes, false);
            case "probe_two_diff_bank_if_RoBaCo" ->
                new ListTrace().add(0, false).add(number("row_bytes") / burstBytes, false);
            default -> throw new IllegalArgumentException(text("pattern"));
        };
    }

    private List<Long> sequential(long from, long bytes) {
        List<Long> bursts = new ArrayList<>();
        for (long b = from / burstBytes; b <= (from + bytes - 1) / burstBytes; b++) {
            bursts.add(b);
        }
        return bursts;
    }

    private void range(long from, long bytes, List<Long> bursts) {
        for (long b : sequential(from, bytes)) {
            if (bursts.isEmpty() || bursts.get(bursts.size() - 1) != b) {
                bursts.add(b);
            }
        }
    }

    private List<Long> strided() {
        List<Long> bursts = new ArrayList<>();
        for (long i = 0; i < number("accesses"); i++) {
            range(i * number("stride_bytes") % capacity, number("access_bytes"), bursts);
        }
        return bursts;
    }

    private List<Long> tile(long base, String channels, String tc, String th, String tw, boolean input) {
        long c = number(channels);
        long h = number("H");
        long w = number("W");
        long c0 = input ? number("c0") : 0;
        long block =
                switch (text("layout")) {
                    case "CHW" -> 1;
                    case "HWC" -> c;
                    default -> 16;
                };
        List<Long> bursts = new ArrayList<>();
        for (long b = c0 / block; b * block < c0 + number(tc); b++) {
            for (long y = number("h0"); y < number("h0") + number(th); y++) {
                for (long x = number("w0"); x < number("w0") + number(tw); x++) {
                    long pixel = ((b * h + y) * w + x) * block;
                    boolean part = block == c && number(tc) < c;
                    long first = part ? pixel + c0 : pixel;
                    range(base + first * WORD_BYTES, (part ? number(tc) : block) * WORD_BYTES, bursts);
                }
            }
        }
        return bursts;
    }

    private ListTrace turns(List<List<Long>> streams, List<Boolean> writes, int turnBursts) {
        ListTrace trace = new ListTrace();
        int[] at = new int[streams.size()];
        boolean left = true;
        while (left) {
            left = false;
            for (int s = 0; s < at.length; s++) {
                for (int i = 0; i < turnBursts && at[s] < streams.get(s).size(); i++) {
                    trace.add(streams.get(s).get(at[s]++), writes.get(s));
                }
                left |= at[s] < streams.get(s).size();
            }
        }
        return trace;
    }

    private ListTrace random() {
        ListTrace trace = new ListTrace();
        long state = number("seed");
        long blocks = capacity / number("block_bytes");
        for (long i = 0; i < number("accesses"); i++) {
            state += 0x9E3779B97F4A7C15L;
            long place = Long.remainderUnsigned(mixed(state), blocks) * number("block_bytes");
            boolean write = text("pattern").equals("rand_mixed") && i % 3 == 2;
            sequential(place, number("block_bytes")).forEach(burst -> trace.add(burst, write));
        }
        return trace;
    }

    private static long mixed(long state) {
        long z = (state ^ (state >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
