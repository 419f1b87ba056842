package org.nicepim.workload.onnx.zoo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import org.nicepim.testkit.OnnxBuilder;
import org.nicepim.workload.onnx.OnnxImporter;

/**
 * Prints how long the import of large files takes once the virtual machine is warm: the median of 20 after 100. No test.
 *
 * <pre>
 *   ./mvnw -q -o -pl cost-model test-compile dependency:build-classpath -Dmdep.outputFile=target/classpath
 *   java -cp cost-model/target/test-classes:cost-model/target/classes:$(cat cost-model/target/classpath) \
 *       org.nicepim.workload.onnx.zoo.ImportTimes
 * </pre>
 */
final class ImportTimes {
    private static final int WARM_UP = 100;
    private static final int RUNS = 20;

    private ImportTimes() {}

    public static void main(String[] arguments) throws IOException {
        Map<String, Long> decode = Map.of("batch_size", 1L, "past_sequence_length", 2047L);
        print("a residual network of 99 blocks", TorchResNets.ofDepth(3, 8, 84, 3), Map.of("batch_size", 1L));
        print("a residual network of 500 blocks", TorchResNets.ofDepth(3, 8, 486, 3), Map.of("batch_size", 1L));
        print("LLaMA-7B's decode", LlamaNets.of7B(17, true, 32), decode);
    }

    private static void print(String what, OnnxBuilder graph, Map<String, Long> dims) throws IOException {
        Path file = graph.write(Files.createTempFile("import", ".onnx"));
        for (int i = 0; i < WARM_UP; i++) {
            nanos(file, dims);
        }
        double[] times = Arrays.stream(new double[RUNS])
                .map(unused -> nanos(file, dims))
                .sorted()
                .toArray();
        System.out.printf(
                Locale.ROOT,
                "%s, %d nodes: %.1f ms%n",
                what,
                graph.build().getGraph().getNodeCount(),
                times[RUNS / 2] / 1e6);
        Files.delete(file);
    }

    private static double nanos(Path file, Map<String, Long> dims) {
        long start = System.nanoTime();
        if (OnnxImporter.read(file, dims, false).workload().layers().isEmpty()) {
            throw new IllegalStateException(file + " holds no layer");
        }
        return System.nanoTime() - start;
    }
}
