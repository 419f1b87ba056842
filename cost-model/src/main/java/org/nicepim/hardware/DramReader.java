package org.nicepim.hardware;

import java.util.List;
import java.util.function.Supplier;
import org.nicepim.config.YamlNode;

/**
 * Reads a DRAM stack: {@code organization}, {@code timing}, {@code controller} and {@code energy}, each key from the nearest file
 * that has it; {@code extends} names a file of {@code conf/dram}.
 */
public final class DramReader {
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
        return read(new Layers(List.of(top.as(DramSection.SECTION))));
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
        int channels = in.integer("channels");
        long channelBytes = in.value("channelBytes").bytes();
        int banks = in.integer("banksPerChannel");
        int groups = in.integer("bankGroups");
        int rowBytes = (int) in.value("rowBytes").bytes();
        int burstBytes = (int) in.value("burstBytes").bytes();
        return in.build(() -> new DramOrganization(channels, channelBytes, banks, groups, rowBytes, burstBytes));
    }

    private static DramTiming timing(Layers in) {
        double clockNs = in.number("clockNs");
        int burstCycles = in.integer("burstCycles");
        double refreshNs = in.number("refreshNs");
        double refreshIntervalNs = in.number("refreshIntervalNs");
        DramTiming.Core core = core(in);
        DramTiming.Channel channel = channel(in);
        return in.build(() -> new DramTiming(clockNs, burstCycles, core, channel, refreshNs, refreshIntervalNs));
    }

    private static DramTiming.Core core(Layers in) {
        double[] ns = gates(in, "tClNs", "tCwlNs", "tRcdNs", "tRpNs", "tRasNs", "tRtpNs", "tWrNs");
        return checked(in, () -> new DramTiming.Core(ns[0], ns[1], ns[2], ns[3], ns[4], ns[5], ns[6]));
    }

    private static DramController controller(Layers in) {
        AddressOrder order = AddressOrder.parse(in.value("addressOrder").word());
        PagePolicy pages = PagePolicy.parse(in.value("pagePolicy").word());
        int reads = in.integer("readQueue");
        int writes = in.integer("writeQueue");
        int bank = in.integer("bankQueue");
        return in.build(() -> new DramController(order, pages, reads, writes, bank));
    }

    private static DramTiming.Channel channel(Layers in) {
        DramTiming.Gap rrd = gap(in, "tRrdNs", "tRrdLongNs");
        double faw = in.number("tFawNs");
        DramTiming.Gap ccd = gap(in, "tCcdNs", "tCcdLongNs");
        DramTiming.Gap wtr = gap(in, "tWtrNs", "tWtrLongNs");
        double rtw = in.has("tRtwNs") ? in.number("tRtwNs") : in.number("clockNs");
        return checked(in, () -> new DramTiming.Channel(rrd, faw, ccd, wtr, rtw));
    }

    private static DramTiming.Gap gap(Layers in, String acrossKey, String withinKey) {
        double across = in.number(acrossKey);
        double within = in.has(withinKey) ? in.number(withinKey) : across;
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
            ns[i] = in.number(keys[i]);
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
        double transfer = in.number("transferPjPerBit");
        double activate = in.number("activatePj");
        double refresh = in.number("refreshPj");
        double background = in.number("backgroundMwPerChannel");
        return in.build(() -> new DramEnergy(transfer, activate, refresh, background));
    }
}
