package org.nicepim.jobs.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.nicepim.config.ConfigException;
import org.nicepim.jobs.ProgramVersion;

/**
 * The {@code manifest.json} of a run's folder: of which run the rows there are. Checking only looks; {@link #begin} is the first that
 * writes.
 */
final class RunManifest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String NAME = "manifest.json";

    private final Path path;
    private final RunIdentity identity;
    private final Configuration hadoop;

    /**
     * A manifest.
     *
     * @param path of the run's folder
     */
    RunManifest(Path path, RunIdentity identity, Configuration hadoop) {
        this.path = path;
        this.identity = identity;
        this.hadoop = hadoop;
    }

    /** Looks whether a folder can be used, and turns complaints of file systems into one line. */
    interface Opening<T> {
        /** Opens. */
        T open() throws IOException;
    }

    /**
     * Opens a folder.
     *
     * @param uri path or URI, for the message
     * @throws ConfigException if it cannot be used
     */
    static <T> T opened(String uri, Opening<T> opening) {
        try {
            return opening.open();
        } catch (ConfigException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            // Paths and file systems complain in many ways: an unknown scheme, host, library or permission.
            throw new ConfigException(
                    "--out " + uri + ": the run's folder cannot be used ("
                            + String.valueOf(e.getMessage()).replaceAll("\\s+", " ") + ").",
                    e);
        }
    }

    /**
     * Checks that the folder can hold this run.
     *
     * @param resume true to go on with what is there
     * @param hasRows true if rows are there
     * @throws ConfigException if a new run would write into an old one's, or a resumed one differs
     */
    void check(boolean resume, boolean hasRows) throws IOException {
        FileSystem files = path.getFileSystem(hadoop);
        requireFolder(files);
        if (files.exists(new Path(path, NAME))) {
            checkManifest(files, resume);
        } else if (resume) {
            throw new ConfigException(
                    "--out " + path + ": --resume finds no " + NAME + " there. Maybe the folder is another one?");
        } else if (hasRows) {
            throw new ConfigException("--out " + path + ": holds evaluations but no " + NAME
                    + ", so nobody knows of which run. Maybe another --out?");
        }
    }

    /** The path, or its nearest ancestor that is there, must be a folder. */
    private void requireFolder(FileSystem files) throws IOException {
        Path there = path;
        while (there.getParent() != null && !files.exists(there)) {
            there = there.getParent();
        }
        if (files.exists(there) && !files.getFileStatus(there).isDirectory()) {
            throw new ConfigException(
                    "--out " + path + ": " + there + " is a file, a run needs a folder. Maybe another --out?");
        }
    }

    private void checkManifest(FileSystem files, boolean resume) throws IOException {
        if (!resume) {
            throw new ConfigException(
                    "--out " + path + ": holds a run already. Maybe --resume to go on with it, or another --out?");
        }
        JsonNode read = read(files);
        if (!read.path("schema_version").isInt()) {
            throw new ConfigException(new Path(path, NAME)
                    + ": has no schema_version, so another program wrote it. Maybe another --out?");
        }
        int version = read.path("schema_version").asInt();
        if (version != RunFolder.SCHEMA_VERSION) {
            throw new ConfigException(new Path(path, NAME) + ": schema_version " + version
                    + " was written by another version of NicePIM; this one reads " + RunFolder.SCHEMA_VERSION
                    + ". Maybe start anew with another --out?");
        }
        identity.requireSame(read.path("config").asText(), path.toString());
    }

    private JsonNode read(FileSystem files) throws IOException {
        Path manifest = new Path(path, NAME);
        try (InputStream in = files.open(manifest)) {
            return JSON.readTree(in);
        } catch (JsonProcessingException e) {
            throw new ConfigException(
                    manifest + ": is no JSON document (" + e.getOriginalMessage() + "). Maybe the file was edited?", e);
        }
    }

    /**
     * Makes the folder and its manifest, unless they are there.
     *
     * @throws ConfigException if they cannot be written
     */
    void begin() {
        try {
            FileSystem files = path.getFileSystem(hadoop);
            Path manifest = new Path(path, NAME);
            if (files.exists(manifest)) {
                return;
            }
            files.mkdirs(path);
            Path hidden = new Path(path, "." + NAME + ".tmp");
            try (OutputStream out = files.create(hidden, true)) {
                out.write(text().getBytes(StandardCharsets.UTF_8));
            }
            if (!files.rename(hidden, manifest)) {
                throw new IOException(hidden + " cannot be renamed to " + manifest);
            }
        } catch (IOException e) {
            throw new ConfigException("--out " + path + ": cannot be written (" + e.getMessage() + ").", e);
        }
    }

    private String text() {
        ObjectNode json = Json.object();
        json.put("schema_version", RunFolder.SCHEMA_VERSION);
        json.put("nicepim_version", ProgramVersion.text());
        json.put("seed", identity.seed());
        json.put("config", identity.text());
        json.put("config_sha256", RunIdentity.sha256(identity.text()));
        return Json.text(json);
    }
}
