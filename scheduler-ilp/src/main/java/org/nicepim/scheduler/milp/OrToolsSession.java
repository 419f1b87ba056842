package org.nicepim.scheduler.milp;

import com.google.ortools.linearsolver.MPConstraint;
import com.google.ortools.linearsolver.MPObjective;
import com.google.ortools.linearsolver.MPSolver;
import com.google.ortools.linearsolver.MPSolver.ResultStatus;
import com.google.ortools.linearsolver.MPSolverParameters;
import com.google.ortools.linearsolver.MPVariable;
import java.util.ArrayList;
import java.util.List;
import org.nicepim.scheduler.milp.MilpModel.Row;
import org.nicepim.scheduler.milp.MilpModel.Variable;
import org.nicepim.scheduler.milp.MilpResult.Broken;
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

    private final MPSolver solver;
    private final List<MPVariable> variables = new ArrayList<>();

    OrToolsSession(MPSolver solver) {
        this.solver = solver;
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

    void limit(Backend backend, MilpLimits limits) {
        solver.setTimeLimit((long) Math.ceil(limits.seconds() * 1000));
        if (backend == Backend.SCIP) {
            solver.setSolverSpecificParametersAsString("limits/nodes = " + limits.nodes());
        }
    }

    MilpResult solve(MilpLimits limits) {
        MPSolverParameters parameters = new MPSolverParameters();
        try {
            parameters.setDoubleParam(MPSolverParameters.DoubleParam.RELATIVE_MIP_GAP, limits.relativeGap());
            return answer(solver.solve(parameters));
        } finally {
            parameters.delete();
        }
    }

    private MilpResult answer(ResultStatus status) {
        return switch (status) {
            case OPTIMAL -> solved(true);
            case FEASIBLE -> solved(false);
            case INFEASIBLE -> new NoSolution(Reason.INFEASIBLE);
            case UNBOUNDED -> new NoSolution(Reason.UNBOUNDED);
            case NOT_SOLVED -> new NoSolution(Reason.LIMIT);
            case ABNORMAL, MODEL_INVALID -> new Broken("status " + status);
        };
    }

    private Solved solved(boolean proved) {
        List<Double> values = new ArrayList<>(variables.size());
        for (MPVariable variable : variables) {
            values.add(variable.solutionValue());
        }
        return new Solved(values, solver.objective().value(), proved);
    }

    @Override
    public void close() {
        solver.delete();
    }
}
