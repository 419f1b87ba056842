package org.nicepim.jobs.run;

import java.io.IOException;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.nicepim.config.ConfigException;

/**
 * The folder of a sweep as the driver sees it: {@code manifest.json}, and the tables that the executors write. Opening only looks; {@link
 * #begin} is the first that writes.
 */
public final class SweepFolder {
    private final Path path;
    private final SweepTables tables;
    private final RunManifest manifest;

    private SweepFolder(Path path, SweepTables tables, RunManifest manifest) {
        this.path = path;
        this.tables = tables;
        this.manifest = manifest;
    }

    /**
     * Opens the folder of a sweep, new or to be resumed.
     *
     * @param uri path or URI
     * @param identity decides the sweep's rows; a resumed one must have the same
     * @param resume true to go on with what is there
     * @param hadoop settings of the file system
     * @throws ConfigException if the folder cannot be used, a new sweep would write into an old run's, or a resumed one differs
     */
    public static SweepFolder open(String uri, RunIdentity identity, boolean resume, Configuration hadoop) {
        return RunManifest.opened(uri, () -> {
            Path path = new Path(uri);
            // Executors work in other folders: they need the whole of the path.
            SweepTables tables = new SweepTables(path.getFileSystem(hadoop).makeQualified(path), hadoop);
            RunManifest manifest = new RunManifest(path, identity, hadoop);
            manifest.check(resume, !tables.evaluations().batches().isEmpty());
            return new SweepFolder(path, tables, manifest);
        });
    }

    /**
     * Makes the folder and its manifest unless they are there, and clears away what a sweep that died left half-written.
     *
     * @throws ConfigException if they cannot be written
     */
    public void begin() {
        manifest.begin();
        try {
            tables.clean();
        } catch (IOException e) {
            throw new ConfigException("--out " + path + ": cannot be written (" + e.getMessage() + ").", e);
        }
    }

    /** As it was named. */
    public String path() {
        return path.toString();
    }

    /** The tables. */
    public SweepTables tables() {
        return tables;
    }

    /** Numbers of the batches that are there. */
    public Set<Integer> written() throws IOException {
        return tables.evaluations().numbers();
    }
}
