package org.nicepim.hardware;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nicepim.config.YamlNode;

/**
 * Figures of components by name, as {@code mac.computePj}: what an energy or area table says, whichever its layout.
 *
 * @param figures value by component and key
 */
record ReferenceTable(Map<String, Double> figures) {
    static final ReferenceTable EMPTY = new ReferenceTable(Map.of());

    private static final List<String> BUFFER = List.of("readPjPerWord", "writePjPerWord", "leakageMw");

    /** Components of an energy table and the keys that they may have. */
    static final Map<String, List<String>> ENERGY = energy();

    /** Components of an area table and the keys that they may have, each in mm² or, ending in Um2, in µm². */
    static final Map<String, List<String>> AREA = area();

    private static final double MM2_PER_UM2 = 1e-6;

    ReferenceTable {
        figures = Map.copyOf(figures);
    }

    private static Map<String, List<String>> energy() {
        Map<String, List<String>> known = new LinkedHashMap<>();
        known.put("mac", List.of("computePj"));
        known.put("vector", List.of("computePj"));
        known.put("peRegister", List.of("readPj", "writePj"));
        known.put("ifmapBuffer", BUFFER);
        known.put("weightBuffer", BUFFER);
        known.put("ofmapBuffer", BUFFER);
        known.put("router", List.of("transferPjPerBit"));
        known.put("wire", List.of("transferPjPerBitMm"));
        known.put("logic", List.of("leakageMwPerMm2"));
        known.put("dram", List.of("transferPjPerBit", "activatePj", "refreshPj", "backgroundMwPerChannel"));
        return known;
    }

    private static Map<String, List<String>> area() {
        Map<String, List<String>> known = new LinkedHashMap<>();
        for (String component : List.of("pe", "ifmapBuffer", "weightBuffer", "ofmapBuffer", "router", "control")) {
            known.put(component, List.of("areaMm2"));
        }
        known.put("channel", List.of("controllerMm2", "bondingIoMm2"));
        return known;
    }

    /** Reads an energy table of the project's own layout. */
    static ReferenceTable energy(YamlNode untyped) {
        YamlNode top = untyped.as(TableSections.ENERGY);
        Map<String, Double> figures = new LinkedHashMap<>();
        for (YamlNode component : components(top, ENERGY)) {
            for (String key : ENERGY.getOrDefault(component.path(), List.of())) {
                if (component.has(key)) {
                    figures.put(component.path() + "." + key, component.get(key).number());
                }
            }
            component.done();
        }
        return new ReferenceTable(figures);
    }

    /** Reads an area table of the project's own layout. */
    static ReferenceTable area(YamlNode untyped) {
        YamlNode top = untyped.as(TableSections.AREA);
        Map<String, Double> figures = new LinkedHashMap<>();
        for (YamlNode component : components(top, AREA)) {
            for (String key : AREA.getOrDefault(component.path(), List.of())) {
                Own mm2 = mm2(component, key);
                if (mm2.given()) {
                    figures.put(component.path() + "." + key, mm2.value());
                }
            }
            component.done();
        }
        if (figures.containsKey("channel.controllerMm2") != figures.containsKey("channel.bondingIoMm2")) {
            throw top.get("channel")
                    .error("must give both controllerMm2 and bondingIoMm2: the technology knows only their sum.");
        }
        return new ReferenceTable(figures);
    }

    private static List<YamlNode> components(YamlNode top, Map<String, List<String>> known) {
        List<YamlNode> found =
                known.keySet().stream().filter(top::has).map(top::get).toList();
        top.done();
        for (YamlNode component : found) {
            if (!component.isMapping() || component.keys().isEmpty()) {
                throw component.error("must be a mapping with at least one of "
                        + String.join(", ", known.getOrDefault(component.path(), List.of())) + ".");
            }
        }
        return found;
    }

    /** The key of the same area in µm². */
    static String inUm2(String key) {
        return key.replace("Mm2", "Um2");
    }

    private static Own mm2(YamlNode component, String key) {
        String um2 = inUm2(key);
        if (component.has(key) && component.has(um2)) {
            throw component.error("gives both " + key + " and " + um2 + ".");
        }
        if (component.has(um2)) {
            return Own.of(component.get(um2).number() * MM2_PER_UM2);
        }
        return component.has(key) ? Own.of(component.get(key).number()) : Own.NONE;
    }

    private Own own(String name) {
        return figures.containsKey(name) ? Own.of(or(name, 0)) : Own.NONE;
    }

    /** The figure of a component, or another one. */
    double or(String name, double other) {
        return figures.getOrDefault(name, other);
    }

    /** These figures and those of another table. */
    ReferenceTable and(ReferenceTable other) {
        Map<String, Double> both = new LinkedHashMap<>(figures);
        both.putAll(other.figures);
        return new ReferenceTable(both);
    }

    /** The technology with these figures in place of its constants and of its buffers' macros. */
    Technology applied(Technology t, SynthesisedAreas areas) {
        Measured measured = new Measured(buffer("ifmapBuffer"), buffer("weightBuffer"), buffer("ofmapBuffer"), areas);
        return new Technology(
                t.name(),
                t.logic(),
                dram(t.dram()),
                noc(t.noc()),
                energy(t.logicEnergy()),
                area(t),
                t.sram(),
                measured);
    }

    private BufferFigures buffer(String name) {
        return new BufferFigures(
                own(name + ".readPjPerWord"),
                own(name + ".writePjPerWord"),
                own(name + ".leakageMw"),
                own(name + ".areaMm2"));
    }

    private NocSpec noc(NocSpec noc) {
        return new NocSpec(
                noc.linkBits(),
                noc.hopCycles(),
                noc.endCycles(),
                or("router.transferPjPerBit", noc.routerPjPerBit()),
                or("wire.transferPjPerBitMm", noc.wirePjPerBitMm()));
    }

    /** The model counts accesses of PE registers, about as many reads as writes: their mean is what one costs. */
    private LogicEnergy energy(LogicEnergy energy) {
        double register = energy.peRegisterPj();
        return new LogicEnergy(
                or("mac.computePj", energy.macPj()),
                or("vector.computePj", energy.vectorOpPj()),
                (or("peRegister.readPj", register) + or("peRegister.writePj", register)) / 2,
                or("logic.leakageMwPerMm2", energy.leakageMwPerMm2()));
    }

    private LogicArea area(Technology t) {
        LogicArea area = t.logicArea();
        boolean channel = figures.containsKey("channel.controllerMm2");
        double router = figures.containsKey("router.areaMm2")
                ? or("router.areaMm2", 0) * LogicArea.ROUTER_LINK_BITS / t.noc().linkBits()
                : area.routerMm2();
        return new LogicArea(
                or("pe.areaMm2", area.peMm2()),
                channel ? or("channel.controllerMm2", 0) + or("channel.bondingIoMm2", 0) : area.channelMm2(),
                router,
                or("control.areaMm2", area.controlMm2()));
    }

    private DramSpec dram(DramSpec dram) {
        if (figures.keySet().stream().noneMatch(name -> name.startsWith("dram."))) {
            return dram;
        }
        DramEnergy energy = dram.energy();
        return new DramSpec(
                dram.organization(),
                dram.timing(),
                dram.controller(),
                new DramEnergy(
                        or("dram.transferPjPerBit", energy.transferPjPerBit()),
                        or("dram.activatePj", energy.activatePj()),
                        or("dram.refreshPj", energy.refreshPj()),
                        or("dram.backgroundMwPerChannel", energy.backgroundMwPerChannel())));
    }
}
