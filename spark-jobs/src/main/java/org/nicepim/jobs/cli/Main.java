package org.nicepim.jobs.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
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
            SimulateCommand.class,
            ReportCommand.class,
            WorkloadsCommand.class,
            ScheduleCommand.class,
            BenchSchedulerCommand.class,
            NestCommand.class,
            ValidateCommand.class,
            BenchTunerCommand.class,
            BenchSparkCommand.class,
            InitCommand.class
        })
public final class Main implements Runnable {
    /** System property that says whether standard error is a terminal. */
    static final String TERMINAL_PROPERTY = "nicepim.terminal";

    /** All went well. */
    static final int DONE = 0;
    /** A fault of the program. */
    static final int INTERNAL_ERROR = 1;
    /** A fault of the input. */
    static final int BAD_INPUT = 2;
    /** Nothing feasible. */
    static final int INFEASIBLE = 3;

    @Override
    public void run() {
        throw new ConfigException(
                "a command is needed: explore, sweep, map, compare, simulate, report, schedule, bench-scheduler, bench-tuner, bench-spark, workloads, nest, validate or init. Maybe 'nicepim --help'?");
    }

    /**
     * Runs a command and ends the process with its exit code. Where the cluster runs the driver, success is to return: YARN takes
     * an exit, whatever its code, for a failure.
     */
    public static void main(String[] args) {
        Relaunch.withOpenModules(Main.class, args);
        int code = guarded(args);
        if (code != DONE || !"cluster".equals(System.getProperty("spark.submit.deployMode"))) {
            System.exit(code);
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
            e.printStackTrace();
            return INTERNAL_ERROR;
        }
    }

    /** Runs a command. */
    public static int run(String... args) {
        CommandLine line = new CommandLine(new Main())
                .setOut(new PrintWriter(System.out, true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(System.err, true, StandardCharsets.UTF_8))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUnmatchedOptionsAllowedAsOptionParameters(false)
                .setExecutionExceptionHandler(Main::failed)
                .setParameterExceptionHandler(Main::misused);
        return line.execute(args);
    }

    private static int failed(Exception e, CommandLine line, CommandLine.ParseResult parsed) {
        if (e instanceof ConfigException) {
            line.getErr().println("nicepim: " + String.valueOf(e.getMessage()).replaceAll("\\s*\\R\\s*", " "));
            return BAD_INPUT;
        }
        line.getErr().println("nicepim: internal error, please report it with what follows");
        e.printStackTrace(line.getErr());
        return INTERNAL_ERROR;
    }

    private static int misused(CommandLine.ParameterException e, String[] args) {
        CommandLine line = e.getCommandLine();
        String message = String.valueOf(e.getMessage()).replaceAll("\\s+", " ");
        String maybe = e instanceof CommandLine.UnmatchedArgumentException unmatched
                ? Suggestions.maybe(unknown(unmatched.getUnmatched(), args, known(line)), known(line))
                : "";
        line.getErr()
                .println("nicepim: " + message + "." + maybe + " See '"
                        + line.getCommandSpec().qualifiedName() + " --help'.");
        return BAD_INPUT;
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
