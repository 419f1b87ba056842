package org.nicepim.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.hdfs.MiniDFSCluster;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nicepim.jobs.ExploreSummary;
import org.nicepim.jobs.Fidelity;
import org.nicepim.jobs.TestRun;
import org.nicepim.jobs.run.SweepFolder;
import org.nicepim.jobs.sweep.TestSweep;

/**
 * Do {@code nicepim explore} with each {@link Fidelity} and {@code nicepim sweep} run on a standalone cluster, their rows on HDFS, even if a worker and a
 * data node are killed? Master and two workers are processes of their own on the loopback, each with an executor; name node and data nodes live in this process.
 */
@Tag("slow")
class StandaloneTest {
    private static final int SECONDS = 60;
    private static final int POLL_MILLIS = 100;
    private static final String WORKERS_ARE_THERE = "\"aliveworkers\":2";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> SETS =
            List.of("workloads=[alexnet]", "evaluations=5", "mapper={budget: 500}", "scheduler=shortest");

    private static final List<Process> DAEMONS = new ArrayList<>();
    private static final List<String> PROPERTIES = new ArrayList<>();

    private static Path temporary;
    private static MiniDFSCluster hdfs;
    private static String master;
    private static int web;
    private static int workers;

    @BeforeAll
    static void start(@TempDir Path folder) throws IOException, InterruptedException {
        temporary = folder;
        Configuration hadoop = new Configuration();
        hadoop.set(
                MiniDFSCluster.HDFS_MINIDFS_BASEDIR, temporary.resolve("hdfs").toString());
        hdfs = new MiniDFSCluster.Builder(hadoop).numDataNodes(2).build();
        int port = freePort();
        web = freePort();
        master = "spark://127.0.0.1:" + port;
        Files.createDirectories(Path.of(System.getenv("SPARK_HOME"), "jars"));
        DAEMONS.add(daemon("master", "master.Master", "--host 127.0.0.1 --port " + port + " --webui-port " + web));
        await("\"status\":\"ALIVE\"");
        DAEMONS.add(worker());
        DAEMONS.add(worker());
        await(WORKERS_ARE_THERE);
        property("spark.executor.extraClassPath", System.getProperty("java.class.path"));
        property("spark.executor.cores", "1");
        property("spark.executor.memory", "700m");
        property("spark.executorEnv.OPENBLAS_NUM_THREADS", "1");
        property("spark.driver.host", "127.0.0.1");
        // Nothing starts before both executors are there.
        property("spark.cores.max", "2");
        property("spark.scheduler.minRegisteredResourcesRatio", "1");
    }

    private static Process worker() throws IOException {
        String name = "worker" + ++workers;
        return daemon(
                name,
                "worker.Worker",
                "--host 127.0.0.1 --port 0 --webui-port 0 --cores 1 --memory 1g --work-dir " + temporary + "/" + name
                        + " " + master);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static Process daemon(String log, String type, String arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(System.getProperty("java.home") + "/bin/java"));
        command.addAll(Relaunch.options());
        command.addAll(List.of("-Xmx256m", "-XX:+UseSerialGC", "-cp", System.getProperty("java.class.path")));
        command.add("org.apache.spark.deploy." + type);
        command.addAll(List.of(arguments.split(" ")));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(temporary.resolve(log + ".log").toFile())
                .start();
    }

    /** Waits until the master's page for programs says so. */
    private static void await(String words) throws InterruptedException {
        String said = "";
        for (long i = 0; i < SECONDS * 1000L / POLL_MILLIS && !said.contains(words); i++) {
            Thread.sleep(POLL_MILLIS);
            try (InputStream page = new URL("http://127.0.0.1:" + web + "/json/").openStream()) {
                said = new String(page.readAllBytes(), StandardCharsets.UTF_8).replace(" ", "");
            } catch (IOException e) {
                said = "";
            }
        }
        assertThat(said).contains(words);
    }

    private static void property(String key, String value) {
        System.setProperty(key, value);
        PROPERTIES.add(key);
    }

    @AfterAll
    static void stop() throws InterruptedException {
        PROPERTIES.forEach(System::clearProperty);
        Collections.reverse(DAEMONS);
        for (Process daemon : DAEMONS) {
            daemon.destroy();
            assertThat(daemon.waitFor(SECONDS, TimeUnit.SECONDS)).isTrue();
        }
        hdfs.shutdown();
    }

