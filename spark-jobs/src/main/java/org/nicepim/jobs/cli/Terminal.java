package org.nicepim.jobs.cli;

import java.util.Map;
import java.util.function.UnaryOperator;
import picocli.CommandLine.Help.Ansi;

/**
 * What the program writes to: a person's terminal, or a file, a pipe, another program. The launcher knows and says so by system
 * properties; without it nothing is taken for a terminal.
 *
 * @param rewrites true if a line of standard error may be written over
 * @param out whether standard output may be coloured
 * @param err whether standard error may be coloured
 * @param columns characters of a line
 */
record Terminal(boolean rewrites, Ansi out, Ansi err, int columns) {
    /** A file, a pipe, another program. */
    static final Terminal NONE = new Terminal(false, Ansi.OFF, Ansi.OFF, 80);

    private static final String OUT = "nicepim.terminal.out";
    private static final String ERR = "nicepim.terminal.err";
    private static final String COLUMNS = "nicepim.terminal.columns";

    /** This process's. */
    static Terminal ofProcess() {
        return of(key -> System.getProperty(key, ""), System.getenv());
    }

    /**
     * Nothing is coloured if {@code NO_COLOR} says anything (no-color.org); a terminal that is called {@code dumb} can neither
     * colour nor rewrite.
     *
     * @param properties value of a system property; empty if it is not set
     */
    static Terminal of(UnaryOperator<String> properties, Map<String, String> environment) {
        boolean able = !environment.getOrDefault("TERM", "").equals("dumb");
        boolean colours = able && environment.getOrDefault("NO_COLOR", "").isEmpty();
        boolean out = properties.apply(OUT).equals("true");
        boolean err = properties.apply(ERR).equals("true");
        String columns = properties.apply(COLUMNS);
        return new Terminal(
                err && able,
                out && colours ? Ansi.ON : Ansi.OFF,
                err && colours ? Ansi.ON : Ansi.OFF,
                columns.matches("[1-9][0-9]{1,4}") ? Integer.parseInt(columns) : NONE.columns());
    }

    /** The same without rewriting: lines stay to be read. */
    Terminal keeping() {
        return new Terminal(false, out, err, columns);
    }
}
