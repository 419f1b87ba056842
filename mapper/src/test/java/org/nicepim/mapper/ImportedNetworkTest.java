package org.nicepim.mapper;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nicepim.cost.WorkloadCost;
import org.nicepim.hardware.HardwareConfig;
import org.nicepim.hardware.HardwareReader;
import org.nicepim.mapper.MapperOptions.Style;
import org.nicepim.sharing.HeuristicScheduler;
import org.nicepim.workload.Workload;
import org.nicepim.workload.onnx.OnnxImporter;
import org.nicepim.workload.onnx.zoo.ZooFile;
import org.nicepim.workload.zoo.Zoo;

/** Does a network cost the same when it comes as an ONNX file? */
class ImportedNetworkTest {
    static Stream<ZooFile> files() {
        return ZooFile.all().filter(file -> file.batch() == 1 && file.network().matches("resnet18|mobilenet_v2"));
    }

    @ParameterizedTest
    @MethodSource("files")
    void aFileCostsWhatTheNetworkCosts(ZooFile file, @TempDir Path folder) {
        Path path = file.file().get().write(folder.resolve("net.onnx"));
        WorkloadCost imported = cost(OnnxImporter.read(path, file.dims(), false).workload());
        WorkloadCost expected = cost(Zoo.create(file.network(), file.batch()));
        assertThat(imported.latencyCycles()).isEqualTo(expected.latencyCycles());
        assertThat(imported.energy()).isEqualTo(expected.energy());
    }

    private static WorkloadCost cost(Workload workload) {
        HeuristicScheduler scheduler = new HeuristicScheduler();
        HardwareConfig chip = HardwareReader.read("chip4x4");
        MapperOptions options = MapperOptions.of(Objective.EDP, Style.NICEPIM);
        return ((MapperResult.Mapped) new Mapper(options, scheduler, scheduler).map(workload, chip)).cost();
    }
}
