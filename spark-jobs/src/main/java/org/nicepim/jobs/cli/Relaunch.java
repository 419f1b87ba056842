package org.nicepim.jobs.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.launcher.JavaModuleOptions;

/** Starts the program again with the module options that Spark needs, if a plain {@code java} left them out. */
final class Relaunch {
    private Relaunch() {}

    /** Set in the second process: if it still lacks the options, a third would lack them too. */
    private static final String DONE_PROPERTY = "nicepim.relaunched";

    /** Returns if the options are there; otherwise runs a new process to its end and exits with its code. */
    static void withOpenModules(Class<?> main, String[] args) {
        if (!isNeeded(main)) {
            return;
        }
        try {
            Process process =
                    new ProcessBuilder(command(main, args)).inheritIO().start();
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
            System.exit(process.waitFor());
        } catch (IOException e) {
            System.err.println("nicepim: cannot start itself again with Spark's module options: " + e.getMessage());
            System.exit(Main.INTERNAL_ERROR);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            System.exit(Main.INTERNAL_ERROR);
        }
    }

    /** Under spark-submit the class comes from a loader of Spark's, which a new process would not have. */
    private static boolean isNeeded(Class<?> main) {
        return !Object.class.getModule().isOpen("java.nio", main.getModule())
                && !Boolean.getBoolean(DONE_PROPERTY)
                && main.getClassLoader() == ClassLoader.getSystemClassLoader();
    }

    private static List<String> command(Class<?> main, String[] args) {
        List<String> command = new ArrayList<>();
        command.add(System.getProperty("java.home") + "/bin/java");
        command.addAll(options());
        command.add("-D" + DONE_PROPERTY + "=true");
        command.addAll(java.lang.management.ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.add(main.getName());
        command.addAll(Arrays.asList(args));
        return command;
    }

    /** Spark's list, without modules that it adds but we do not need and a package that newer JDKs lack. */
    static List<String> options() {
        return Arrays.stream(JavaModuleOptions.defaultModuleOptionArray())
                .filter(option -> !option.startsWith("--add-modules") && !option.contains("sun.security.action"))
                .toList();
    }
}
