package org.nicepim.scheduler.milp;

class ScipContractTest extends MilpSolverContract {
    @Override
    MilpSolver solver() {
        return new OrToolsSolver(OrToolsSolver.Backend.SCIP);
    }
}
