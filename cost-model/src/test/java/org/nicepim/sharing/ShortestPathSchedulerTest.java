package org.nicepim.sharing;

class ShortestPathSchedulerTest extends DataSchedulerContract {
    @Override
    protected DataScheduler scheduler() {
        return new ShortestPathScheduler();
    }
}
