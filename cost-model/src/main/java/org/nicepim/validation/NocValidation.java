package org.nicepim.validation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.nicepim.config.CsvTable;
import org.nicepim.noc.Flow;
import org.nicepim.noc.LoadLatency;

/**
 * Compares the closed forms of the mesh with a reference table. Unicast all-gathers in other orders than {@code rotated}, which no
 * schedule uses, are listed too; latency curves up to 80 % of their saturation.
 */
public final class NocValidation {
    /** Rows of collectives and permutations. */
    public static final String PHASES = "noc phase";

    /** Rows of latency curves. */
    public static final String CURVES = "noc latency";

    private static final double SHARE_OF_SATURATION = 0.8;

    private static final List<String> TOLD =
            List.of("grouping", "ring_order", "M_flits_per_message", "packet_flits", "offered_flits_per_node_cycle");

    private NocValidation() {}

    static final String RINGS = "rings, gather, scatter";
    static final String UNICAST = "unicast all-gather, rotated";
    static final String OTHERS = "other orders and permutations";

    /**
     * The cases.
     *
     * @param text a CSV table with the columns of {@code datasets/reference/noc_reference.csv}
     * @param name how messages call it
     * @throws org.nicepim.config.ConfigException naming file, line, column and rule
     */
    public static List<CaseResult> cases(String text, String name) {
        List<NocCase> cases = CsvTable.parse(text, name, NocCase.COLUMNS).rows().stream()
                .map(NocCase::new)
                .toList();
        List<CaseResult> results = new ArrayList<>();
        Map<String, List<NocCase>> curves = new LinkedHashMap<>();
        for (NocCase noc : cases) {
            if (noc.row().text("experiment").equals("latency_curve")) {
                String key =
                        noc.pattern() + " " + noc.config() + " " + noc.row().text("packet_flits");
                curves.computeIfAbsent(key, k -> new ArrayList<>()).add(noc);
            } else {
                results.add(CaseResult.Effort.repeated(noc::modelCycles)
                        .against(
                                subject(PHASES, noc, group(noc.pattern())),
                                noc.row().positive("cycles")));
            }
        }
        curves.values().forEach(curve -> results.addAll(latencies(curve)));
        return List.copyOf(results);
    }

    private static String group(String pattern) {
        return switch (pattern) {
            case "ring_step", "ring_allgather", "ring_reduce_scatter", "gather_to_corner", "scatter_from_corner" ->
                RINGS;
            case "alltoall_rotated" -> UNICAST;
            default -> OTHERS;
        };
    }

    private static CaseResult.Subject subject(String what, NocCase noc, String group) {
        String label = TOLD.stream()
                .filter(noc.row()::has)
                .map(column -> column + "=" + noc.row().text(column))
                .collect(Collectors.joining(" ", noc.row().where() + " ", ""));
        return new CaseResult.Subject(what, noc.config(), noc.pattern(), group, label);
    }

    private static List<CaseResult> latencies(List<NocCase> curve) {
        double limit = SHARE_OF_SATURATION
                * curve.stream()
                        .filter(NocValidation::stable)
                        .mapToDouble(noc -> noc.row().number("accepted_flits_per_node_cycle"))
                        .max()
                        .orElse(0);
        NocCase first = curve.get(0);
        LoadLatency model = new LoadLatency(first.mesh(), first.noc(), flows(first));
        List<CaseResult> results = new ArrayList<>();
        for (NocCase noc : curve) {
            double rate = noc.row().number("offered_flits_per_node_cycle");
            if (stable(noc) && rate <= limit) {
                results.add(CaseResult.Effort.repeated(
                                () -> model.cycles(rate, (int) noc.row().integer("packet_flits")))
                        .against(subject(CURVES, noc, CURVES), noc.row().positive("packet_latency_avg")));
            }
        }
        return results;
    }

    private static boolean stable(NocCase noc) {
        return noc.row().text("stable").equals("1");
    }

    private static List<Flow> flows(NocCase noc) {
        int nodes = noc.mesh().nodes();
        List<Flow> flows = new ArrayList<>();
        for (int node = 0; node < nodes; node++) {
            OptionalInt permuted = noc.permuted(node);
            if (permuted.isPresent()) {
                flows.add(new Flow(node, permuted.getAsInt(), 1));
            } else if (noc.pattern().equals("uniform")) {
                for (int other = 0; other < nodes; other++) {
                    flows.add(new Flow(node, other, 1.0 / nodes));
                }
            } else {
                throw noc.row().error("pattern", "is no traffic pattern of a latency curve that is known");
            }
        }
        return flows;
    }
}
