package org.nicepim.jobs.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.nicepim.config.ConfigException;

/**
 * What the manifest of a folder says of the run that wrote it, for readers who do not know the run.
 *
 * @param folder as it was named
 * @param version of the program that wrote it
 * @param config lines of the configuration by key: those that decide the results
 */
public record RunDescription(String folder, String version, Map<String, String> config) {
    private static final ObjectMapper JSON = new ObjectMapper();
    /** Name of the file in its folder. */
    static final String MANIFEST = "manifest.json";

    private static final String HASH = " sha256:";

    /** Keeps the order of lines. */
    public RunDescription {
        config = Collections.unmodifiableMap(new LinkedHashMap<>(config));
    }

    /**
     * Reads a folder's manifest.
     *
     * @param uri path or URI of the folder
     * @param hadoop settings of the file system
     * @throws ConfigException if it is no folder of a run, or of another version's
     */
    public static RunDescription read(String uri, Configuration hadoop) {
        try {
            Path folder = new Path(uri);
            FileSystem files = folder.getFileSystem(hadoop);
            requireRun(uri, folder, files);
            return parse(uri, text(files, new Path(folder, MANIFEST)));
        } catch (ConfigException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            // Paths and file systems complain in many ways: an unknown scheme, host or permission.
            throw new ConfigException(
                    uri + ": the run's folder cannot be read ("
                            + String.valueOf(e.getMessage()).replaceAll("\\s+", " ") + "). Maybe another path?",
                    e);
        }
    }

    private static void requireRun(String uri, Path folder, FileSystem files) throws IOException {
        if (!files.exists(folder)) {
            throw new ConfigException(uri + ": is not there. Maybe the folder that --out of a run named?");
        }
        if (!files.getFileStatus(folder).isDirectory()) {
            Path parent = files.makeQualified(folder).getParent();
            throw new ConfigException(uri + ": is a file, the folder of a run is needed. Maybe '"
                    + Path.getPathWithoutSchemeAndAuthority(parent) + "'?");
        }
        if (!files.exists(new Path(folder, MANIFEST))) {
            throw new ConfigException(
                    uri + ": holds no " + MANIFEST + (files.listStatus(folder).length == 0 ? "; it is empty" : "")
                            + ", so it is no run's folder. Maybe the folder that --out of 'nicepim explore' or 'sweep' named?");
        }
    }

    private static String text(FileSystem files, Path manifest) throws IOException {
        try (InputStream in = files.open(manifest)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static RunDescription parse(String uri, String text) {
        JsonNode read;
        try {
            read = JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new ConfigException(
                    uri + "/" + MANIFEST + ": is no JSON document (" + e.getOriginalMessage()
                            + "). Maybe the file was edited, or the run died while it wrote it?",
                    e);
        }
        if (!read.path("schema_version").isInt() || !read.path("config").isTextual()) {
            throw new ConfigException(uri + "/" + MANIFEST + ": has no schema_version and config, so another program"
                    + " wrote it. Maybe another folder?");
        }
        int version = read.path("schema_version").asInt();
        if (version != RunFolder.SCHEMA_VERSION) {
            String than = version > RunFolder.SCHEMA_VERSION ? "a newer" : "an older";
            throw new ConfigException(uri + "/" + MANIFEST + ": schema_version " + version + " was written by " + than
                    + " version of NicePIM (" + read.path("nicepim_version").asText("unknown") + "); this one reads "
                    + RunFolder.SCHEMA_VERSION + ". Maybe report with that version?");
        }
        return new RunDescription(
                uri,
                read.path("nicepim_version").asText("unknown"),
                lines(read.path("config").asText()));
    }

    private static Map<String, String> lines(String config) {
        Map<String, String> lines = new LinkedHashMap<>();
        config.lines().filter(line -> line.contains(": ")).forEach(line -> {
            int colon = line.indexOf(": ");
            lines.put(line.substring(0, colon), line.substring(colon + 2));
        });
        return lines;
    }

    /** True of a sweep, false of an exploration. */
    public boolean sweep() {
        return "sweep".equals(config.get("command"));
    }

    /** The value of a line without the hash of what it names; empty if there is no such line. */
    public String value(String key) {
        String line = config.getOrDefault(key, "");
        int hash = line.indexOf(HASH);
        return hash < 0 ? line : line.substring(0, hash);
    }
}
