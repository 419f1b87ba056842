package org.nicepim.jobs.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.nicepim.config.ConfigException;
import org.nicepim.jobs.ProgramVersion;
import org.nicepim.jobs.TaskResult;
import org.nicepim.results.EvaluationRow;
import org.nicepim.results.LayerRow;

/**
 * The folder of a run on any Hadoop file system: {@code manifest.json}, {@code evaluations/} and {@code layers/}, and {@code simulated/} if
 * the best designs are simulated in the end. A batch
 * counts once its evaluations are whole; its layers are written before. Opening only looks; {@link #begin} is the first
 * that writes.
 */
public final class RunFolder {
    /** Version of the columns and of the manifest. */
    public static final int SCHEMA_VERSION = 2;

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String MANIFEST = "manifest.json";

    private final Path path;
    private final Configuration hadoop;
    private final RunIdentity identity;
    private final ParquetTable<EvaluationRow> evaluations;
    private final ParquetTable<LayerRow> layers;
    private final ParquetTable<EvaluationRow> simulated;

    private RunFolder(Path path, RunIdentity identity, Configuration hadoop) {
        this.path = path;
        this.hadoop = hadoop;
        this.identity = identity;
        this.evaluations = new ParquetTable<>(new Path(path, "evaluations"), EvaluationRow.class, hadoop);
        this.layers = new ParquetTable<>(new Path(path, "layers"), LayerRow.class, hadoop);
        this.simulated = new ParquetTable<>(new Path(path, "simulated"), EvaluationRow.class, hadoop);
    }

    /**
     * Opens the folder of a run, new or to be resumed.
     *
     * @param uri path or URI
     * @param identity decides the run's results; a resumed run must have the same
     * @param resume true to go on with what is there
     * @param hadoop settings of the file system
     * @throws ConfigException if the folder cannot be used, a new run would write into an old one's, or a resumed one
     *     differs
     */
    public static RunFolder open(String uri, RunIdentity identity, boolean resume, Configuration hadoop) {
        try {
            RunFolder folder = new RunFolder(new Path(uri), identity, hadoop);
            folder.check(resume);
            return folder;
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

    private void check(boolean resume) throws IOException {
        FileSystem files = path.getFileSystem(hadoop);
        requireFolder(files);
        if (files.exists(new Path(path, MANIFEST))) {
            checkManifest(files, resume);
        } else if (resume) {
            throw new ConfigException(
                    "--out " + path + ": --resume finds no " + MANIFEST + " there. Maybe the folder is another one?");
        } else if (!evaluations.batches().isEmpty()) {
            throw new ConfigException("--out " + path + ": holds evaluations but no " + MANIFEST
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
        JsonNode read = manifest(files);
        int version = read.path("schema_version").asInt(-1);
        if (version != SCHEMA_VERSION) {
            throw new ConfigException(new Path(path, MANIFEST) + ": schema_version " + version
                    + " was written by another version of NicePIM; this one reads " + SCHEMA_VERSION
                    + ". Maybe start anew with another --out?");
        }
        identity.requireSame(read.path("config").asText(), path.toString());
    }

    private JsonNode manifest(FileSystem files) throws IOException {
        Path manifest = new Path(path, MANIFEST);
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
    public void begin() {
        try {
            FileSystem files = path.getFileSystem(hadoop);
            Path manifest = new Path(path, MANIFEST);
            if (files.exists(manifest)) {
                return;
            }
            files.mkdirs(path);
            Path hidden = new Path(path, "." + MANIFEST + ".tmp");
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

    private String text() throws JsonProcessingException {
        ObjectNode json = JSON.createObjectNode();
        json.put("schema_version", SCHEMA_VERSION);
        json.put("nicepim_version", ProgramVersion.text());
        json.put("seed", identity.seed());
        json.put("config", identity.text());
        json.put("config_sha256", RunIdentity.sha256(identity.text()));
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(json);
    }

    /** The folder. */
    public String path() {
        return path.toString();
    }

    /** True if the batch of that number was written. */
    public boolean has(int batch) throws IOException {
        return evaluations.has(batch);
    }

    /** Rows of a batch that was written. */
    public List<EvaluationRow> read(int batch) throws IOException {
        return evaluations.read(batch);
    }

    /** True if the best designs were simulated. */
    public boolean hasSimulated() throws IOException {
        return simulated.has(0);
    }

    /** Rows of the best designs with simulated figures. */
    public List<EvaluationRow> readSimulated() throws IOException {
        return simulated.read(0);
    }

    /** Writes the rows of the best designs with simulated figures. */
    public void writeSimulated(List<EvaluationRow> rows) throws IOException {
        simulated.write(0, rows);
    }

    /** Writes a batch. */
    public void write(int batch, List<TaskResult> results) throws IOException {
        layers.write(
                batch,
                results.stream().flatMap(result -> result.layers().stream()).toList());
        evaluations.write(batch, results.stream().map(TaskResult::evaluation).toList());
    }
}
