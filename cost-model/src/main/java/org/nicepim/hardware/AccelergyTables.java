package org.nicepim.hardware;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.nicepim.config.Suggestions;
import org.nicepim.config.YamlNode;

/**
 * Reads Accelergy's energy and area reference tables (versions 0.3 and 0.4), as its command writes them:
 *
 * <pre>
 * ERT: {version: 0.3, tables: [{name: chip.pe.mac, actions: [{name: compute, arguments: null, energy: 0.5}]}]}
 * ART: {version: 0.3, tables: [{name: chip.pe.mac, area: 332.25}]}
 * </pre>
 *
 * Energies are pJ per action, areas µm² of one instance. Their names are the user's and they do not say how wide an access is, so the
 * technology's {@code components} maps our components to them:
 *
 * <pre>
 * components:
 *   mac: chip.pe.mac                                          # action compute
 *   peRegister: {name: chip.pe.spad, accessBits: 16}          # read, write
 *   ifmapBuffer: {name: chip.glb, accessBits: 64}             # read, write
 *   router: {name: chip.router, accessBits: 64, transfer: transfer_random}   # the action has another name there
 *   pe: [chip.pe.mac, chip.pe.spad]                           # areas add up
 *   ignored: [chip.clock]
 * </pre>
 *
 * <p>An action that is listed several times, for other arguments (Accelergy's {@code address_delta} and {@code data_delta}), counts
 * with its highest energy: everything changes. {@code idle} and {@code leak} are not read: their cycle time is not in the file.
 */
final class AccelergyTables {
    private static final double MOST = 1e12;
    private static final double MM2_PER_UM2 = 1e-6;
    private static final List<String> WORDS = List.of("accessBits", "read", "write");

    /** Components that Accelergy's tables may have, and what an entry may say of each beside its name. */
    static final Map<String, List<String>> COMPONENTS = components();

    private final LogicSpec logic;
    private final Map<String, YamlNode> entries = new LinkedHashMap<>();
    private final Set<String> mentioned = new LinkedHashSet<>();
    private final Set<String> used = new LinkedHashSet<>();

    private static Map<String, List<String>> components() {
        Map<String, List<String>> known = new LinkedHashMap<>();
        known.put("mac", List.of("compute"));
        known.put("vector", List.of("compute"));
        for (String words : List.of("peRegister", "ifmapBuffer", "weightBuffer", "ofmapBuffer", "dram")) {
            known.put(words, WORDS);
        }
        known.put("router", List.of("accessBits", "transfer"));
        known.put("wire", List.of("accessBits", "lengthMm", "transfer"));
        List.of("pe", "channel", "control").forEach(area -> known.put(area, List.of()));
        return known;
    }

    /**
     * Starts with a mapping of names.
     *
     * @param components the technology's {@code components}
     * @param logic for the width of words
     */
    AccelergyTables(YamlNode components, LogicSpec logic) {
        this.logic = logic;
        if (components.has("ignored")) {
            components.get("ignored").list().forEach(name -> mentioned.add(name.text()));
        }
        for (String component : COMPONENTS.keySet()) {
            if (components.has(component)) {
                entries.put(component, components.get(component));
                mentioned.addAll(names(components.get(component)));
            }
        }
        components.done();
    }

    /** Reads an ERT. */
    ReferenceTable energy(YamlNode top) {
        Map<String, YamlNode> tables = tables(top, "ERT");
        Map<String, Double> figures = new LinkedHashMap<>();
        for (String ours : List.of("mac", "vector")) {
            at(ours, tables).ifPresent(at -> figures.put(ours + ".computePj", at.energy("compute")));
        }
        at("peRegister", tables).ifPresent(at -> {
            double words = at.bits() / logic.wordBits();
            figures.put("peRegister.readPj", at.energy("read") / words);
            figures.put("peRegister.writePj", at.energy("write") / words);
        });
        for (String buffer : List.of("ifmapBuffer", "weightBuffer", "ofmapBuffer")) {
            at(buffer, tables).ifPresent(at -> {
                double words = at.bits() / (buffer.equals("ofmapBuffer") ? logic.psumBits() : logic.wordBits());
                figures.put(buffer + ".readPjPerWord", at.energy("read") / words);
                figures.put(buffer + ".writePjPerWord", at.energy("write") / words);
            });
        }
        at("router", tables).ifPresent(at -> figures.put("router.transferPjPerBit", at.energy("transfer") / at.bits()));
        at("wire", tables)
                .ifPresent(at ->
                        figures.put("wire.transferPjPerBitMm", at.energy("transfer") / at.bits() / at.lengthMm()));
        at("dram", tables)
                .ifPresent(at ->
                        figures.put("dram.transferPjPerBit", (at.energy("read") + at.energy("write")) / 2 / at.bits()));
        return new ReferenceTable(figures);
    }

