package org.nicepim.jobs;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import org.nicepim.cost.area.AreaModel;
import org.nicepim.hardware.DesignPoint;
import org.nicepim.hardware.DesignSpaces;
import org.nicepim.hardware.HardwareConfig;
import org.nicepim.hardware.HardwareParameters;
import org.nicepim.hardware.SynthesisedAreas;
import org.nicepim.jobs.run.ExploreConfig;
import org.nicepim.mapper.Objective;
import org.nicepim.results.EvaluationRow;
import org.nicepim.tuner.AreaOracle;
import org.nicepim.tuner.Observation;
import org.nicepim.tuner.Outcome;
import org.nicepim.tuner.Prediction;
import org.nicepim.tuner.Proposal;
import org.nicepim.tuner.Tuner;
import org.nicepim.tuner.TunerOptions;
import org.nicepim.tuner.Tuners;
import org.nicepim.tuner.surrogate.Posterior;

/** The tuner of a run, whose proposals become tasks and whose outcomes are rows. Not thread-safe. */
final class Tuning {
    private static final double MS = 1e-3;
    private static final double PJ = 1e-12;

    private final ExploreConfig config;
    private final EvaluationContext context;
    private final Tuner tuner;
    private final Map<Integer, DesignPoint> points = new HashMap<>();
    private int iterations;

    Tuning(ExploreConfig config, EvaluationContext context) {
        this.config = config;
        this.context = context;
        this.tuner = tuner(config.search(), context);
    }

    /**
     * A design that the tuner asked for.
     *
     * @param id its number in the run
     * @param iteration number of the call that asked for it
     */
    record Asked(int id, int iteration, Proposal proposal) {}

    private static Tuner tuner(ExploreConfig.Search search, EvaluationContext context) {
        AreaOracle oracle = AreaOracle.atMost(
                context.technology().logic().areaLimitMm2(),
                point -> AreaModel.area(hardware(context, point)).totalMm2());
        TunerOptions options = TunerOptions.defaults(search.seed()).withInitial(search.initial());
        return Tuners.create(search.tuner(), context.space(), oracle.knowing(synthesised(context)), options);
    }

    /** Designs of the space whose area the user's table of synthesised areas gives: the classifier learns from them first. */
    private static List<DesignPoint> synthesised(EvaluationContext context) {
        List<DesignPoint> points = new ArrayList<>();
        for (SynthesisedAreas.Design design :
                context.technology().measured().areas().designs()) {
            List<Integer> values = context.space().parameters().stream()
                    .map(p -> design.values().get(HardwareParameters.NAMES.indexOf(p.name())))
                    .toList();
            boolean inside = true;
            for (int i = 0; i < values.size(); i++) {
                inside &= context.space().parameters().get(i).values().contains(values.get(i));
            }
            if (inside) {
                points.add(new DesignPoint(values));
            }
        }
        return points;
    }

    private static HardwareConfig hardware(EvaluationContext context, DesignPoint point) {
        return DesignSpaces.toHardware(context.space(), point, context.technology());
    }

    /** Asks for so many designs; fewer at the end of the budget or of the space. */
    List<Asked> ask(int designs) {
        int most = Math.min(designs, config.search().evaluations() - points.size());
        if (most <= 0) {
            return List.of();
        }
        List<Asked> asked = new ArrayList<>();
        for (Proposal proposal : tuner.ask(most)) {
            asked.add(new Asked(points.size(), iterations, proposal));
            points.put(points.size(), proposal.point());
        }
        iterations++;
        return asked;
    }

    /** Which surrogate chose these, for people. */
    String model(List<Asked> asked) {
        boolean modelled =
                asked.stream().anyMatch(a -> a.proposal().prediction().isPresent());
        return "iteration " + (iterations - 1) + ": "
                + tuner.lastModel().filter(text -> modelled).orElse("no surrogate");
    }

    /** One task per workload, design by design. */
    List<DesignTask> tasks(List<Asked> asked) {
        List<DesignTask> tasks = new ArrayList<>();
        boolean simulate = context.fidelity().kind() == Fidelity.Kind.SIMULATE;
        for (Asked a : asked) {
            EvaluationRow.Prediction prediction = prediction(a.proposal());
            for (int workload = 0; workload < context.workloads().size(); workload++) {
                tasks.add(new DesignTask(a.id(), a.iteration(), a.proposal().point(), workload, prediction, simulate));
            }
        }
        return tasks;
    }