    private static URI out(String name) throws IOException {
        return hdfs.getFileSystem().getUri().resolve("/runs/" + name);
    }

    private static Cli explore(URI out, String fidelity, String... more) throws IOException {
        Path yaml = temporary.resolve("test.yaml");
        Files.writeString(yaml, TestRun.YAML, StandardCharsets.UTF_8);
        List<String> arguments = new ArrayList<>(List.of("explore", yaml.toString(), "--master", master, "--json"));
        SETS.forEach(set -> arguments.addAll(List.of("--set", set)));
        arguments.addAll(List.of("--set", "fidelity=" + fidelity, "--out", out.toString()));
        arguments.addAll(List.of(more));
        Cli run = Cli.run(arguments.toArray(String[]::new));
        assertThat(run.code()).as(run.err()).isZero();
        return run;
    }

    private static JsonNode timeless(Cli run) throws IOException {
        return ((ObjectNode) JSON.readTree(run.out())).without(List.of("seconds", "effort"));
    }

    /** The same exploration in this thread, its rows in a local folder. */
    private static ExploreSummary here(String fidelity) throws IOException {
        List<String> sets = new ArrayList<>(SETS);
        sets.add("fidelity=" + fidelity);
        TestRun run = TestRun.with(sets.toArray(String[]::new));
        return run.run(Files.createTempDirectory(temporary, "here"), false, run.inThread());
    }

    private static void sameBest(Cli run, ExploreSummary here) throws IOException {
        JsonNode best = JSON.readTree(run.out()).get("best");
        ExploreSummary.Best expected = here.best().get(0);
        assertThat(best.get("design_id").asInt())
                .isEqualTo(expected.rows().get(0).design().designId());
        assertThat(best.get("value").asDouble()).isEqualTo(expected.value());
    }

    @Test
    void theBestAreSimulatedOnExecutorsAndResumed() throws IOException {
        String fidelity = "{simulate-best: 3}";
        URI out = out("best");
        Cli whole = explore(out, fidelity);
        assertThat(whole.err()).contains("5/5 designs");
        sameBest(whole, here(fidelity));
        // What a driver leaves that dies in its last batch, and in its simulations.
        for (String late : List.of("evaluations/batch-00001.parquet", "simulated/batch-00000.parquet")) {
            assertThat(hdfs.getFileSystem().delete(new org.apache.hadoop.fs.Path(out + "/" + late), false))
                    .as(late)
                    .isTrue();
        }
        assertThat(timeless(explore(out, fidelity, "--resume"))).isEqualTo(timeless(whole));
        theWinnerIsThatOfTheSimulation(out, JSON.readTree(whole.out()).get("best"));
    }

