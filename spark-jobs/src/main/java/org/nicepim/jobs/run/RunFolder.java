package org.nicepim.jobs.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.nicepim.config.ConfigException;
import org.nicepim.jobs.TaskResult;
import org.nicepim.results.EvaluationRow;
import org.nicepim.results.LayerRow;

/**
 * The folder of a run on any Hadoop file system: {@code manifest.json}, {@code evaluations/} and {@code layers/}. A batch
 * counts once its evaluations are whole; its layers are written before.
 */
public final class RunFolder {
    /** Version of the columns and of the manifest. */
    public static final int SCHEMA_VERSION = 1;

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path path;
    private final ParquetTable<EvaluationRow> evaluations;
    private final ParquetTable<LayerRow> layers;

    private RunFolder(Path path, Configuration hadoop) {
        this.path = path;
        this.evaluations = new ParquetTable<>(new Path(path, "evaluations"), EvaluationRow.class, hadoop);
        this.layers = new ParquetTable<>(new Path(path, "layers"), LayerRow.class, hadoop);
    }

    /**
     * Opens the folder of a run, new or to be resumed.
     *
     * @param uri path or URI
     * @param config text that decides the run's results; a resumed run must have the same
     * @param resume true to go on with what is there
     * @throws ConfigException if a new run would write into an old one's folder, or a resumed one differs
     */
    public static RunFolder open(String uri, String config, boolean resume, Configuration hadoop) {
        Path path = path(uri);
        RunFolder folder = new RunFolder(path, hadoop);
        try {
            FileSystem files = path.getFileSystem(hadoop);
            Path manifest = new Path(path, "manifest.json");
            if (files.exists(manifest)) {
                folder.checkManifest(files, manifest, config, resume);
            } else if (resume) {
                throw new ConfigException(
                        uri + ": --resume finds no manifest.json there. Maybe the folder is another one?");
            } else {
                files.mkdirs(path);
                folder.writeManifest(files, manifest, config);
            }
            return folder;
        } catch (IOException e) {
            throw new ConfigException(uri + ": the run's folder cannot be used (" + e.getMessage() + ").", e);
        }
    }

    private static Path path(String uri) {
        try {
            return new Path(uri);
        } catch (IllegalArgumentException e) {
            throw new ConfigException("--out " + uri + ": is no path or URI (" + e.getMessage() + ").", e);
        }
    }

    private void checkManifest(FileSystem files, Path manifest, String config, boolean resume) throws IOException {
        if (!resume) {
            throw new ConfigException(
                    path + ": holds a run already. Maybe --resume to go on with it, or another --out?");
        }
        JsonNode read;
        try (InputStream in = files.open(manifest)) {
            read = JSON.readTree(in);
        }
        int version = read.path("schema_version").asInt(-1);
        if (version != SCHEMA_VERSION) {
            throw new ConfigException(manifest + ": schema_version " + version + " was written by another version of"
                    + " NicePIM; this one reads " + SCHEMA_VERSION + ".");
        }
        String before = read.path("config").asText();
        if (!before.equals(config)) {
            throw new ConfigException(path + ": --resume with another configuration: " + difference(before, config)
                    + " Maybe start anew with another --out?");
        }
    }

    private static String difference(String before, String now) {
        List<String> old = before.lines().toList();
        List<String> fresh = now.lines().toList();
        for (int i = 0; i < Math.max(old.size(), fresh.size()); i++) {
            String a = i < old.size() ? old.get(i) : "(nothing)";
            String b = i < fresh.size() ? fresh.get(i) : "(nothing)";
            if (!a.equals(b)) {
                return "the run has '" + a + "', now it is '" + b + "'.";
            }
        }
        return "";
    }

    private void writeManifest(FileSystem files, Path manifest, String config) throws IOException {
        ObjectNode json = JSON.createObjectNode();
        json.put("schema_version", SCHEMA_VERSION);
        json.put("nicepim_version", org.nicepim.jobs.cli.Version.text());
        json.put("config", config);
        json.put("config_sha256", sha256(config));
        try (OutputStream out = files.create(manifest, true)) {
            out.write(JSON.writerWithDefaultPrettyPrinter()
                    .writeValueAsString(json)
                    .getBytes(StandardCharsets.UTF_8));
        }
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
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

    /** Writes a batch. */
    public void write(int batch, List<TaskResult> results) throws IOException {
        layers.write(
                batch,
                results.stream().flatMap(result -> result.layers().stream()).toList());
        evaluations.write(batch, results.stream().map(TaskResult::evaluation).toList());
    }
}
