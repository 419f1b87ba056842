package org.nicepim.jobs.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nicepim.config.ConfigException;
import org.nicepim.hardware.HardwareConfig;
import org.nicepim.hardware.HardwareReader;
import org.nicepim.jobs.SchedulerChoice;
import org.nicepim.jobs.cli.Main;
import org.nicepim.mapper.Mapper;
import org.nicepim.mapper.MapperOptions;
import org.nicepim.mapper.MapperResult;
import org.nicepim.mapper.Objective;
import org.nicepim.mapping.Layout;
import org.nicepim.workload.zoo.Zoo;

/** A mapping that was written is read back equal; one that was edited to nonsense is refused. */
class MappingFileTest {
    private static Path folder = Path.of("");

    @BeforeAll
    static void map(@TempDir Path shared) {
        folder = shared;
        int code = Main.run(
                "map",
                "--workload",
                "alexnet",
                "--hardware",
                "chip4x4",
                "--scheduler",
                "tsp",
                "--layout",
                "c16",
                "--out",
                folder.toString());
        assertThat(code).isZero();
    }

    @Test
    void aMappingIsReadBackEqual() {
        MappingFile file = MappingFile.read(folder.resolve("mapping.json"));
        HardwareConfig chip = HardwareReader.read("chip4x4");
        Layout c16 = Layout.parse("c16");
        MapperOptions options = new MapperOptions(
                Objective.parse("edp"), MapperOptions.Style.parse("nicepim"), List.of(c16), MapperOptions.UNLIMITED);
        MapperResult result = new Mapper(options, SchedulerChoice.TSP.createForSearch(), SchedulerChoice.TSP.create())
                .map(Zoo.create("alexnet", 1), chip);
        assertThat(file.hardware()).isEqualTo(chip);
        assertThat(file.resolved().workload()).isEqualTo(Zoo.create("alexnet", 1));
        assertThat(file.mapping().layers())
                .isEqualTo(((MapperResult.Mapped) result).mapping().layers());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"name\" : \"conv2\" | \"name\" : \"conv9\" | 'conv9' is no layer of alexnet. Maybe 'conv",
                "\"name\" : \"conv2\" | \"name\" : \"conv1\" | layer 'conv1' is mapped twice",
                "\"row\" : 0 | \"row\" : 1 | leaves the mesh of 4x4 nodes",
                "\"weight_copies\" : 1 | \"weight_copies\" : 0 | weight_copies: layer 'conv1': '0' must lie between 1 and",
                "\"ofmap_layout\" : \"C16HW16c\" | \"ofmap_layout\" : \"HCW\" | layer 'conv1': layout 'HCW'",
                "\"order\" : \" | \"order\" : \"X | must be one of G_NPQ_K_C",
                "\"placement\" : \" | \"placement\" : \"Z2 | where a split such as K2 is needed",
                "\"rows\" : 4 | \"rows\" : 2 | nodes, the region has 2x4",
                "\"workload\" : \"alexnet\" | \"workload\" : \"alexnot\" | alexnet",
                "\"peRows\" : 32 | \"peRows\" : 0 | peRows: '0' must lie between 1 and",
                "\"ifmapBufferBytes\" : 65536 | \"ifmapBufferBytes\" : 64 | loop_nest.tile: layer 'conv1': its ifmap tile takes",
                "\"nodeRows\" : 4 | \"nodeRows\" : 3 | must divide the technology's 64 DRAM channels",
            })
    void aMappingThatWasEditedToNonsenseIsRefused(String was, String is, String message) throws IOException {
        String text = Files.readString(folder.resolve("mapping.json"));
        int at = was.contains("alexnet") ? text.lastIndexOf(was) : text.indexOf(was);
        assertThat(at).as(was).isNotNegative();
        Path edited = folder.resolve("edited.json");
        Files.writeString(edited, text.substring(0, at) + is + text.substring(at + was.length()));
        assertThatThrownBy(() -> MappingFile.read(edited))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(message);
    }
}
