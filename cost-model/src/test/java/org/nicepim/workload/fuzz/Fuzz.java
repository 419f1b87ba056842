package org.nicepim.workload.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.nicepim.config.ConfigException;
import org.nicepim.config.YamlNode;
import org.nicepim.testkit.Gen;
import org.nicepim.workload.Workload;
import org.nicepim.workload.WorkloadStatistics;
import org.nicepim.workload.onnx.OnnxImporter;
import org.nicepim.workload.onnx.proto.ModelProto;
import org.nicepim.workload.onnx.zoo.Corpus;
import org.nicepim.workload.yaml.WorkloadReader;
import org.nicepim.workload.yaml.WorkloadWriter;
import org.nicepim.workload.zoo.Zoo;
import org.nicepim.workload.zoo.ZooOptions;

/**
 * Reads damaged files. Each ends as a workload, which can be counted and written and read back equal, or in one line that says
 * what is wrong; nothing else, and within the time that a person waits.
 */
final class Fuzz {
    /** Guard against hangs; not a measurement: who has not ended by then never will. */
    private static final int MOST_SECONDS = 300;

    private static final int MOST_TRACES = 30;

    private final Path folder;
    private final Map<String, Integer> counts = new TreeMap<>();
    private final List<AssertionError> failures = new ArrayList<>();
    private final ExecutorService reader = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "reader");
        thread.setDaemon(true);
        return thread;
    });

    Fuzz(Path folder) {
        this.folder = folder;
    }

    /** What must not happen, and did. */
    List<AssertionError> failures() {
        return failures;
    }

    /** How many files of each damage ended in which way. */
    Map<String, Integer> counts() {
        return counts;
    }

    /** Damages ONNX files. */
    void onnx(int from, int to) {
        List<Corpus.Sound> sound = Corpus.files();
        List<ModelProto> models =
                sound.stream().map(file -> file.model().build()).toList();
        Path file = folder.resolve("damaged.onnx");
        for (int seed = from; seed < to; seed++) {
            Gen gen = new Gen(seed);
            int which = gen.between(0, sound.size() - 1);
            OnnxDamage.Kind kind = OnnxDamage.Kind.values()[seed % OnnxDamage.Kind.values().length];
            byte[] bytes = new OnnxDamage(gen).of(models.get(which), kind);
            boolean skip = gen.chance(0.3);
            Map<String, Long> dims = sound.get(which).dims();
            write(file, bytes);
            String what =
                    "seed " + seed + ", " + kind + " of " + sound.get(which).name();
            end("onnx " + kind, what, () -> OnnxImporter.read(file, dims, skip).workload());
        }
    }

    /** Damages workload files. */
    void yaml(int from, int to) {
        List<String> texts = Stream.of("alexnet", "resnet18", "googlenet", "bert_base", "gpt2_decode")
                .map(Fuzz::text)
                .toList();
        for (int seed = from; seed < to; seed++) {
            Gen gen = new Gen(seed);
            YamlDamage.Kind kind = YamlDamage.Kind.values()[seed % YamlDamage.Kind.values().length];
            String text = new YamlDamage(gen).of(gen.oneOf(texts), kind);
            String what = "seed " + seed + ", " + kind;
            end("yaml " + kind, what, () -> WorkloadReader.read(YamlNode.parse(text, "damaged.yaml")));
        }
    }

    private static String text(String network) {
        ZooOptions usual = ZooOptions.batch(1);
        boolean deep = network.startsWith("bert") || network.startsWith("gpt2");
        ZooOptions options =
                deep ? new ZooOptions(1, usual.sequence(), java.util.Optional.of(1), usual.weightBits()) : usual;
        return WorkloadWriter.text(Zoo.create(network, options));
    }

    private void end(String damage, String what, Supplier<Workload> read) {
        String end;
        try {
            end = guarded(what, read);
        } catch (AssertionError e) {
            failures.add(e);
            end = "failed";
        }
        counts.merge(damage + ": " + end, 1, Integer::sum);
    }

    private String guarded(String what, Supplier<Workload> read) {
        try {
            return reader.submit(() -> read(what, read)).get(MOST_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError(what + ": no end in " + MOST_SECONDS + " s", e);
        } catch (ExecutionException e) {
            throw new AssertionError(what + ": " + e.getCause(), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(what, e);
        }
    }

    private static String read(String what, Supplier<Workload> read) {
        Workload workload;
        try {
            workload = read.get();
        } catch (ConfigException e) {
            String message = String.valueOf(e.getMessage());
            if (message.lines().count() != 1 || message.length() > 4000) {
                throw new AssertionError(what + ": is not one line: " + message, e);
            }
            return "refused";
        }
        WorkloadStatistics.of(workload);
        Workload again = WorkloadReader.read(YamlNode.parse(WorkloadWriter.text(workload), "again.yaml"));
        if (!again.equals(workload)) {
            throw new AssertionError(what + ": is another workload after it was written");
        }
        return "read";
    }

    private static void write(Path file, byte[] bytes) {
        try {
            Files.write(file, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads so many damaged files of each form, and prints the counts. */
    public static void main(String[] args) throws IOException {
        int files = Integer.parseInt(args[0]);
        Fuzz fuzz = new Fuzz(Files.createTempDirectory(Path.of(args[1]), "fuzz"));
        fuzz.onnx(0, files);
        fuzz.yaml(0, files);
        fuzz.counts().forEach((end, count) -> System.out.printf(Locale.ROOT, "%-40s %6d%n", end, count));
        fuzz.failures().stream().limit(MOST_TRACES).forEach(Throwable::printStackTrace);
        System.out.printf(
                Locale.ROOT,
                "%d files, heap %d MiB, %d failures%n",
                fuzz.counts().values().stream().mapToInt(c -> c).sum(),
                Runtime.getRuntime().maxMemory() >> 20,
                fuzz.failures().size());
    }
}
