package org.nicepim.jobs.cli;

import picocli.CommandLine;

/** The program's version, from its jar. */
public final class Version implements CommandLine.IVersionProvider {
    /** The version, {@code development} when run from classes. */
    public static String text() {
        String version = Version.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }

    @Override
    public String[] getVersion() {
        return new String[] {"nicepim " + text()};
    }
}
