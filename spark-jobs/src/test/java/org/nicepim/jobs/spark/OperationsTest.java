package org.nicepim.jobs.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.Appender;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.Logger;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Configurator;
import org.apache.logging.log4j.core.config.Property;
import org.apache.logging.log4j.core.layout.PatternLayout;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nicepim.jobs.DesignEvaluator;
import org.nicepim.jobs.LogContext;
import org.nicepim.jobs.TestRun;
import org.nicepim.jobs.run.SweepFolder;
import org.nicepim.jobs.sweep.TestSweep;
import org.slf4j.MDC;

/** Can those who run clusters tell from a line of an executor's log, and from a job of Spark's, what it belongs to? */
class OperationsTest {
    private static final Logger LOG = (Logger) LogManager.getLogger(DesignEvaluator.class);

    private final Path folder;
    private final Lines lines = new Lines();
    private final List<String> jobs = Collections.synchronizedList(new ArrayList<>());

    OperationsTest(@TempDir Path folder) {
        this.folder = folder;
    }

    /** Keeps what is logged. */
    private static final class Lines extends AbstractAppender {
        private final List<LogEvent> events = Collections.synchronizedList(new ArrayList<>());

        Lines() {
            super("lines", null, PatternLayout.createDefaultLayout(), true, Property.EMPTY_ARRAY);
            start();
        }

        @Override
        public void append(LogEvent event) {
            events.add(event.toImmutable());
        }

        Set<Map<String, String>> contexts() {
            return events.stream().map(event -> event.getContextData().toMap()).collect(Collectors.toSet());
        }
    }

    @BeforeEach
    void listen() {
        Configurator.setLevel(LOG, Level.INFO);
        LOG.addAppender(lines);
    }

    @AfterEach
    void leave() {
        LOG.removeAppender(lines);
        Configurator.setLevel(LOG, Level.WARN);
        MDC.clear();
    }

    private SparkSession session() {
        SparkSession session = TestRun.session("local[2]");
        session.sparkContext().addSparkListener(new SparkListener() {
            @Override
            public void onJobStart(SparkListenerJobStart start) {
                jobs.add(start.properties().getProperty("spark.job.description"));
            }
        });
        return session;
    }

    @Test
    void linesSayRunDesignAndWorkloadAndJobsSayWhatTheyAre() throws Exception {
        TestRun run = TestRun.quick(
                "mapper={style: baseline, budget: 1}", "evaluations=4", "tuner={initial: 2, designsPerIteration: 3}");
        TestSweep sweep = TestSweep.with("workloads=[{workload: bert_base, blocks: 1, sequence: 16}]", "batch=1");
        try (SparkSession session = session()) {
            LogContext.run("runs/mine");
            run.run(folder.resolve("run"), false, new SparkBatchRunner(session, run.context()));
            LogContext.run("runs/all");
            SweepFolder out = sweep.open(folder.resolve("sweep").toString(), false);
            sweep.run(out, new SparkSweepRunner(session, sweep.context(), out.tables()));
            session.sparkContext().listenerBus().waitUntilEmpty();
        }
        assertThat(jobs).containsExactly("explore #0: 3 designs, 0 to 2", "explore #1: design 3", "sweep: 2 batches");
        assertThat(lines.events).hasSize(4 * 2 + 5);
        for (int design = 0; design < 4; design++) {
            for (String workload : List.of("alexnet", "zfnet")) {
                assertLine("runs/mine", design, workload);
            }
        }
        for (int design = 0; design < 5; design++) {
            assertLine("runs/all", design, "bert_base");
        }
        assertThat(lines.events.get(0).getMessage().getFormattedMessage()).matches("[a-z_]+ after [0-9]+ ms");
    }

    private void assertLine(String run, int design, String workload) {
        assertThat(lines.contexts())
                .as("a line of design %s on %s", design, workload)
                .anyMatch(context -> run.equals(context.get(LogContext.RUN))
                        && String.valueOf(design).equals(context.get(LogContext.DESIGN))
                        && workload.equals(context.get(LogContext.WORKLOAD))
                        && context.values().stream().anyMatch(value -> value.contains("in stage")));
    }

    /** The pattern of the program's own log shows them, and nothing where there are none. */
    @Test
    void theProgramsOwnLinesShowThem() {
        Appender console =
                Objects.requireNonNull(LOG.getContext()).getConfiguration().getAppender("console");
        PatternLayout pattern = (PatternLayout) Objects.requireNonNull(console).getLayout();
        LOG.info("outside of a run");
        LogContext.run("runs/mine");
        LOG.info("in a run");
        MDC.put(LogContext.DESIGN, "7");
        MDC.put(LogContext.WORKLOAD, "alexnet");
        LOG.info("in a design");
        assertThat(lines.events.stream().map(pattern::toSerializable).map(String::strip))
                .satisfiesExactly(
                        line -> assertThat(line).endsWith("DesignEvaluator: outside of a run"),
                        line -> assertThat(line).endsWith("in a run [runs/mine]"),
                        line -> assertThat(line).endsWith("in a design [runs/mine, design 7 on alexnet]"));
    }
}
