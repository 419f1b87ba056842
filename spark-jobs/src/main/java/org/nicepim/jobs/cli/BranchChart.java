package org.nicepim.jobs.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.nicepim.cost.WorkloadCost.LayerResult;
import org.nicepim.mapper.MapperResult;
import org.nicepim.mapper.search.Gain;
import org.nicepim.mapping.RegionTree;

/**
 * Regions over time: the parts of a mapping whose branches run side by side, each as a drawing.
 *
 * <pre>
 *   segment 1 of 9, cycles 82010 to 117250, 587 per character; saves 5200 cycles and 0.0132 mJ against one after another
 *     branch 1  1x4 at 0,0  |aaaaaaaaaaaaaaaaaaaaaaaaaa..................|  a conv_1x1 82010-103200
 *     branch 2  3x4 at 1,0  |aaaaaaaaaabbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb|  a reduce_3x3 82010-90100, b conv_3x3 90100-117250
 * </pre>
 *
 * A branch has one line per rectangle, so branches inside of branches have lines of their own. A layer's letter stands wherever it
 * runs; the shortest have one place.
 */
final class BranchChart {
    /** Places of the time axis. */
    static final int WIDTH = 60;

    private static final int FEW = 2;
    private static final String LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
    private static final char IDLE = '.';

    /** One rectangle of one branch. */
    private record Lane(String branch, String region, List<LayerResult> layers) {}

    private final List<List<Lane>> segments;
    private final Map<String, Gain> gains;

    private BranchChart(List<List<Lane>> segments, Map<String, Gain> gains) {
        this.segments = segments;
        this.gains = gains;
    }

    static BranchChart of(MapperResult.Mapped mapped) {
        Map<String, LayerResult> layers = mapped.cost().layers().stream()
                .collect(Collectors.toMap(layer -> layer.layer().name(), layer -> layer));
        return new BranchChart(
                mapped.mapping().tree().fold(new Segments()).stream()
                        .map(branches -> lanes(branches, layers))
                        .toList(),
                mapped.gains());
    }

    /** The branches of each part that runs side by side, but for those inside of branches. */
    private static final class Segments implements RegionTree.Cases<List<List<RegionTree>>> {
        @Override
        public List<List<RegionTree>> run(String layer) {
            return List.of();
        }

        @Override
        public List<List<RegionTree>> sequence(List<RegionTree> parts) {
            return parts.stream().flatMap(part -> part.fold(this).stream()).toList();
        }

        @Override
        public List<List<RegionTree>> parallel(List<RegionTree> branches) {
            return List.of(branches);
        }
    }

    private static List<Lane> lanes(List<RegionTree> branches, Map<String, LayerResult> layers) {
        List<Lane> lanes = new ArrayList<>();
        for (int i = 0; i < branches.size(); i++) {
            Map<String, List<LayerResult>> regions = new LinkedHashMap<>();
            for (String name : branches.get(i).layers()) {
                LayerResult layer = Objects.requireNonNull(layers.get(name));
                regions.computeIfAbsent(layer.mapping().region().toString(), region -> new ArrayList<>())
                        .add(layer);
            }
            String branch = "branch " + (i + 1);
            regions.forEach((region, inside) -> lanes.add(new Lane(branch, region, inside)));
        }
        return lanes;
    }

    /** Draws the first two, or all; nothing if no branches run side by side. */
    void print(PrintWriter out, boolean all) {
        int drawn = all ? segments.size() : Math.min(FEW, segments.size());
        for (int i = 0; i < drawn; i++) {
            out.println();
            draw(i, out);
        }
        if (drawn < segments.size()) {
            out.println();
            out.println("… and " + (segments.size() - drawn)
                    + " more with branches side by side; mapping.json and --all-segments have all");
        }
    }

    private void draw(int segment, PrintWriter out) {
        List<Lane> lanes = segments.get(segment);
        double start = lanes.stream()
                .flatMap(lane -> lane.layers().stream())
                .mapToDouble(LayerResult::startCycles)
                .min()
                .orElse(0);
        double end = lanes.stream()
                .flatMap(lane -> lane.layers().stream())
                .mapToDouble(LayerResult::endCycles)
                .max()
                .orElse(0);
        out.printf(
                Locale.ROOT,
                "segment %d of %d, cycles %.0f to %.0f, %.0f per character%s%n",
                segment + 1,
                segments.size(),
                start,
                end,
                (end - start) / WIDTH,
                gain(lanes));
        int branch =
                lanes.stream().mapToInt(lane -> lane.branch().length()).max().orElse(0);
        int region =
                lanes.stream().mapToInt(lane -> lane.region().length()).max().orElse(0);
        String line = "  %-" + branch + "s  %-" + region + "s  |%s|  %s%n";
        for (Lane lane : lanes) {
            out.printf(Locale.ROOT, line, lane.branch(), lane.region(), axis(lane, start, end), legend(lane));
        }
    }

    /** By the search's sums, in which sharing is priced at one volume for all tiles. */
    private String gain(List<Lane> lanes) {
        return lanes.stream()
                .flatMap(lane -> lane.layers().stream())
                .map(layer -> gains.get(layer.layer().name()))
                .filter(Objects::nonNull)
                .findFirst()
                .map(gain -> String.format(
                        Locale.ROOT,
                        "; saves about %.0f cycles and %.4f mJ against one after another",
                        gain.cycles(),
                        gain.dynamicPj() * 1e-9))
                .orElse("");
    }

    private static String axis(Lane lane, double start, double end) {
        char[] places = new char[WIDTH];
        Arrays.fill(places, IDLE);
        double perCycle = WIDTH / Math.max(1, end - start);
        for (int i = 0; i < lane.layers().size(); i++) {
            LayerResult layer = lane.layers().get(i);
            int first = Math.min(WIDTH - 1, (int) ((layer.startCycles() - start) * perCycle));
            int last = Math.max(first + 1, (int) Math.round((layer.endCycles() - start) * perCycle));
            Arrays.fill(places, first, Math.min(WIDTH, last), letter(i));
        }
        return new String(places);
    }

    private static String legend(Lane lane) {
        List<String> layers = new ArrayList<>();
        for (int i = 0; i < lane.layers().size(); i++) {
            LayerResult layer = lane.layers().get(i);
            layers.add(String.format(
                    Locale.ROOT,
                    "%c %s %.0f-%.0f",
                    letter(i),
                    layer.layer().name(),
                    layer.startCycles(),
                    layer.endCycles()));
        }
        return String.join(", ", layers);
    }

    private static char letter(int layer) {
        return LETTERS.charAt(layer % LETTERS.length());
    }
}