    /** Reads an ART. */
    ReferenceTable area(YamlNode top) {
        Map<String, YamlNode> tables = tables(top, "ART");
        Map<String, Double> figures = new LinkedHashMap<>();
        for (Map.Entry<String, List<String>> component : ReferenceTable.AREA.entrySet()) {
            String ours = component.getKey();
            YamlNode entry = entries.get(ours);
            if (entry != null) {
                used.add(ours);
                double um2 = 0;
                for (String name : names(entry)) {
                    um2 += table(tables, name, entry).get("area").number(0, MOST);
                }
                // What an entry says of actions is there for the table of energies.
                COMPONENTS.getOrDefault(ours, List.of()).forEach(entry::has);
                // A channel has two keys, of which only the sum counts.
                component.getValue().forEach(key -> figures.put(ours + "." + key, 0.0));
                figures.put(ours + "." + component.getValue().get(0), um2 * MM2_PER_UM2);
            }
        }
        return new ReferenceTable(figures);
    }

    /** Refuses mapped components for which no table was read, and keys of theirs that nobody asked for. */
    void done() {
        entries.forEach((ours, entry) -> {
            if (!used.contains(ours)) {
                throw entry.error("is read by nobody; it needs "
                        + (ReferenceTable.AREA.containsKey(ours)
                                ? "an areaTable with an ART"
                                : "an energyTable with an ERT")
                        + ".");
            }
            if (entry.isMapping()) {
                entry.done();
            }
        });
    }

    /** The tables by name; each must be mapped to something or ignored. */
    private Map<String, YamlNode> tables(YamlNode top, String kind) {
        YamlNode root = top.get(kind);
        root.has("version");
        Map<String, YamlNode> tables = new LinkedHashMap<>();
        for (YamlNode table : root.get("tables").list()) {
            String name = table.get("name").text();
            if (tables.put(name, table) != null) {
                throw table.error("'" + name + "' stands twice.");
            }
            if (!mentioned.contains(name)) {
                throw table.error(
                        "nobody reads '" + name + "'. Maybe map a component to it, or list it in the technology's"
                                + " components.ignored?" + Suggestions.maybe(name, mentioned));
            }
        }
        root.done();
        top.done();
        return tables;
    }

    private static YamlNode table(Map<String, YamlNode> tables, String name, YamlNode at) {
        YamlNode table = tables.get(name);
        if (table == null) {
            throw at.error("'" + name + "' is not in the table; there are: " + String.join(", ", tables.keySet()) + "."
                    + Suggestions.maybe(name, tables.keySet()));
        }
        return table;
    }

    /** The names that an entry maps to: a text, a list of texts, or a mapping with a name. */
    private static List<String> names(YamlNode entry) {
        if (entry.isMapping()) {
            return List.of(entry.get("name").text());
        }
        return entry.isList() ? entry.list().stream().map(YamlNode::text).toList() : List.of(entry.text());
    }

    /** The component's actions, if it is mapped. */
    private Optional<Actions> at(String ours, Map<String, YamlNode> tables) {
        YamlNode entry = entries.get(ours);
        if (entry == null) {
            return Optional.empty();
        }
        used.add(ours);
        List<String> names = names(entry);
        if (names.size() != 1) {
            throw entry.error("must name one table for energy; several add up in areas only.");
        }
        return Optional.of(new Actions(entry, table(tables, names.get(0), entry)));
    }

    /**
     * Actions of one table.
     *
     * @param entry how the technology maps it
     * @param table the table
     */
    private record Actions(YamlNode entry, YamlNode table) {
        /** Bits of one action. */
        double bits() {
            if (!entry.isMapping()) {
                throw entry.error(
                        "must say how many bits an access has. Maybe {name: " + entry.text() + ", accessBits: 64}?");
            }
            return entry.get("accessBits").integer();
        }

        double lengthMm() {
            return entry.get("lengthMm").number();
        }

        /** The highest energy of an action, in pJ. */
        double energy(String ours) {
            String name = entry.isMapping() && entry.has(ours) ? entry.get(ours).text() : ours;
            List<String> known = new ArrayList<>();
            double energy = -1;
            for (YamlNode action : table.get("actions").list()) {
                known.add(action.get("name").text());
                if (action.get("name").text().equals(name)) {
                    energy = Math.max(energy, action.get("energy").number(0, MOST));
                }
            }
            if (energy < 0) {
                throw table.error("has no action '" + name + "'; it has " + String.join(", ", known)
                        + ". Maybe name it with '" + ours + ": " + known.get(0) + "' in the technology's components?");
            }
            return energy;
        }
    }
}
