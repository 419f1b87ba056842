package org.nicepim.scheduler.milp;

class CpSatContractTest extends MilpSolverContract {
    @Override
    MilpSolver solver() {
        return new OrToolsSolver(OrToolsSolver.Backend.CP_SAT);
    }
}
