package org.nicepim.jobs.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.LongStream;
import org.nicepim.cost.area.AreaModel;
import org.nicepim.hardware.DesignSpace;
import org.nicepim.hardware.DesignSpaceReader;
import org.nicepim.hardware.DesignSpaces;
import org.nicepim.hardware.Technology;
import org.nicepim.hardware.TechnologyReader;
import org.nicepim.jobs.run.Json;
import org.nicepim.tuner.AreaOracle;
import org.nicepim.tuner.AreaReport;
import org.nicepim.tuner.bench.Benchmark;
import org.nicepim.tuner.bench.Calibration;
import org.nicepim.tuner.surrogate.ArdGp;
import org.nicepim.tuner.surrogate.DeepKernelGp;
import org.nicepim.tuner.surrogate.Surrogate;
import org.nicepim.tuner.surrogate.SurrogateChoice;

/** How well the area classifier knows the default space, and the surrogates a table, as text and as JSON. */
final class ModelReport {
    private static final List<Integer> POINTS = List.of(60, 100, 200);
    private static final int HELD_OUT = 500;
    private static final int STRIDE = 7;

    private final List<Benchmark> benchmarks;
    private final int seeds;
    private final long firstSeed;

    private record Entry(String benchmark, Calibration calibration) {}

    ModelReport(List<Benchmark> benchmarks, int seeds, long firstSeed) {
        this.benchmarks = List.copyOf(benchmarks);
        this.seeds = seeds;
        this.firstSeed = firstSeed;
    }

    void print(PrintWriter out, boolean json) {
        List<AreaReport> areas = areas();
        List<Entry> calibrations = calibrations();
        if (json) {
            Json.print(out, document(areas, calibrations));
        } else {
            text(areas, calibrations, out);
        }
    }

    private List<AreaReport> areas() {
        Technology technology = TechnologyReader.read("default");
        DesignSpace space = DesignSpaceReader.read("default");
        AreaOracle oracle = AreaOracle.atMost(technology.logic().areaLimitMm2(), point -> AreaModel.area(
                        DesignSpaces.toHardware(space, point, technology))
                .totalMm2());
        return LongStream.range(firstSeed, firstSeed + seeds)
                .mapToObj(seed -> AreaReport.of(space, oracle, seed, STRIDE))
                .toList();
    }

    private List<Entry> calibrations() {
        List<Entry> entries = new ArrayList<>();
        for (Benchmark benchmark : benchmarks) {
            for (int points : POINTS) {
                int heldOut = Math.min(HELD_OUT, benchmark.feasible() - points);
                for (Surrogate surrogate : List.of(new ArdGp(), new DeepKernelGp(), new SurrogateChoice())) {
                    if (heldOut > 0) {
                        entries.add(new Entry(
                                benchmark.name(), Calibration.of(benchmark, surrogate, points, heldOut, seeds)));
                    }
                }
            }
        }
        return entries;
    }

    private void text(List<AreaReport> areas, List<Entry> calibrations, PrintWriter out) {
        out.printf(
                Locale.ROOT,
                "Area classifier on the default space, %d labels, %d designs tried, %d seeds:%n%n",
                areas.get(0).labels(),
                areas.get(0).designs(),
                seeds);
        Table accuracy = new Table("seed", "balanced accuracy", "Brier score");
        for (int i = 0; i < areas.size(); i++) {
            accuracy.row(
                    firstSeed + i,
                    number("%.4f", areas.get(i).balancedAccuracy()),
                    number("%.4f", areas.get(i).brier()));
        }
        accuracy.print(out);
        out.println();
        Table reliability = new Table("probability", "designs", "mean probability", "share that meets the limit");
        List<AreaReport.Bin> bins = areas.get(0).bins();
        for (int i = 0; i < bins.size(); i++) {
            AreaReport.Bin bin = bins.get(i);
            reliability.row(
                    number("%.1f", i / 10.0) + " to " + number("%.1f", (i + 1) / 10.0),
                    bin.designs(),
                    number("%.3f", bin.probability()),
                    number("%.3f", bin.truth()));
        }
        reliability.print(out);
        out.println();
        out.println("Surrogates on designs that they have not seen, mean over " + seeds
                + " draws; error as a share of the standard deviation:");
        out.println();
        Table surrogates =
                new Table("benchmark", "fitted to", "surrogate", "in 90 % intervals", "error", "log density");
        for (Entry entry : calibrations) {
            Calibration c = entry.calibration();
            surrogates.row(
                    entry.benchmark(),
                    c.points(),
                    c.surrogate(),
                    number("%.3f", c.coverage()),
                    number("%.3f", c.error()),
                    number("%.3f", c.logDensity()));
        }
        surrogates.print(out);
    }

    private static String number(String format, double value) {
        return String.format(Locale.ROOT, format, value);
    }

    private ObjectNode document(List<AreaReport> areas, List<Entry> calibrations) {
        ObjectNode document = Json.object();
        ArrayNode classifier = document.putArray("area_classifier");
        for (AreaReport area : areas) {
            ArrayNode bins = classifier
                    .addObject()
                    .put("labels", area.labels())
                    .put("designs", area.designs())
                    .put("balanced_accuracy", area.balancedAccuracy())
                    .put("brier", area.brier())
                    .putArray("reliability");
            area.bins().forEach(bin -> bins.addObject()
                    .put("designs", bin.designs())
                    .put("mean_probability", bin.probability())
                    .put("share_that_meets_the_limit", bin.truth()));
        }
        ArrayNode surrogates = document.putArray("surrogates");
        calibrations.forEach(entry -> surrogates
                .addObject()
                .put("benchmark", entry.benchmark())
                .put("fitted_to", entry.calibration().points())
                .put("surrogate", entry.calibration().surrogate())
                .put("coverage_90pct", entry.calibration().coverage())
                .put("error", entry.calibration().error())
                .put("log_density", entry.calibration().logDensity()));
        return document;
    }
}
