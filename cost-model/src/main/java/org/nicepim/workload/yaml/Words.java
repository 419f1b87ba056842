package org.nicepim.workload.yaml;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import org.nicepim.config.YamlNode;
import org.nicepim.workload.LayerType;
import org.nicepim.workload.MapAxis;

/** The words of a workload file. */
final class Words {
    /** Axes of a feature map, in the order in which a shape is written. */
    static final Map<MapAxis, String> AXES = axes();

    private Words() {}

    private static Map<MapAxis, String> axes() {
        Map<MapAxis, String> words = new EnumMap<>(MapAxis.class);
        words.put(MapAxis.N, "n");
        words.put(MapAxis.CHANNEL, "channels");
        words.put(MapAxis.ROW, "rows");
        words.put(MapAxis.COL, "cols");
        return words;
    }

    static String of(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    static LayerType type(YamlNode node) {
        return LayerType.valueOf(node.word().toUpperCase(Locale.ROOT));
    }
}
