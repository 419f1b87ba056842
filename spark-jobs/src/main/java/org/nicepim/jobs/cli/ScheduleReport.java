package org.nicepim.jobs.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.nicepim.jobs.run.Json;
import org.nicepim.mapping.Partition;
import org.nicepim.mapping.Split;
import org.nicepim.noc.LinkLoads;
import org.nicepim.noc.Mesh;
import org.nicepim.noc.Routing;
import org.nicepim.sharing.SetSchedule;
import org.nicepim.sharing.SetSchedule.Ring;
import org.nicepim.sharing.SharingProblem;
import org.nicepim.sharing.SharingSchedule;
import org.nicepim.sharing.SharingSet;

/**
 * Sharing sets and their schedules, as text or JSON.
 *
 * @param placement where the parts lie
 * @param placements how many there were to choose from
 * @param problem what was scheduled
 * @param schedules one per scheduler, the most elaborate last
 */
record ScheduleReport(Partition placement, int placements, SharingProblem problem, List<SharingSchedule> schedules) {
    /** Rings that are printed per scheduler; JSON has all. */
    private static final int MOST_LINES = 24;

    /** Copies the list. */
    ScheduleReport {
        schedules = List.copyOf(schedules);
    }

    ObjectNode document() {
        Mesh mesh = problem.mesh();
        ObjectNode document = Json.object();
        document.putObject("region").put("rows", mesh.rows()).put("cols", mesh.cols());
        document.put("nodes", mesh.nodes());
        document.putObject("placement")
                .put("rows", splits(placement.rowSplits()))
                .put("cols", splits(placement.colSplits()))
                .put("of", placements);
        ArrayNode sets = document.putArray("sets");
        for (SharingSet set : problem.sets()) {
            ObjectNode node = sets.addObject().put("operand", SharingOptions.word(set.operand()));
            node.set("members", Json.tree(set.members()));
            node.put("bytes", set.bytes());
        }
        ArrayNode list = document.putArray("schedulers");
        schedules.forEach(schedule -> list.add(document(schedule)));
        return document;
    }

    private static ObjectNode document(SharingSchedule schedule) {
        ObjectNode node = Json.object();
        node.put("name", schedule.scheduler());
        node.put("phase_cycles", schedule.phaseCycles());
        node.put("max_link_load_bytes", schedule.maxLinkLoadBytes());
        node.put("byte_hops", schedule.byteHops());
        node.put("lower_bound_bytes", schedule.lowerBoundBytes());
        node.put("gap", schedule.gap());
        node.put("lower_bound_cycles", schedule.lowerBoundCycles());
        node.put("cycles_gap", schedule.cyclesGap());
        node.put("status", schedule.effort().status().name().toLowerCase(Locale.ROOT));
        node.put("solver", schedule.effort().solver());
        node.put("solves", schedule.effort().solves());
        node.put("fallbacks", schedule.effort().fallbacks());
        node.put("time_limited", schedule.effort().timeLimited());
        node.put("millis", schedule.effort().millis());
        ArrayNode rings = node.putArray("rings");
        ArrayNode unicast = node.putArray("unicast");
        for (int set = 0; set < schedule.sets().size(); set++) {
            SetSchedule way = schedule.sets().get(set);
            for (Ring ring : way.rings()) {
                ObjectNode one = rings.addObject().put("set", set).put("share", ring.share());
                one.set("order", Json.tree(ring.order()));
                one.put("routes", routes(ring.routings()));
            }
            if (way.unicastShare() > 0) {
                unicast.addObject()
                        .put("set", set)
                        .put("share", way.unicastShare())
                        .put("routes", way.unicastRouting().name());
            }
        }
        return node;
    }

    /** One word if all arcs are routed alike, else one per arc. */
    private static String routes(List<Routing> routings) {
        return routings.stream().distinct().count() == 1
                ? routings.get(0).name()
                : routings.stream().map(Routing::name).collect(Collectors.joining(" "));
    }

    void print(PrintWriter out) {
        Mesh mesh = problem.mesh();
        out.printf(
                Locale.ROOT,
                "%dx%d region, rows %s, cols %s (the best of %d placements), links of %d bits%n%n",
                mesh.rows(),
                mesh.cols(),
                splits(placement.rowSplits()),
                splits(placement.colSplits()),
                placements,
                problem.noc().linkBits());
        if (problem.sets().isEmpty()) {
            out.println("Nothing is shared: each node has parts of its own of all operands.");
            return;
        }
        printSets(out);
        printSchedulers(out);
        for (SharingSchedule schedule : schedules) {
            out.printf(
                    Locale.ROOT,
                    "%n%s: loads of links in tenths of %.0f B (* is the largest link load)%n",
                    schedule.scheduler(),
                    largestLink(schedule));
            new LoadMap(mesh, linkLoads(schedule)).print(out);
        }
        printRings(schedules.get(schedules.size() - 1), out);
    }

