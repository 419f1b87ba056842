package org.nicepim.validation;

import java.util.List;
import java.util.Map;
import org.nicepim.config.CsvTable;
import org.nicepim.hardware.AddressOrder;
import org.nicepim.hardware.DramController;
import org.nicepim.hardware.DramOrganization;
import org.nicepim.hardware.DramSpec;
import org.nicepim.hardware.DramTiming;
import org.nicepim.hardware.PagePolicy;

/**
 * One row of a DRAM reference table: a pattern on one channel, and how long a simulator took for it.
 *
 * @param row the row
 * @param spec the device with the row's controller and size
 */
record DramCase(CsvTable.Row row, DramSpec spec) {
    /** Columns that a table must have. */
    static final List<String> COLUMNS = List.of(
            "config",
            "mapping",
            "page_policy",
            "trans_queue",
            "cmd_queue_per_bank",
            "refresh",
            "tCK_ns",
            "burst_bytes",
            "row_bytes",
            "banks_total",
            "capacity_MB",
            "pattern",
            "cycles");

    private static final double NEVER_NS = 1e15;

    /**
     * Reads a row.
     *
     * @param devices timing by name in lower case; the config's part before its first dash names one
     */
    static DramCase of(CsvTable.Row row, Map<String, DramSpec> devices) {
        DramSpec device = DramDevices.of(row, devices);
        DramTiming t = device.timing();
        if (Math.abs(row.positive("tCK_ns") / t.clockNs() - 1) > 0.01) {
            throw row.error("tCK_ns", "is not the device's clock of " + t.clockNs() + " ns");
        }
        double interval = row.text("refresh").equals("off") ? NEVER_NS : t.refreshIntervalNs();
        DramTiming timing =
                new DramTiming(t.clockNs(), t.burstCycles(), t.core(), t.channel(), t.refreshNs(), interval);
        return new DramCase(row, new DramSpec(organization(row, device), timing, controller(row), device.energy()));
    }

    private static DramOrganization organization(CsvTable.Row row, DramSpec device) {
        try {
            return new DramOrganization(
                    1,
                    row.integer("capacity_MB") << 20,
                    (int) row.integer("banks_total"),
                    device.organization().bankGroups(),
                    (int) row.integer("row_bytes"),
                    (int) row.integer("burst_bytes"));
        } catch (IllegalArgumentException e) {
            throw row.error("capacity_MB", "does not fit banks, rows and bursts: " + e.getMessage());
        }
    }

    private static DramController controller(CsvTable.Row row) {
        if (!AddressOrder.words().contains(row.text("mapping"))) {
            throw row.error("mapping", "must be one of " + AddressOrder.words());
        }
        int queue = (int) row.integer("trans_queue");
        // Ramulator's requests wait in one queue until they are served; ours have room at their banks besides.
        boolean shared = row.text("cmd_queue_per_bank").equals("shared");
        try {
            return new DramController(
                    AddressOrder.parse(row.text("mapping")),
                    row.text("page_policy").startsWith("CLOSE") ? PagePolicy.CLOSED : PagePolicy.OPEN,
                    queue,
                    queue,
                    shared ? DramController.DEFAULT.bankQueue() : (int) row.integer("cmd_queue_per_bank"));
        } catch (IllegalArgumentException e) {
            throw row.error("trans_queue", String.valueOf(e.getMessage()));
        }
    }

    String config() {
        return row.text("config");
    }

    String pattern() {
        return row.text("pattern");
    }

    double cycles() {
        return row.positive("cycles");
    }

    /** Bytes of a stream before the next has its turn. */
    int turnBytes() {
        return row.has("interleave_bursts")
                ? (int) (row.integer("interleave_bursts") * row.integer("burst_bytes"))
                : 1024;
    }

    long capacityBytes() {
        return row.integer("capacity_MB") << 20;
    }
}
