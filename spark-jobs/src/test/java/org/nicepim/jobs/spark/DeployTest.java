package org.nicepim.jobs.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.hadoop.util.VersionInfo;
import org.apache.spark.SparkConf;
import org.apache.spark.internal.config.ConfigEntry$;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nicepim.jobs.cli.Main;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Are the settings in {@code deploy/} ones that Spark knows, and those that the program itself sets? Do its scripts say no to what is wrong? */
class DeployTest {
    private static final Path DEPLOY = Path.of("../deploy").toAbsolutePath().normalize();
    private static final List<String> ANY_NAME =
            List.of("spark.executorEnv.", "spark.yarn.appMasterEnv.", "spark.kubernetes.driverEnv.");

    private final Path folder;

    DeployTest(@TempDir Path folder) {
        this.folder = folder;
    }

    /** Settings are known once the objects that declare them are there. */
    @BeforeAll
    static void declare() throws ClassNotFoundException {
        for (String declares : List.of(
                "internal.config.package$",
                "internal.config.Kryo$",
                "deploy.yarn.config.package$",
                "deploy.k8s.Config$")) {
            Class.forName("org.apache.spark." + declares);
        }
    }

    private static Properties properties(String target) throws IOException {
        Properties properties = new Properties();
        try (Reader in = Files.newBufferedReader(DEPLOY.resolve(target).resolve("spark.properties"))) {
            properties.load(in);
        }
        return properties;
    }

    private static boolean known(String key) {
        return ANY_NAME.stream().anyMatch(key::startsWith) || ConfigEntry$.MODULE$.findEntry(key) != null;
    }

    @ParameterizedTest
    @ValueSource(strings = {"standalone", "yarn", "kubernetes"})
    void everySettingIsOneThatSparkKnows(String target) throws IOException {
        assertThat(properties(target).stringPropertyNames())
                .hasSizeGreaterThan(10)
                .allMatch(DeployTest::known);
        assertThat(known("spark.executor.corse")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"standalone", "yarn", "kubernetes"})
    void theProgramSetsTheSame(String target) throws IOException {
        Properties properties = properties(target);
        SparkConf conf = Sessions.conf("test", Optional.of("yarn"));
        List<String> both = Arrays.stream(conf.getAll())
                .map(entry -> entry._1())
                .filter(properties::containsKey)
                .toList();
        assertThat(both)
                .contains(
                        "spark.serializer",
                        "spark.kryo.registrator",
                        "spark.kryo.registrationRequired",
                        "spark.executor.cores",
                        "spark.task.maxFailures",
                        "spark.executorEnv.OPENBLAS_NUM_THREADS",
                        "spark.executorEnv.OMP_NUM_THREADS");
        for (String key : both) {
            assertThat(properties.getProperty(key)).as(key).isEqualTo(conf.get(key));
        }
    }

    @Test
    @SuppressWarnings("unchecked")
    void theManifestSaysWhatThePropertiesSay() throws IOException {
        String text = Files.readString(DEPLOY.resolve("kubernetes/spark-application.yaml"));
        Map<String, Object> manifest =
                (Map<String, Object>) new Load(LoadSettings.builder().build()).loadFromString(text);
        Map<String, Object> spec = (Map<String, Object>) Objects.requireNonNull(manifest.get("spec"));
        Properties properties = properties("kubernetes");
        assertThat(manifest).containsEntry("kind", "SparkApplication");
        assertThat(spec).containsEntry("mainClass", Main.class.getName());
        assertThat((Map<String, Object>) spec.get("sparkConf"))
                .hasSizeGreaterThan(10)
                .allSatisfy((key, value) ->
                        assertThat(properties.getProperty(key)).as(key).isEqualTo(value));
        Map<String, Object> executor = (Map<String, Object>) spec.get("executor");
        assertThat(executor)
                .containsEntry("cores", Integer.valueOf(properties.getProperty("spark.executor.cores")))
                .containsEntry("memory", properties.getProperty("spark.executor.memory"))
                .containsEntry("memoryOverhead", properties.getProperty("spark.executor.memoryOverhead"));
        assertThat(((List<String>) Objects.requireNonNull(spec.get("arguments"))).get(1))
                .isEqualTo("/opt/nicepim/conf/explore/quickstart.yaml");
        assertThat(DEPLOY.resolveSibling("conf/explore/quickstart.yaml")).exists();
    }

    /** Another version than that of the client beside it breaks at run time. */
    @Test
    void theConnectorForS3HasTheVersionOfTheHadoopClient() throws IOException {
        assertThat(Files.readString(DEPLOY.resolveSibling("docs/cluster.md")))
                .contains("org.apache.hadoop:hadoop-aws:" + VersionInfo.getVersion() + " ");
    }

    static Stream<Path> scripts() throws IOException {
        try (Stream<Path> files = Files.walk(DEPLOY)) {
            return files.filter(file -> file.toString().endsWith(".sh")).toList().stream();
        }
    }

