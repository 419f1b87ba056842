package org.nicepim.workload.onnx.zoo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nicepim.workload.Workload;
import org.nicepim.workload.onnx.ImportedWorkload;
import org.nicepim.workload.onnx.OnnxImporter;

/** Do networks that nobody built in have the figures that others state? */
class OnnxWildTest {
    @ParameterizedTest
    @MethodSource("org.nicepim.workload.onnx.zoo.WildFile#all")
    void aFileHasItsPublishedFigures(WildFile file, @TempDir Path folder) {
        Path path = file.file().get().write(folder.resolve("wild.onnx"));
        ImportedWorkload imported = OnnxImporter.read(path, file.dims(), false);
        Workload workload = imported.workload();
        assertThat(imported.unsupported()).isEmpty();
        assertThat(workload.parameters()).isEqualTo(file.parameters());
        assertThat((double) workload.macs()).isCloseTo(file.macs(), Percentage.withPercentage(file.percent()));
    }
}
