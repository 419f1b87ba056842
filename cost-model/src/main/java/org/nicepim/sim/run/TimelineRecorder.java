package org.nicepim.sim.run;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.nicepim.sim.result.Timeline;
import org.nicepim.sim.result.Timeline.Interval;
import org.nicepim.sim.result.Timeline.Track;
import org.nicepim.workload.Operand;

/** Keeps every interval. A node's DRAM serves transfers in order, so each begins when the one before has ended. */
final class TimelineRecorder implements Recorder {
    private final List<Interval> intervals = new ArrayList<>();
    private final long[] dramUntil;

    TimelineRecorder(int nodes) {
        dramUntil = new long[nodes];
    }

    void clear() {
        intervals.clear();
        Arrays.fill(dramUntil, 0);
    }

    Timeline timeline(double cycleNs) {
        return new Timeline(cycleNs, intervals);
    }

    private void add(LayerRun run, int node, Track track, String what, long start, long end) {
        intervals.add(new Interval(node, track, run.plan.layer().name() + what, start, end));
    }

    private void dram(LayerRun run, int node, String what, long start, long end) {
        long begin = Math.max(start, dramUntil[node]);
        if (begin < end) {
            add(run, node, Track.DRAM, what, begin, end);
            dramUntil[node] = end;
        }
    }

    @Override
    public void compute(LayerRun run, int node, long start, long end) {
        add(run, node, Track.COMPUTE, "", start, end);
    }

    @Override
    public void memory(LayerRun run, int node, int operand, boolean write, long start, long end) {
        String name = Operand.values()[operand].name();
        dram(run, node, (write ? " store " : " load ") + name, start, end);
    }

    @Override
    public void move(LayerRun run, int node, boolean write, long start, long end) {
        dram(run, node, write ? " receive" : " send", start, end);
    }

    @Override
    public void shared(LayerRun run, int slot, long end) {
        Track track = Track.values()[Track.IFMAP_0.ordinal() + slot / run.nodes];
        int node = run.plan.global(run.nodeOf(slot));
        add(
                run,
                node,
                track,
                run.operandOf(slot) == Operand.OFMAP.ordinal() ? " reduce" : " gather",
                run.began[slot],
                end);
    }
}
