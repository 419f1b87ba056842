package org.nicepim.sim.result;

import java.util.List;

/**
 * Intervals of work of a simulated run.
 *
 * @param cycleNs nanoseconds of a logic cycle
 * @param intervals in the order in which they were known
 */
public record Timeline(double cycleNs, List<Interval> intervals) {
    /** What worked; intervals of a node on one track do not overlap. */
    public enum Track {
        /** The PE array. */
        COMPUTE,
        /** The DRAM, one transfer after another. */
        DRAM,
        /** A gather into the first half of the ifmap buffer, or out of it: from the request to the last packet. */
        IFMAP_0,
        /** The same for the second half. */
        IFMAP_1,
        /** A gather into the first half of the weight buffer. */
        WEIGHT_0,
        /** The same for the second half. */
        WEIGHT_1,
        /** A reduction of psums in the first half of the ofmap buffer. */
        OFMAP_0,
        /** The same for the second half. */
        OFMAP_1
    }

    /**
     * One interval.
     *
     * @param node id in the mesh
     * @param track what worked
     * @param name layer, and operand if there is one
     * @param startCycle first cycle
     * @param endCycle end
     */
    public record Interval(int node, Track track, String name, long startCycle, long endCycle) {}

    /** Copies the list. */
    public Timeline {
        intervals = List.copyOf(intervals);
    }

    /**
     * The timeline in Chrome's trace format, which Perfetto and {@code chrome://tracing} open: a process per node, a thread per
     * track, times in microseconds.
     */
    public String toChromeTrace() {
        StringBuilder json = new StringBuilder("{\"traceEvents\":[");
        String separator = "";
        for (Interval interval : intervals) {
            json.append(separator)
                    .append("\n{\"name\":\"")
                    .append(escaped(interval.name))
                    .append("\",\"ph\":\"X\",\"ts\":")
                    .append(interval.startCycle * cycleNs / 1000)
                    .append(",\"dur\":")
                    .append((interval.endCycle - interval.startCycle) * cycleNs / 1000)
                    .append(",\"pid\":")
                    .append(interval.node)
                    .append(",\"tid\":")
                    .append(interval.track.ordinal())
                    .append(",\"cat\":\"")
                    .append(interval.track)
                    .append("\"}");
            separator = ",";
        }
        return json.append("\n]}\n").toString();
    }

    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                escaped.append('\\').append(c);
            } else if (c < ' ') {
                escaped.append(String.format("\\u%04x", (int) c));
            } else {
                escaped.append(c);
            }
        }
        return escaped.toString();
    }
}
