package org.nicepim.jobs.cli;

import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.nicepim.config.ConfigException;
import org.nicepim.jobs.sweep.SweepPlan;
import picocli.CommandLine;

/** Options that every command takes which computes something. */
final class OutputOptions {
    @CommandLine.Option(names = "--json", description = "prints one JSON document instead of text")
    private boolean json;

    @CommandLine.Option(
            names = "--seed",
            paramLabel = "N",
            description = "seed of all randomness; commands without randomness ignore it")
    private @Nullable Long seed;

    @CommandLine.ArgGroup
    private @Nullable Talk talk;

    /** How much is said on standard error; one of both. */
    private static final class Talk {
        @CommandLine.Option(
                names = {"-q", "--quiet"},
                description = "prints the result and errors only: no progress, no notes")
        private boolean quiet;

        @CommandLine.Option(
                names = {"-v", "--verbose"},
                description =
                        "keeps every line of progress, says which model chose designs, and where a fault came from")
        private boolean verbose;
    }

    boolean json() {
        return json;
    }

    OptionalLong seed() {
        if (seed != null && seed < 0) {
            throw new ConfigException("--seed " + seed + ": must be at least 0.");
        }
        return seed == null ? OptionalLong.empty() : OptionalLong.of(seed);
    }

    private boolean quiet() {
        return talk != null && talk.quiet;
    }

    /** What is said beside the result, such as what an importer took for granted. */
    PrintWriter notes(CommandLine line) {
        return quiet() ? new PrintWriter(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8) : line.getErr();
    }

    /**
     * Says how far a command is.
     *
     * @param total designs, or steps, to come
     */
    ProgressLine progress(int total) {
        return new ProgressLine(progressStream(), terminal(), total, System::nanoTime);
    }

    /**
     * Does work that has no steps, and says what it is at if it takes long.
     *
     * @param what it is at; asked in another thread
     */
    <T> T waitingFor(Supplier<String> what, Supplier<T> work) {
        Waiting waiting = new Waiting(progress(1), terminal().rewrites(), what, System::nanoTime);
        try {
            waiting.begin();
            return work.get();
        } finally {
            waiting.end();
        }
    }

    /** Says how far a sweep is. */
    SweepProgress progress(SweepPlan plan) {
        return new SweepProgress(progressStream(), terminal(), plan, System::nanoTime);
    }

    private PrintStream progressStream() {
        return quiet() ? new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8) : System.err;
    }

    private Terminal terminal() {
        Terminal terminal = Terminal.ofProcess();
        return talk != null && talk.verbose ? terminal.keeping() : terminal;
    }
}
