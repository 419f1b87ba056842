package org.nicepim.jobs.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.nicepim.mapper.Objective;
import org.nicepim.results.EvaluationRow;

/**
 * The rows of a run, design by design.
 *
 * @param workloads names, with the batch where a name stands for several
 * @param groups technologies and objectives
 * @param all ascending by group, then by number
 */
record Designs(List<String> workloads, List<Group> groups, List<Design> all) {
    /**
     * Designs that may be compared: of one technology, mapped for one objective.
     *
     * @param technology its name
     * @param objective what is minimised
     */
    record Group(String technology, Objective objective) {}

    private record Key(int group, int design) {}

    private record Task(String workload, int batch) {}

    /** Copies the lists. */
    Designs {
        workloads = List.copyOf(workloads);
        groups = List.copyOf(groups);
        all = List.copyOf(all);
    }

    static Designs of(List<ReportRow> rows) {
        Map<Task, Integer> tasks = new LinkedHashMap<>();
        Map<Group, Integer> groups = new LinkedHashMap<>();
        Map<Key, List<ReportRow>> byDesign = new LinkedHashMap<>();
        for (ReportRow row : rows) {
            tasks.putIfAbsent(task(row.row()), tasks.size());
            int group = number(groups, new Group(row.technology(), Objective.parse(row.objective())));
            byDesign.computeIfAbsent(new Key(group, row.row().design().designId()), key -> new ArrayList<>())
                    .add(row);
        }
        List<Group> named = List.copyOf(groups.keySet());
        List<Design> all = byDesign.entrySet().stream()
                .map(entry -> design(entry.getKey(), entry.getValue(), tasks, named))
                .sorted((a, b) -> a.group() == b.group()
                        ? Integer.compare(a.id(), b.id())
                        : Integer.compare(a.group(), b.group()))
                .toList();
        return new Designs(names(List.copyOf(tasks.keySet())), named, all);
    }

    private static <T> int number(Map<T, Integer> numbers, T one) {
        numbers.putIfAbsent(one, numbers.size());
        return numbers.getOrDefault(one, 0);
    }

    private static Task task(EvaluationRow row) {
        return new Task(row.workload(), row.batch());
    }

    private static Design design(Key key, List<ReportRow> rows, Map<Task, Integer> tasks, List<Group> groups) {
        Map<Integer, EvaluationRow> byWorkload = new TreeMap<>();
        rows.forEach(row -> byWorkload.put(tasks.getOrDefault(task(row.row()), 0), row.row()));
        return Design.of(
                key.group(),
                rows,
                byWorkload,
                tasks.size(),
                groups.get(key.group()).objective());
    }

    private static List<String> names(List<Task> tasks) {
        Map<String, Long> batches =
                tasks.stream().collect(Collectors.groupingBy(Task::workload, Collectors.counting()));
        return tasks.stream()
                .map(task -> batches.getOrDefault(task.workload(), 1L) > 1
                        ? task.workload() + ", batch " + task.batch()
                        : task.workload())
                .toList();
    }

    /** Where a design stands. */
    int position(Design design) {
        for (int i = 0; i < all.size(); i++) {
            if (all.get(i).group() == design.group() && all.get(i).id() == design.id()) {
                return i;
            }
        }
        throw new IllegalArgumentException("design " + design.id() + " is none of these");
    }

    /** Positions of the designs of a group. */
    List<Integer> of(int group) {
        List<Integer> positions = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            if (all.get(i).group() == group) {
                positions.add(i);
            }
        }
        return positions;
    }

    /** Positions of a group's designs that run every workload, best first. */
    List<Integer> ranked(int group) {
        return of(group).stream()
                .filter(i -> all.get(i).ok())
                .sorted((a, b) -> Double.compare(
                        all.get(a).value().orElseThrow(), all.get(b).value().orElseThrow()))
                .toList();
    }
}
