package org.nicepim.hardware;

import java.util.ArrayList;
import java.util.List;
import org.nicepim.config.ConfigException;
import org.nicepim.config.YamlNode;

/** Reads a design space: for each knob of {@link HardwareConfig} the list of values that it may take. */
public final class DesignSpaceReader {
    private DesignSpaceReader() {}

    /**
     * Reads by path or bare name.
     *
     * @param nameOrPath such as {@code default}
     * @throws ConfigException naming file, key, value and rule
     */
    public static DesignSpace read(String nameOrPath) {
        return read(ConfigFiles.resolve(ConfigFiles.Kind.SPACE, nameOrPath));
    }

    /**
     * Reads a mapping; parameters come out in the order of {@link HardwareParameters#NAMES}, whatever the file's order.
     *
     * @param untyped the mapping
     */
    public static DesignSpace read(YamlNode untyped) {
        YamlNode top = untyped.as(SpaceSection.SECTION);
        List<Parameter> parameters = new ArrayList<>();
        for (String name : HardwareParameters.NAMES) {
            parameters.add(parameter(name, top.get(name)));
        }
        top.done();
        try {
            return new DesignSpace(parameters);
        } catch (IllegalArgumentException e) {
            throw top.error(e.getMessage() + ".");
        }
    }

    private static Parameter parameter(String name, YamlNode node) {
        List<Integer> values = node.isList()
                ? node.list().stream()
                        .map(item -> HardwareParameters.read(name, item))
                        .toList()
                : List.of(HardwareParameters.read(name, node));
        try {
            return new Parameter(name, values);
        } catch (IllegalArgumentException e) {
            throw node.error(e.getMessage() + ".");
        }
    }
}
