package org.nicepim.jobs;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import org.nicepim.config.ConfigException;
import org.nicepim.cost.area.AreaModel;
import org.nicepim.hardware.DesignPoint;
import org.nicepim.hardware.DesignSpaces;
import org.nicepim.hardware.HardwareConfig;
import org.nicepim.hardware.HardwareParameters;
import org.nicepim.hardware.SynthesisedAreas;
import org.nicepim.jobs.run.ExploreConfig;
import org.nicepim.jobs.run.RunFolder;
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

/**
 * The main job: ask the tuner for designs, evaluate them on the executors, write the rows, tell the tuner. Synchronous:
 * the points visited are a function of the configuration alone, so a resumed run takes what its folder holds and visits
 * the points that an uninterrupted one would.
 */
public final class ExploreJob {
    private static final double MS = 1e-3;
    private static final double PJ = 1e-12;

    private final ExploreConfig config;
    private final EvaluationContext context;
    private final Tuner tuner;
    private final RunFolder folder;
    private final BatchRunner runner;
    private final Progress progress;
    private final Map<Integer, DesignPoint> asked = new HashMap<>();

    /**
     * A job.
     *
     * @param context what the configuration's names stand for
     * @param folder opened for this configuration
     * @param runner evaluates batches
     * @param progress told about each batch
     */
    public ExploreJob(
            ExploreConfig config, EvaluationContext context, RunFolder folder, BatchRunner runner, Progress progress) {
        this.config = config;
        this.context = context;
        this.tuner = tuner(config.search(), context);
        this.folder = folder;
        this.runner = runner;
        this.progress = progress;
    }

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

    /** Evaluates a batch of tasks somewhere; the results come in the order of the tasks. */
    public interface BatchRunner {
        /** Evaluates all tasks. */
        List<TaskResult> run(List<DesignTask> tasks);
    }

    /** Hears how the run goes. */
    public interface Progress {
        /** A batch is done; {@code resumed} if it was read from the folder. */
        void batch(ExploreSummary soFar, boolean resumed);

        /** Designs are about to be evaluated that this surrogate chose. */
        default void model(String text) {}

        /** The budget is spent; so many of the best designs are simulated. */
        default void simulating(int designs) {}
    }

    /**
     * Runs to the end of the budget.
     *
     * @throws IOException if the run's folder cannot be written
     */
    public ExploreSummary run() throws IOException {
        ExploreSummary summary = ExploreSummary.start(
                config.mapper().objective(), context.fidelity().best());
        for (int iteration = 0; summary.evaluated() < config.search().evaluations(); iteration++) {
            int left = config.search().evaluations() - summary.evaluated();
            List<Proposal> proposals = tuner.ask(Math.min(left, config.search().designsPerIteration()));
            if (proposals.isEmpty()) {
                break;
            }
            summary = model(summary, proposals, iteration);
            List<DesignTask> tasks = tasks(proposals, summary.evaluated(), iteration);
            boolean resumed = folder.has(iteration);
            List<EvaluationRow> rows = resumed ? recorded(iteration, tasks) : evaluate(iteration, tasks);
            summary = tell(summary, proposals, rows);
            progress.batch(summary, resumed);
        }
        return context.fidelity().best() > 0 ? simulateBest(summary) : summary;
    }

    /** Notes which surrogate made the proposals. */
    private ExploreSummary model(ExploreSummary summary, List<Proposal> proposals, int iteration) {
        boolean modelled = proposals.stream().anyMatch(p -> p.prediction().isPresent());
        String model = "iteration " + iteration + ": "
                + tuner.lastModel().filter(text -> modelled).orElse("no surrogate");
        progress.model(model);
        return summary.modelled(model);
    }

    /** Simulates the best designs and ranks them by that. */
    private ExploreSummary simulateBest(ExploreSummary summary) throws IOException {
        int most = Math.min(context.fidelity().best(), summary.best().size());
        List<DesignTask> tasks = new ArrayList<>();
        for (ExploreSummary.Best best : summary.best().subList(0, most)) {
            for (int workload = 0; workload < best.rows().size(); workload++) {
                EvaluationRow row = best.rows().get(workload);
                int id = row.design().designId();
                DesignPoint point = Objects.requireNonNull(asked.get(id));
                tasks.add(new DesignTask(id, row.design().iteration(), point, workload, row.prediction(), true));
            }
        }
        if (tasks.isEmpty()) {
            return summary;
        }
        return summary.ranked(
                folder.hasSimulated()
                        ? same(folder.readSimulated(), tasks, "the simulated designs are")
                        : simulated(tasks, most),
                context.workloads().size());
    }

    private List<EvaluationRow> simulated(List<DesignTask> tasks, int designs) throws IOException {
        progress.simulating(designs);
        List<EvaluationRow> rows =
                runner.run(tasks).stream().map(TaskResult::evaluation).toList();
        folder.writeSimulated(rows);
        return rows;
    }

    private List<DesignTask> tasks(List<Proposal> proposals, int firstId, int iteration) {
        List<DesignTask> tasks = new ArrayList<>();
        for (int i = 0; i < proposals.size(); i++) {
            Proposal proposal = proposals.get(i);
            asked.put(firstId + i, proposal.point());
            for (int workload = 0; workload < context.workloads().size(); workload++) {
                tasks.add(new DesignTask(
                        firstId + i,
                        iteration,
                        proposal.point(),
                        workload,
                        prediction(proposal),
                        context.fidelity().kind() == Fidelity.Kind.SIMULATE));
            }
        }
        return tasks;
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

    private List<EvaluationRow> evaluate(int iteration, List<DesignTask> tasks) throws IOException {
        List<TaskResult> results = runner.run(tasks);
        folder.write(iteration, results);
        return results.stream().map(TaskResult::evaluation).toList();
    }

    private List<EvaluationRow> recorded(int iteration, List<DesignTask> tasks) throws IOException {
        return same(folder.read(iteration), tasks, "batch " + iteration + " holds");
    }

    /** The rows, which must be of these designs on these workloads. */
    private List<EvaluationRow> same(List<EvaluationRow> rows, List<DesignTask> tasks, String what) {
        boolean same = rows.size() == tasks.size();
        for (int i = 0; same && i < rows.size(); i++) {
            same = ExploreSummary.point(rows.get(i)).equals(hardwareValues(tasks.get(i)))
                    && rows.get(i)
                            .workload()
                            .equals(context.workloads()
                                    .get(tasks.get(i).workload())
                                    .name());
        }
        if (!same) {
            throw new ConfigException(folder.path() + ": " + what + " other designs than this configuration asks for."
                    + " Maybe the run was written by another version?");
        }
        return rows;
    }

    private List<Integer> hardwareValues(DesignTask task) {
        return HardwareParameters.values(hardware(context, task.point()));
    }

    private ExploreSummary tell(ExploreSummary summary, List<Proposal> proposals, List<EvaluationRow> rows) {
        int width = context.workloads().size();
        List<Observation> observations = new ArrayList<>();
        ExploreSummary next = summary;
        for (int i = 0; i < proposals.size(); i++) {
            List<EvaluationRow> design = rows.subList(i * width, (i + 1) * width);
            next = next.with(design);
            observations.add(new Observation(proposals.get(i).point(), outcome(design)));
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
                .map(ExploreJob::rejected)
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
