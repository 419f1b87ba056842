package org.nicepim.scheduler.milp;

import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import org.nicepim.scheduler.milp.MilpResult.Broken;
import org.nicepim.scheduler.milp.MilpResult.NoSolution;
import org.nicepim.scheduler.milp.MilpResult.Solved;
import org.nicepim.scheduler.milp.OrToolsSolver.Backend;

/**
 * Asks solvers one after another until one gives an answer that holds. An answer is refused if the solver threw, found
 * nothing in its limits, violates the model, states another objective than its values have, calls a model infeasible
 * or unbounded for which a point is known, or calls an answer optimal that is worse than a known point.
 */
public final class SolverChain {
    /** System property that names the only solver to use: {@code gurobi}, {@code cbc} or {@code scip}. */
    public static final String PROPERTY = "milp.solver";

    private static final System.Logger LOG = System.getLogger(SolverChain.class.getName());
    private static final MilpResult LATE = new NoSolution(MilpResult.Reason.LIMIT);
    private static final String GUROBI_CLASS = "com.gurobi.gurobi.GRBEnv";

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
     * @param timeLimited true if a limit decided the outcome: an answer came without proof, or none came
     */
    public record Answer(Optional<Solved> solved, String solver, int solves, int fallbacks, boolean timeLimited) {}

    /** Gurobi if it is there, then CBC; or only the solver that {@value #PROPERTY} names. */
    public static SolverChain standard() {
        String forced = System.getProperty(PROPERTY, "").toLowerCase(Locale.ROOT);
        return forced.isEmpty() ? new SolverChain(installed(Backend.CBC)) : only(forced);
    }

    /** A chain of one solver. */
    public static SolverChain only(String name) {
        List<MilpSolver> known = installed(Backend.CBC, Backend.SCIP);
        for (MilpSolver solver : known) {
            if (solver.name().equals(name)) {
                return new SolverChain(List.of(solver));
            }
        }
        List<String> names = known.stream().map(MilpSolver::name).toList();
        throw new IllegalArgumentException(PROPERTY + " = " + name + " is none of " + names
                + ". Maybe the program was built without the profile gurobi.");
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
            Optional<String> fault = fault(model, result, model.objective(known));
            if (fault.isEmpty() && result instanceof Solved solved) {
                return new Answer(Optional.of(solved), solver.name(), 1, refused, late || !solved.proved());
            }
            refused++;
            late |= result.equals(LATE);
            Level level = result.equals(LATE) ? Level.DEBUG : Level.WARNING;
            LOG.log(level, "answer of {0} refused: {1}", solver.name(), fault.orElse("none"));
        }
        return new Answer(Optional.empty(), "none", 0, refused, late);
    }

    private static MilpResult ask(MilpSolver solver, MilpModel model, MilpLimits limits) {
        try {
            return solver.solve(model, limits);
        } catch (RuntimeException | LinkageError e) {
            return new Broken(e.getClass().getSimpleName());
        }
    }

    private static Optional<String> fault(MilpModel model, MilpResult result, double knownObjective) {
        if (result instanceof Broken broken) {
            return Optional.of("it broke: " + broken.message());
        }
        if (result instanceof NoSolution none) {
            return Optional.of("no solution: " + none.reason() + ", though one is known");
        }
        Solved solved = (Solved) result;
        return SolutionCheck.fault(model, solved).or(() -> optimalityFault(solved, knownObjective));
    }

    private static Optional<String> optimalityFault(Solved solved, double knownObjective) {
        double margin = SolutionCheck.ROW_TOLERANCE * Math.max(1, Math.abs(knownObjective));
        return solved.proved() && solved.objective() > knownObjective + margin
                ? Optional.of("called optimal at " + solved.objective() + ", though " + knownObjective + " is known")
                : Optional.empty();
    }
}
