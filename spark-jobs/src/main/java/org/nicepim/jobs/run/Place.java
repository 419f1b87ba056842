package org.nicepim.jobs.run;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.nicepim.config.ConfigException;

/** Places on this machine that a person names to be written: what cannot be one is refused before any work. */
public final class Place {
    /** As the file system of this machine writes {@code hdfs://host/x}. */
    private static final Pattern URI = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]+:/.*");

    private Place() {}

    /**
     * Requires what can be a file, in a folder that is there.
     *
     * @param option that names it
     * @throws ConfigException if it cannot
     */
    public static void requireFile(String option, Path file) {
        requireLocal(option, file);
        if (Files.isDirectory(file)) {
            throw new ConfigException(option + " " + file + ": is a folder, a file is needed. Maybe a file in it?");
        }
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw new ConfigException(option + " " + file + ": must be a file in a folder that is there. Maybe make '"
                    + folder + "' first?");
        }
    }

    /**
     * Requires what is or can become a folder.
     *
     * @param option that names it
     * @throws ConfigException if it cannot
     */
    public static void requireFolder(String option, Path folder) {
        requireLocal(option, folder);
        if (Files.exists(folder) && !Files.isDirectory(folder)) {
            throw new ConfigException(
                    option + " " + folder + ": is a file, a folder is needed. Maybe another " + option + "?");
        }
    }

    private static void requireLocal(String option, Path path) {
        if (URI.matcher(path.toString()).matches()) {
            throw new ConfigException(option + " " + path + ": must be a path of this machine, not of another file"
                    + " system. Maybe write it here and copy it?");
        }
    }
}
