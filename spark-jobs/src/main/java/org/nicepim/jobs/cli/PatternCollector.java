package org.nicepim.jobs.cli;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nicepim.cost.WorkloadCost;
import org.nicepim.hardware.HardwareConfig;
import org.nicepim.mapper.Mapper;
import org.nicepim.mapper.MapperOptions;
import org.nicepim.mapper.MapperResult;
import org.nicepim.mapper.Objective;
import org.nicepim.sharing.DataScheduler;
import org.nicepim.sharing.HeuristicScheduler;
import org.nicepim.sharing.PatternTable.Met;
import org.nicepim.sharing.SharingPattern;
import org.nicepim.sharing.SharingProblem;
import org.nicepim.sharing.SharingSet;
import org.nicepim.workload.Workload;

/** The sharing patterns that the mapper's mappings ask a scheduler for, each once. */
final class PatternCollector {
    private final Map<SharingProblem, Met> met = new LinkedHashMap<>();

    /**
     * Maps a workload for least energy × delay and adds what its layers share.
     *
     * @return how many patterns were new; none if there is no mapping
     */
    int add(Workload workload, HardwareConfig chip) {
        List<SharingProblem> asked = new ArrayList<>();
        DataScheduler heuristic = new HeuristicScheduler();
        DataScheduler listening = problem -> {
            asked.add(problem);
            return heuristic.schedule(problem);
        };
        MapperOptions.Style style = MapperOptions.Style.NICEPIM;
        MapperOptions options = new MapperOptions(Objective.EDP, style, style.layouts(), MapperOptions.UNLIMITED);
        int before = met.size();
        if (new Mapper(options, heuristic, listening).map(workload, chip) instanceof MapperResult.Mapped mapped) {
            List<String> layers = mapped.cost().layers().stream()
                    .filter(layer -> layer.schedule().isPresent())
                    .map(WorkloadCost.LayerResult::layer)
                    .map(layer -> layer.name())
                    .toList();
            for (int i = 0; i < asked.size(); i++) {
                String layer = i < layers.size() ? layers.get(i) : "";
                add(asked.get(i), workload.name() + " " + layer + " " + chip.nodeRows() + "x" + chip.nodeCols());
            }
        }
        return met.size() - before;
    }

    private void add(SharingProblem problem, String example) {
        if (problem.sets().stream().allMatch(set -> set.bytes() <= 0)) {
            return;
        }
        SharingProblem pattern = SharingPattern.of(problem).problem();
        met.merge(
                pattern,
                new Met(pattern, 1, example),
                (known, one) -> new Met(pattern, known.count() + 1, known.example()));
    }

    /** The patterns, small meshes first, sets of equal volume together. */
    List<Met> patterns() {
        Comparator<Met> byMesh =
                Comparator.comparing(pattern -> pattern.problem().mesh().nodes());
        return met.values().stream()
                .map(PatternCollector::sorted)
                .sorted(byMesh.thenComparing(pattern -> pattern.problem().mesh().cols())
                        .thenComparing(pattern -> pattern.problem().sets().size()))
                .toList();
    }

    private static Met sorted(Met pattern) {
        SharingProblem problem = pattern.problem();
        List<SharingSet> sets = new ArrayList<>(problem.sets());
        sets.sort(Comparator.comparing(SharingSet::bytes).reversed());
        return new Met(new SharingProblem(problem.mesh(), problem.noc(), sets), pattern.count(), pattern.example());
    }
}
