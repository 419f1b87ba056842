package org.nicepim.cost.dram;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.nicepim.cost.dram.AccessPattern.Level;
import org.nicepim.cost.dram.TileRuns.Tile;
import org.nicepim.hardware.AddressOrder;
import org.nicepim.hardware.DramController;
import org.nicepim.hardware.DramEnergy;
import org.nicepim.hardware.DramOrganization;
import org.nicepim.hardware.DramSpec;
import org.nicepim.hardware.DramTiming;
import org.nicepim.hardware.PagePolicy;

/** Devices and rows of datasets/reference/dram_reference.csv. */
public final class ReferenceDram {
    private static final int WORD_BYTES = 2;

    private ReferenceDram() {}

    public static List<Map<String, String>> rows() {
        try {
            List<String> lines = Files.readAllLines(Path.of("../datasets/reference/dram_reference.csv"));
            String[] header = lines.get(0).split(",", -1);
            List<Map<String, String>> rows = new ArrayList<>();
            for (String line : lines.subList(1, lines.size())) {
                String[] fields = line.split(",", -1);
                Map<String, String> row = new HashMap<>();
                for (int i = 0; i < header.length; i++) {
                    row.put(header[i], fields[i]);
                }
                rows.add(row);
            }
            return rows;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static DramSpec device(String name) {
        return switch (name) {
            case "SEDRAM_A" ->
                spec(
                        2.5,
                        new DramOrganization(1, 128 << 20, 8, 1, 1024, 32),
                        2,
                        new int[] {5, 3, 6, 6, 12, 3, 6},
                        new int[] {3, 3, 12, 2, 2, 3, 6, 1},
                        52,
                        1560);
            case "SEDRAM_B" ->
                spec(
                        2.5,
                        new DramOrganization(1, 128 << 20, 8, 1, 2048, 64),
                        4,
                        new int[] {5, 3, 5, 5, 12, 3, 6},
                        new int[] {4, 4, 16, 4, 4, 4, 6, 1},
                        64,
                        3120);
            case "HBM2" ->
                spec(
                        1,
                        new DramOrganization(1, 1 << 30, 16, 4, 2048, 64),
                        2,
                        new int[] {14, 4, 14, 14, 34, 5, 16},
                        new int[] {4, 6, 30, 1, 2, 6, 8, 2},
                        260,
                        3900);
            default -> throw new IllegalArgumentException(name);
        };
    }

    private static DramSpec spec(
            double tck, DramOrganization organization, int burstCycles, int[] core, int[] channel, int rfc, int refi) {
        return new DramSpec(
                organization,
                new DramTiming(
                        tck,
                        burstCycles,
                        new DramTiming.Core(
                                core[0] * tck,
                                core[1] * tck,
                                core[2] * tck,
                                core[3] * tck,
                                core[4] * tck,
                                core[5] * tck,
                                core[6] * tck),
                        new DramTiming.Channel(
                                new DramTiming.Gap(channel[0] * tck, channel[1] * tck),
                                channel[2] * tck,
                                new DramTiming.Gap(channel[3] * tck, channel[4] * tck),
                                new DramTiming.Gap(channel[5] * tck, channel[6] * tck),
                                channel[7] * tck),
                        rfc * tck,
                        refi * tck),
                DramController.DEFAULT,
                new DramEnergy(1, 1, 1, 1));
    }

    /** A model whose logic cycle is the device's clock. */
    static DramModel model(String config) {
        DramSpec spec = configured(config);
        return new DramModel(spec, 1, 1000 / spec.timing().clockNs());
    }

    /** The device of a configuration such as {@code SEDRAM_A-RoBaCo-open-noref}, with its controller. */
    public static DramSpec configured(String config) {
        String[] parts = config.split("-", -1);
        DramSpec device = device(parts[0]);
        DramTiming t = device.timing();
        double never = 1e15;
        double interval = config.endsWith("noref") ? never : t.refreshIntervalNs();
        DramController controller = new DramController(
                AddressOrder.parse(parts[1]), parts[2].equals("open") ? PagePolicy.OPEN : PagePolicy.CLOSED, 32, 32, 8);
        return new DramSpec(
                device.organization(),
                new DramTiming(t.clockNs(), t.burstCycles(), t.core(), t.channel(), t.refreshNs(), interval),
                controller,
                device.energy());
    }

    static List<AccessPattern> patterns(Map<String, String> row) {
        String pattern = text(row, "pattern");
        return switch (pattern) {
            case "seq_read", "seq_write" ->
                List.of(AccessPattern.sequential(0, number(row, "bytes"), pattern.equals("seq_write")));
            case "stride_read" ->
                List.of(new AccessPattern(0, 64, List.of(new Level(2048, number(row, "stride_bytes"))), false));
            case "tile_read", "tile_write" -> List.of(tile(row, pattern.equals("tile_write")));
            case "two_stream" ->
                List.of(
                        AccessPattern.sequential(
                                0, number(row, "stream_bytes"), text(row, "rw").startsWith("W")),
                        AccessPattern.sequential(
                                number(row, "stream_b_offset"),
                                number(row, "stream_bytes"),
                                text(row, "rw").endsWith("W")));
            case "conv_mix" -> convolution(row);
            default -> throw new IllegalArgumentException(pattern);
        };
    }

    /** Bytes of a turn; 1 KiB unless the row says how many bursts. */
    static int turnBytes(Map<String, String> row) {
        String bursts = text(row, "interleave_bursts");
        return bursts.isEmpty() ? 1024 : (int) (Double.parseDouble(bursts) * number(row, "burst_bytes"));
    }

    private static List<AccessPattern> convolution(Map<String, String> row) {
        long capacity = number(row, "capacity_MB") << 20;
        long weightBytes = number(row, "K") * number(row, "tc") * 9 * WORD_BYTES;
        Map<String, String> ofmap = new HashMap<>(row);
        ofmap.put("C", text(row, "K"));
        ofmap.put("c0", "0");
        ofmap.put("tc", text(row, "K"));
        ofmap.put("th", text(row, "oh"));
        ofmap.put("tw", text(row, "ow"));
        return List.of(tile(row, false), AccessPattern.sequential(capacity / 4, weightBytes, false), tile(ofmap, true));
    }

    private static AccessPattern tile(Map<String, String> row, boolean write) {
        long channels = number(row, "C");
        long block =
                switch (text(row, "layout")) {
                    case "CHW" -> 1;
                    case "HWC" -> channels;
                    default -> 16;
                };
        Tile tile = new Tile(
                0,
                number(row, "c0"),
                number(row, "h0"),
                number(row, "w0"),
                1,
                number(row, "tc"),
                number(row, "th"),
                number(row, "tw"));
        return new TileRuns(channels, number(row, "H"), number(row, "W"), WORD_BYTES, block).tile(tile, 0, write);
    }

    static long number(Map<String, String> row, String column) {
        return (long) Double.parseDouble(text(row, column));
    }

    static String text(Map<String, String> row, String column) {
        return row.getOrDefault(column, "");
    }
}
