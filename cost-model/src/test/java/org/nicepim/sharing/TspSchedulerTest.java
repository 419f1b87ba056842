package org.nicepim.sharing;

class TspSchedulerTest extends DataSchedulerContract {
    @Override
    protected DataScheduler scheduler() {
        return new TspScheduler();
    }
}
