package org.nicepim.jobs.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.apache.spark.SparkConf;
import org.apache.spark.serializer.KryoSerializer;
import org.apache.spark.serializer.SerializerInstance;
import org.nicepim.hardware.DesignPoint;
import org.nicepim.jobs.DesignEvaluator;
import org.nicepim.jobs.DesignTask;
import org.nicepim.jobs.EvaluationContext;
import org.nicepim.jobs.TaskResult;
import org.nicepim.results.EvaluationRow;
import org.nicepim.sharing.DataScheduler;
import scala.reflect.ClassTag$;

/** Bytes that cross the wire, in Kryo's form, as Spark's own serialiser makes them. */
public final class WireBench {
    /** Most bytes of a layer's row. */
    public static final int MOST_PER_LAYER = 100;
    /** Most bytes of the rest of a design on a workload. */
    public static final int MOST_PER_EVALUATION = 512;
    /** Most bytes of what all executors are sent once. */
    public static final int MOST_BROADCAST = 1 << 20;

    private final SerializerInstance kryo;

    /**
     * With Spark's settings.
     *
     * @param conf of a session
     */
    public WireBench(SparkConf conf) {
        this.kryo = new KryoSerializer(conf).newInstance();
    }

    /**
     * What one evaluation sends back.
     *
     * @param workload that was evaluated
     * @param layers rows of layers
     * @param bytes of all
     * @param evaluationBytes without layers
     */
    public record Result(String workload, int layers, int bytes, int evaluationBytes) {
        /** Bytes of a layer's row, on average. */
        public double bytesPerLayer() {
            return (double) (bytes - evaluationBytes) / Math.max(1, layers);
        }
    }

    /** Bytes of anything that is shipped. */
    public int bytes(Object value) {
        return kryo.serialize(value, ClassTag$.MODULE$.apply(value.getClass())).remaining();
    }

    /** Sizes of a result. */
    public Result of(TaskResult result) {
        return new Result(
                result.evaluation().workload(),
                result.layers().size(),
                bytes(result),
                bytes(new TaskResult(result.evaluation(), List.of())));
    }

    /** Evaluates a point of the context's space on all workloads, and tells the sizes of what comes back. */
    public List<Result> results(EvaluationContext context, DesignPoint point) {
        DataScheduler scheduler = context.scheduler().create();
        DesignEvaluator evaluator = new DesignEvaluator(context, scheduler);
        List<Result> results = new ArrayList<>();
        for (int workload = 0; workload < context.workloads().size(); workload++) {
            results.add(of(evaluator.evaluate(task(point, workload), "worker-17.cluster.example.org", 0)));
        }
        return results;
    }

    /** A task with a belief of the tuner's. */
    public static DesignTask task(DesignPoint point, int workload) {
        EvaluationRow.Prediction belief = new EvaluationRow.Prediction(
                0.998, OptionalDouble.of(-9.87654321), OptionalDouble.of(0.123456789), OptionalDouble.of(-3.21));
        return new DesignTask(12_345, 678, point, workload, belief, false);
    }
}
