package org.nicepim.sharing;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
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

    /** Most rows, or columns, of a mesh. */
    private static final int MOST_SIDE = 256;

    private static final double MOST_BYTES = 1e15;
    /** A node id, or a range of them. */
    private static final Pattern NODES = Pattern.compile("[0-9]{1,9}(-[0-9]{1,9})?");

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
            Mesh mesh = new Mesh(whole(row, "rows", MOST_SIDE), whole(row, "cols", MOST_SIDE));
            int count = whole(row, "count", Integer.MAX_VALUE);
            patterns.add(new Met(new SharingProblem(mesh, noc, sets(row, mesh)), count, row.text("example")));
        }
        return List.copyOf(patterns);
    }

    private static int whole(CsvTable.Row row, String column, int most) {
        long value = row.integer(column);
        if (value < 1 || value > most) {
            throw row.error(column, "must be from 1 to " + most);
        }
        return (int) value;
    }

    private static List<SharingSet> sets(CsvTable.Row row, Mesh mesh) {
        List<SharingSet> sets = new ArrayList<>();
        for (String volume : row.text("sets").split(";", -1)) {
            String[] sides = volume.split("=", 2);
            if (sides.length < 2) {
                throw new ConfigException(wrong(row, volume, "must be BYTES=NODES/NODES;... Maybe '64=0-3/4-7'?"));
            }
            double bytes = bytes(row, sides[0]);
            for (String nodes : sides[1].split("/", -1)) {
                sets.add(set(row, mesh, nodes, bytes));
            }
        }
        return sets;
    }

    private static double bytes(CsvTable.Row row, String text) {
        String rule = "must be a number of bytes from 0 to 1e15. Maybe '64=0-3/4-7'?";
        try {
            double bytes = Double.parseDouble(text);
            if (bytes >= 0 && bytes <= MOST_BYTES) {
                return bytes;
            }
        } catch (NumberFormatException e) {
            throw new ConfigException(wrong(row, text, rule), e);
        }
        throw new ConfigException(wrong(row, text, rule));
    }

    private static SharingSet set(CsvTable.Row row, Mesh mesh, String text, double bytes) {
        List<Integer> nodes = new ArrayList<>();
        for (String part : text.split(" ", -1)) {
            if (!NODES.matcher(part).matches()) {
                throw new ConfigException(wrong(row, text, "must be node ids and ranges of node ids. Maybe '0-3 8'?"));
            }
            int[] ends = Arrays.stream(part.split("-", 2))
                    .mapToInt(Integer::parseInt)
                    .toArray();
            int last = ends[ends.length - 1];
            if (last >= mesh.nodes()) {
                String region = mesh.rows() + "x" + mesh.cols();
                throw new ConfigException(
                        wrong(row, text, "node " + last + " lies outside the " + region + " region."));
            }
            for (int node = ends[0]; node <= last; node++) {
                nodes.add(node);
            }
        }
        try {
            return new SharingSet(Operand.IFMAP, nodes, bytes);
        } catch (IllegalArgumentException e) {
            throw new ConfigException(wrong(row, text, e.getMessage() + ". Maybe '0-3'?"), e);
        }
    }

    /** What is wrong with a part of the column {@code sets}, which may be long. */
    private static String wrong(CsvTable.Row row, String part, String rule) {
        return row.where() + ": sets: '" + part + "': " + rule;
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
