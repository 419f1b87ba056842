package org.nicepim.scheduler.milp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
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
        MilpSolver worse = new MilpSolver() {
            @Override
            public String name() {
                return "worse";
            }

            @Override
            public boolean available() {
                return true;
            }

            @Override
            public MilpResult solve(MilpModel model, MilpLimits limits) {
                return new Solved(KNOWN, 1000, true);
            }
        };
        List<Double> better = new ArrayList<>(KNOWN);
        better.set(better.size() - 1, 500.0);
        Answer answer = new SolverChain(List.of(worse)).solve(MODEL, LIMITS, better);
        assertThat(answer).isEqualTo(new Answer(Optional.empty(), "none", 0, 1, false));
    }

    @Test
    void anAnswerThatNoLimitLetProveItselfSaysSo() {
        MilpSolver hasty = new MilpSolver() {
            @Override
            public String name() {
                return "hasty";
            }

            @Override
            public boolean available() {
                return true;
            }

            @Override
            public MilpResult solve(MilpModel model, MilpLimits limits) {
                return new Solved(KNOWN, model.objective(KNOWN), false);
            }
        };
        Answer answer = new SolverChain(List.of(hasty)).solve(MODEL, LIMITS, KNOWN);
        assertThat(answer.solved()).isPresent();
        assertThat(answer.timeLimited()).isTrue();
        MilpSolver late = new MilpSolver() {
            @Override
            public String name() {
                return "late";
            }

            @Override
            public boolean available() {
                return true;
            }

            @Override
            public MilpResult solve(MilpModel model, MilpLimits limits) {
                return new MilpResult.NoSolution(MilpResult.Reason.LIMIT);
            }
        };
        assertThat(new SolverChain(List.of(late)).solve(MODEL, LIMITS, KNOWN))
                .isEqualTo(new Answer(Optional.empty(), "none", 0, 1, true));
    }

    @Test
    void solversThatAreNotThereAreNoFallbacks() {
        MilpSolver missing = new MilpSolver() {
            @Override
            public String name() {
                return "missing";
            }

            @Override
            public boolean available() {
                return false;
            }

            @Override
            public MilpResult solve(MilpModel model, MilpLimits limits) {
                throw new IllegalStateException("asked though not available");
            }
        };
        Answer answer = new SolverChain(List.of(missing)).solve(MODEL, LIMITS, KNOWN);
        assertThat(answer).isEqualTo(new Answer(Optional.empty(), "none", 0, 0, false));
    }

    @Test
    void namesChooseASolver() {
        assertThat(SolverChain.only("scip").solvers())
                .extracting(MilpSolver::name)
                .containsExactly("scip");
        assertThat(SolverChain.standard().solvers())
                .extracting(MilpSolver::name)
                .endsWith("cbc");
        assertThatThrownBy(() -> SolverChain.only("highs"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("milp.solver = highs is none of")
                .hasMessageContaining("cbc, scip");
    }
}