    /**
     * Kills a worker once a file is there.
     *
     * @return whether another file was not there yet when the worker was dead
     */
    private static CompletableFuture<Boolean> killWorker(String first, String later) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                FileSystem files = hdfs.getFileSystem();
                while (!files.exists(new org.apache.hadoop.fs.Path(first))) {
                    Thread.sleep(POLL_MILLIS / 10);
                }
                assertThat(DAEMONS.get(1).destroyForcibly().waitFor()).isEqualTo(128 + 9);
                return !files.exists(new org.apache.hadoop.fs.Path(later));
            } catch (IOException | InterruptedException e) {
                throw new CompletionException(e);
            }
        });
    }

    /** Puts another worker in the place of the one that was killed. */
    private static void replaceWorker() throws IOException, InterruptedException {
        DAEMONS.set(1, worker());
        await(WORKERS_ARE_THERE);
    }

    /** Whichever test comes after this one has a data node less. */
    @Test
    void aWorkerAndADataNodeThatAreKilledAreNotMissed() throws IOException, InterruptedException {
        String out = out("killed") + "/evaluations/batch-0000";
        CompletableFuture<Boolean> amid = killWorker(out + "0.parquet", out + "1.parquet")
                .whenComplete((before, failure) -> hdfs.stopDataNode(1));
        Cli run = explore(out("killed"), "closed-form");
        assertThat(amid.join()).as("killed before the second batch was there").isTrue();
        replaceWorker();
        sameBest(run, here("closed-form"));
        assertThat(JSON.readTree(run.out()).get("evaluated").asInt()).isEqualTo(5);
        assertThat(JSON.readTree(run.out()).get("failed").asInt()).isZero();
    }

    /** Each row is there, each once, and all are those of an undisturbed sweep; what the dead worker's executor was at is done by the other. */
    @Test
    void aSweepDoesNotMissAWorkerThatIsKilled() throws IOException, InterruptedException {
        TestSweep sweep = TestSweep.with("rowsPerFile=1");
        String out = out("sweep").toString();
        CompletableFuture<Boolean> amid =
                killWorker(out + "/evaluations/batch-00000.parquet", out + "/evaluations/batch-00019.parquet");
        Path yaml = temporary.resolve("sweep.yaml");
        Files.writeString(yaml, TestSweep.YAML, StandardCharsets.UTF_8);
        Cli run =
                Cli.run("sweep", yaml.toString(), "--set", "rowsPerFile=1", "--out", out, "--master", master, "--json");
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(amid.join()).as("killed before the last row was there").isTrue();
        replaceWorker();
        JsonNode summary = JSON.readTree(run.out());
        assertThat(summary.get("rows").asInt()).isEqualTo(TestSweep.ROWS);
        assertThat(summary.get("failed").asInt()).isZero();
        assertThat(summary.get("effort").get("executors_lost").asInt()).isEqualTo(1);
        SweepFolder here = sweep.open(temporary.resolve("here-sweep").toString(), false);
        sweep.run(here);
        assertThat(TestSweep.timeless(sweep.open(out, true).tables())).isEqualTo(TestSweep.timeless(here.tables()));
        try (SparkSession session = TestRun.session("local[1]")) {
            Dataset<Row> rows = session.read().parquet(out + "/evaluations");
            assertThat(rows.count()).isEqualTo(TestSweep.ROWS);
            assertThat(rows.select("design_id", "workload", "batch").distinct().count())
                    .isEqualTo(TestSweep.ROWS);
        }
    }

    private static void theWinnerIsThatOfTheSimulation(URI out, JsonNode best) throws IOException {
        try (SparkSession session = TestRun.session("local[1]")) {
            session.read().parquet(out + "/evaluations").createOrReplaceTempView("evaluations");
            session.read().parquet(out + "/simulated").createOrReplaceTempView("simulated");
            List<Row> ranked = session.sql("""
                    SELECT s.design_id, s.simulated_edp_js, s.edp_js = e.edp_js AS same
                    FROM simulated s JOIN evaluations e USING (design_id, workload)
                    ORDER BY s.simulated_edp_js""").collectAsList();
            assertThat(ranked).hasSize(3).allMatch(row -> row.<Boolean>getAs("same"));
            assertThat(ranked.get(0).<Integer>getAs("design_id"))
                    .isEqualTo(best.get("design_id").asInt());
            assertThat(ranked.get(0).<Double>getAs("simulated_edp_js"))
                    .isCloseTo(best.get("value").asDouble(), org.assertj.core.data.Percentage.withPercentage(1e-9));
            Dataset<Row> closed = session.sql("SELECT * FROM evaluations WHERE simulated_edp_js IS NOT NULL");
            assertThat(closed.count()).isZero();
        }
    }

    @Test
    void everyDesignIsSimulatedOnExecutors() throws IOException {
        Cli run = explore(out("all"), "simulate");
        sameBest(run, here("simulate"));
        try (SparkSession session = TestRun.session("local[1]")) {
            session.read().parquet(out("all") + "/evaluations").createOrReplaceTempView("evaluations");
            Row row = session.sql("""
                    SELECT count(*), count(edp_js), count(simulated_edp_js), min(simulated_edp_js) FROM evaluations
                    """).first();
            assertThat(row.getLong(0)).isEqualTo(5);
            assertThat(row.getLong(2)).isEqualTo(row.getLong(1)).isPositive();
            assertThat(row.getDouble(3))
                    .isCloseTo(
                            JSON.readTree(run.out()).get("best").get("value").asDouble(),
                            org.assertj.core.data.Percentage.withPercentage(1e-9));
        }
    }
}