    private static String splits(List<Split> splits) {
        return splits.isEmpty()
                ? "whole"
                : splits.stream()
                        .map(split -> split.dim().name() + split.parts())
                        .collect(Collectors.joining(" "));
    }

    private void printSets(PrintWriter out) {
        Table table = new Table("shared", "sets", "nodes each", "bytes each", "first set");
        Map<String, List<SharingSet>> kinds = problem.sets().stream()
                .collect(Collectors.groupingBy(
                        set -> set.operand() + " " + set.members().size(), LinkedHashMap::new, Collectors.toList()));
        for (List<SharingSet> kind : kinds.values()) {
            SharingSet first = kind.get(0);
            String members = first.members().stream()
                    .limit(MOST_LINES)
                    .map(String::valueOf)
                    .collect(Collectors.joining(" "));
            table.row(
                    SharingOptions.word(first.operand()),
                    kind.size(),
                    first.members().size(),
                    String.format(Locale.ROOT, "%.0f", first.bytes()),
                    first.members().size() > MOST_LINES ? members + " ..." : members);
        }
        table.print(out);
        out.println();
    }

    private void printSchedulers(PrintWriter out) {
        Table table = new Table(
                "scheduler",
                "phase cycles",
                "at least cycles",
                "gap",
                "max load B",
                "at least B",
                "gap",
                "byte hops",
                "status",
                "solver",
                "ms");
        for (SharingSchedule schedule : schedules) {
            table.row(
                    schedule.scheduler(),
                    String.format(Locale.ROOT, "%.0f", schedule.phaseCycles()),
                    String.format(Locale.ROOT, "%.0f", schedule.lowerBoundCycles()),
                    String.format(Locale.ROOT, "%.1f%%", 100 * schedule.cyclesGap()),
                    String.format(Locale.ROOT, "%.0f", schedule.maxLinkLoadBytes()),
                    String.format(Locale.ROOT, "%.0f", schedule.lowerBoundBytes()),
                    String.format(Locale.ROOT, "%.1f%%", 100 * schedule.gap()),
                    String.format(Locale.ROOT, "%.0f", schedule.byteHops()),
                    schedule.effort().status().name().toLowerCase(Locale.ROOT)
                            + (schedule.effort().timeLimited() ? ", time_limited" : ""),
                    schedule.effort().solver(),
                    String.format(Locale.ROOT, "%.1f", schedule.effort().millis()));
        }
        table.print(out);
    }

    private double[] linkLoads(SharingSchedule schedule) {
        double[] loads = new double[problem.mesh().links()];
        schedule.sets().forEach(set -> set.addLoads(problem.mesh(), loads));
        for (int link = 0; link < loads.length; link++) {
            loads[link] = LinkLoads.isPort(link) ? 0 : loads[link];
        }
        return loads;
    }

    private double largestLink(SharingSchedule schedule) {
        return LinkLoads.max(linkLoads(schedule));
    }

    private static void printRings(SharingSchedule schedule, PrintWriter out) {
        out.printf("%n%s: who passes what to whom%n", schedule.scheduler());
        int lines = 0;
        for (SetSchedule way : schedule.sets()) {
            String word = SharingOptions.word(way.set().operand());
            for (Ring ring : way.rings()) {
                if (lines++ < MOST_LINES) {
                    String order = ring.order().stream().map(String::valueOf).collect(Collectors.joining(" > "));
                    out.printf(
                            Locale.ROOT,
                            "  %-6s %3.0f%% ring %s > %d (%s)%n",
                            word,
                            100 * ring.share(),
                            order,
                            ring.order().get(0),
                            routes(ring.routings()));
                }
            }
            if (way.unicastShare() > 0 && lines++ < MOST_LINES) {
                out.printf(
                        Locale.ROOT,
                        "  %-6s %3.0f%% unicast between %s (%s)%n",
                        word,
                        100 * way.unicastShare(),
                        way.set().members().stream().map(String::valueOf).collect(Collectors.joining(" ")),
                        way.unicastRouting());
            }
        }
        if (lines > MOST_LINES) {
            out.printf("  ... and %d more; --json has all%n", lines - MOST_LINES);
        }
    }
}
