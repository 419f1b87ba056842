package org.nicepim.jobs.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.nicepim.config.ConfigException;
import org.nicepim.jobs.run.Json;
import org.nicepim.jobs.run.RunDescription;

/** The best design so far, over the designs in the order in which the tuner asked for them. */
final class Convergence {
    /** What must be the same in runs that are compared. */
    private static final List<String> PROBLEM = List.of(
            "workloads",
            "wordBits",
            "technology",
            "space",
            "objective",
            "mapper.style",
            "mapper.layouts",
            "mapper.budget",
            "scheduler",
            "fidelity");

    private Convergence() {}

    /**
     * Reads what other folders say of their runs.
     *
     * @throws ConfigException if one is no exploration of the same problem
     */
    static List<RunDescription> comparable(RunDescription run, List<String> against, Configuration hadoop) {
        List<RunDescription> others = new ArrayList<>();
        for (String folder : against) {
            RunDescription other = RunDescription.read(folder, hadoop);
            if (run.sweep() || other.sweep()) {
                throw new ConfigException(
                        "--against " + folder + ": a sweep has no best so far; only explorations can be"
                                + " compared. Maybe another folder?");
            }
            for (String key : PROBLEM) {
                String own = run.config().getOrDefault(key, "");
                String its = other.config().getOrDefault(key, "");
                if (!own.equals(its)) {
                    throw new ConfigException("--against " + folder + ": is of another problem: " + key + " is '" + its
                            + "' there and '" + own + "' in " + run.folder() + ". Maybe another folder?");
                }
            }
            others.add(other);
        }
        return others;
    }

    /** One object per run: {@code name}, {@code folder}, and where the best so far changes, {@code n} and {@code value}. */
    static ArrayNode of(RunDescription run, Designs designs, List<RunDescription> against, Configuration hadoop)
            throws IOException {
        ArrayNode runs = Json.array();
        runs.add(curve(run, designs));
        for (RunDescription other : against) {
            List<ReportRow> rows = new RunTables(other, hadoop).evaluations();
            if (rows.isEmpty()) {
                throw new ConfigException("--against " + other.folder()
                        + ": holds no evaluation that can be read. Maybe the run has only begun?");
            }
            runs.add(curve(other, Designs.of(rows)));
        }
        return runs;
    }

    private static ObjectNode curve(RunDescription run, Designs designs) {
        ObjectNode curve = Json.object();
        curve.put("name", run.value("tuner.kind") + ", seed " + run.value("seed"));
        curve.put("folder", run.folder());
        curve.put("initial", run.value("tuner.initial"));
        ArrayNode at = curve.putArray("n");
        ArrayNode values = curve.putArray("value");
        double best = Double.POSITIVE_INFINITY;
        int asked = 0;
        for (Design design : designs.all()) {
            asked++;
            double value = design.value().orElse(Double.POSITIVE_INFINITY);
            if (value < best) {
                best = value;
                at.add(asked);
                Columns.add(values, value);
            }
        }
        curve.put("asked", asked);
        return curve;
    }
}
