package org.nicepim.jobs;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.nicepim.mapper.MapperOptions.Style;
import org.nicepim.sharing.DataScheduler;

/**
 * A step of the ladder from the baseline to NicePIM: how free the mapper is, and who schedules shared data. Baselines share by
 * shortest-path unicast; the others choose unicast or the shortest cycle per set, the last one by integer program.
 */
public enum LadderStep {
    /** TETRIS's way, one copy of the weights. */
    BASELINE(Style.BASELINE, SchedulerChoice.SHORTEST),
    /** The same with as many copies of all weights as the DRAM holds. */
    BASELINE_REPLICATED(Style.BASELINE_REPLICATED, SchedulerChoice.SHORTEST),
    /** All dims may be split. */
    PARTITION(Style.PARTITION, SchedulerChoice.ILP),
    /** Branches may run side by side. */
    BRANCHES(Style.BRANCHES, SchedulerChoice.ILP),
    /** Copies of the weights are chosen per layer. */
    REPLICATION(Style.REPLICATION, SchedulerChoice.ILP),
    /** So are the layouts of feature maps. */
    NICEPIM(Style.NICEPIM, SchedulerChoice.ILP),
    /** The same mapping, its shared data scheduled by integer program. */
    ILP(Style.NICEPIM, SchedulerChoice.ILP);

    private final Style style;
    private final SchedulerChoice sharing;

    LadderStep(Style style, SchedulerChoice sharing) {
        this.style = style;
        this.sharing = sharing;
    }

    /** Its word on the command line and in output. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** All words. */
    public static List<String> words() {
        return Arrays.stream(values()).map(LadderStep::word).toList();
    }

    /** The step of one of {@link #words}. */
    public static LadderStep parse(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    /** How free the mapper is. */
    public Style style() {
        return style;
    }

    /** Prices sharing inside the search: steps of one style find the same mapping. */
    public DataScheduler searchScheduler() {
        return sharing.createForSearch();
    }

    /** Schedules the mapping that was found. */
    public DataScheduler finalScheduler() {
        return this == ILP ? sharing.create() : searchScheduler();
    }

    /** True if this step may choose all that the other may. */
    public boolean isAsFreeAs(LadderStep other) {
        return ordinal() >= other.ordinal() && style.replication().compareTo(other.style.replication()) >= 0;
    }
}
