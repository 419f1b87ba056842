package org.nicepim.jobs.spark;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.spark.TaskContext;
import org.nicepim.jobs.SchedulerChoice;
import org.nicepim.scheduler.CacheCounts;
import org.nicepim.scheduler.IlpDataScheduler;
import org.nicepim.sharing.DataScheduler;

/** What all tasks of one executor share. */
final class Executors {
    /** This machine's name, looked up once. */
    static final String HOST = host();

    private static final Map<SchedulerChoice, DataScheduler> SCHEDULERS = new ConcurrentHashMap<>();
    private static final CacheCounts NOTHING = new CacheCounts(0, 0, 0);
    private static final Map<SchedulerChoice, CacheCounts> SEEN = new ConcurrentHashMap<>();

    private Executors() {}

    /** One scheduler of a kind per executor: it keeps its cache and its native library. */
    static DataScheduler scheduler(SchedulerChoice choice) {
        return SCHEDULERS.computeIfAbsent(choice, SchedulerChoice::create);
    }

    /** What the caches of a kind's scheduler answered on this executor since this was last asked; nothing if it keeps none. */
    static synchronized CacheCounts countsSince(SchedulerChoice choice) {
        CacheCounts before = SEEN.getOrDefault(choice, NOTHING);
        CacheCounts now = scheduler(choice) instanceof IlpDataScheduler ilp ? ilp.counts() : NOTHING;
        SEEN.put(choice, now);
        return new CacheCounts(
                now.sameProblem() - before.sameProblem(),
                now.samePattern() - before.samePattern(),
                now.searched() - before.searched());
    }

    /** Number of the running task's attempt, from 0. */
    static int attempt() {
        TaskContext running = TaskContext.get();
        return running == null ? 0 : running.attemptNumber();
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "unknown";
        }
    }
}
