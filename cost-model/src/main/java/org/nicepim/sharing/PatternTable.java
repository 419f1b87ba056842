package org.nicepim.sharing;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.nicepim.config.ConfigException;
import org.nicepim.config.CsvTable;
import org.nicepim.hardware.NocSpec;
import org.nicepim.noc.Mesh;
import org.nicepim.workload.Operand;

/**
 * Sharing patterns as a CSV table, one line each: {@code rows,cols,count,example,sets}. Sets of equal volume stand together:
 * {@code bytes=nodes/nodes…;bytes=nodes/…}, where nodes are ids and ranges of ids, such as {@code 0-3 8}. Which operand is shared does not
 * matter to a schedule, so it is not told.
 */
public final class PatternTable {
    private static final List<String> COLUMNS = List.of("rows", "cols", "count", "example", "sets");

    private PatternTable() {}

    /**
     * A pattern that was met.
     *
     * @param problem the pattern's problem
     * @param count how often it was met
     * @param example where it was met first: network, layer and chip
     */
    public record Met(SharingProblem problem, long count, String example) {}

    /**
     * The patterns of a table.
     *
     * @param text a CSV table
     * @param name how messages call it
     * @param noc links of all meshes
     * @throws ConfigException naming file, line, column and rule
     */
    public static List<Met> read(String text, String name, NocSpec noc) {
        List<Met> patterns = new ArrayList<>();
        for (CsvTable.Row row : CsvTable.parse(text, name, COLUMNS).rows()) {
            try {
                Mesh mesh = new Mesh((int) row.integer("rows"), (int) row.integer("cols"));
                SharingProblem problem = new SharingProblem(mesh, noc, sets(row.text("sets")));
                patterns.add(new Met(problem, row.integer("count"), row.text("example")));
            } catch (IllegalArgumentException e) {
                throw new ConfigException(row.where() + ": " + e.getMessage(), e);
            }
        }
        return List.copyOf(patterns);
    }

    private static List<SharingSet> sets(String text) {
        List<SharingSet> sets = new ArrayList<>();
        for (String volume : text.split(";", -1)) {
            String[] sides = volume.split("=", 2);
            for (String nodes : sides.length < 2 ? new String[0] : sides[1].split("/", -1)) {
                sets.add(new SharingSet(Operand.IFMAP, nodes(nodes), Double.parseDouble(sides[0])));
            }
        }
        if (sets.isEmpty()) {
            throw new IllegalArgumentException(
                    "sets = '" + text + "' must be BYTES=NODES/NODES;... Maybe '64=0-3/4-7'?");
        }
        return sets;
    }

    private static List<Integer> nodes(String text) {
        List<Integer> nodes = new ArrayList<>();
        for (String part : text.split(" ", -1)) {
            int[] ends = Arrays.stream(part.split("-", 2))
                    .mapToInt(Integer::parseInt)
                    .toArray();
            for (int node = ends[0]; node <= ends[ends.length - 1]; node++) {
                nodes.add(node);
            }
        }
        return nodes;
    }

    /** The table of patterns, which {@link #read} reads. */
    public static String text(List<Met> patterns) {
        StringBuilder text = new StringBuilder(String.join(",", COLUMNS)).append('\n');
        for (Met met : patterns) {
            Mesh mesh = met.problem().mesh();
            text.append(String.format(
                    Locale.ROOT,
                    "%d,%d,%d,%s,%s%n",
                    mesh.rows(),
                    mesh.cols(),
                    met.count(),
                    met.example().replace(',', ' '),
                    text(met.problem())));
        }
        return text.toString().replace(System.lineSeparator(), "\n");
    }

    private static String text(SharingProblem problem) {
        Map<Double, List<String>> volumes = new LinkedHashMap<>();
        for (SharingSet set : problem.sets()) {
            volumes.computeIfAbsent(set.bytes(), bytes -> new ArrayList<>()).add(ranges(set.members()));
        }
        List<String> parts = new ArrayList<>();
        volumes.forEach((bytes, nodes) -> parts.add(bytes + "=" + String.join("/", nodes)));
        return String.join(";", parts);
    }

    private static String ranges(List<Integer> nodes) {
        StringBuilder text = new StringBuilder();
        int start = 0;
        for (int i = 0; i < nodes.size(); i++) {
            boolean last = i + 1 == nodes.size() || nodes.get(i + 1) != nodes.get(i) + 1;
            if (last) {
                text.append(start > 0 ? " " : "").append(nodes.get(start));
                if (i > start) {
                    text.append(i > start + 1 ? "-" : " ").append(nodes.get(i));
                }
                start = i + 1;
            }
        }
        return text.toString();
    }
}
