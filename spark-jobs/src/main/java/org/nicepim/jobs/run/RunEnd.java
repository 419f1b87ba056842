package org.nicepim.jobs.run;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.nicepim.jobs.RunEffort;

/**
 * How a run ended last: {@code end.json} in its folder, written anew whenever a process of the run comes to its end.
 *
 * @param evaluated designs in the folder
 * @param stoppedBy the rule that ended it, or {@code evaluations} if the budget was spent
 * @param effort of the process that ended
 */
public record RunEnd(int evaluated, String stoppedBy, RunEffort effort) {
    private static final String NAME = "end.json";

    /** As a document. */
    private ObjectNode document() {
        ObjectNode json = Json.object();
        json.put("evaluated", evaluated);
        json.put("stopped_by", stoppedBy);
        json.set("effort", document(effort));
        return json;
    }

    /** An effort as a document. */
    public static ObjectNode document(RunEffort effort) {
        ObjectNode json = Json.object();
        json.put("evaluations", effort.evaluations());
        json.put("seconds", effort.seconds());
        json.put("evaluations_per_second", effort.evaluationsPerSecond());
        json.put("ilp_fallbacks", effort.ilpFallbacks());
        json.put("cache_hits", effort.cacheHits());
        json.put("cache_misses", effort.cacheMisses());
        json.put("tasks", effort.tasks());
        json.put("queue_seconds", effort.queueSeconds());
        json.put("executors_lost", effort.executorsLost());
        return json;
    }

    void write(Path folder, Configuration hadoop) throws IOException {
        FileSystem files = folder.getFileSystem(hadoop);
        Path hidden = new Path(folder, "." + NAME + ".tmp");
        Path whole = new Path(folder, NAME);
        try (OutputStream out = files.create(hidden, true)) {
            out.write(Json.text(document()).getBytes(StandardCharsets.UTF_8));
        }
        files.delete(whole, false);
        if (!files.rename(hidden, whole)) {
            throw new IOException(hidden + " cannot be renamed to " + whole);
        }
    }
}
