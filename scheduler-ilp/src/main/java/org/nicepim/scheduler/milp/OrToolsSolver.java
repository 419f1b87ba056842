package org.nicepim.scheduler.milp;

import com.google.ortools.linearsolver.MPSolver;
import java.util.Locale;
import org.nicepim.scheduler.milp.MilpResult.Broken;

/**
 * CBC or SCIP through OR-Tools' linear solver wrapper.
 *
 * <p>CBC knows no node limit there, and its clock counts the CPU time of the whole process; SCIP keeps both limits.
 */
public final class OrToolsSolver implements MilpSolver {
    /** Solvers inside OR-Tools. */
    public enum Backend {
        /** COIN-OR branch and cut. */
        CBC,
        /** Solving constraint integer programs. */
        SCIP
    }

    private final Backend backend;

    /** A solver with that backend. */
    public OrToolsSolver(Backend backend) {
        this.backend = backend;
    }

    @Override
    public String name() {
        return backend.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public boolean available() {
        return NativeLibrary.isLoaded();
    }

    @Override
    public MilpResult solve(MilpModel model, MilpLimits limits) {
        if (!available()) {
            return new Broken("OR-Tools' native library is missing");
        }
        MPSolver solver = MPSolver.createSolver(backend.name());
        if (solver == null) {
            return new Broken("OR-Tools was built without " + backend);
        }
        try (OrToolsSession session = new OrToolsSession(solver)) {
            session.add(model);
            session.limit(backend, limits);
            return session.solve(limits);
        } catch (RuntimeException e) {
            return new Broken(e.getClass().getSimpleName());
        }
    }
}
