package org.nicepim.scheduler.milp;

import com.google.ortools.linearsolver.MPSolver;
import org.nicepim.scheduler.milp.MilpResult.Broken;

/** CBC, SCIP or CP-SAT through OR-Tools' linear solver wrapper, on one thread. */
public final class OrToolsSolver implements MilpSolver {
    /** Solvers inside OR-Tools. */
    public enum Backend {
        /** COIN-OR branch and cut. Knows no limit but a clock, and that one counts the CPU time of the whole process. */
        CBC("cbc", "CBC"),
        /** Solving constraint integer programs. Counts nodes. */
        SCIP("scip", "SCIP"),
        /** Clause learning over whole numbers: real variables become multiples of 2⁻²⁰. Counts deterministic time. */
        CP_SAT("cp-sat", "SAT");

        private final String word;
        private final String id;

        Backend(String word, String id) {
            this.word = word;
            this.id = id;
        }

        /** Its word in output and in the property {@code milp.solver}. */
        public String word() {
            return word;
        }
    }

    private final Backend backend;
    private final NativeLibrary library;

    /** A solver with that backend. */
    public OrToolsSolver(Backend backend) {
        this(backend, NativeLibrary.OR_TOOLS);
    }

    OrToolsSolver(Backend backend, NativeLibrary library) {
        this.backend = backend;
        this.library = library;
    }

    @Override
    public String name() {
        return backend.word();
    }

    @Override
    public boolean available() {
        return library.isLoaded();
    }

    @Override
    public String absence() {
        return "OR-Tools' native library cannot be loaded";
    }

    @Override
    public MilpResult solve(MilpModel model, MilpLimits limits) {
        if (!available()) {
            return new Broken(absence());
        }
        MPSolver solver = MPSolver.createSolver(backend.id);
        if (solver == null) {
            return new Broken("OR-Tools was built without " + backend);
        }
        try (OrToolsSession session = new OrToolsSession(solver, backend)) {
            session.add(model);
            return session.solve(limits);
        } catch (RuntimeException e) {
            return new Broken(e.getClass().getSimpleName());
        }
    }
}
