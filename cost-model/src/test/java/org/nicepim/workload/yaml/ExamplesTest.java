package org.nicepim.workload.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.nicepim.config.YamlNode;
import org.nicepim.workload.Workload;

/** Are the examples what they say they are? */
class ExamplesTest {
    private static final Path FOLDER = Path.of("../conf/workload");

    /** LeCun et al. 1998: C1 156 parameters, C5 48,120, F6 10,164; C3 as a full convolution 16·(6·25 + 1). */
    @Test
    void lenetHasItsParameters() {
        Workload lenet = WorkloadReader.read(FOLDER.resolve("lenet5.yaml"));
        assertThat(lenet.layer("c1").parameters()).isEqualTo(156);
        assertThat(lenet.layer("c3").parameters()).isEqualTo(2416);
        assertThat(lenet.layer("c5").parameters()).isEqualTo(48_120);
        assertThat(lenet.layer("f6").parameters()).isEqualTo(10_164);
        assertThat(lenet.layer("c1").macs()).isEqualTo(117_600);
    }

    @Test
    void allOfThemComeBack() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            assertThat(files.toList()).isNotEmpty().allSatisfy(file -> {
                Workload workload = WorkloadReader.read(file);
                assertThat(WorkloadReader.read(YamlNode.parse(WorkloadWriter.text(workload), "again")))
                        .isEqualTo(workload);
            });
        }
    }
}
