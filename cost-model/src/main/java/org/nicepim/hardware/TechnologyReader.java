package org.nicepim.hardware;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.nicepim.config.ConfigException;
import org.nicepim.config.YamlNode;

/**
 * Reads a technology: every constant is required, has bounds, and carries its unit in its key. A file may say {@code extends:
 * default} (or a path) and give only the constants that differ, and name tables of energies and areas ({@link ReferenceTables}).
 */
public final class TechnologyReader {
    private static final List<String> CELL = List.of("source", "processNm", "cell", "ports", "temperatureK");

    private TechnologyReader() {}

    /**
     * Reads by path or bare name.
     *
     * @param nameOrPath such as {@code default}
     * @throws ConfigException naming file, key, value and rule
     */
    public static Technology read(String nameOrPath) {
        return read(ConfigFiles.resolve(ConfigFiles.Kind.TECHNOLOGY, nameOrPath));
    }

    /**
     * Reads a file's top mapping.
     *
     * @param top the mapping
     */
    public static Technology read(YamlNode top) {
        Layers layers = new Layers(List.of(top.as(TechnologySection.SECTION))).extended(ConfigFiles.Kind.TECHNOLOGY);
        String name = layers.value("name").text();
        LogicSpec logic = logic(layers.section("logic"));
        DramSpec dram = DramReader.read(layers.section("dram"));
        NocSpec noc = noc(layers.section("noc"));
        LogicEnergy energy = logicEnergy(layers.section("logicEnergy"));
        LogicArea area = logicArea(layers.section("logicArea"));
        SramTable sram = sram(layers.section("sram"));
        ReferenceTables.KEYS.forEach(layers::ignore);
        return layers.build(
                () -> ReferenceTables.apply(layers, new Technology(name, logic, dram, noc, energy, area, sram)));
    }

    private static LogicSpec logic(Layers in) {
        int processNm = in.integer("processNm");
        double clockMhz = in.number("clockMhz");
        int wordBits = in.integer("wordBits");
        int psumBits = in.integer("psumBits");
        double areaLimitMm2 = in.number("areaLimitMm2");
        return in.build(() -> new LogicSpec(processNm, clockMhz, wordBits, psumBits, areaLimitMm2));
    }

    private static NocSpec noc(Layers in) {
        int linkBits = in.integer("linkBits");
        int hopCycles = in.integer("hopCycles");
        int endCycles = in.integer("endCycles");
        double router = in.number("routerPjPerBit");
        double wire = in.number("wirePjPerBitMm");
        return in.build(() -> new NocSpec(linkBits, hopCycles, endCycles, router, wire));
    }

    private static LogicEnergy logicEnergy(Layers in) {
        double mac = in.number("macPj");
        double vectorOp = in.number("vectorOpPj");
        double register = in.number("peRegisterPj");
        double leakage = in.number("leakageMwPerMm2");
        return in.build(() -> new LogicEnergy(mac, vectorOp, register, leakage));
    }

    private static LogicArea logicArea(Layers in) {
        double pe = in.number("peMm2");
        double channel = in.number("channelMm2");
        double router = in.number("routerMm2");
        double control = in.number("controlMm2");
        return in.build(() -> new LogicArea(pe, channel, router, control));
    }

    /** A table in CSV, of which the other keys choose rows, or one in YAML, which is one cell's. */
    private static SramTable sram(Layers in) {
        YamlNode table = in.value("table");
        if (table.text().endsWith(".yaml")) {
            in.below("table").forEach(node -> CELL.forEach(node::has));
            return in.build(() -> SramSource.read(YamlNode.read(ConfigFiles.beside(table))));
        }
        SramSource.Cell cell = new SramSource.Cell(
                in.value("source").text(),
                in.integer("processNm"),
                in.value("cell").text(),
                in.value("ports").text(),
                in.integer("temperatureK"));
        Path beside = ConfigFiles.beside(table);
        String name = Files.isRegularFile(beside) ? beside.toString() : table.text();
        return in.build(() -> SramSource.read(name, cell));
    }
}
