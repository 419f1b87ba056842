package org.nicepim.jobs.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.nicepim.config.ConfigException;
import org.nicepim.config.Suggestions;
import org.nicepim.hardware.HardwareConfig;
import org.nicepim.hardware.HardwareParameters;
import org.nicepim.hardware.Technology;
import org.nicepim.jobs.run.Json;
import org.nicepim.jobs.run.MapRun;
import org.nicepim.jobs.run.MappingDocument;
import org.nicepim.jobs.run.RunDescription;
import org.nicepim.jobs.run.RunInputs;
import org.nicepim.mapper.MapperResult;
import org.nicepim.results.EvaluationRow;
import org.nicepim.workload.Workload;

/**
 * One design of a run, mapped once more as the run's manifest says it was: when each layer starts and which links its data take stand
 * in no row. Mapping is deterministic, so latency and energy must come to what the row says; if not, that is said.
 */
final class MappedDesign {
    /** Loop nests that may be priced for one page, unless a person names the workloads: some seconds. */
    private static final long CHEAP = 50_000;
    /** Of figures that are equal: sums in another order are not, another mapping is further away. */
    private static final double SAME = 1e-9;

    private final RunDescription run;
    private final Designs.Group group;
    private final Design design;
    private final List<Integer> chosen;

    private MappedDesign(RunDescription run, Designs.Group group, Design design, List<Integer> chosen) {
        this.run = run;
        this.group = group;
        this.design = design;
        this.chosen = chosen;
    }

    /**
     * Finds the design and chooses workloads; maps nothing yet.
     *
     * @return empty if none is asked for, or no design runs all workloads
     * @throws ConfigException if the design or a workload is not the run's
     */
    static Optional<MappedDesign> of(RunDescription run, Designs designs, Look look) {
        if (!look.mapping()) {
            return Optional.empty();
        }
        return design(designs, look.design())
                .map(design -> new MappedDesign(
                        run, designs.groups().get(design.group()), design, workloads(designs, design, look)));
    }

    /** The best of the first group that has one, or the one of this number in the first group where it runs all workloads. */
    private static Optional<Design> design(Designs designs, Optional<Integer> number) {
        if (number.isEmpty()) {
            return IntStream.range(0, designs.groups().size())
                    .mapToObj(designs::ranked)
                    .filter(ranked -> !ranked.isEmpty())
                    .map(ranked -> designs.all().get(ranked.get(0)))
                    .findFirst();
        }
        List<Design> same = designs.all().stream()
                .filter(design -> design.id() == number.get())
                .toList();
        if (same.isEmpty()) {
            throw new ConfigException("--design " + number.get() + ": the run has no design of this number, only "
                    + designs.all().stream().mapToInt(Design::id).min().orElse(0) + " to "
                    + designs.all().stream().mapToInt(Design::id).max().orElse(0)
                    + ". Maybe leave it out, for the best?");
        }
        return Optional.of(same.stream()
                .filter(Design::ok)
                .findFirst()
                .orElseThrow(() -> new ConfigException("--design " + number.get() + ": has the status "
                        + same.get(0).status() + ", only a design that runs all workloads can be mapped. Maybe leave it"
                        + " out, for the best?")));
    }

    /** Positions of the workloads. */
    private static List<Integer> workloads(Designs designs, Design design, Look look) {
        if (look.workloads().isEmpty()) {
            return cheap(design);
        }
        TreeSet<Integer> positions = new TreeSet<>();
        for (String name : look.workloads()) {
            List<Integer> named = IntStream.range(0, designs.workloads().size())
                    .filter(w -> name.equals(Look.ALL)
                            || name.equals(designs.workloads().get(w))
                            || name.equals(design.row(w).workload()))
                    .boxed()
                    .toList();
            if (named.isEmpty()) {
                throw new ConfigException("--workload " + name + ": must be '" + Look.ALL + "' or one of the run's: "
                        + String.join(", ", designs.workloads()) + "."
                        + Suggestions.maybe(name, designs.workloads()));
            }
            positions.addAll(named);
        }
        return List.copyOf(positions);
    }

