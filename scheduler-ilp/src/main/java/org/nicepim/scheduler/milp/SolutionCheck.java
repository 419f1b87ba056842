package org.nicepim.scheduler.milp;

import java.util.List;
import java.util.Optional;
import org.nicepim.scheduler.milp.MilpModel.Row;
import org.nicepim.scheduler.milp.MilpModel.Variable;
import org.nicepim.scheduler.milp.MilpResult.Solved;

/** Checks a solver's answer against the model: bounds, whole numbers, rows, objective. */
public final class SolutionCheck {
    /** A row may miss its side by this share of its largest term (at least 1). */
    public static final double ROW_TOLERANCE = 1e-6;
    /** A whole number may be off by this much. */
    public static final double WHOLE_TOLERANCE = 1e-5;

    private SolutionCheck() {}

    /** The first fault of an answer, or empty if it is right. */
    public static Optional<String> fault(MilpModel model, Solved solved) {
        List<Double> values = solved.values();
        if (values.size() != model.variables().size()) {
            return Optional.of(
                    values.size() + " values for " + model.variables().size() + " variables");
        }
        return variableFault(model, values).or(() -> rowFault(model, values)).or(() -> objectiveFault(model, solved));
    }

    private static Optional<String> variableFault(MilpModel model, List<Double> values) {
        for (int i = 0; i < values.size(); i++) {
            Variable variable = model.variables().get(i);
            double value = values.get(i);
            double margin = ROW_TOLERANCE * Math.max(1, Math.abs(value));
            if (!(value >= variable.lower() - margin && value <= variable.upper() + margin)) {
                return Optional.of("variable " + i + " = " + value + " is outside its bounds [" + variable.lower()
                        + ", " + variable.upper() + "]");
            }
            if (variable.whole() && Math.abs(value - Math.rint(value)) > WHOLE_TOLERANCE) {
                return Optional.of("variable " + i + " = " + value + " is no whole number");
            }
        }
        return Optional.empty();
    }

    private static Optional<String> rowFault(MilpModel model, List<Double> values) {
        for (int i = 0; i < model.rows().size(); i++) {
            Row row = model.rows().get(i);
            double sum = 0;
            double size = 1;
            for (int j = 0; j < row.size(); j++) {
                double term = row.coefficient(j) * values.get(row.variable(j));
                sum += term;
                size = Math.max(size, Math.abs(term));
            }
            double margin = ROW_TOLERANCE * size;
            if (!(sum >= row.lower() - margin && sum <= row.upper() + margin)) {
                return Optional.of("row " + i + " = " + sum + " is outside [" + row.lower() + ", " + row.upper() + "]");
            }
        }
        return Optional.empty();
    }

    private static Optional<String> objectiveFault(MilpModel model, Solved solved) {
        double actual = model.objective(solved.values());
        boolean equal = Math.abs(actual - solved.objective()) <= ROW_TOLERANCE * Math.max(1, Math.abs(actual));
        return equal
                ? Optional.empty()
                : Optional.of("objective is " + actual + ", the solver says " + solved.objective());
    }
}
