package org.nicepim.scheduler.milp;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import org.nicepim.scheduler.milp.MilpResult.Broken;
import org.nicepim.scheduler.milp.MilpResult.Ending;
import org.nicepim.scheduler.milp.MilpResult.NoSolution;
import org.nicepim.scheduler.milp.MilpResult.Reason;
import org.nicepim.scheduler.milp.MilpResult.Solved;

/** Solvers that err, each in its own way, on any model that has a point. */
public final class FaultySolvers {
    private FaultySolvers() {}

    private record Faulty(String name, Function<MilpModel, MilpResult> answer) implements MilpSolver {
        @Override
        public boolean available() {
            return true;
        }

        @Override
        public String absence() {
            return "it is there";
        }

        @Override
        public MilpResult solve(MilpModel model, MilpLimits limits) {
            return answer.apply(model);
        }
    }

    /** One of each kind. */
    public static List<MilpSolver> all() {
        return List.of(
                new Faulty("wrong-objective", FaultySolvers::wrongObjective),
                new Faulty("violates-row", FaultySolvers::violatesRow),
                new Faulty("not-a-number", model -> constant(model, Double.NaN)),
                new Faulty("not-whole", FaultySolvers::notWhole),
                new Faulty("too-few-values", model -> new Solved(List.of(), 0, Ending.PROVED)),
                new Faulty("out-of-bounds", model -> constant(model, 3)),
                new Faulty("throws", model -> {
                    throw new IllegalStateException("planted");
                }),
                new Faulty("cannot-link", model -> {
                    throw new UnsatisfiedLinkError("planted");
                }),
                new Faulty("says-infeasible", model -> new NoSolution(Reason.INFEASIBLE)),
                new Faulty("says-unbounded", model -> new NoSolution(Reason.UNBOUNDED)),
                new Faulty("too-late", model -> new NoSolution(Reason.CLOCK)),
                new Faulty("too-much", model -> new NoSolution(Reason.WORK)),
                new Faulty("breaks", model -> new Broken("planted")));
    }

    private static Solved right(MilpModel model) {
        return (Solved) new OrToolsSolver(OrToolsSolver.Backend.CBC).solve(model, new MilpLimits(1000, 5));
    }

    private static MilpResult wrongObjective(MilpModel model) {
        Solved right = right(model);
        return new Solved(right.values(), right.objective() * 0.9, Ending.PROVED);
    }

    private static MilpResult violatesRow(MilpModel model) {
        return constant(model, 0);
    }

    private static MilpResult notWhole(MilpModel model) {
        List<Double> values = new ArrayList<>(right(model).values());
        for (int i = 0; i < values.size(); i++) {
            values.set(i, model.variables().get(i).whole() ? 0.5 : values.get(i));
        }
        return new Solved(values, model.objective(values), Ending.PROVED);
    }

    private static Solved constant(MilpModel model, double value) {
        List<Double> values = Collections.nCopies(model.variables().size(), value);
        return new Solved(values, model.objective(values), Ending.PROVED);
    }
}
