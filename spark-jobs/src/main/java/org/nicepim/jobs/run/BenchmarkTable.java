package org.nicepim.jobs.run;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import org.nicepim.config.ConfigException;
import org.nicepim.tuner.bench.DesignTable;

/** Reads tables of evaluated designs, compressed or not. */
public final class BenchmarkTable {
    /** The table that comes with the program. */
    public static final String DEFAULT = "datasets/benchmarks/designs.csv.gz";

    private static final int GZIP_FIRST = 0x1f;
    private static final int GZIP_SECOND = 0x8b;

    private BenchmarkTable() {}

    /**
     * Reads a table.
     *
     * @param name a path; {@link #DEFAULT} is found wherever the working folder is
     * @throws ConfigException naming file, line, column, value and rule
     */
    public static DesignTable read(String name) {
        try {
            return DesignTable.parse(text(bytes(name)), name);
        } catch (IOException e) {
            throw new ConfigException("--table " + name + ": cannot be read (" + e.getMessage() + ").", e);
        }
    }

    private static byte[] bytes(String name) throws IOException {
        Path path;
        try {
            path = Path.of(name);
        } catch (InvalidPathException e) {
            throw new ConfigException("--table " + name + ": is no file name (" + e.getReason() + ").", e);
        }
        if (Files.isRegularFile(path)) {
            return Files.readAllBytes(path);
        }
        try (InputStream inside =
                name.equals(DEFAULT) ? BenchmarkTable.class.getResourceAsStream("/nicepim/" + name) : null) {
            if (inside == null) {
                throw new ConfigException(
                        "--table " + name + ": no such file. Maybe write one with 'nicepim sweep', or name another?");
            }
            return inside.readAllBytes();
        }
    }

    private static String text(byte[] bytes) throws IOException {
        boolean compressed = bytes.length > 1 && (bytes[0] & 0xff) == GZIP_FIRST && (bytes[1] & 0xff) == GZIP_SECOND;
        if (!compressed) {
            return new String(bytes, StandardCharsets.UTF_8);
        }
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
