package org.nicepim.hardware;

import java.util.List;
import java.util.function.Supplier;
import org.nicepim.config.YamlNode;

/**
 * Reads a DRAM stack: {@code organization}, {@code timing}, {@code controller} and {@code energy}, each key from the nearest file
 * that has it; {@code extends} names a file of {@code conf/dram}.
 */
public final class DramReader {
    private static final double MOST_NS = 1e6;
    private static final double MOST_PJ = 1e9;
    private static final int MOST_QUEUE = 4096;

    private DramReader() {}

    /**
     * Reads by path or bare name.
     *
     * @param nameOrPath such as {@code hbm2}
     * @throws org.nicepim.config.ConfigException naming file, key, value and rule
     */
    public static DramSpec read(String nameOrPath) {
        return read(ConfigFiles.resolve(ConfigFiles.Kind.DRAM, nameOrPath));
    }

    /**
     * Reads a file's top mapping.
     *
     * @param top the mapping
     */
    public static DramSpec read(YamlNode top) {
        return read(new Layers(List.of(top)));
    }

    static DramSpec read(Layers section) {
        Layers in = section.extended(ConfigFiles.Kind.DRAM);
        in.ignore("name");
        DramOrganization organization = organization(in.section("organization"));
        DramTiming timing = timing(in.section("timing"));
        DramController controller =
                in.has("controller") ? controller(in.section("controller")) : DramController.DEFAULT;
        DramEnergy energy = dramEnergy(in.section("energy"));
        return in.build(() -> new DramSpec(organization, timing, controller, energy));
    }

    private static DramOrganization organization(Layers in) {
        int channels = in.integer("channels", 1, 1 << 16);
        long channelBytes = ByteSize.read(in.value("channelBytes"), 1, 1L << 40);
        int banks = in.integer("banksPerChannel", 1, 1024);
        int groups = in.has("bankGroups") ? in.integer("bankGroups", 1, 1024) : 1;
        int rowBytes = (int) ByteSize.read(in.value("rowBytes"), 1, 1 << 20);
        int burstBytes = (int) ByteSize.read(in.value("burstBytes"), 1, 1 << 12);
        return in.build(() -> new DramOrganization(channels, channelBytes, banks, groups, rowBytes, burstBytes));
    }

    private static DramTiming timing(Layers in) {
        double clockNs = in.number("clockNs", 0.01, 1000);
        int burstCycles = in.integer("burstCycles", 1, 64);
        double refreshNs = in.number("refreshNs", 0.01, MOST_NS);
        double refreshIntervalNs = in.number("refreshIntervalNs", 0.01, 1e9);
        DramTiming.Core core = core(in);
        DramTiming.Channel channel = channel(in);
        return in.build(() -> new DramTiming(clockNs, burstCycles, core, channel, refreshNs, refreshIntervalNs));
    }

    private static DramTiming.Core core(Layers in) {
        double[] ns = gates(in, "tClNs", "tCwlNs", "tRcdNs", "tRpNs", "tRasNs", "tRtpNs", "tWrNs");
        return checked(in, () -> new DramTiming.Core(ns[0], ns[1], ns[2], ns[3], ns[4], ns[5], ns[6]));
    }

    private static DramController controller(Layers in) {
        DramController usual = DramController.DEFAULT;
        AddressOrder order = in.has("addressOrder")
                ? AddressOrder.parse(in.value("addressOrder").word(AddressOrder.words()))
                : usual.order();
        PagePolicy pages = in.has("pagePolicy")
                ? PagePolicy.parse(in.value("pagePolicy").word(PagePolicy.words()))
                : usual.pages();
        int reads = in.has("readQueue") ? in.integer("readQueue", 1, MOST_QUEUE) : usual.readQueue();
        int writes = in.has("writeQueue") ? in.integer("writeQueue", 1, MOST_QUEUE) : usual.writeQueue();
        int bank = in.has("bankQueue") ? in.integer("bankQueue", 1, MOST_QUEUE) : usual.bankQueue();
        return in.build(() -> new DramController(order, pages, reads, writes, bank));
    }

    private static DramTiming.Channel channel(Layers in) {
        DramTiming.Gap rrd = gap(in, "tRrdNs", "tRrdLongNs");
        double faw = in.number("tFawNs", 0.001, MOST_NS);
        DramTiming.Gap ccd = gap(in, "tCcdNs", "tCcdLongNs");
        DramTiming.Gap wtr = gap(in, "tWtrNs", "tWtrLongNs");
        double rtw = in.has("tRtwNs") ? in.number("tRtwNs", 0, MOST_NS) : in.number("clockNs", 0.01, 1000);
        return checked(in, () -> new DramTiming.Channel(rrd, faw, ccd, wtr, rtw));
    }

    private static DramTiming.Gap gap(Layers in, String acrossKey, String withinKey) {
        double across = in.number(acrossKey, 0.001, MOST_NS);
        double within = in.has(withinKey) ? in.number(withinKey, 0.001, MOST_NS) : across;
        if (within < across) {
            String nearest = in.nodes().get(0).has(withinKey) ? withinKey : acrossKey;
            throw in.value(nearest)
                    .error(withinKey + " = " + within + " must be at least " + acrossKey + " = " + across + ".");
        }
        return new DramTiming.Gap(across, within);
    }

    private static double[] gates(Layers in, String... keys) {
        double[] ns = new double[keys.length];
        for (int i = 0; i < keys.length; i++) {
            ns[i] = in.number(keys[i], 0.001, MOST_NS);
        }
        return ns;
    }

    private static <T> T checked(Layers in, Supplier<T> record) {
        try {
            return record.get();
        } catch (IllegalArgumentException e) {
            throw in.nodes().get(0).error(e.getMessage() + ".");
        }
    }

    private static DramEnergy dramEnergy(Layers in) {
        double transfer = in.number("transferPjPerBit", 1e-6, 1e6);
        double activate = in.number("activatePj", 0, MOST_PJ);
        double refresh = in.number("refreshPj", 0, MOST_PJ);
        double background = in.number("backgroundMwPerChannel", 0, 1e6);
        return in.build(() -> new DramEnergy(transfer, activate, refresh, background));
    }
}
