package org.nicepim.jobs;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.nicepim.config.ConfigException;
import org.nicepim.scheduler.IlpDataScheduler;
import org.nicepim.scheduler.milp.SolverChain;
import org.nicepim.sharing.DataScheduler;
import org.nicepim.sharing.HeuristicScheduler;
import org.nicepim.sharing.ShortestPathScheduler;
import org.nicepim.sharing.TspScheduler;

/** The schedulers that a user may name. */
public enum SchedulerChoice {
    /** Joint integer program over all sets. */
    ILP,
    /** Shortest cycle per set. */
    TSP,
    /** Unicast. */
    SHORTEST;

    /** Makes the scheduler. */
    public DataScheduler create() {
        return switch (this) {
            case ILP -> new IlpDataScheduler(solvers(), IlpDataScheduler.LIMITS);
            case TSP -> new TspScheduler();
            case SHORTEST -> new ShortestPathScheduler();
        };
    }

    /** Those that the system property {@code milp.solver} allows. */
    private static SolverChain solvers() {
        try {
            return SolverChain.standard();
        } catch (IllegalArgumentException e) {
            throw new ConfigException("-D" + e.getMessage(), e);
        }
    }

    /** Prices sharing inside the mapper's search, as the final scheduler would but for what only a solver finds. */
    public DataScheduler createForSearch() {
        return this == ILP ? new HeuristicScheduler() : create();
    }

    /** All words. */
    public static List<String> words() {
        return Arrays.stream(values()).map(SchedulerChoice::word).toList();
    }

    /** Its word on the command line and in files. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The choice of one of {@link #words}.
     *
     * @throws ConfigException if it needs a solver and the system property {@code milp.solver} names none
     */
    public static SchedulerChoice parse(String word) {
        SchedulerChoice choice = valueOf(word.toUpperCase(Locale.ROOT));
        if (choice == ILP) {
            solvers();
        }
        return choice;
    }
}
