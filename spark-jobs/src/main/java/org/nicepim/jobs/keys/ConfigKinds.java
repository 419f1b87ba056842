package org.nicepim.jobs.keys;

import java.util.List;
import java.util.Optional;
import org.nicepim.config.Section;
import org.nicepim.cost.nest.NestSection;
import org.nicepim.hardware.DramSection;
import org.nicepim.hardware.HardwareSection;
import org.nicepim.hardware.SpaceSection;
import org.nicepim.hardware.TableSections;
import org.nicepim.hardware.TechnologySection;
import org.nicepim.jobs.run.ExploreSection;
import org.nicepim.jobs.run.SweepSection;
import org.nicepim.workload.yaml.WorkloadSection;

/** The kinds of configuration file that the program reads. */
public final class ConfigKinds {
    /** All of them, in the order in which people meet them. */
    public static final List<Section> ALL = List.of(
            ExploreSection.SECTION,
            SweepSection.SECTION,
            WorkloadSection.SECTION,
            SpaceSection.SECTION,
            HardwareSection.SECTION,
            TechnologySection.SECTION,
            DramSection.SECTION,
            TableSections.ENERGY,
            TableSections.AREA,
            TableSections.SRAM,
            NestSection.SECTION);

    private ConfigKinds() {}

    /** Their names. */
    public static List<String> names() {
        return ALL.stream().map(Section::file).toList();
    }

    /** The kind of a name. */
    public static Optional<Section> find(String name) {
        return ALL.stream().filter(kind -> kind.file().equals(name)).findFirst();
    }
}
