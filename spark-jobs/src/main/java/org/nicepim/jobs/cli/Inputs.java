package org.nicepim.jobs.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.nicepim.config.ConfigException;
import org.nicepim.config.Suggestions;
import org.nicepim.config.YamlNode;
import org.nicepim.jobs.run.ExploreConfig;
import org.nicepim.jobs.run.ResolvedWorkload;
import org.nicepim.jobs.run.SweepConfig;
import org.nicepim.jobs.run.WorkloadRequest;
import org.nicepim.jobs.run.WorkloadSource;
import org.nicepim.mapper.Objective;

/** Reads and checks all that a run needs, before any work starts. */
final class Inputs {
    private Inputs() {}

    /**
     * An exploration's configuration.
     *
     * @param sets {@code key=value} from the command line
     */
    static ExploreConfig explore(Path file, List<String> sets) {
        YamlNode top = YamlNode.read(file);
        sets.forEach(top::set);
        return ExploreConfig.read(top);
    }

    /**
     * A sweep's configuration, with all that it names.
     *
     * @param sets {@code key=value} from the command line
     */
    static SweepConfig sweep(Path file, List<String> sets) {
        YamlNode top = YamlNode.read(file);
        sets.forEach(top::set);
        return SweepConfig.read(top);
    }

    /**
     * A workload that options name; what its importer passed over or took for granted is noted.
     *
     * @param notes where
     */
    static ResolvedWorkload workload(WorkloadRequest request, PrintWriter notes) {
        ResolvedWorkload resolved = WorkloadSource.resolve(request);
        notes(resolved, notes);
        return resolved;
    }

    /** Says what an importer passed over or took for granted. */
    static void notes(ResolvedWorkload resolved, PrintWriter notes) {
        String name = resolved.request().workload();
        if (!resolved.unsupported().isEmpty()) {
            notes.println(name + ": passed through at no cost: " + String.join(", ", resolved.unsupported()));
        }
        resolved.notes().forEach(note -> notes.println(name + ": " + note));
    }

    /**
     * What a word of the command line stands for.
     *
     * @param option whose value it is
     * @param words all that may be said
     * @param parse of one of them
     */
    static <T> T word(String option, String word, List<String> words, Function<String, T> parse) {
        if (!words.contains(word)) {
            throw new ConfigException(option + " " + word + ": must be one of " + String.join(", ", words) + "."
                    + Suggestions.maybe(word, words));
        }
        return parse.apply(word);
    }

    /** What {@code --objective} asks for. */
    static Objective objective(String word) {
        try {
            return Objective.parse(word);
        } catch (IllegalArgumentException e) {
            throw new ConfigException("--objective: " + e.getMessage(), e);
        }
    }

    /** A limit of loop nests to price. */
    static long budget(long budget) {
        if (budget < 1) {
            throw new ConfigException("--budget " + budget + ": must be at least 1.");
        }
        return budget;
    }

    /**
     * Refuses what an option names twice.
     *
     * @param before what the same name stood for already
     */
    static void once(String option, String name, @Nullable Object before) {
        if (before != null) {
            throw new ConfigException(option + " " + name + ": stands twice.");
        }
    }
}
