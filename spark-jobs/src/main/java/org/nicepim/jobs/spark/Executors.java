package org.nicepim.jobs.spark;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.spark.TaskContext;
import org.nicepim.jobs.SchedulerChoice;
import org.nicepim.sharing.DataScheduler;

/** What all tasks of one executor share. */
final class Executors {
    /** This machine's name, looked up once. */
    static final String HOST = host();

    private static final Map<SchedulerChoice, DataScheduler> SCHEDULERS = new ConcurrentHashMap<>();

    private Executors() {}

    /** One scheduler of a kind per executor: it keeps its cache and its native library. */
    static DataScheduler scheduler(SchedulerChoice choice) {
        return SCHEDULERS.computeIfAbsent(choice, SchedulerChoice::create);
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
