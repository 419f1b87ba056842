package org.nicepim.hardware;

import java.util.List;
import org.nicepim.config.Key;
import org.nicepim.config.KeyType;
import org.nicepim.config.Section;

/** The keys of a design space's file. */
public final class SpaceSection {
    /** All keys. */
    public static final Section SECTION = new Section(
            "space",
            "A design space: for every knob the values that it may take, one or a list. Points whose nodes do not divide the DRAM"
                    + " channels, or whose area is over the technology's limit, cannot be built.",
            keys());

    private SpaceSection() {}

    private static List<Key> keys() {
        return HardwareParameters.NAMES.stream()
                .map(name -> Key.required(
                                name,
                                KeyType.oneOrMore(HardwareParameters.type(name)),
                                HardwareParameters.meaning(name))
                        .in(HardwareParameters.unit(name)))
                .toList();
    }
}
