package org.nicepim.hardware;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.nicepim.config.Key;
import org.nicepim.config.KeyType;
import org.nicepim.config.Section;

/** The keys of the tables that a technology names. */
public final class TableSections {
    private static final KeyType FIGURE = KeyType.decimal(0, 1e9);
    private static final KeyType MACRO_FIGURE = KeyType.decimal(1e-12, 1e12);

    /** A table of energies. */
    public static final Section ENERGY = table(
            "energy-table",
            "Energies of one's own by component, which a technology names as its `energyTable`. What is left out stays the technology's.",
            ReferenceTable.ENERGY);

    /** A table of areas. */
    public static final Section AREA = table(
            "area-table",
            "Areas of one's own by component, which a technology names as its `areaTable`. What is left out stays the technology's.",
            ReferenceTable.AREA);

    /** A table of SRAM macros. */
    public static final Section SRAM = Section.file(
            "sram-table",
            "SRAM macros of one's own, which a technology names as its `sram.table`. Other sizes and widths follow from a smooth fit.",
            Key.required(
                    "macros",
                    KeyType.listOf(Section.of(
                            Key.required("bytes", new KeyType.Bytes(1, SramSource.MOST_BYTES), "capacity")
                                    .in("bytes"),
                            Key.required("wordBits", KeyType.whole(1, SramSource.MOST_BITS), "width of an access")
                                    .in("bits"),
                            Key.required("areaMm2", MACRO_FIGURE, "area").in("mm²"),
                            Key.required("readPj", MACRO_FIGURE, "one read").in("pJ"),
                            Key.required("writePj", MACRO_FIGURE, "one write").in("pJ"),
                            Key.required("leakageMw", MACRO_FIGURE, "leakage").in("mW"))),
                    "one entry a macro, none of the same size and width twice"));

    private TableSections() {}

    private static Section table(String file, String meaning, Map<String, List<String>> components) {
        List<Key> keys = new ArrayList<>();
        keys.add(Key.unread("name", KeyType.text(), "for people"));
        components.forEach((component, figures) -> keys.add(Key.orElse(
                component,
                Section.of(
                        figures.stream().flatMap(key -> figures(key).stream()).toArray(Key[]::new)),
                "the technology's",
                "our `" + component + "`")));
        return new Section(file, meaning, keys);
    }

    /** Areas may be given in µm² too. */
    private static List<Key> figures(String key) {
        Key figure = Key.orElse(key, FIGURE, "the technology's", meaning(key)).in(unit(key));
        if (!key.endsWith("Mm2") || key.contains("Per")) {
            return List.of(figure);
        }
        return List.of(
                figure,
                Key.orElse(ReferenceTable.inUm2(key), FIGURE, "`" + key + "`", meaning(key))
                        .in("µm²"));
    }

    private static String unit(String key) {
        if (key.endsWith("PerWord")) {
            return "pJ/word";
        }
        if (key.endsWith("PjPerBit")) {
            return "pJ/bit";
        }
        return switch (key) {
            case "transferPjPerBitMm" -> "pJ/bit/mm";
            case "leakageMwPerMm2" -> "mW/mm²";
            case "leakageMw", "backgroundMwPerChannel" -> "mW";
            case "areaMm2", "controllerMm2", "bondingIoMm2" -> "mm²";
            default -> "pJ";
        };
    }

    private static String meaning(String key) {
        return switch (key) {
            case "computePj" -> "one MAC; of `vector` one compare, addition or scaling";
            case "readPj", "writePj" -> "one access of a word; the model takes the mean of both";
            case "readPjPerWord", "writePjPerWord" -> "one word; in the ofmap buffer one psum";
            case "leakageMw" -> "leakage of a node's whole buffer";
            case "transferPjPerBit" -> "moving a bit through it";
            case "transferPjPerBitMm" -> "moving a bit along a wire";
            case "leakageMwPerMm2" -> "leakage of logic that is no SRAM";
            case "activatePj" -> "opening and closing a row";
            case "refreshPj" -> "one refresh command of a channel";
            case "backgroundMwPerChannel" -> "standby power of a channel";
            case "areaMm2" ->
                "one PE, a node's whole buffer, one router with the technology's links, or a node's control";
            case "controllerMm2" -> "controller of one DRAM channel; goes with `bondingIoMm2`";
            case "bondingIoMm2" -> "bonding I/O of one DRAM channel; goes with `controllerMm2`";
            default -> throw new IllegalArgumentException("no figure is called " + key);
        };
    }
}
