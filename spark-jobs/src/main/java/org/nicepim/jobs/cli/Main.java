package org.nicepim.jobs.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.nicepim.config.ConfigException;
import org.nicepim.config.Suggestions;
import picocli.CommandLine;

/** Entry of {@code ./nicepim} and of {@code spark-submit}. */
@CommandLine.Command(
        name = "nicepim",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "Explores DNN accelerators under 3D-stacked DRAM: which hardware to build, how each network maps on it,"
                    + " and how far that is from the limit.",
            ""
        },
        footer = {
            "",
            "Exit codes: 0 done, 1 internal error, 2 bad usage or input, 3 infeasible.",
            "Start here: nicepim explore conf/explore/quickstart.yaml"
        },
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            ExploreCommand.class,
            SweepCommand.class,
            MapCommand.class,
            CompareCommand.class,
            ReproduceCommand.class,
            SimulateCommand.class,
            ReportCommand.class,
            WorkloadsCommand.class,
            ScheduleCommand.class,
            BenchSchedulerCommand.class,
            NestCommand.class,
            ValidateCommand.class,
            BenchTunerCommand.class,
            BenchSparkCommand.class,
            InitCommand.class,
            ConfigCommand.class,
            CompletionCommand.class
        })
public final class Main implements Runnable {
    /** All went well. */
    static final int DONE = 0;
    /** A fault of the program. */
    static final int INTERNAL_ERROR = 1;
    /** A fault of the input. */
    static final int BAD_INPUT = 2;
    /** Nothing feasible. */
    static final int INFEASIBLE = 3;

    private static final String LOG_FORMAT = "java.util.logging.SimpleFormatter.format";
    private static final int LEAST_WIDTH = 80;
    private static final int MOST_WIDTH = 120;

    @CommandLine.Spec
    private CommandLine.Model.@Nullable CommandSpec spec;

    @Override
    public void run() {
        throw new ConfigException("a command is needed: "
                + String.join(", ", Objects.requireNonNull(spec).subcommands().keySet())
                + ". Maybe 'nicepim --help'?");
    }

    /**
     * Runs a command and ends the process with its exit code. Where the cluster runs the driver, success is to return: YARN takes
     * an exit, whatever its code, for a failure.
     */
    public static void main(String[] args) {
        warnInOneLine();
        Relaunch.withOpenModules(Main.class, args);
        int code = guarded(args);
        if (code != DONE || !"cluster".equals(System.getProperty("spark.submit.deployMode"))) {
            System.exit(code);
        }
    }

    /** Warnings look like messages until Spark logs them its way. A format that the user set stays. */
    static void warnInOneLine() {
        if (System.getProperty(LOG_FORMAT) == null) {
            System.setProperty(LOG_FORMAT, "nicepim: %5$s%6$s%n");
        }
    }

    /** Ends with a code even if an {@code Error} gets through: Spark's threads would keep the process alive. */
    private static int guarded(String[] args) {
        try {
            return run(args);
        } catch (OutOfMemoryError e) {
            System.err.println("nicepim: out of memory (" + e.getMessage() + "). Maybe NICEPIM_HEAP=4g?");
            return INTERNAL_ERROR;
        } catch (Error e) {
            sayFault(e, args, new PrintWriter(System.err, true, StandardCharsets.UTF_8));
            return INTERNAL_ERROR;
        }
    }

    /** Runs a command. */
    public static int run(String... args) {
        return line().execute(args);
    }

    /** Reads commands and runs them. */
    static CommandLine line() {
        Terminal terminal = Terminal.ofProcess();
        return new CommandLine(new Main())
                .setOut(new PrintWriter(System.out, true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(System.err, true, StandardCharsets.UTF_8))
                .setColorScheme(CommandLine.Help.defaultColorScheme(terminal.out()))
                .setUsageHelpWidth(Math.max(LEAST_WIDTH, Math.min(MOST_WIDTH, terminal.columns())))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUnmatchedOptionsAllowedAsOptionParameters(false)
                .setExecutionExceptionHandler(Main::failed)
                .setParameterExceptionHandler(Main::misused);
    }

    private static int failed(Exception e, CommandLine line, CommandLine.ParseResult parsed) {
        String[] args = parsed.originalArgs().toArray(String[]::new);
        if (!(e instanceof ConfigException)) {
            sayFault(e, args, line.getErr());
            return INTERNAL_ERROR;
        }
        say(String.valueOf(e.getMessage()), line.getErr());
        if (isVerbose(args) && e.getCause() != null) {
            e.getCause().printStackTrace(line.getErr());
        }
        return BAD_INPUT;
    }

    private static boolean isVerbose(String[] args) {
        return Arrays.asList(args).contains("--verbose") || Arrays.asList(args).contains("-v");
    }

    /** One line with the place in this program, or all that there is to say. */
    private static void sayFault(Throwable fault, String[] args, PrintWriter err) {
        boolean verbose = isVerbose(args);
        String place = Arrays.stream(fault.getStackTrace())
                .filter(frame -> frame.getClassName().startsWith("org.nicepim"))
                .findFirst()
                .map(frame -> " at " + frame)
                .orElse("");
        say(
                "internal error: " + fault + place + "; please report it with what "
                        + (verbose ? "follows." : "--verbose prints."),
                err);
        if (verbose) {
            fault.printStackTrace(err);
        }
    }

    private static int misused(CommandLine.ParameterException e, String[] args) {
        CommandLine line = e.getCommandLine();
        String message = String.valueOf(e.getMessage()).replaceAll("\\s+", " ").replaceFirst("^Error: ", "");
        String maybe = e instanceof CommandLine.UnmatchedArgumentException unmatched
                ? Suggestions.maybe(unknown(unmatched.getUnmatched(), args, known(line)), known(line))
                : "";
        say(message + "." + maybe + " See '" + line.getCommandSpec().qualifiedName() + " --help'.", line.getErr());
        return BAD_INPUT;
    }

    /** One line for the user, whose beginning stands out on a terminal. */
    private static void say(String message, PrintWriter err) {
        err.println(
                Terminal.ofProcess().err().string("@|bold,red nicepim:|@ ") + message.replaceAll("\\s*\\R\\s*", " "));
    }

    /** The word that fits nowhere; an unknown option where values may follow is not among the unmatched. */
    private static String unknown(List<String> unmatched, String[] args, List<String> known) {
        return Stream.concat(
                        unmatched.stream(),
                        Arrays.stream(args).filter(arg -> arg.startsWith("-") && !known.contains(arg)))
                .findFirst()
                .orElse("");
    }

    private static List<String> known(CommandLine line) {
        List<String> words = new ArrayList<>(line.getCommandSpec().optionsMap().keySet());
        words.addAll(line.getSubcommands().keySet());
        return words;
    }
}
