package org.nicepim.scheduler.milp;

class CbcContractTest extends MilpSolverContract {
    @Override
    MilpSolver solver() {
        return new OrToolsSolver(OrToolsSolver.Backend.CBC);
    }
}
