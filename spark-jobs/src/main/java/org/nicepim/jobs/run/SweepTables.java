package org.nicepim.jobs.run;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.nicepim.jobs.sweep.SweepLayerRow;
import org.nicepim.jobs.sweep.SweepRow;

/**
 * The tables of a sweep, which executors write: {@code evaluations/}, and {@code layers/} if they are asked for. A batch counts once its
 * evaluations are whole; its layers are written before.
 */
public final class SweepTables {
    private final Path path;
    private final Configuration hadoop;
    private final ParquetTable<SweepRow> evaluations;
    private final ParquetTable<SweepLayerRow> layers;

    /**
     * Tables.
     *
     * @param path of the sweep's folder, with its file system
     */
    public SweepTables(Path path, Configuration hadoop) {
        this.path = path;
        this.hadoop = hadoop;
        this.evaluations = new ParquetTable<>(new Path(path, "evaluations"), SweepRow.class, hadoop);
        this.layers = new ParquetTable<>(new Path(path, "layers"), SweepLayerRow.class, hadoop);
    }

    /** Where they are. */
    public String uri() {
        return path.toString();
    }

    /** One row for each design, technology, objective and workload. */
    public ParquetTable<SweepRow> evaluations() {
        return evaluations;
    }

    /** One row for each layer of those that were mapped. */
    public ParquetTable<SweepLayerRow> layers() {
        return layers;
    }

    void clean() throws IOException {
        layers.clean();
        evaluations.clean();
    }

    private Path suspectsOf(int batch) {
        return new Path(path, "evaluations/.batch-" + batch + ".suspects");
    }

    /** Rows of a batch whose evaluation never came to an end. */
    public Set<Integer> suspects(int batch) throws IOException {
        FileSystem files = path.getFileSystem(hadoop);
        Path file = suspectsOf(batch);
        if (!files.exists(file)) {
            return new TreeSet<>();
        }
        try (FSDataInputStream in = files.open(file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(Integer::valueOf)
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    /** Notes these rows of a batch as those whose evaluation has not come to an end; nothing is noted of an empty set. */
    public void suspect(int batch, Set<Integer> rows) throws IOException {
        FileSystem files = path.getFileSystem(hadoop);
        files.delete(suspectsOf(batch), false);
        if (!rows.isEmpty()) {
            List<String> lines = rows.stream().map(String::valueOf).toList();
            try (OutputStream out = files.create(suspectsOf(batch), true)) {
                out.write(String.join("\n", lines).getBytes(StandardCharsets.UTF_8));
            }
        }
    }
}
