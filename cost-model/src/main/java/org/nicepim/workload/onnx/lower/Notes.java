package org.nicepim.workload.onnx.lower;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What was approximated, and where: one line per kind, however many nodes it concerns. */
final class Notes {
    private static final int NAMED = 3;

    private final Map<String, Set<String>> nodes = new LinkedHashMap<>();

    /**
     * Takes a note.
     *
     * @param node where
     * @param what was approximated, as a sentence
     */
    void add(String node, String what) {
        nodes.computeIfAbsent(what, key -> new LinkedHashSet<>()).add(node);
    }

    /** One line per kind: what, and the first nodes. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        nodes.forEach((what, where) -> {
            String names = String.join(", ", where.stream().limit(NAMED).toList());
            String more = where.size() > NAMED ? " and " + (where.size() - NAMED) + " more" : "";
            lines.add(what + ": " + names + more);
        });
        return lines;
    }
}
