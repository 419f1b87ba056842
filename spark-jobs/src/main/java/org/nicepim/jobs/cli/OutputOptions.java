package org.nicepim.jobs.cli;

import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.nicepim.config.ConfigException;
import picocli.CommandLine;

/** Options that every command takes. */
final class OutputOptions {
    @CommandLine.Option(names = "--json", description = "prints one JSON document instead of text")
    private boolean json;

    @CommandLine.Option(
            names = "--seed",
            paramLabel = "N",
            description = "seed of all randomness; commands without randomness ignore it")
    private @Nullable Long seed;

    boolean json() {
        return json;
    }

    OptionalLong seed() {
        if (seed != null && seed < 0) {
            throw new ConfigException("--seed " + seed + ": must be at least 0.");
        }
        return seed == null ? OptionalLong.empty() : OptionalLong.of(seed);
    }
}
