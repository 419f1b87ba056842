package org.nicepim.jobs.run;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.nicepim.config.ConfigException;
import org.nicepim.config.Section;
import org.nicepim.config.YamlNode;
import org.nicepim.hardware.Technology;
import org.nicepim.hardware.TechnologyReader;
import org.nicepim.jobs.SchedulerChoice;
import org.nicepim.mapper.MapperOptions;
import org.nicepim.mapper.Objective;
import org.nicepim.mapping.Layout;
import org.nicepim.workload.Workload;

/** What the manifest of a run names, read again: as long as it still says what it said when the run was made. */
public final class RunInputs {
    private static final Section WORKLOADS = Section.of(RunKeys.WORKLOADS);
    /** A technology that a sweep named after one of several widths of words. */
    private static final Pattern WIDE = Pattern.compile("(.+)_(8|16|24|32)bit");

    private final RunDescription run;

    /** Inputs of a run. */
    public RunInputs(RunDescription run) {
        this.run = run;
    }

    /**
     * The run's technologies by name, if files of these names are there and still say what they said when the run was made; without
     * the others, none of them.
     */
    public Map<String, Technology> technologies() {
        try {
            return run.sweep() ? ofSweep() : ofExploration();
        } catch (ConfigException | IllegalArgumentException e) {
            // A file that is gone or was changed since is no reason to tell nothing of the run.
            return Map.of();
        }
    }

    private Map<String, Technology> ofExploration() {
        String name = run.value("technology");
        Technology base = TechnologyReader.read(name);
        Technology technology =
                bits(run.value("wordBits")).map(base::withWordBits).orElse(base);
        return same("technology", technology) ? Map.of(name, technology) : Map.of();
    }

    private Map<String, Technology> ofSweep() {
        Map<String, Technology> technologies = new LinkedHashMap<>();
        for (String name : list("technologies")) {
            technologies.put(name, ofSweep(name));
        }
        return same("technologies", List.copyOf(technologies.values())) ? technologies : Map.of();
    }

    private static Technology ofSweep(String name) {
        Matcher wide = WIDE.matcher(name);
        return wide.matches()
                ? TechnologyReader.read(wide.group(1))
                        .withWordBits(Integer.parseInt(wide.group(2)))
                        .named(name)
                : TechnologyReader.read(name);
    }

    private static Optional<Integer> bits(String text) {
        return text.matches("\\d{1,3}") ? Optional.of(Integer.valueOf(text)) : Optional.empty();
    }

    /**
     * The run's workloads.
     *
     * @param names that the rows have, in the order of the manifest
     * @throws ConfigException if one is not there any more, or another than it was
     */
    public List<Workload> workloads(List<String> names) {
        String file = run.folder() + "/" + RunDescription.MANIFEST;
        YamlNode list = YamlNode.parse("workloads: " + run.value("workloads"), file)
                .as(WORKLOADS)
                .get("workloads");
        List<ResolvedWorkload> resolved = WorkloadList.resolved(list, Optional.empty());
        List<Workload> workloads = new ArrayList<>();
        for (int i = 0; i < Math.min(names.size(), resolved.size()); i++) {
            workloads.add(resolved.get(i).workload().named(names.get(i)));
        }
        if (resolved.size() != names.size() || !same("workloads", List.copyOf(workloads))) {
            throw new ConfigException(file + ": workloads: " + run.value("workloads") + ": are not what they were when"
                    + " the run was made. Maybe a file or this program changed since?");
        }
        return workloads;
    }

    /**
     * What the mapper might do.
     *
     * @param objective one of the run's
     * @throws ConfigException if this version does not know what the manifest says
     */
    public MapperOptions mapper(Objective objective) {
        return known(
                List.of("mapper.style", "mapper.layouts", "mapper.budget"),
                () -> new MapperOptions(
                        objective,
                        MapperOptions.Style.parse(run.value("mapper.style")),
                        list("mapper.layouts").stream().map(Layout::ofPrinted).toList(),
                        Long.parseLong(run.value("mapper.budget"))));
    }

    /**
     * Who scheduled the sharing.
     *
     * @throws ConfigException if this version does not know what the manifest says
     */
    public SchedulerChoice scheduler() {
        return known(List.of("scheduler"), () -> SchedulerChoice.parse(run.value("scheduler")));
    }

    private interface Reading<T> {
        T read();
    }

    private <T> T known(List<String> keys, Reading<T> reading) {
        try {
            return reading.read();
        } catch (IllegalArgumentException e) {
            String said = keys.stream().map(key -> key + ": " + run.value(key)).collect(Collectors.joining(", "));
            throw new ConfigException(
                    run.folder() + "/" + RunDescription.MANIFEST + ": " + said
                            + ": is nothing that this version knows. Maybe another one made the run?",
                    e);
        }
    }

    private List<String> list(String key) {
        return List.of(run.value(key).replaceAll("[\\[\\]]", "").split(", ", -1));
    }

    private boolean same(String key, Object contents) {
        return run.config().getOrDefault(key, "").endsWith(" " + RunIdentity.hash(contents));
    }
}
