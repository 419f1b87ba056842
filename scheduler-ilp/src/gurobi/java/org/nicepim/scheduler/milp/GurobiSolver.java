package org.nicepim.scheduler.milp;

import com.gurobi.gurobi.GRB;
import com.gurobi.gurobi.GRBEnv;
import com.gurobi.gurobi.GRBException;
import com.gurobi.gurobi.GRBLinExpr;
import com.gurobi.gurobi.GRBModel;
import com.gurobi.gurobi.GRBVar;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import org.nicepim.scheduler.milp.MilpModel.Row;
import org.nicepim.scheduler.milp.MilpModel.Variable;
import org.nicepim.scheduler.milp.MilpResult.Broken;
import org.nicepim.scheduler.milp.MilpResult.Ending;
import org.nicepim.scheduler.milp.MilpResult.NoSolution;
import org.nicepim.scheduler.milp.MilpResult.Reason;
import org.nicepim.scheduler.milp.MilpResult.Solved;

/** Gurobi, if it has a licence here. Its messages hold user and host ids, so only error codes are logged. */
public final class GurobiSolver implements MilpSolver {
    private static final System.Logger LOG = System.getLogger(GurobiSolver.class.getName());

    /** Asks for a licence once, when first needed. */
    private static final class Licence {
        /** Why there is none; empty if there is one. */
        static final String REFUSED = ask();

        private Licence() {}

        private static String ask() {
            String refused;
            try {
                environment().dispose();
                return "";
            } catch (GRBException e) {
                refused = "Gurobi error " + e.getErrorCode()
                        + (e.getErrorCode() == GRB.Error.NO_LICENSE ? " (no licence)" : "");
            } catch (LinkageError e) {
                refused = e.getClass().getSimpleName();
            }
            LOG.log(Level.DEBUG, "Gurobi is not available: {0}", refused);
            return refused;
        }
    }

    /** For {@link java.util.ServiceLoader}. */
    public GurobiSolver() {}

    @Override
    public String name() {
        return "gurobi";
    }

    @Override
    public boolean available() {
        return Licence.REFUSED.isEmpty();
    }

    @Override
    public String absence() {
        return Licence.REFUSED;
    }

    private static GRBEnv environment() throws GRBException {
        GRBEnv environment = new GRBEnv(true);
        try {
            environment.set(GRB.IntParam.OutputFlag, 0);
            environment.set(GRB.IntParam.LogToConsole, 0);
            environment.set(GRB.IntParam.Threads, 1);
            setWebLicence(environment);
            environment.start();
            return environment;
        } catch (GRBException e) {
            environment.dispose();
            throw e;
        }
    }

    /** Licence files are Gurobi's own business (GRB_LICENSE_FILE); a web licence may come in variables instead. */
    private static void setWebLicence(GRBEnv environment) throws GRBException {
        String access = System.getenv("GRB_WLSACCESSID");
        String secret = System.getenv("GRB_WLSSECRET");
        String licence = System.getenv("GRB_LICENSEID");
        if (access != null && secret != null && licence != null && licence.matches("[0-9]{1,9}")) {
            environment.set(GRB.StringParam.WLSAccessID, access);
            environment.set(GRB.StringParam.WLSSecret, secret);
            environment.set(GRB.IntParam.LicenseID, Integer.parseInt(licence));
        }
    }

    @Override
    public MilpResult solve(MilpModel model, MilpLimits limits) {
        if (!available()) {
            return new Broken(absence());
        }
        try {
            GRBEnv environment = environment();
            try {
                return solve(environment, model, limits);
            } finally {
                environment.dispose();
            }
        } catch (GRBException e) {
            return new Broken("Gurobi error " + e.getErrorCode());
        }
    }

    private static MilpResult solve(GRBEnv environment, MilpModel model, MilpLimits limits) throws GRBException {
        GRBModel program = new GRBModel(environment);
        try {
            program.set(GRB.DoubleParam.TimeLimit, limits.seconds());
            program.set(GRB.DoubleParam.NodeLimit, limits.nodes());
            program.set(GRB.DoubleParam.MIPGap, limits.relativeGap());
            GRBVar[] variables = addVariables(program, model);
            for (Row row : model.rows()) {
                addRow(program, variables, row);
            }
            program.optimize();
            return answer(program, variables);
        } finally {
            program.dispose();
        }
    }

    private static GRBVar[] addVariables(GRBModel program, MilpModel model) throws GRBException {
        GRBVar[] variables = new GRBVar[model.variables().size()];
        for (int i = 0; i < variables.length; i++) {
            Variable variable = model.variables().get(i);
            char type = variable.whole() ? GRB.INTEGER : GRB.CONTINUOUS;
            variables[i] = program.addVar(variable.lower(), variable.upper(), variable.cost(), type, "");
        }
        return variables;
    }

    private static void addRow(GRBModel program, GRBVar[] variables, Row row) throws GRBException {
        GRBLinExpr sum = new GRBLinExpr();
        for (int i = 0; i < row.size(); i++) {
            sum.addTerm(row.coefficient(i), variables[row.variable(i)]);
        }
        if (!Double.isInfinite(row.lower())) {
            program.addConstr(sum, GRB.GREATER_EQUAL, row.lower(), "");
        }
        if (!Double.isInfinite(row.upper())) {
            program.addConstr(sum, GRB.LESS_EQUAL, row.upper(), "");
        }
    }

    private static MilpResult answer(GRBModel program, GRBVar[] variables) throws GRBException {
        int status = program.get(GRB.IntAttr.Status);
        if (program.get(GRB.IntAttr.SolCount) > 0) {
            List<Double> values = new ArrayList<>(variables.length);
            for (GRBVar variable : variables) {
                values.add(variable.get(GRB.DoubleAttr.X));
            }
            return new Solved(values, program.get(GRB.DoubleAttr.ObjVal), ending(status));
        }
        return switch (status) {
            case GRB.INFEASIBLE, GRB.INF_OR_UNBD -> new NoSolution(Reason.INFEASIBLE);
            case GRB.UNBOUNDED -> new NoSolution(Reason.UNBOUNDED);
            case GRB.TIME_LIMIT -> new NoSolution(Reason.CLOCK);
            default -> new NoSolution(Reason.WORK);
        };
    }

    private static Ending ending(int status) {
        return switch (status) {
            case GRB.OPTIMAL -> Ending.PROVED;
            case GRB.TIME_LIMIT -> Ending.CLOCK;
            default -> Ending.WORK;
        };
    }
}
