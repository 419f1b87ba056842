package org.nicepim.jobs;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** The version of this build. */
public final class ProgramVersion {
    private ProgramVersion() {}

    /** Such as {@code 1.2.0}. */
    public static String text() {
        try (InputStream in = ProgramVersion.class.getResourceAsStream("/nicepim/version.txt")) {
            return new String(Objects.requireNonNull(in, "version.txt").readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
