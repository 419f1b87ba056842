package org.nicepim.scheduler.milp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.nicepim.scheduler.milp.MilpResult.Ending;
import org.nicepim.scheduler.milp.MilpResult.NoSolution;
import org.nicepim.scheduler.milp.MilpResult.Reason;
import org.nicepim.scheduler.milp.MilpResult.Solved;

/** What every {@link MilpSolver} promises; skipped, with the reason, where the solver is not available. */
abstract class MilpSolverContract {
    /** The clock is not to strike, however busy the machine is. */
    private static final MilpLimits LIMITS = new MilpLimits(100_000, 600);

    /** The solver under test. */
    abstract MilpSolver solver();

    @BeforeEach
    final void isAvailable() {
        assumeTrue(solver().available(), () -> solver().name() + " is skipped: " + solver().absence());
    }

    @Test
    final void equalsEnumerationOfSmallBinaryPrograms() {
        SplittableRandom random = new SplittableRandom(51);
        int infeasible = 0;
        for (int trial = 0; trial < 120; trial++) {
            MilpModel model = BinaryPrograms.random(random, 2 + random.nextInt(7), 1 + random.nextInt(5));
            double least = BinaryPrograms.leastObjective(model);
            MilpResult result = solver().solve(model, LIMITS);
            if (Double.isInfinite(least)) {
                infeasible++;
                assertThat(result).isEqualTo(new NoSolution(Reason.INFEASIBLE));
            } else {
                Solved solved = (Solved) result;
                assertThat(SolutionCheck.fault(model, solved)).isEmpty();
                assertThat(solved.ending()).isEqualTo(Ending.PROVED);
                assertThat(solved.objective()).isEqualTo(least, within(1e-6));
            }
        }
        assertThat(infeasible).isBetween(1, 80);
    }

    @Test
    final void mixesRealAndWholeVariables() {
        MilpModel.Builder builder = MilpModel.builder();
        int whole = builder.add(new MilpModel.Variable(0, 10, true, -2));
        int real = builder.real(0, 10, -1);
        builder.row(Double.NEGATIVE_INFINITY, 7.5, new int[] {whole, real}, new double[] {2, 1});
        builder.row(1.25, Double.POSITIVE_INFINITY, new int[] {real}, new double[] {1});
        MilpModel model = builder.build();
        Solved solved = (Solved) solver().solve(model, LIMITS);
        assertThat(SolutionCheck.fault(model, solved)).isEmpty();
        assertThat(solved.objective()).isEqualTo(-7.5, within(1e-5));
    }

    /** The shape of the scheduler's programs, with fractional coefficients and a real objective. */
    @Test
    final void leastLargestSumsEqualEnumeration() {
        SplittableRandom random = new SplittableRandom(53);
        for (int trial = 0; trial < 8; trial++) {
            MilpModel model = BinaryPrograms.selection(random, 3, 4, 6);
            Solved solved = (Solved) solver().solve(model, LIMITS);
            assertThat(SolutionCheck.fault(model, solved)).isEmpty();
            assertThat(solved.objective()).isEqualTo(BinaryPrograms.leastLargestSum(model, 3, 4), within(1e-5));
        }
    }

    @Test
    final void solvesManyModelsInParallelAsOneByOne() {
        SplittableRandom random = new SplittableRandom(52);
        List<MilpModel> models = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            models.add(BinaryPrograms.selection(random, 4, 4, 6));
        }
        List<List<Double>> parallel = models.parallelStream()
                .map(model -> ((Solved) solver().solve(model, LIMITS)).values())
                .toList();
        for (int i = 0; i < models.size(); i++) {
            Solved again = (Solved) solver().solve(models.get(i), LIMITS);
            assertThat(again.values()).isEqualTo(parallel.get(i));
        }
    }

    /** Whatever a limit leaves is right as far as it goes, or is no answer. */
    @Test
    final void limitsLeaveNoWrongAnswers() {
        MilpModel model = BinaryPrograms.selection(new SplittableRandom(54), 12, 8, 24);
        MilpResult result = solver().solve(model, new MilpLimits(1, 0.5));
        if (result instanceof Solved solved) {
            assertThat(SolutionCheck.fault(model, solved)).isEmpty();
            assertThat(solved.ending()).isNotEqualTo(Ending.PROVED);
        } else {
            assertThat(result).isIn(new NoSolution(Reason.WORK), new NoSolution(Reason.CLOCK));
        }
    }
}
