package org.nicepim.scheduler.milp;

import com.google.ortools.linearsolver.MPConstraint;
import com.google.ortools.linearsolver.MPObjective;
import com.google.ortools.linearsolver.MPSolver;
import com.google.ortools.linearsolver.MPSolver.ResultStatus;
import com.google.ortools.linearsolver.MPSolverParameters;
import com.google.ortools.linearsolver.MPVariable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.nicepim.scheduler.milp.MilpModel.Row;
import org.nicepim.scheduler.milp.MilpModel.Variable;
import org.nicepim.scheduler.milp.MilpResult.Broken;
import org.nicepim.scheduler.milp.MilpResult.Ending;
import org.nicepim.scheduler.milp.MilpResult.NoSolution;
import org.nicepim.scheduler.milp.MilpResult.Reason;
import org.nicepim.scheduler.milp.MilpResult.Solved;
import org.nicepim.scheduler.milp.OrToolsSolver.Backend;

/**
 * One model inside OR-Tools, freed on close. Names stay empty: OR-Tools aborts the JVM on equal ones. Values are read
 * only after a solution was announced.
 */
final class OrToolsSession implements AutoCloseable {
    private static final String UNNAMED = "";

    /** Of CP-SAT's deterministic time, about seconds of one core, for a node that other solvers may visit. */
    private static final double DETERMINISTIC_SECONDS_PER_NODE = 2e-4;
    /** Real variables are multiples of one part in so many for CP-SAT. */
    private static final int REAL_STEPS = 1 << 20;
    /** A solve that took this share of its guard was ended by it. */
    private static final double STRUCK = 0.98;

    private final MPSolver solver;
    private final Backend backend;
    private final List<MPVariable> variables = new ArrayList<>();

    OrToolsSession(MPSolver solver, Backend backend) {
        this.solver = solver;
        this.backend = backend;
    }

    void add(MilpModel model) {
        MPObjective objective = solver.objective();
        for (Variable variable : model.variables()) {
            MPVariable added = solver.makeVar(variable.lower(), variable.upper(), variable.whole(), UNNAMED);
            objective.setCoefficient(added, variable.cost());
            variables.add(added);
        }
        objective.setMinimization();
        for (Row row : model.rows()) {
            MPConstraint constraint = solver.makeConstraint(side(row.lower()), side(row.upper()), UNNAMED);
            for (int i = 0; i < row.size(); i++) {
                constraint.setCoefficient(variables.get(row.variable(i)), row.coefficient(i));
            }
        }
    }

    private static double side(double value) {
        return Double.isInfinite(value) ? Math.signum(value) * MPSolver.infinity() : value;
    }

    private void limit(MilpLimits limits) {
        solver.setTimeLimit((long) Math.ceil(limits.seconds() * 1000));
        String parameters =
                switch (backend) {
                    case CBC -> "";
                    case SCIP -> "limits/nodes = " + limits.nodes();
                    case CP_SAT ->
                        String.format(
                                Locale.ROOT,
                                "num_workers: 1 max_deterministic_time: %f mip_var_scaling: %d",
                                limits.nodes() * DETERMINISTIC_SECONDS_PER_NODE,
                                REAL_STEPS);
                };
        if (!parameters.isEmpty() && !solver.setSolverSpecificParametersAsString(parameters)) {
            throw new IllegalStateException("parameters were refused: " + parameters);
        }
    }

    MilpResult solve(MilpLimits limits) {
        limit(limits);
        long start = System.nanoTime();
        MPSolverParameters parameters = new MPSolverParameters();
        try {
            parameters.setDoubleParam(MPSolverParameters.DoubleParam.RELATIVE_MIP_GAP, limits.relativeGap());
            ResultStatus status = solver.solve(parameters);
            return answer(status, (System.nanoTime() - start) * 1e-9 >= STRUCK * limits.seconds());
        } finally {
            parameters.delete();
        }
    }

    /** CBC has no limit but its clock, which need not be the wall's. */
    private MilpResult answer(ResultStatus status, boolean late) {
        boolean byClock = late || backend == Backend.CBC;
        return switch (status) {
            case OPTIMAL -> solved(Ending.PROVED);
            case FEASIBLE -> solved(byClock ? Ending.CLOCK : Ending.WORK);
            case INFEASIBLE -> new NoSolution(Reason.INFEASIBLE);
            case UNBOUNDED -> new NoSolution(Reason.UNBOUNDED);
            case NOT_SOLVED -> new NoSolution(byClock ? Reason.CLOCK : Reason.WORK);
            case ABNORMAL, MODEL_INVALID -> new Broken("status " + status);
        };
    }

    private Solved solved(Ending ending) {
        List<Double> values = new ArrayList<>(variables.size());
        for (MPVariable variable : variables) {
            values.add(variable.solutionValue());
        }
        return new Solved(values, solver.objective().value(), ending);
    }

    @Override
    public void close() {
        solver.delete();
    }
}
