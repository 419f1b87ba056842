package org.nicepim.jobs.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.nicepim.config.ConfigException;
import org.nicepim.config.YamlNode;
import org.nicepim.workload.Workload;

/** Reads {@code workloads:} of a configuration: names and paths, or mappings with knobs; every entry gets a name of its own. */
final class WorkloadList {
    private WorkloadList() {}

    /**
     * Reads and resolves the entries.
     *
     * @param batch of entries that do not say theirs
     */
    static List<ResolvedWorkload> read(YamlNode list, Optional<Integer> batch) {
        return told(list, resolved(list, batch));
    }

    /** Reads and resolves the entries, each under its own name, which several may have. */
    static List<ResolvedWorkload> resolved(YamlNode list, Optional<Integer> batch) {
        List<ResolvedWorkload> workloads = new ArrayList<>();
        for (YamlNode item : list.list()) {
            WorkloadRequest request = request(item);
            try {
                Optional<Integer> chosen = request.batch().or(() -> batch);
                workloads.add(WorkloadSource.resolve(request.withBatch(chosen)));
            } catch (ConfigException e) {
                throw item.error(String.valueOf(e.getMessage()));
            }
        }
        return workloads;
    }

    private static WorkloadRequest request(YamlNode item) {
        if (!item.isMapping()) {
            return WorkloadRequest.of(WorkloadSource.beside(item.text(), item.file()));
        }
        WorkloadRequest request = new WorkloadRequest(
                WorkloadSource.beside(item.get("workload").text(), item.file()),
                item.find("batch").map(YamlNode::integer),
                item.find("sequence").map(YamlNode::integer),
                item.find("blocks").map(YamlNode::integer),
                item.find("weightBits").map(YamlNode::integer),
                item.find("dims").map(WorkloadList::dims).orElse(Map.of()),
                item.get("skipUnsupported").flag(),
                item.find("name").map(YamlNode::text));
        item.done();
        return request;
    }

    private static Map<String, Long> dims(YamlNode node) {
        Map<String, Long> dims = new TreeMap<>();
        for (String name : node.keys()) {
            dims.put(name, node.get(name).longInteger());
        }
        node.done();
        return dims;
    }

    /** Rows are keyed by the workload's name: what stands more than once is told apart by the knobs that differ. */
    private static List<ResolvedWorkload> told(YamlNode list, List<ResolvedWorkload> workloads) {
        List<ResolvedWorkload> told = workloads.stream()
                .map(workload -> workload.request().name().isPresent()
                        ? workload
                        : workload.named(workload.workload().name() + suffix(workload, workloads)))
                .toList();
        List<String> after = names(told);
        if (after.stream().distinct().count() < after.size()) {
            throw list.error("a workload stands twice: " + after + ". Maybe give one a name: {workload: …, name: …}?");
        }
        return told;
    }

    private static String suffix(ResolvedWorkload workload, List<ResolvedWorkload> all) {
        List<Map<String, String>> others = all.stream()
                .filter(other ->
                        other.workload().name().equals(workload.workload().name()))
                .map(other -> other.request().tags())
                .toList();
        return workload.request().tags().entrySet().stream()
                .filter(tag -> others.stream().anyMatch(other -> !tag.getValue().equals(other.get(tag.getKey()))))
                .map(Map.Entry::getValue)
                .collect(Collectors.joining());
    }

    private static List<String> names(List<ResolvedWorkload> workloads) {
        return workloads.stream()
                .map(ResolvedWorkload::workload)
                .map(Workload::name)
                .toList();
    }
}
