package org.nicepim.jobs.cli;

import java.util.Iterator;
import java.util.List;
import java.util.function.Supplier;
import org.nicepim.hardware.ConfigFiles;
import org.nicepim.jobs.LadderStep;
import org.nicepim.jobs.SchedulerChoice;
import org.nicepim.jobs.keys.ConfigKinds;
import org.nicepim.mapper.MapperOptions;
import org.nicepim.mapper.Objective;
import org.nicepim.scheduler.milp.SolverChain;
import org.nicepim.tuner.Tuners;
import org.nicepim.workload.zoo.Zoo;

/** Words that a shell offers for the values of options. */
abstract class Candidates implements Iterable<String> {
    private final Supplier<List<String>> words;

    private Candidates(Supplier<List<String>> words) {
        this.words = words;
    }

    @Override
    public final Iterator<String> iterator() {
        return words.get().iterator();
    }

    /** Networks of the zoo; files are offered where no network fits. */
    static final class Workloads extends Candidates {
        Workloads() {
            super(Zoo::names);
        }
    }

    /** Built-in chips. */
    static final class Chips extends Candidates {
        Chips() {
            super(ConfigFiles.Kind.HARDWARE::names);
        }
    }

    /** Objectives that have a word. */
    static final class Objectives extends Candidates {
        Objectives() {
            super(Objective::words);
        }
    }

    /** Schedulers. */
    static final class Schedulers extends Candidates {
        Schedulers() {
            super(SchedulerChoice::words);
        }
    }

    /** Styles of mapping. */
    static final class Mappers extends Candidates {
        Mappers() {
            super(MapperOptions.Style::words);
        }
    }

    /** Steps of the ladder. */
    static final class Steps extends Candidates {
        Steps() {
            super(LadderStep::words);
        }
    }

    /** Solvers that are there. */
    static final class Solvers extends Candidates {
        Solvers() {
            super(SolverChain::names);
        }
    }

    /** Kinds of tuner. */
    static final class TunerKinds extends Candidates {
        TunerKinds() {
            super(Tuners::kinds);
        }
    }

    /** Kinds of configuration file. */
    static final class ConfigNames extends Candidates {
        ConfigNames() {
            super(ConfigKinds::names);
        }
    }
}
