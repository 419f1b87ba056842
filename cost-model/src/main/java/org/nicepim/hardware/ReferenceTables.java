package org.nicepim.hardware;

import java.util.List;
import java.util.Optional;
import org.nicepim.config.YamlNode;

/**
 * Reads what a technology's {@code energyTable}, {@code areaTable}, {@code components} and {@code synthesisedAreas} name. Paths are
 * relative to the file that names them. All is read here, so that an executor needs no file.
 */
final class ReferenceTables {
    /** The keys of a technology that are read here. */
    static final List<String> KEYS = List.of("energyTable", "areaTable", "components", "synthesisedAreas");

    private ReferenceTables() {}

    /**
     * Applies the tables to constants.
     *
     * @param layers the technology's files; the nearest that names a table decides
     * @param constants what the tables override
     */
    static Technology apply(Layers layers, Technology constants) {
        SynthesisedAreas areas = areas(layers, constants);
        Optional<YamlNode> energy = layers.optional("energyTable");
        Optional<YamlNode> area = layers.optional("areaTable");
        Optional<AccelergyTables> names =
                layers.optional("components").map(node -> new AccelergyTables(node, constants.logic()));
        ReferenceTable figures = ReferenceTable.EMPTY;
        if (energy.isPresent()) {
            YamlNode top = YamlNode.read(ConfigFiles.beside(energy.get()));
            figures = figures.and(
                    top.has("ERT") ? accelergy(names, energy.get()).energy(top) : ReferenceTable.energy(top));
        }
        if (area.isPresent()) {
            YamlNode top = YamlNode.read(ConfigFiles.beside(area.get()));
            figures = figures.and(top.has("ART") ? accelergy(names, area.get()).area(top) : ReferenceTable.area(top));
        }
        names.ifPresent(AccelergyTables::done);
        return figures.applied(constants, areas);
    }

    private static AccelergyTables accelergy(Optional<AccelergyTables> names, YamlNode at) {
        return names.orElseThrow(() -> at.error("'" + at.text()
                + "' is Accelergy's: 'components' must map our names to its. Maybe 'components: {mac: chip.pe.mac}'?"));
    }

    private static SynthesisedAreas areas(Layers layers, Technology constants) {
        return layers.optional("synthesisedAreas")
                .map(node -> SynthesisedAreasReader.parse(
                        ConfigFiles.text(ConfigFiles.beside(node)),
                        String.valueOf(ConfigFiles.beside(node)),
                        constants.dram().organization().channels()))
                .orElse(SynthesisedAreas.NONE);
    }
}
