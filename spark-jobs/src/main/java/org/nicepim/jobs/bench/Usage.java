package org.nicepim.jobs.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.Map;
import java.util.TreeMap;

/**
 * Readings of this process's clocks. CPU time does not grow while other processes have the cores, so ratios of it can be told on a machine
 * that is busy with something else.
 *
 * @param wallSeconds since some point
 * @param cpuSeconds of all threads since the process began, those that have ended included
 * @param threads CPU seconds of the threads that live, by their names without numbers
 */
record Usage(double wallSeconds, double cpuSeconds, Map<String, Double> threads) {
    private static final double NANO = 1e-9;

    /** As it stands. */
    static Usage now() {
        OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        Map<String, Double> seconds = new TreeMap<>();
        for (ThreadInfo thread : threads.getThreadInfo(threads.getAllThreadIds())) {
            // A thread may have ended since its number was read.
            if (thread != null) {
                double cpu = Math.max(0, threads.getThreadCpuTime(thread.getThreadId())) * NANO;
                seconds.merge(kind(thread.getThreadName()), cpu, Double::sum);
            }
        }
        return new Usage(System.nanoTime() * NANO, system.getProcessCpuTime() * NANO, seconds);
    }

    private static String kind(String name) {
        return name.replaceAll("[-#( ]*[0-9].*", "");
    }

    /** From an earlier reading to this one. */
    Usage since(Usage before) {
        Map<String, Double> grown = new TreeMap<>();
        threads.forEach((name, cpu) -> grown.put(name, cpu - before.threads.getOrDefault(name, 0.0)));
        return new Usage(wallSeconds - before.wallSeconds, cpuSeconds - before.cpuSeconds, grown);
    }
}
