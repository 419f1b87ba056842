package org.nicepim.jobs;

import java.util.Arrays;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Waits for an evaluation no longer than it may take, so that one that never ends costs itself and not the run. It runs in a thread of its
 * own, which bears the design's name in stack dumps. One that is given up is interrupted and, if it does not heed that, left behind until its
 * process ends, sharing its core with what comes after: the JVM can stop no thread by force.
 */
final class EvaluationGuard {
    private static final String OURS = "org.nicepim.";

    private EvaluationGuard() {}

    /**
     * The evaluation's result, or else what is to be said of one that was given up.
     *
     * @param name of the thread
     * @param seconds it may take
     * @param late what comes of it if it takes longer, from the reason
     */
    static TaskResult within(
            String name, int seconds, Supplier<TaskResult> evaluation, Function<String, TaskResult> late) {
        FutureTask<TaskResult> task = new FutureTask<>(evaluation::get);
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
        try {
            return task.get(seconds, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            String where = where(thread);
            task.cancel(true);
            return late.apply("given up after " + seconds + " s of wall time" + where
                    + ". Maybe evaluationSeconds is too few for this workload?");
        } catch (InterruptedException e) {
            // Spark ends this task: its evaluation is for nobody.
            task.cancel(true);
            Thread.currentThread().interrupt();
            throw new IllegalStateException(name + " was interrupted", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Error fatal) {
                throw fatal;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    private static String where(Thread thread) {
        return Arrays.stream(thread.getStackTrace())
                .filter(frame -> frame.getClassName().startsWith(OURS))
                .findFirst()
                .map(frame -> ", in " + frame.getClassName() + "." + frame.getMethodName())
                .orElse("");
    }
}