    /** The cheapest to map, and the next ones as long as all together are cheap. */
    private static List<Integer> cheap(Design design) {
        List<Integer> order = design.rows().keySet().stream()
                .sorted(Comparator.comparingLong(w -> design.row(w).effort().evaluations()))
                .toList();
        List<Integer> taken = new ArrayList<>();
        long nests = 0;
        for (int w : order) {
            nests += design.row(w).effort().evaluations();
            if (taken.isEmpty() || nests <= CHEAP) {
                taken.add(w);
            }
        }
        return taken.stream().sorted().toList();
    }

    Design design() {
        return design;
    }

    /**
     * Maps.
     *
     * @param technologies the run's, by name
     * @param says gets a sentence before each workload
     * @return {@code hardware}, and per workload its position, layers over time, links and what differs; or {@code reason}
     */
    ObjectNode document(Map<String, Technology> technologies, Consumer<String> says) {
        ObjectNode document = Json.object();
        try {
            Optional<Technology> technology = Optional.ofNullable(technologies.get(group.technology()));
            HardwareConfig hardware =
                    hardware(technology.orElseThrow(() -> new ConfigException("the file of the technology '"
                            + group.technology() + "' is not there, or changed since the run.")));
            document.set("hardware", MappingDocument.hardware(hardware));
            List<Workload> workloads = new RunInputs(run)
                    .workloads(design.rows().values().stream()
                            .map(EvaluationRow::workload)
                            .toList());
            ArrayNode all = document.putArray("workloads");
            for (int w : chosen) {
                says.accept("mapping design " + design.id() + " on "
                        + workloads.get(w).name() + " again, for its regions over time");
                all.add(mapped(w, workloads.get(w), hardware));
            }
        } catch (RuntimeException e) {
            // The rest of the page does not depend on it, so even a fault of the mapper is said and not thrown.
            document.remove("workloads");
            document.put(
                    "reason",
                    e instanceof ConfigException
                            ? String.valueOf(e.getMessage()).replaceAll("\\s+", " ")
                            : e.toString());
        }
        return document;
    }

    private HardwareConfig hardware(Technology technology) {
        List<Integer> values = design.parameters();
        return HardwareParameters.hardware(name -> values.get(HardwareParameters.NAMES.indexOf(name)), technology);
    }

    private ObjectNode mapped(int position, Workload workload, HardwareConfig hardware) {
        RunInputs inputs = new RunInputs(run);
        MapRun again = MapRun.of(workload, hardware, inputs.mapper(group.objective()), inputs.scheduler());
        if (again.result() instanceof MapperResult.Infeasible infeasible) {
            throw new ConfigException("mapped again, " + workload.name() + " is infeasible: " + infeasible.reason()
                    + "; the run found a mapping.");
        }
        MapperResult.Mapped mapped = (MapperResult.Mapped) again.result();
        ObjectNode one = Json.object();
        one.put("workload", position);
        ObjectNode detail = MapDetail.of(MappingDocument.of(again));
        one.set("detail", detail);
        PricedParts.add(one, detail, hardware, mapped.cost());
        EvaluationRow row = design.row(position);
        difference(row, mapped.cost().latencyCycles(), mapped.cost().energy().totalPj())
                .ifPresent(text -> one.put("differs", text));
        return one;
    }

    private Optional<String> difference(EvaluationRow row, double latencyCycles, double energyPj) {
        EvaluationRow.Figures before = row.figures().orElseThrow();
        if (same(before.latencyCycles(), latencyCycles) && same(before.energy().energyPj(), energyPj)) {
            return Optional.empty();
        }
        String why = row.effort().timeLimited()
                ? "a time limit ended the run's scheduling early"
                : "NicePIM " + run.version() + " made the run";
        return Optional.of(String.format(
                java.util.Locale.ROOT,
                "Mapped again, design %d on %s takes %.6g cycles and %.6g mJ, and not %.6g and %.6g as its row says: %s.",
                design.id(),
                row.workload(),
                latencyCycles,
                energyPj * 1e-9,
                before.latencyCycles(),
                before.energy().energyPj() * 1e-9,
                why));
    }

    private static boolean same(double a, double b) {
        return Math.abs(a - b) <= SAME * Math.abs(a);
    }
}
