package org.nicepim.jobs.run;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Files of this machine that are written whole or not at all. */
public final class WholeFile {
    private WholeFile() {}

    /**
     * Writes a text under a hidden name and renames it.
     *
     * @throws IOException if the folder is not there or cannot be written
     */
    public static void write(Path file, String text) throws IOException {
        Path whole = file.toAbsolutePath();
        Path half = whole.resolveSibling("." + whole.getFileName() + ".tmp");
        Files.writeString(half, text, StandardCharsets.UTF_8);
        Files.move(half, whole, StandardCopyOption.REPLACE_EXISTING);
    }
}