    @Test
    void scriptsAreStrict() throws IOException, InterruptedException {
        assertThat(scripts()).hasSizeGreaterThanOrEqualTo(5);
        for (Path script : scripts().toList()) {
            assertThat(script).isExecutable();
            assertThat(Files.readString(script))
                    .startsWith("#!/usr/bin/env bash\n")
                    .contains("\nset -euo pipefail\n")
                    .doesNotContain("eval ");
            assertThat(run(Map.of(), "bash", "-n", script.toString())).isEqualTo("0\n");
        }
    }

    /** Exit code, then what was printed on either channel. */
    private String run(Map<String, String> environment, String... command) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return process.waitFor() + "\n" + said;
    }

    private String submit(String target, String... arguments) throws IOException, InterruptedException {
        Path spark = folder.resolve("spark home/bin/spark-submit");
        Files.createDirectories(spark.getParent());
        Files.writeString(spark, "#!/usr/bin/env bash\nprintf '%s\\n' \"$@\"\n");
        assertThat(spark.toFile().setExecutable(true)).isTrue();
        Path jar = Files.writeString(folder.resolve("app.jar"), "");
        List<String> command =
                new ArrayList<>(List.of(DEPLOY.resolve(target + "/submit.sh").toString()));
        command.addAll(List.of(arguments));
        return run(
                Map.of("SPARK_HOME", folder.resolve("spark home").toString(), "NICEPIM_JAR", jar.toString()),
                command.toArray(String[]::new));
    }

    @Test
    void whatIsAskedForIsSubmittedWordForWord() throws IOException, InterruptedException {
        Path file = Files.writeString(folder.resolve("my $(touch x) run.yaml"), "");
        String set = "workloads=[alexnet, `zfnet`]";
        String cluster = submit("yarn", "cluster", "explore", file.toString(), "--out", "hdfs:///a b", "--set", set);
        assertThat(cluster.lines())
                .startsWith("0")
                .containsSequence("--master", "yarn", "--deploy-mode", "cluster")
                .containsSequence("--files", file.toString())
                .endsWith("explore", "my $(touch x) run.yaml", "--out", "hdfs:///a b", "--set", set);
        String client = submit("yarn", "client", "sweep", file.toString(), "--out=hdfs:///a");
        assertThat(client.lines())
                .endsWith("sweep", file.toString(), "--out=hdfs:///a")
                .doesNotContain("--files");
        String pods = submit("kubernetes", "k8s://https://h:1", "r/i:1", "explore", "/c x.yaml", "--out", "file:///r");
        assertThat(pods.lines())
                .contains("spark.kubernetes.container.image=r/i:1", "spark.kubernetes.namespace=default")
                .endsWith("explore", "/c x.yaml", "--out", "file:///r");
    }

    @Test
    void wrongUsageIsRefused() throws IOException, InterruptedException {
        Path file = Files.writeString(folder.resolve("run.yaml"), "");
        assertThat(submit("yarn", "cluster", "explore")).startsWith("2\n").contains("submit.sh client|cluster");
        assertThat(submit("yarn", "clustr", "explore", file.toString(), "--out", "x"))
                .startsWith("2\n");
        assertThat(submit("yarn", "client", "map", file.toString(), "--out", "x"))
                .startsWith("2\n");
        assertThat(submit("yarn", "client", "explore", "none.yaml", "--out", "x"))
                .startsWith("2\n")
                .contains("none.yaml: no such file");
        assertThat(submit("yarn", "client", "explore", file.toString()))
                .startsWith("2\n")
                .contains("--out URI is missing");
        assertThat(submit("kubernetes", "https://h:1", "i", "explore", "f", "--out", "x"))
                .startsWith("2\n");
        assertThat(run(Map.of(), DEPLOY.resolve("check-jar.sh").toString())).startsWith("2\n");
    }

    private String checked(String mebibytes, String... entries) throws IOException, InterruptedException {
        Path jar = folder.resolve("checked.jar");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(jar))) {
            for (String entry : entries) {
                out.putNextEntry(new ZipEntry(entry));
            }
        }
        return run(
                Map.of("JAVA_HOME", System.getProperty("java.home")),
                DEPLOY.resolve("check-jar.sh").toString(),
                jar.toString(),
                mebibytes);
    }

    @Test
    void anApplicationJarIsChecked() throws IOException, InterruptedException {
        String main = "org/nicepim/jobs/cli/Main.class";
        String protobuf = "org/nicepim/shaded/protobuf/Message.class";
        String x86 = "ortools-linux-x86-64/libjniortools.so";
        String arm = "ortools-linux-aarch64/libjniortools.so";
        assertThat(checked("150", main, protobuf, x86, arm)).startsWith("0\ncheck-jar: 1 MiB, 4 entries");
        assertThat(checked("0", main, protobuf, x86, arm)).startsWith("1\n").contains("more than 0");
        assertThat(checked("150", main, protobuf, x86)).startsWith("1\n").contains("lacks " + arm);
        assertThat(checked("150", main, protobuf, x86, arm, "org/apache/spark/SparkConf.class"))
                .startsWith("1\n")
                .contains("holds org/apache/spark/SparkConf.class");
        assertThat(checked("150", main, protobuf, x86, arm, "com/google/protobuf/Message.class"))
                .startsWith("1\n")
                .contains("must have another name");
    }
}
