package org.nicepim.jobs.run;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.nicepim.config.ConfigException;
import org.nicepim.config.YamlNode;
import org.nicepim.hardware.Technology;
import org.nicepim.jobs.SchedulerChoice;
import org.nicepim.jobs.sweep.SweepContext;
import org.nicepim.jobs.sweep.SweepPlan;
import org.nicepim.mapper.MapperOptions;
import org.nicepim.workload.Workload;

/**
 * The configuration of a sweep as its file says it, all that it names read and checked.
 *
 * @param workloads as they were named, each with each batch
 * @param context what is swept
 * @param plan what that means
 * @param rowsPerFile rows that a task evaluates and writes as one file
 * @param seed of a sample
 * @param out folder of the sweep
 */
public record SweepConfig(
        List<ResolvedWorkload> workloads,
        SweepContext context,
        SweepPlan plan,
        int rowsPerFile,
        long seed,
        String out) {
    /** So many files, unless rows are few or a file's rows too many: enough for the tasks of a cluster, few enough for a reader. */
    private static final int USUAL_FILES = 512;

    private static final int MOST_ROWS_PER_FILE = 1000;
    /** Most files of a sweep. */
    static final int MOST_FILES = 99_999;

    /** Copies the list. */
    public SweepConfig {
        workloads = List.copyOf(workloads);
    }

    /**
     * Reads a file, all keys checked.
     *
     * @param file its top mapping
     * @throws ConfigException that names file, key, value and rule
     */
    public static SweepConfig read(YamlNode file) {
        YamlNode top = file.as(SweepSection.SECTION);
        long seed = top.get("seed").longInteger();
        List<ResolvedWorkload> workloads = workloads(top);
        DesignKeys hardware = DesignKeys.read(top.get("hardware"), seed);
        List<Technology> technologies = TechnologyKeys.read(top, hardware.technologies());
        List<MapperOptions> mappers = mappers(top);
        SchedulerChoice scheduler = SchedulerChoice.parse(top.get("scheduler").word());
        boolean simulate = top.get("fidelity").word().equals(RunKeys.SIMULATE);
        boolean layers = top.get("layers").flag();
        Optional<Integer> rowsPerFile = top.find("rowsPerFile").map(YamlNode::integer);
        int evaluationSeconds = top.get("evaluationSeconds").integer();
        String out = top.get("out").text();
        top.done();
        List<Workload> resolved =
                workloads.stream().map(ResolvedWorkload::workload).toList();
        try {
            SweepContext context = new SweepContext(
                    hardware.designs(),
                    technologies,
                    mappers,
                    resolved,
                    scheduler,
                    simulate,
                    layers,
                    evaluationSeconds);
            int rows = rowsPerFile.orElseGet(() -> usualRowsPerFile(context.rows()));
            return new SweepConfig(workloads, context, plan(top, context, rows), rows, seed, out);
        } catch (IllegalArgumentException e) {
            throw top.get("hardware").error(e.getMessage() + ". Maybe 'sample: {kind: sobol, designs: 1000}'?", e);
        }
    }

    private static int usualRowsPerFile(int rows) {
        return Math.min(MOST_ROWS_PER_FILE, (rows + USUAL_FILES - 1) / USUAL_FILES);
    }

    private static SweepPlan plan(YamlNode top, SweepContext context, int rowsPerFile) {
        if (context.rows() / rowsPerFile > MOST_FILES) {
            throw top.get("rowsPerFile")
                    .error("'" + rowsPerFile + "' makes more than " + MOST_FILES + " files of " + context.rows()
                            + " rows. Maybe leave it out?");
        }
        SweepPlan plan = SweepPlan.of(context, rowsPerFile);
        if (plan.buildable() == 0) {
            Technology first = context.technologies().get(0);
            throw top.get("hardware")
                    .error(String.format(
                            Locale.ROOT,
                            "no design can be built: each is over the area limit (%s: areaLimitMm2 %.2f) or has"
                                    + " nodes that do not divide the DRAM channels (%d). Maybe smaller buffers, or"
                                    + " powers of two?",
                            first.name(),
                            first.logic().areaLimitMm2(),
                            first.dram().organization().channels()));
        }
        return plan;
    }

    /** Entries that do not say their batch stand for one workload of each batch. */
    private static List<ResolvedWorkload> workloads(YamlNode top) {
        List<Optional<Integer>> batches = new ArrayList<>();
        if (top.has("batch")) {
            TechnologyKeys.different(top.get("batch")).forEach(item -> batches.add(Optional.of(item.integer())));
        } else {
            batches.add(Optional.empty());
        }
        List<ResolvedWorkload> all = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (Optional<Integer> batch : batches) {
            for (ResolvedWorkload workload : WorkloadList.read(top.get("workloads"), batch)) {
                if (seen.add(
                        workload.workload().name() + " " + workload.workload().batch())) {
                    all.add(workload);
                }
            }
        }
        return all;
    }

    private static List<MapperOptions> mappers(YamlNode top) {
        MapperKeys keys = MapperKeys.read(top);
        List<MapperOptions> mappers = new ArrayList<>();
        for (YamlNode item : TechnologyKeys.items(top.get("objective"))) {
            MapperOptions options = keys.options(MapperKeys.objective(item));
            if (mappers.stream().anyMatch(other -> other.objective().equals(options.objective()))) {
                throw item.error("'" + item.text() + "' stands twice.");
            }
            mappers.add(options);
        }
        return mappers;
    }
}
