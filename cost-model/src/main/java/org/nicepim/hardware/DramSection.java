package org.nicepim.hardware;

import org.nicepim.config.Key;
import org.nicepim.config.KeyType;
import org.nicepim.config.Section;

/** The keys of a DRAM stack's file. */
public final class DramSection {
    private static final KeyType NS = KeyType.decimal(0.001, 1e6);
    private static final KeyType PJ = KeyType.decimal(0, 1e9);
    private static final KeyType QUEUE = KeyType.whole(1, 4096);

    private static final Section ORGANIZATION = Section.of(
            Key.required("channels", KeyType.whole(1, 1 << 16), "independent channels of the stack"),
            Key.required("channelBytes", new KeyType.Bytes(1, 1L << 40), "capacity of a channel")
                    .in("bytes"),
            Key.required("banksPerChannel", KeyType.whole(1, 1024), "banks of a channel, over all its bank groups"),
            Key.or("bankGroups", KeyType.whole(1, 1024), 1, "bank groups of a channel"),
            Key.required("rowBytes", new KeyType.Bytes(1, 1 << 20), "what one activation opens")
                    .in("bytes"),
            Key.required("burstBytes", new KeyType.Bytes(1, 1 << 12), "what one read or write moves")
                    .in("bytes"));

    private static final Section TIMING = Section.of(
            Key.required("clockNs", KeyType.decimal(0.01, 1000), "period of the DRAM's clock")
                    .in("ns"),
            Key.required("burstCycles", KeyType.whole(1, 64), "clocks for which a burst holds the data bus")
                    .in("DRAM cycles"),
            Key.required("tClNs", NS, "read command to first data").in("ns"),
            Key.required("tCwlNs", NS, "write command to first data").in("ns"),
            Key.required("tRcdNs", NS, "activation to read or write").in("ns"),
            Key.required("tRpNs", NS, "precharge to activation").in("ns"),
            Key.required("tRasNs", NS, "activation to precharge").in("ns"),
            Key.required("tRtpNs", NS, "read to precharge").in("ns"),
            Key.required("tWrNs", NS, "end of written data to precharge").in("ns"),
            Key.required("tRrdNs", NS, "activation to activation of another bank group")
                    .in("ns"),
            Key.orElse("tRrdLongNs", NS, "tRrdNs", "activation to activation inside a bank group")
                    .in("ns"),
            Key.required("tFawNs", NS, "time in which at most four rows are opened")
                    .in("ns"),
            Key.required("tCcdNs", NS, "column command to column command of another bank group")
                    .in("ns"),
            Key.orElse("tCcdLongNs", NS, "tCcdNs", "column command to column command inside a bank group")
                    .in("ns"),
            Key.required("tWtrNs", NS, "end of written data to read in another bank group")
                    .in("ns"),
            Key.orElse("tWtrLongNs", NS, "tWtrNs", "end of written data to read inside a bank group")
                    .in("ns"),
            Key.orElse("tRtwNs", KeyType.decimal(0, 1e6), "clockNs", "gap on the data bus between a read and a write")
                    .in("ns"),
            Key.required("refreshNs", KeyType.decimal(0.01, 1e6), "duration of a refresh of all banks, tRFC")
                    .in("ns"),
            Key.required("refreshIntervalNs", KeyType.decimal(0.01, 1e9), "time between refreshes, tREFI")
                    .in("ns"));

    private static final Section CONTROLLER = Section.of(
            Key.or(
                    "addressOrder",
                    new KeyType.Words(AddressOrder.words()),
                    DramController.DEFAULT.order().word(),
                    "how addresses fall on rows, banks and columns, from high bits to low ones"),
            Key.or(
                    "pagePolicy",
                    new KeyType.Words(PagePolicy.words()),
                    DramController.DEFAULT.pages().word(),
                    "whether a row stays open after a read or write"),
            Key.or("readQueue", QUEUE, DramController.DEFAULT.readQueue(), "reads that wait for a place at their bank"),
            Key.or(
                    "writeQueue",
                    QUEUE,
                    DramController.DEFAULT.writeQueue(),
                    "writes that wait for a place at their bank"),
            Key.or("bankQueue", QUEUE, DramController.DEFAULT.bankQueue(), "commands that wait at each bank"));

    private static final Section ENERGY = Section.of(
            Key.required(
                            "transferPjPerBit",
                            KeyType.decimal(1e-6, 1e6),
                            "moving a bit between an open row and the logic")
                    .in("pJ/bit"),
            Key.required("activatePj", PJ, "opening and closing a row").in("pJ"),
            Key.required("refreshPj", PJ, "one refresh command of a channel").in("pJ"),
            Key.required("backgroundMwPerChannel", KeyType.decimal(0, 1e6), "standby power of a channel")
                    .in("mW"));

    /** All keys. */
    public static final Section SECTION = Section.file(
            "dram",
            "A DRAM stack: its organisation, timing, controller and energies. A technology names or overrides one under `dram`.",
            Key.orElse("name", KeyType.text(), "the file's", "what reference tables of `validate` call the device"),
            Key.orElse(
                    Section.EXTENDS,
                    KeyType.text(),
                    "nothing",
                    "stack whose keys hold where this file is silent: a name under `conf/dram`, or a path"),
            Key.required("organization", ORGANIZATION, "channels, banks, rows and bursts"),
            Key.required(
                    "timing",
                    TIMING,
                    "delays between commands; those of the array are in ns, so a clock of your own keeps them"),
            Key.orElse("controller", CONTROLLER, "its defaults", "the controller of a channel: DRAMsim3's defaults"),
            Key.required("energy", ENERGY, "what commands and standby cost"));

    private DramSection() {}
}
