package org.nicepim.scheduler.milp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nicepim.scheduler.milp.MilpResult.NoSolution;
import org.nicepim.scheduler.milp.MilpResult.Reason;
import org.nicepim.scheduler.milp.MilpResult.Solved;
import org.nicepim.scheduler.milp.OrToolsSolver.Backend;

class OrToolsSolverTest {
    private static final MilpLimits LIMITS = new MilpLimits(100_000, 10);

    @ParameterizedTest
    @EnumSource
    void equalsEnumerationOfSmallBinaryPrograms(Backend backend) {
        SplittableRandom random = new SplittableRandom(51);
        OrToolsSolver solver = new OrToolsSolver(backend);
        int infeasible = 0;
        for (int trial = 0; trial < 120; trial++) {
            MilpModel model = BinaryPrograms.random(random, 2 + random.nextInt(7), 1 + random.nextInt(5));
            double least = BinaryPrograms.leastObjective(model);
            MilpResult result = solver.solve(model, LIMITS);
            if (Double.isInfinite(least)) {
                infeasible++;
                assertThat(result).isEqualTo(new NoSolution(Reason.INFEASIBLE));
            } else {
                Solved solved = (Solved) result;
                assertThat(SolutionCheck.fault(model, solved)).isEmpty();
                assertThat(solved.proved()).isTrue();
                assertThat(solved.objective()).isEqualTo(least, within(1e-6));
            }
        }
        assertThat(infeasible).isBetween(1, 80);
    }

    @ParameterizedTest
    @EnumSource
    void mixesRealAndWholeVariables(Backend backend) {
        MilpModel.Builder builder = MilpModel.builder();
        int whole = builder.add(new MilpModel.Variable(0, 10, true, -2));
        int real = builder.real(0, 10, -1);
        builder.row(Double.NEGATIVE_INFINITY, 7.5, new int[] {whole, real}, new double[] {2, 1});
        builder.row(1.25, Double.POSITIVE_INFINITY, new int[] {real}, new double[] {1});
        Solved solved = (Solved) new OrToolsSolver(backend).solve(builder.build(), LIMITS);
        assertThat(solved.objective()).isEqualTo(-7.5, within(1e-6));
        assertThat(solved.values().get(whole))
                .isEqualTo(Math.rint(solved.values().get(whole)), within(1e-6));
    }

    @ParameterizedTest
    @EnumSource
    void solvesManyModelsInParallel(Backend backend) {
        List<Double> objectives = new ArrayList<>();
        SplittableRandom random = new SplittableRandom(52);
        List<MilpModel> models = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            models.add(BinaryPrograms.selection(random, 6, 5, 10));
        }
        models.parallelStream()
                .map(model -> ((Solved) new OrToolsSolver(backend).solve(model, LIMITS)).objective())
                .forEachOrdered(objectives::add);
        for (int i = 0; i < models.size(); i++) {
            Solved again = (Solved) new OrToolsSolver(backend).solve(models.get(i), LIMITS);
            assertThat(again.objective()).isEqualTo(objectives.get(i), within(1e-9));
        }
    }
}
