package org.nicepim.hardware;

import java.util.ArrayList;
import java.util.List;
import org.nicepim.config.Key;
import org.nicepim.config.KeyType;
import org.nicepim.config.Section;

/** The keys of a technology's file. */
public final class TechnologySection {
    private static final KeyType PJ = KeyType.decimal(0, 1e9);
    private static final KeyType MM2 = KeyType.decimal(0, 1e5);
    private static final KeyType CYCLES = KeyType.whole(0, 1000);

    private static final Section LOGIC = Section.of(
            Key.required("processNm", KeyType.whole(1, 1000), "feature size of the logic die")
                    .in("nm"),
            Key.required("clockMhz", KeyType.decimal(1, 100_000), "clock of the logic; cycles are its cycles")
                    .in("MHz"),
            Key.required("wordBits", KeyType.whole(1, 128), "width of activations and weights")
                    .in("bits"),
            Key.required("psumBits", KeyType.whole(1, 256), "width of accumulators")
                    .in("bits"),
            Key.required("areaLimitMm2", KeyType.decimal(0.001, 1e5), "area that a design may have")
                    .in("mm²"));

    private static final Section NOC = Section.of(
            Key.required("linkBits", KeyType.whole(1, 1 << 16), "what a link moves in a cycle, one way")
                    .in("bits"),
            Key.required("hopCycles", KeyType.whole(1, 1000), "from router to router, without load")
                    .in("cycles"),
            Key.required("endCycles", CYCLES, "injection and ejection together, without load")
                    .in("cycles"),
            Key.required("routerPjPerBit", KeyType.decimal(0, 1e6), "through one router")
                    .in("pJ/bit"),
            Key.required(
                            "wirePjPerBitMm",
                            KeyType.decimal(0, 1e6),
                            "along a wire, of links and between PEs; a link is as long as a node is wide")
                    .in("pJ/bit/mm"));

    private static final Section LOGIC_ENERGY = Section.of(
            Key.required("macPj", KeyType.decimal(1e-6, 1e9), "one multiplication and addition")
                    .in("pJ"),
            Key.required("vectorOpPj", PJ, "one compare, addition or scaling").in("pJ"),
            Key.required("peRegisterPj", PJ, "one access of a word in a PE's register")
                    .in("pJ"),
            Key.required("leakageMwPerMm2", KeyType.decimal(0, 1e6), "leakage of logic that is no SRAM")
                    .in("mW/mm²"));

    private static final Section LOGIC_AREA = Section.of(
            Key.required("peMm2", KeyType.decimal(1e-9, 1e5), "one PE with its registers")
                    .in("mm²"),
            Key.required("channelMm2", MM2, "controller and bonding I/O of one DRAM channel")
                    .in("mm²"),
            Key.required("routerMm2", MM2, "one router with links of 128 bits").in("mm²"),
            Key.required("controlMm2", MM2, "sequencer, address generators and vector unit of one node")
                    .in("mm²"));

    private static final String CSV = "those of a CSV table must be said, those of a YAML table must not";

    private static final Section SRAM = Section.of(
            Key.required(
                    "table",
                    KeyType.text(),
                    "a CSV beside this file or under `datasets/reference`, or a YAML file (sram-table)"),
            Key.orElse("source", KeyType.text(), CSV, "column `source` of the rows that are meant, such as `cacti`"),
            Key.orElse("processNm", KeyType.whole(1, 1000), CSV, "column `tech_nm` of the rows that are meant")
                    .in("nm"),
            Key.orElse("cell", KeyType.text(), CSV, "column `cell_and_periph` of the rows that are meant"),
            Key.orElse("ports", KeyType.text(), CSV, "column `ports` of the rows that are meant"),
            Key.orElse("temperatureK", KeyType.whole(1, 1000), CSV, "column `temp_k` of the rows that are meant")
                    .in("K"));

    /** All keys. */
    public static final Section SECTION = Section.file(
            "technology",
            "Constants of a process and a DRAM stack. A file may extend another one and say only what differs.",
            Key.required("name", KeyType.text(), "what rows and messages call it"),
            Key.orElse(
                    Section.EXTENDS,
                    KeyType.text(),
                    "nothing",
                    "technology whose keys hold where this file is silent: `default`, or a path, also beside this file"),
            Key.required("logic", LOGIC, "the logic die"),
            Key.required("dram", DramSection.SECTION, "the DRAM stack"),
            Key.required("noc", NOC, "the mesh between nodes"),
            Key.required("logicEnergy", LOGIC_ENERGY, "energy per action of logic"),
            Key.required("logicArea", LOGIC_AREA, "area of logic"),
            Key.required("sram", SRAM, "which SRAM macros buffers are made of"),
            Key.orElse(
                    "energyTable",
                    KeyType.text(),
                    "none",
                    "file of energies (energy-table, or Accelergy's ERT), beside this file; they override constants"),
            Key.orElse(
                    "areaTable",
                    KeyType.text(),
                    "none",
                    "file of areas (area-table, or Accelergy's ART), beside this file; they override constants"),
            Key.orElse(
                    "components",
                    components(),
                    "none",
                    "our components by their names in Accelergy's tables: one name, several whose areas add up, or a name with the width of an access"),
            Key.orElse(
                    "synthesisedAreas",
                    KeyType.text(),
                    "none",
                    "CSV of synthesised designs, beside this file: docs/technology.md has its columns"));

    private TechnologySection() {}

    private static Section components() {
        List<Key> keys = new ArrayList<>();
        AccelergyTables.COMPONENTS.forEach((component, more) -> keys.add(Key.orElse(
                component,
                KeyType.either(KeyType.text(), KeyType.listOf(KeyType.text()), component(more)),
                "the technology's constants",
                "our `" + component + "`")));
        keys.add(Key.orElse(
                "ignored", KeyType.listOf(KeyType.text()), "none", "names of tables that nobody is to read"));
        return Section.of(keys.toArray(Key[]::new));
    }

    private static Section component(List<String> more) {
        List<Key> keys = new ArrayList<>();
        keys.add(Key.required("name", KeyType.text(), "name of Accelergy's table"));
        for (String key : more) {
            keys.add(
                    switch (key) {
                        case "accessBits" ->
                            Key.orElse(key, KeyType.whole(1, 1 << 20), "none; energies need it", "width of one action")
                                    .in("bits");
                        case "lengthMm" ->
                            Key.orElse(key, KeyType.decimal(1e-6, 1e6), "none; energies need it", "length of the wire")
                                    .in("mm");
                        default ->
                            Key.orElse(
                                    key,
                                    KeyType.text(),
                                    "`" + key + "`",
                                    "what the table calls the action `" + key + "`");
                    });
        }
        return Section.of(keys.toArray(Key[]::new));
    }
}
