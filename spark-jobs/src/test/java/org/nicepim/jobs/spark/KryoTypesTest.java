package org.nicepim.jobs.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.apache.spark.SparkConf;
import org.apache.spark.serializer.KryoSerializer;
import org.apache.spark.serializer.SerializerInstance;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nicepim.hardware.DesignPoint;
import org.nicepim.jobs.DesignEvaluator;
import org.nicepim.jobs.DesignTask;
import org.nicepim.jobs.EvaluationContext;
import org.nicepim.jobs.TaskResult;
import org.nicepim.jobs.TestRun;
import org.nicepim.jobs.bench.WireBench;
import org.nicepim.jobs.run.SweepTables;
import org.nicepim.jobs.sweep.BatchWork;
import org.nicepim.jobs.sweep.SweepBatch;
import org.nicepim.jobs.sweep.SweepContext;
import org.nicepim.jobs.sweep.SweepSummary;
import org.nicepim.jobs.sweep.TestSweep;
import org.nicepim.results.EvaluationRow;
import org.nicepim.workload.zoo.Zoo;
import scala.reflect.ClassTag;
import scala.reflect.ClassTag$;

/** Does everything that a job ships arrive as it was sent, through Spark's own serialiser with required registration? */
class KryoTypesTest {
    private static final DesignPoint FITS = new DesignPoint(List.of(2, 2, 16, 16, 32768, 32768, 32768));
    private static final EvaluationRow.Prediction NO_BELIEF =
            new EvaluationRow.Prediction(0.75, OptionalDouble.empty(), OptionalDouble.empty(), OptionalDouble.empty());

    @TempDir
    private Path folder = Path.of("");

    private final SparkConf conf = Sessions.conf("kryo", Optional.of("local[1]"));
    private final SerializerInstance kryo = new KryoSerializer(conf).newInstance();
    private final WireBench wire = new WireBench(conf);

    private static <T> ClassTag<T> tag(Class<T> type) {
        return ClassTag$.MODULE$.apply(type);
    }

    private <T> int assertArrives(T value, Class<T> type) {
        ByteBuffer bytes = kryo.serialize(value, tag(type));
        int size = bytes.remaining();
        T arrived = kryo.deserialize(bytes, tag(type));
        assertThat(arrived).isEqualTo(value).isNotSameAs(value);
        return size;
    }

    private static DesignTask task(int workload, EvaluationRow.Prediction prediction) {
        return new DesignTask(7, 2, FITS, workload, prediction, true);
    }

    @Test
    void theContextOfTheWholeZooArrives() {
        TestRun run = TestRun.with("workloads=[" + String.join(",", Zoo.names()) + "]", "batch=4");
        EvaluationContext context = run.context();
        assertThat(context.workloads()).hasSize(Zoo.names().size());
        assertThat(assertArrives(context, EvaluationContext.class)).isLessThan(WireBench.MOST_BROADCAST);
    }

    @Test
    void aTechnologyWithTablesOfOnesOwnArrives() {
        for (String name : List.of("tables", "macros", "accelergy")) {
            TestRun run = TestRun.with("technology=../conf/technology/example_tables/" + name + ".yaml");
            assertArrives(run.context(), EvaluationContext.class);
        }
    }

    @Test
    void tasksArriveWithAndWithoutABelief() {
        assertThat(assertArrives(task(0, NO_BELIEF), DesignTask.class)).isLessThan(100);
        EvaluationRow.Prediction belief = new EvaluationRow.Prediction(
                0.5, OptionalDouble.of(-14.2), OptionalDouble.of(0.3), OptionalDouble.of(-0.0));
        assertThat(assertArrives(task(1, belief), DesignTask.class)).isLessThan(150);
    }

    /** Networks without two layers alike are the worst case; those of many blocks send a third of that. */
    @Test
    void resultsArriveFeasibleOrNotAndAreSmall() {
        TestRun run = TestRun.with("workloads=[alexnet, resnet18]", "mapper={budget: 2000}");
        DesignEvaluator evaluator =
                new DesignEvaluator(run.context(), run.context().scheduler().create());
        for (int workload : List.of(0, 1)) {
            TaskResult good = evaluator.evaluate(WireBench.task(FITS, workload), "worker-17.cluster.example.org", 0);
            assertThat(good.evaluation().verdict().feasible()).isTrue();
            assertThat(good.layers()).hasSizeGreaterThan(10);
            int all = assertArrives(good, TaskResult.class);
            int alone = assertArrives(new TaskResult(good.evaluation(), List.of()), TaskResult.class);
            WireBench.Result sizes = wire.of(good);
            assertThat(sizes.bytes()).isEqualTo(all);
            assertThat(sizes.evaluationBytes()).isEqualTo(alone).isBetween(100, WireBench.MOST_PER_EVALUATION);
            assertThat(sizes.bytesPerLayer()).isBetween(5.0, (double) WireBench.MOST_PER_LAYER);
        }
        assertArrives(evaluator.abandoned(task(0, NO_BELIEF), "here", 2), TaskResult.class);
    }

    @Test
    void sweepsArrive() throws IOException {
        TestSweep sweep = TestSweep.with(
                "hardware=[chip4x4, chip8x8]",
                "objective=[edp, latency]",
                "workloads=[alexnet]",
                "mapper={budget: 1}",
                "batch=1");
        assertArrives(sweep.context(), SweepContext.class);
        SweepBatch batch = sweep.config().plan().batches().get(0);
        assertArrives(batch, SweepBatch.class);
        SweepTables tables = sweep.open(folder.toString(), false).tables();
        SweepSummary summary = sweep.work(tables).done(batch, new BatchWork.Worker("here", 0, "x"));
        assertThat(summary.groups()).hasSize(2);
        assertThat(summary.groups().get(0).best()).isPresent();
        assertThat(assertArrives(summary, SweepSummary.class)).isLessThan(2000);
    }

    @Test
    void aClassThatNobodyRegisteredIsRefused() {
        record Stranger(int number) {}
        assertThatThrownBy(() -> kryo.serialize(new Stranger(1), tag(Stranger.class)))
                .hasMessageContaining("Class is not registered: " + Stranger.class.getName());
    }

    @Test
    void recordsArriveThroughTheirConstructor() {
        ByteBuffer bytes = kryo.serialize(FITS, tag(DesignPoint.class));
        assertThatThrownBy(() ->
                        kryo.deserialize(bytes, tag(DesignPoint.class)).values().add(1))
                .isInstanceOf(UnsupportedOperationException.class);
    }
}
