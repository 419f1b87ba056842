package org.nicepim.scheduler;

import org.nicepim.sharing.DataScheduler;
import org.nicepim.sharing.DataSchedulerContract;

class IlpDataSchedulerContractTest extends DataSchedulerContract {
    @Override
    protected DataScheduler scheduler() {
        return new IlpDataScheduler();
    }
}
