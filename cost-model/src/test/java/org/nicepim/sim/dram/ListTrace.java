package org.nicepim.sim.dram;

import java.util.ArrayList;
import java.util.List;

/** A trace that is written down. */
final class ListTrace implements BurstTrace {
    private record Access(long burst, boolean write) {}

    private final List<Access> accesses = new ArrayList<>();
    private int at = -1;

    ListTrace add(long burst, boolean write) {
        accesses.add(new Access(burst, write));
        return this;
    }

    int size() {
        return accesses.size();
    }

    @Override
    public boolean advance() {
        at++;
        return at < accesses.size();
    }

    @Override
    public long burst() {
        return accesses.get(at).burst();
    }

    @Override
    public boolean write() {
        return accesses.get(at).write();
    }
}