    /** The tasks that simulate these designs. */
    List<DesignTask> simulations(List<ExploreSummary.Best> designs) {
        List<DesignTask> tasks = new ArrayList<>();
        for (ExploreSummary.Best best : designs) {
            for (int workload = 0; workload < best.rows().size(); workload++) {
                EvaluationRow row = best.rows().get(workload);
                int id = row.design().designId();
                DesignPoint point = Objects.requireNonNull(points.get(id));
                tasks.add(new DesignTask(id, row.design().iteration(), point, workload, row.prediction(), true));
            }
        }
        return tasks;
    }

    /** True if the rows are those of the tasks. */
    boolean same(List<EvaluationRow> rows, List<DesignTask> tasks) {
        boolean same = rows.size() == tasks.size();
        for (int i = 0; same && i < rows.size(); i++) {
            DesignTask task = tasks.get(i);
            List<Integer> values = HardwareParameters.values(hardware(context, task.point()));
            String workload = context.workloads().get(task.workload()).name();
            same = ExploreSummary.point(rows.get(i)).equals(values)
                    && rows.get(i).design().designId() == task.designId()
                    && rows.get(i).workload().equals(workload);
        }
        return same;
    }

    private EvaluationRow.Prediction prediction(Proposal proposal) {
        Optional<Posterior> belief = proposal.prediction().map(this::belief);
        return new EvaluationRow.Prediction(
                proposal.areaProbability(),
                number(belief.map(Posterior::mean)),
                number(belief.map(Posterior::deviation)),
                number(proposal.prediction().map(p -> p.acquisition())));
    }

    /** About ln objective; from those about latency and energy, taken as independent, if the front is sought. */
    private Posterior belief(Prediction prediction) {
        if (!config.search().pareto()) {
            return prediction.logs().get(0);
        }
        Objective objective = config.mapper().objective();
        Posterior latency = prediction.logs().get(0);
        Posterior energy = prediction.logs().get(1);
        if (objective.equals(Objective.LATENCY)) {
            return latency;
        }
        if (objective.equals(Objective.ENERGY)) {
            return energy;
        }
        double a = objective.energyPower();
        double b = objective.latencyPower();
        return new Posterior(
                a * (energy.mean() + Math.log(PJ)) + b * (latency.mean() + Math.log(MS)),
                Math.hypot(a * energy.deviation(), b * latency.deviation()));
    }

    private static OptionalDouble number(Optional<Double> value) {
        return value.isPresent() ? OptionalDouble.of(value.get()) : OptionalDouble.empty();
    }

    /**
     * Tells what came of some designs.
     *
     * @param rows of these designs, in their order, one per workload
     */
    ExploreSummary tell(ExploreSummary summary, List<Asked> asked, List<EvaluationRow> rows) {
        int width = context.workloads().size();
        List<Observation> observations = new ArrayList<>();
        ExploreSummary next = summary;
        for (int i = 0; i < asked.size(); i++) {
            List<EvaluationRow> design = rows.subList(i * width, (i + 1) * width);
            next = next.with(design);
            observations.add(new Observation(asked.get(i).proposal().point(), outcome(design)));
        }
        tuner.tell(observations);
        return next;
    }

    private Outcome outcome(List<EvaluationRow> design) {
        Optional<Double> value = ExploreSummary.value(design, config.mapper().objective());
        if (value.isPresent()) {
            return config.search().pareto()
                    ? new Outcome.Measured(Front.design(design).objectives())
                    : new Outcome.Measured(value.get());
        }
        return design.stream()
                .filter(row -> !row.verdict().feasible())
                .findFirst()
                .map(Tuning::rejected)
                .orElseGet(() -> new Outcome.Failed("the objective is no positive finite number"));
    }

    private static Outcome rejected(EvaluationRow bad) {
        return switch (bad.verdict().status()) {
            case EvaluationRow.AREA_EXCEEDED -> new Outcome.AreaExceeded();
            case EvaluationRow.INFEASIBLE ->
                new Outcome.Infeasible(bad.verdict().reason());
            default -> new Outcome.Failed(bad.verdict().reason());
        };
    }
}
