package org.nicepim.jobs;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.MDC;

/**
 * What lines of a log say beside their text: which run, and on executors which design and workload. Keys begin as Spark's do, which takes them
 * from a job's properties to the threads of its tasks.
 */
public final class LogContext {
    /** Folder of the run. */
    public static final String RUN = "mdc.run";
    /** Number of the design. */
    public static final String DESIGN = "mdc.design";
    /** Name of the workload. */
    public static final String WORKLOAD = "mdc.workload";

    private LogContext() {}

    /** Lines of this thread are of a run from now on. */
    public static void run(String folder) {
        MDC.put(RUN, folder);
    }

    /** The run that this thread's lines are of. */
    public static Optional<String> run() {
        return Optional.ofNullable(MDC.get(RUN));
    }

    /** Work of some thread, whose lines say what this thread's say and the design and workload. */
    static <T> Supplier<T> with(int design, String workload, Supplier<T> work) {
        Map<String, String> context = new HashMap<>();
        Optional.ofNullable(MDC.getCopyOfContextMap()).ifPresent(context::putAll);
        context.put(DESIGN, String.valueOf(design));
        context.put(WORKLOAD, workload);
        return () -> {
            MDC.setContextMap(context);
            return work.get();
        };
    }
}
