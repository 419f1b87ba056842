package org.nicepim.scheduler.milp;

import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.nicepim.scheduler.milp.MilpResult.Broken;
import org.nicepim.scheduler.milp.MilpResult.Ending;
import org.nicepim.scheduler.milp.MilpResult.NoSolution;
import org.nicepim.scheduler.milp.MilpResult.Reason;
import org.nicepim.scheduler.milp.MilpResult.Solved;
import org.nicepim.scheduler.milp.OrToolsSolver.Backend;

/**
 * Asks solvers one after another until one gives an answer that holds. An answer is refused if the solver threw, found
 * nothing in its limits, violates the model, states another objective than its values have, calls a model infeasible
 * or unbounded for which a point is known, or calls an answer optimal that is worse than a known point by more than the gap
 * that it was allowed.
 */
public final class SolverChain {
    /** System property that names the only solver to use: {@code gurobi}, {@code cbc}, {@code scip} or {@code cp-sat}. */
    public static final String PROPERTY = "milp.solver";

    private static final MilpResult TOO_LATE = new NoSolution(Reason.CLOCK);
    private static final MilpResult TOO_MUCH = new NoSolution(Reason.WORK);
    private static final System.Logger LOG = System.getLogger(SolverChain.class.getName());
    private static final String GUROBI = "gurobi";
    private static final String GUROBI_CLASS = "com.gurobi.gurobi.GRBEnv";

    /** Solvers of whose absence the log knows: a command makes many chains, and one line is enough. */
    private static final Set<String> TOLD = ConcurrentHashMap.newKeySet();

    private final List<MilpSolver> solvers;

    /** A chain in that order. */
    public SolverChain(List<? extends MilpSolver> solvers) {
        this.solvers = List.copyOf(solvers);
    }

    /**
     * What the chain found.
     *
     * @param solved an answer that passed {@link SolutionCheck}, or empty
     * @param solver name of the solver that gave it, {@code none} if there is none
     * @param solves models that were solved: 0 or 1
     * @param fallbacks answers that were refused
     * @param proved true if the solver says that no answer is better by more than the gap allowed
     * @param timeLimited true if a clock decided the outcome: the answer came when it struck, or a solver before found none
     */
    public record Answer(
            Optional<Solved> solved, String solver, int solves, int fallbacks, boolean proved, boolean timeLimited) {}

    /** Gurobi if it is there, then CBC, then CP-SAT; or only the solver that {@value #PROPERTY} names. */
    public static SolverChain standard() {
        String forced = System.getProperty(PROPERTY, "");
        return forced.isEmpty() ? new SolverChain(installed(Backend.CBC, Backend.CP_SAT)) : only(forced);
    }

    /** The names that {@link #only} knows in this build. */
    public static List<String> names() {
        return installed(Backend.values()).stream().map(MilpSolver::name).toList();
    }

    /**
     * A chain of one solver. If it is not available here one line of the process says why, and the chain answers nothing.
     *
     * @param name one of {@link #names}; case does not matter
     * @throws IllegalArgumentException if the name is unknown
     */
    public static SolverChain only(String name) {
        for (MilpSolver solver : installed(Backend.values())) {
            if (solver.name().equals(name.toLowerCase(Locale.ROOT))) {
                return only(solver);
            }
        }
        throw new IllegalArgumentException(PROPERTY + " = " + name + " is none of " + names()
                + (name.toLowerCase(Locale.ROOT).equals(GUROBI)
                        ? ". Maybe the program was built without the profile gurobi."
                        : ". Maybe '" + names().get(0) + "'?"));
    }

    static SolverChain only(MilpSolver solver) {
        if (!solver.available() && TOLD.add(solver.name())) {
            LOG.log(
                    Level.WARNING,
                    "{0} = {1}: {2}; data sharing is scheduled by heuristics. Maybe leave {0} away.",
                    PROPERTY,
                    solver.name(),
                    solver.absence());
        }
        return new SolverChain(List.of(solver));
    }

    private static List<MilpSolver> installed(Backend... backends) {
        List<MilpSolver> solvers = new ArrayList<>(services());
        for (Backend backend : backends) {
            solvers.add(new OrToolsSolver(backend));
        }
        return solvers;
    }

    /** Gurobi's service file is only in builds with its profile; its library may be missing all the same. */
    private static List<MilpSolver> services() {
        try {
            ClassLoader loader = SolverChain.class.getClassLoader();
            Class.forName(GUROBI_CLASS, false, loader);
            return ServiceLoader.load(MilpSolver.class, loader).stream()
                    .map(ServiceLoader.Provider::get)
                    .toList();
        } catch (ClassNotFoundException | LinkageError | ServiceConfigurationError e) {
            LOG.log(Level.DEBUG, "no Gurobi: {0}", e.getClass().getSimpleName());
            return List.of();
        }
    }

    /** The solvers, in the order in which they are asked. */
    public List<MilpSolver> solvers() {
        return solvers;
    }

    /**
     * Solves a model.
     *
     * @param model the model
     * @param limits for each solver
     * @param known a point that meets the model, against which answers are held
     */
    public Answer solve(MilpModel model, MilpLimits limits, List<Double> known) {
        int refused = 0;
        boolean late = false;
        for (MilpSolver solver : solvers) {
            if (!solver.available()) {
                continue;
            }
            MilpResult result = ask(solver, model, limits);
            Optional<String> fault = fault(model, result, model.objective(known), limits);
            if (fault.isEmpty() && result instanceof Solved solved) {
                boolean struck = late || solved.ending() == Ending.CLOCK;
                return new Answer(Optional.of(solved), solver.name(), 1, refused, solved.proved(), struck);
            }
            refused++;
            late |= result.equals(TOO_LATE);
            Level level = result.equals(TOO_LATE) || result.equals(TOO_MUCH) ? Level.DEBUG : Level.WARNING;
            LOG.log(level, "answer of {0} refused: {1}", solver.name(), fault.orElse("none"));
        }
        return new Answer(Optional.empty(), "none", 0, refused, false, late);
    }

    private static MilpResult ask(MilpSolver solver, MilpModel model, MilpLimits limits) {
        try {
            return solver.solve(model, limits);
        } catch (RuntimeException | LinkageError e) {
            return new Broken(e.getClass().getSimpleName());
        }
    }

    private static Optional<String> fault(
            MilpModel model, MilpResult result, double knownObjective, MilpLimits limits) {
        if (result instanceof Broken broken) {
            return Optional.of("it broke: " + broken.message());
        }
        if (result instanceof NoSolution none) {
            return Optional.of("no solution: " + none.reason() + ", though one is known");
        }
        Solved solved = (Solved) result;
        return SolutionCheck.fault(model, solved).or(() -> optimalityFault(solved, knownObjective, limits));
    }

    private static Optional<String> optimalityFault(Solved solved, double knownObjective, MilpLimits limits) {
        double margin = SolutionCheck.ROW_TOLERANCE * Math.max(1, Math.abs(knownObjective))
                + limits.relativeGap() * Math.max(Math.abs(knownObjective), Math.abs(solved.objective()));
        return solved.proved() && solved.objective() > knownObjective + margin
                ? Optional.of("called optimal at " + solved.objective() + ", though " + knownObjective + " is known")
                : Optional.empty();
    }
}
