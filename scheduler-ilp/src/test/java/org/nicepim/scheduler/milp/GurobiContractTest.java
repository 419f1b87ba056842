package org.nicepim.scheduler.milp;

import java.util.List;

/** Runs where the build has the profile {@code gurobi} and a licence is found; else it is skipped and says which is missing. */
class GurobiContractTest extends MilpSolverContract {
    private static final String NAME = "gurobi";

    @Override
    MilpSolver solver() {
        List<MilpSolver> installed = SolverChain.standard().solvers();
        return installed.stream()
                .filter(solver -> solver.name().equals(NAME))
                .findFirst()
                .orElse(new NotBuilt());
    }

    private record NotBuilt() implements MilpSolver {
        @Override
        public String name() {
            return NAME;
        }

        @Override
        public boolean available() {
            return false;
        }

        @Override
        public String absence() {
            return "the build has no profile gurobi";
        }

        @Override
        public MilpResult solve(MilpModel model, MilpLimits limits) {
            return new MilpResult.Broken(absence());
        }
    }
}
