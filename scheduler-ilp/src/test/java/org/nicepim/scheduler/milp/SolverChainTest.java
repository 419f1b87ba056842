package org.nicepim.scheduler.milp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.nicepim.scheduler.milp.MilpResult.Ending;
import org.nicepim.scheduler.milp.MilpResult.Reason;
import org.nicepim.scheduler.milp.MilpResult.Solved;
import org.nicepim.scheduler.milp.OrToolsSolver.Backend;
import org.nicepim.scheduler.milp.SolverChain.Answer;

class SolverChainTest {
    private static final MilpLimits LIMITS = new MilpLimits(1000, 5);
    private static final MilpModel MODEL = BinaryPrograms.selection(new SplittableRandom(61), 4, 3, 6);
    private static final List<Double> KNOWN = known();

    private static List<Double> known() {
        List<Double> point =
                new ArrayList<>(Collections.nCopies(MODEL.variables().size(), 0.0));
        for (int group = 0; group < 4; group++) {
            point.set(3 * group, 1.0);
        }
        point.set(point.size() - 1, 1000.0);
        return point;
    }

    private record Planted(String name, boolean available, Function<MilpModel, MilpResult> answer)
            implements MilpSolver {
        @Override
        public String absence() {
            return "planted";
        }

        @Override
        public MilpResult solve(MilpModel model, MilpLimits limits) {
            return answer.apply(model);
        }
    }

    @Test
    void allFaultsAreCountedAndTheRightAnswerIsTaken() {
        List<MilpSolver> solvers = new ArrayList<>(FaultySolvers.all());
        int faulty = solvers.size();
        solvers.add(new OrToolsSolver(Backend.CBC));
        Answer answer = new SolverChain(solvers).solve(MODEL, LIMITS, KNOWN);
        assertThat(answer.solver()).isEqualTo("cbc");
        assertThat(answer.solves()).isEqualTo(1);
        assertThat(answer.fallbacks()).isEqualTo(faulty);
        Solved scip = (Solved) new OrToolsSolver(Backend.SCIP).solve(MODEL, LIMITS);
        assertThat(answer.solved().orElseThrow().objective()).isEqualTo(scip.objective(), within(1e-6));
    }

    @Test
    void optimaThatAreWorseThanAKnownPointAreRefused() {
        MilpSolver worse = new Planted("worse", true, model -> new Solved(KNOWN, 1000, Ending.PROVED));
        List<Double> better = new ArrayList<>(KNOWN);
        better.set(better.size() - 1, 500.0);
        Answer answer = new SolverChain(List.of(worse)).solve(MODEL, LIMITS, better);
        assertThat(answer).isEqualTo(new Answer(Optional.empty(), "none", 0, 1, false, false));
    }

    @Test
    void anAnswerThatNoLimitLetProveItselfSaysSo() {
        MilpSolver hasty = new Planted("hasty", true, model -> new Solved(KNOWN, model.objective(KNOWN), Ending.CLOCK));
        Answer answer = new SolverChain(List.of(hasty)).solve(MODEL, LIMITS, KNOWN);
        assertThat(answer.solved()).isPresent();
        assertThat(answer.timeLimited()).isTrue();
        MilpSolver late = new Planted("late", true, model -> new MilpResult.NoSolution(Reason.CLOCK));
        assertThat(new SolverChain(List.of(late)).solve(MODEL, LIMITS, KNOWN))
                .isEqualTo(new Answer(Optional.empty(), "none", 0, 1, false, true));
    }

    /** Work that was used up is the same on every machine, so it is no matter of time. */
    @Test
    void workThatIsUsedUpIsNoMatterOfTime() {
        MilpSolver lazy = new Planted("lazy", true, model -> new Solved(KNOWN, model.objective(KNOWN), Ending.WORK));
        Answer answer = new SolverChain(List.of(lazy)).solve(MODEL, LIMITS, KNOWN);
        assertThat(answer.timeLimited()).isFalse();
        assertThat(answer.proved()).isFalse();
    }

    /** An answer within the gap that the solver was allowed is no fault, though a known point is better. */
    @Test
    void optimaWithinTheGapAllowedAreTaken() {
        MilpSolver near = new Planted("near", true, model -> new Solved(KNOWN, 1000, Ending.PROVED));
        List<Double> better = new ArrayList<>(KNOWN);
        better.set(better.size() - 1, 960.0);
        SolverChain chain = new SolverChain(List.of(near));
        assertThat(chain.solve(MODEL, new MilpLimits(1000, 5, 0.05), better).solved())
                .isPresent();
        assertThat(chain.solve(MODEL, new MilpLimits(1000, 5, 0.01), better).solved())
                .isEmpty();
    }

    @Test
    void solversThatAreNotThereAreNoFallbacks() {
        MilpSolver missing = new Planted("missing", false, model -> {
            throw new IllegalStateException("asked though not available");
        });
        Answer answer = new SolverChain(List.of(missing)).solve(MODEL, LIMITS, KNOWN);
        assertThat(answer).isEqualTo(new Answer(Optional.empty(), "none", 0, 0, false, false));
    }

    /** A command checks the name, then makes a scheduler per run: three chains, one line. */
    @Test
    void aSolverThatIsForcedAndNotThereIsOneLineHoweverManyChainsAreMade() {
        MilpSolver missing = new Planted("forced", false, model -> new MilpResult.NoSolution(Reason.CLOCK));
        List<String> lines = LogLines.of(SolverChain.class, () -> {
            for (int chain = 0; chain < 3; chain++) {
                assertThat(SolverChain.only(missing).solvers()).containsExactly(missing);
            }
        });
        assertThat(lines)
                .containsExactly("milp.solver = forced: planted; data sharing is scheduled by heuristics. Maybe leave"
                        + " milp.solver away.");
    }

    @Test
    void namesChooseASolver() {
        assertThat(SolverChain.only("scip").solvers())
                .extracting(MilpSolver::name)
                .containsExactly("scip");
        assertThat(SolverChain.standard().solvers())
                .extracting(MilpSolver::name)
                .endsWith("cbc", "cp-sat");
        assertThat(SolverChain.only("CP-SAT").solvers())
                .extracting(MilpSolver::name)
                .containsExactly("cp-sat");
        assertThatThrownBy(() -> SolverChain.only("highs"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("milp.solver = highs is none of")
                .hasMessageContaining("cbc, scip, cp-sat");
        assertThatThrownBy(() -> SolverChain.only("")).isInstanceOf(IllegalArgumentException.class);
    }
}
