package org.nicepim.workload.onnx.zoo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nicepim.workload.Workload;
import org.nicepim.workload.WorkloadStatistics;
import org.nicepim.workload.onnx.ImportedWorkload;
import org.nicepim.workload.onnx.OnnxImporter;
import org.nicepim.workload.zoo.Zoo;

/** Is a network of the zoo the same when it comes as an ONNX file? */
class OnnxZooTest {
    @ParameterizedTest
    @MethodSource("org.nicepim.workload.onnx.zoo.ZooFile#all")
    void aFileIsTheNetwork(ZooFile file, @TempDir Path folder) {
        ImportedWorkload imported = imported(file, folder);
        Workload expected = Zoo.create(file.network(), file.batch());

        Workload actual = imported.workload();
        assertThat(imported.unsupported()).isEmpty();
        assertThat(Skeleton.differences(Skeleton.of(expected), Skeleton.of(actual)))
                .isEmpty();
        assertThat(actual.macs()).isEqualTo(expected.macs());
        assertThat(actual.parameters()).isEqualTo(expected.parameters());
        assertThat(actual.cacheWords()).isEqualTo(expected.cacheWords());
    }

    /** Five operations per class for the softmax, as the zoo's softmax layers have them. */
    @ParameterizedTest
    @MethodSource("org.nicepim.workload.onnx.zoo.ZooFile#ofSameArithmetic")
    void theRestOfTheArithmeticIsTheSameToo(ZooFile file, @TempDir Path folder) {
        WorkloadStatistics expected = WorkloadStatistics.of(Zoo.create(file.network(), file.batch()));
        WorkloadStatistics actual = WorkloadStatistics.of(imported(file, folder).workload());
        long softmax = file.endsInSoftmax() ? 5L * 1000 * file.batch() : 0;
        assertThat(actual.vectorOps()).isEqualTo(expected.vectorOps() + softmax);
        assertThat(actual.peakLiveWords()).isEqualTo(expected.peakLiveWords());
        assertThat(actual.rows()).hasSize(expected.rows().size() + (softmax > 0 ? 1 : 0));
    }

    private static ImportedWorkload imported(ZooFile file, Path folder) {
        Path path = file.file().get().write(folder.resolve(file.network() + ".onnx"));
        return OnnxImporter.read(path, file.dims(), false);
    }

    @Test
    void everyNetworkOfTheZooIsAFile() {
        assertThat(ZooFile.all().map(ZooFile::network)).containsAll(Zoo.names());
    }
}
