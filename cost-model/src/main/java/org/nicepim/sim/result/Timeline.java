package org.nicepim.sim.result;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

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
        OFMAP_1;

        /** Its name on the screen. */
        String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }
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
     * track, their names first, then intervals by their start; times in microseconds.
     */
    public String toChromeTrace() {
        List<String> events = new ArrayList<>();
        Map<Integer, Set<Track>> nodes = new TreeMap<>();
        for (Interval interval : intervals) {
            nodes.computeIfAbsent(interval.node, node -> EnumSet.noneOf(Track.class))
                    .add(interval.track);
        }
        nodes.forEach((node, tracks) -> {
            events.add(named("process_name", node, 0, "node " + node));
            tracks.forEach(track -> events.add(named("thread_name", node, track.ordinal(), track.word())));
        });
        intervals.stream()
                .sorted(Comparator.comparingLong(Interval::startCycle))
                .forEach(interval -> events.add(complete(interval)));
        return "{\"displayTimeUnit\":\"ns\",\"traceEvents\":[\n" + String.join(",\n", events) + "\n]}\n";
    }

    /** A metadata event. */
    private static String named(String what, int node, int thread, String name) {
        return "{\"name\":\"" + what + "\",\"ph\":\"M\",\"pid\":" + node + ",\"tid\":" + thread
                + ",\"args\":{\"name\":\"" + name + "\"}}";
    }

    private String complete(Interval interval) {
        return "{\"name\":\"" + escaped(interval.name) + "\",\"ph\":\"X\",\"ts\":" + micros(interval.startCycle)
                + ",\"dur\":"
                + micros(interval.endCycle - interval.startCycle) + ",\"pid\":" + interval.node + ",\"tid\":"
                + interval.track.ordinal() + ",\"cat\":\"" + interval.track + "\"}";
    }

    private double micros(long cycles) {
        return cycles * cycleNs / 1000;
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
