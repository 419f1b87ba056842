package org.nicepim.jobs.run;

import java.io.IOException;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.nicepim.config.ConfigException;
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
    public static final int SCHEMA_VERSION = 3;

    private final Path path;
    private final Configuration hadoop;
    private final RunManifest manifest;
    private final ParquetTable<EvaluationRow> evaluations;
    private final ParquetTable<LayerRow> layers;
    private final ParquetTable<EvaluationRow> simulated;

    private RunFolder(Path path, RunIdentity identity, Configuration hadoop) {
        this.path = path;
        this.hadoop = hadoop;
        this.manifest = new RunManifest(path, identity, hadoop);
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
        return RunManifest.opened(uri, () -> {
            RunFolder folder = new RunFolder(new Path(uri), identity, hadoop);
            folder.manifest.check(resume, !folder.evaluations.batches().isEmpty());
            return folder;
        });
    }

    /**
     * Makes the folder and its manifest, unless they are there.
     *
     * @throws ConfigException if they cannot be written
     */
    public void begin() {
        manifest.begin();
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
    public List<EvaluationRow> read(int batch) {
        return evaluations.read(batch);
    }

    /** True if the best designs were simulated. */
    public boolean hasSimulated() throws IOException {
        return simulated.has(0);
    }

    /** Rows of the best designs with simulated figures. */
    public List<EvaluationRow> readSimulated() {
        return simulated.read(0);
    }

    /** Writes the rows of the best designs with simulated figures. */
    public void writeSimulated(List<EvaluationRow> rows) {
        writing(() -> simulated.write(0, rows));
    }

    /**
     * Writes how the run ended.
     *
     * @throws ConfigException if it cannot be written
     */
    public void end(RunEnd end) {
        writing(() -> end.write(path, hadoop));
    }

    /**
     * Writes a batch.
     *
     * @throws ConfigException if it cannot be written: a full disk, a file system that went away
     */
    public void write(int batch, List<TaskResult> results) {
        writing(() -> writeBatch(batch, results));
    }

    /** Writes. */
    private interface Writing {
        void write() throws IOException;
    }

    private void writing(Writing writing) {
        try {
            writing.write();
        } catch (IOException e) {
            throw new ConfigException(
                    "--out " + path + ": cannot be written (" + e.getMessage()
                            + "). What is there is whole; --resume goes on. Maybe the disk is full?",
                    e);
        }
    }

    private void writeBatch(int batch, List<TaskResult> results) throws IOException {
        layers.write(
                batch,
                results.stream().flatMap(result -> result.layers().stream()).toList());
        evaluations.write(batch, results.stream().map(TaskResult::evaluation).toList());
    }
}
