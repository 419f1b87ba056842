package org.nicepim.jobs.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.nicepim.jobs.run.Json;
import org.nicepim.scheduler.IlpDataScheduler;
import org.nicepim.scheduler.milp.SolverChain;
import org.nicepim.sharing.PatternTable.Met;
import org.nicepim.sharing.SharingSchedule;

/**
 * Many programs solved in one process, patterns over and over with empty caches, and the process's memory on the way: what native
 * libraries leave behind shows as growth of the resident set that the heap does not explain.
 *
 * @param solver who solved
 * @param points in the order of time
 */
record SchedulerSoak(String solver, List<Point> points) {
    private static final int POINTS = 20;
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final double MIB = 1 << 20;
    private static final int KIB = 1024;

    /**
     * A moment.
     *
     * @param solves programs solved so far
     * @param refused answers refused so far
     * @param seconds since the start
     * @param residentMib resident set of the process; 0 where the system does not tell
     * @param heapMib heap in use after a collection
     */
    record Point(long solves, long refused, double seconds, double residentMib, double heapMib) {}

    /** Copies the list. */
    SchedulerSoak {
        points = List.copyOf(points);
    }

    /** Solves at least that many programs. */
    static SchedulerSoak run(List<Met> patterns, SolverChain chain, int solves) {
        List<Point> points = new ArrayList<>();
        long start = System.nanoTime();
        long done = 0;
        long refused = 0;
        while (done < solves) {
            IlpDataScheduler scheduler = new IlpDataScheduler(chain, IlpDataScheduler.LIMITS);
            long before = done;
            for (Met pattern : patterns) {
                SharingSchedule.Effort effort =
                        scheduler.schedule(pattern.problem()).effort();
                done += effort.solves();
                refused += effort.fallbacks();
                if (done >= solves * (long) (points.size() + 1) / POINTS && points.size() < POINTS) {
                    points.add(point(done, refused, start));
                }
            }
            if (done == before) {
                break; // no pattern needs a solver, or none is there
            }
        }
        return new SchedulerSoak(chain.solvers().get(0).name(), points);
    }

    private static Point point(long solves, long refused, long start) {
        Runtime runtime = Runtime.getRuntime();
        System.gc();
        double heap = (runtime.totalMemory() - runtime.freeMemory()) / MIB;
        return new Point(solves, refused, (System.nanoTime() - start) * 1e-9, resident(), heap);
    }

    private static double resident() {
        try {
            return Files.readAllLines(STATUS, StandardCharsets.UTF_8).stream()
                    .filter(line -> line.startsWith("VmRSS:"))
                    .mapToDouble(line -> Double.parseDouble(line.replaceAll("[^0-9]", "")) / KIB)
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            return 0;
        }
    }

    void print(PrintWriter out) {
        Table table = new Table("solves", "refused", "seconds", "resident MiB", "heap MiB");
        for (Point point : points) {
            table.row(
                    point.solves(),
                    point.refused(),
                    String.format(Locale.ROOT, "%.1f", point.seconds()),
                    String.format(Locale.ROOT, "%.1f", point.residentMib()),
                    String.format(Locale.ROOT, "%.1f", point.heapMib()));
        }
        out.printf("%s: memory of one process%n%n", solver);
        table.print(out);
    }

    ObjectNode document() {
        ObjectNode document = Json.object().put("solver", solver);
        ArrayNode rows = document.putArray("points");
        for (Point point : points) {
            rows.addObject()
                    .put("solves", point.solves())
                    .put("refused", point.refused())
                    .put("seconds", point.seconds())
                    .put("resident_mib", point.residentMib())
                    .put("heap_mib", point.heapMib());
        }
        return document;
    }
}
