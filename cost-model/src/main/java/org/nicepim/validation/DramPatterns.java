package org.nicepim.validation;

import java.util.List;
import org.nicepim.config.CsvTable;
import org.nicepim.cost.dram.AccessPattern;
import org.nicepim.cost.dram.AccessPattern.Level;
import org.nicepim.cost.dram.DramPattern;
import org.nicepim.cost.dram.ScatteredBlocks;
import org.nicepim.cost.dram.TileRuns;

/** The patterns of a reference row as the closed form takes them. */
final class DramPatterns {
    private static final int WORD_BYTES = 2;

    private final DramCase dram;
    private final CsvTable.Row row;

    private DramPatterns(DramCase dram) {
        this.dram = dram;
        this.row = dram.row();
    }

    static List<? extends DramPattern> of(DramCase dram) {
        return new DramPatterns(dram).patterns();
    }

    private List<? extends DramPattern> patterns() {
        return switch (dram.pattern()) {
            case "seq_read", "seq_write" ->
                List.of(AccessPattern.sequential(
                        0, row.integer("bytes"), dram.pattern().equals("seq_write")));
            case "stride_read" ->
                List.of(new AccessPattern(
                        0,
                        row.integer("access_bytes"),
                        List.of(new Level(row.integer("accesses"), row.integer("stride_bytes"))),
                        false));
            case "tile_read", "tile_write" ->
                List.of(tile(row.integer("C"), row.integer("c0"), dram.pattern().equals("tile_write")));
            case "two_stream" ->
                List.of(
                        AccessPattern.sequential(
                                0, row.integer("stream_bytes"), row.text("rw").startsWith("W")),
                        AccessPattern.sequential(
                                row.integer("stream_b_offset"),
                                row.integer("stream_bytes"),
                                row.text("rw").endsWith("W")));
            case "conv_mix" ->
                List.of(
                        tile(row.integer("C"), row.integer("c0"), false),
                        AccessPattern.sequential(
                                dram.capacityBytes() / 4, row.integer("K") * row.integer("tc") * 9 * WORD_BYTES, false),
                        ofmap());
            case "rand_read" ->
                List.of(new ScatteredBlocks(row.integer("accesses"), row.integer("block_bytes"), false));
            case "rand_mixed" -> {
                long writes = row.integer("accesses") / 3;
                yield List.of(
                        new ScatteredBlocks(row.integer("accesses") - writes, row.integer("block_bytes"), false),
                        new ScatteredBlocks(writes, row.integer("block_bytes"), true));
            }
            default -> probe();
        };
    }

    /** One read, or two at the places that the probe's name says. */
    private List<? extends DramPattern> probe() {
        int burst = (int) row.integer("burst_bytes");
        long nextRow = row.integer("row_bytes");
        return switch (dram.pattern()) {
            case "probe_single_read" -> List.of(AccessPattern.sequential(0, burst, false));
            case "probe_two_same_row" -> List.of(AccessPattern.sequential(0, 2L * burst, false));
            case "probe_two_diff_bank_if_RoBaCo" ->
                List.of(new AccessPattern(0, burst, List.of(new Level(2, nextRow)), false));
            case "probe_two_same_bank_diff_row_if_RoBaCo" ->
                List.of(new AccessPattern(
                        0, burst, List.of(new Level(2, nextRow * row.integer("banks_total"))), false));
            default -> throw row.error("pattern", "is not known");
        };
    }

    private AccessPattern tile(long channels, long firstChannel, boolean write) {
        return tile(0, channels, firstChannel, row.integer("tc"), row.integer("th"), row.integer("tw"), write);
    }

    private AccessPattern ofmap() {
        long k = row.integer("K");
        return tile(dram.capacityBytes() / 2, k, 0, k, row.integer("oh"), row.integer("ow"), true);
    }

    private AccessPattern tile(long base, long channels, long c0, long tc, long th, long tw, boolean write) {
        long block =
                switch (row.text("layout")) {
                    case "CHW" -> 1;
                    case "HWC" -> channels;
                    case "C16HW16c" -> 16;
                    default -> throw row.error("layout", "must be CHW, HWC or C16HW16c");
                };
        try {
            TileRuns.Tile tile = new TileRuns.Tile(0, c0, row.integer("h0"), row.integer("w0"), 1, tc, th, tw);
            return new TileRuns(channels, row.integer("H"), row.integer("W"), WORD_BYTES, block)
                    .tile(tile, base, write);
        } catch (IllegalArgumentException e) {
            throw row.error("tile", String.valueOf(e.getMessage()));
        }
    }
}
