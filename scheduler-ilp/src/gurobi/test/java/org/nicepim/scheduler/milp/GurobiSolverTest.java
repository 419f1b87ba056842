package org.nicepim.scheduler.milp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.nicepim.scheduler.milp.MilpResult.Broken;
import org.nicepim.scheduler.milp.MilpResult.Solved;

/** Right answers with a licence; a quiet way out without one. */
class GurobiSolverTest {
    private static final MilpModel MODEL = BinaryPrograms.selection(new SplittableRandom(71), 4, 3, 6);
    private static final MilpLimits LIMITS = new MilpLimits(1000, 5);

    @Test
    void solvesWithALicenceAndIsUnavailableWithout() {
        GurobiSolver solver = new GurobiSolver();
        MilpResult result = solver.solve(MODEL, LIMITS);
        if (solver.available()) {
            assertThat(SolutionCheck.fault(MODEL, (Solved) result)).isEmpty();
        } else {
            assertThat(result).isEqualTo(new Broken(solver.absence()));
        }
    }

    @Test
    void isAskedFirst() {
        assertThat(SolverChain.standard().solvers())
                .extracting(MilpSolver::name)
                .containsExactly("gurobi", "cbc", "cp-sat");
    }
}
