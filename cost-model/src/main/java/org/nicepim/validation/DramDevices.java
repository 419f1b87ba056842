package org.nicepim.validation;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import org.nicepim.config.ConfigException;
import org.nicepim.config.CsvTable;
import org.nicepim.config.Suggestions;
import org.nicepim.config.YamlNode;
import org.nicepim.hardware.ConfigFiles;
import org.nicepim.hardware.DramReader;
import org.nicepim.hardware.DramSpec;

/** Finds the DRAM devices that a reference table names. */
public final class DramDevices {
    private DramDevices() {}

    /**
     * The built-in devices and those of files, by name in lower case; a file's name wins.
     *
     * @param files device files, each with a {@code name}
     */
    public static Map<String, DramSpec> read(List<String> files) {
        Map<String, DramSpec> devices = new LinkedHashMap<>();
        for (String name : ConfigFiles.Kind.DRAM.names()) {
            devices.put(name, DramReader.read(name));
        }
        for (String file : files) {
            YamlNode top = ConfigFiles.resolve(ConfigFiles.Kind.DRAM, file);
            String name = top.get("name").text();
            devices.put(name.toLowerCase(Locale.ROOT), DramReader.read(top));
        }
        return devices;
    }

    static DramSpec of(CsvTable.Row row, Map<String, DramSpec> devices) {
        String name = row.text("config").split("-", -1)[0].toLowerCase(Locale.ROOT);
        DramSpec device = devices.get(name);
        if (device == null) {
            throw new ConfigException(row.where() + ": config: '" + row.text("config") + "' names the device '" + name
                    + "', which is not known; known: " + String.join(", ", new TreeSet<>(devices.keySet())) + "."
                    + Suggestions.maybe(name, devices.keySet()));
        }
        return device;
    }
}
