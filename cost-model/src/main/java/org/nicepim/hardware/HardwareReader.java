package org.nicepim.hardware;

import java.util.LinkedHashMap;
import java.util.Map;
import org.nicepim.config.ConfigException;
import org.nicepim.config.YamlNode;

/** Reads a chip: the knobs of {@link HardwareConfig} and {@code technology}, a name or path. */
public final class HardwareReader {
    private HardwareReader() {}

    /**
     * Reads by path or bare name.
     *
     * @param nameOrPath such as {@code chip4x4}
     * @throws ConfigException naming file, key, value and rule
     */
    public static HardwareConfig read(String nameOrPath) {
        return read(ConfigFiles.resolve(ConfigFiles.Kind.HARDWARE, nameOrPath));
    }

    /**
     * Reads a mapping.
     *
     * @param untyped the mapping
     */
    public static HardwareConfig read(YamlNode untyped) {
        YamlNode top = untyped.as(HardwareSection.SECTION);
        Technology technology =
                TechnologyReader.read(ConfigFiles.resolve(ConfigFiles.Kind.TECHNOLOGY, top.get("technology")));
        Map<String, Integer> values = new LinkedHashMap<>();
        for (String name : HardwareParameters.NAMES) {
            values.put(name, HardwareParameters.read(name, top.get(name)));
        }
        top.done();
        HardwareConfig hardware = HardwareParameters.hardware(name -> values.getOrDefault(name, 0), technology);
        if (!hardware.dividesChannels()) {
            throw top.error("nodeRows × nodeCols = " + hardware.nodes() + " must divide the technology's "
                    + technology.dram().organization().channels() + " DRAM channels: a node owns whole channels.");
        }
        return hardware;
    }
}
