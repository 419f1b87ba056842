package org.nicepim.hardware;

import java.util.ArrayList;
import java.util.List;
import org.nicepim.config.Key;
import org.nicepim.config.KeyType;
import org.nicepim.config.Section;

/** The keys of a chip's file. */
public final class HardwareSection {
    /** All keys. */
    public static final Section SECTION = new Section(
            "hardware",
            "One chip: a value for every knob, and the technology that it is built in. `nodeRows` × `nodeCols` must divide the DRAM"
                    + " channels.",
            keys());

    private HardwareSection() {}

    private static List<Key> keys() {
        List<Key> keys = new ArrayList<>();
        keys.add(Key.required(
                "technology", KeyType.text(), "a name under `conf/technology`, or a path, also beside this file"));
        for (String name : HardwareParameters.NAMES) {
            keys.add(Key.required(name, HardwareParameters.type(name), HardwareParameters.meaning(name))
                    .in(HardwareParameters.unit(name)));
        }
        return keys;
    }
}
