package org.nicepim.workload.onnx.zoo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nicepim.workload.Workload;
import org.nicepim.workload.onnx.ImportedWorkload;
import org.nicepim.workload.onnx.OnnxImporter;
import org.nicepim.workload.zoo.Zoo;

/** Is a network of the zoo the same when it comes as an ONNX file? */
class OnnxZooTest {
    @ParameterizedTest
    @MethodSource("org.nicepim.workload.onnx.zoo.ZooFile#all")
    void aFileIsTheNetwork(ZooFile file, @TempDir Path folder) {
        ImportedWorkload imported = OnnxImporter.read(
                file.file().get().write(folder.resolve(file.network() + ".onnx")), file.dims(), false);
        Workload expected = Zoo.create(file.network(), file.batch());

        Workload actual = imported.workload();
        assertThat(imported.unsupported()).isEmpty();
        assertThat(Skeleton.differences(Skeleton.of(expected), Skeleton.of(actual)))
                .isEmpty();
        assertThat(actual.macs()).isEqualTo(expected.macs());
        assertThat(actual.parameters()).isEqualTo(expected.parameters());
        assertThat(actual.cacheWords()).isEqualTo(expected.cacheWords());
    }

    @Test
    void everyNetworkOfTheZooIsAFile() {
        assertThat(ZooFile.all().map(ZooFile::network)).containsAll(Zoo.names());
    }
}
