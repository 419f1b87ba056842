package org.nicepim.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nicepim.cost.CostModel;
import org.nicepim.cost.HardwareModel;
import org.nicepim.cost.WorkloadCost;
import org.nicepim.jobs.run.Json;
import org.nicepim.jobs.run.MapRun;
import org.nicepim.jobs.run.MappingDocument;
import org.nicepim.jobs.run.MappingFile;
import org.nicepim.mapper.MapperOptions;
import org.nicepim.mapper.MapperResult;
import org.nicepim.mapper.Objective;
import org.nicepim.mapping.LayerMapping;
import org.nicepim.mapping.Mapping;
import org.nicepim.mapping.WeightCopies;
import org.nicepim.sharing.TspScheduler;
import org.nicepim.workload.Layer;

/** Do copies of weights survive the way into a file and back, and can such a file be simulated? */
class WeightCopiesTest {
    /** Few channels, many rows and columns: nodes split those, and need the same weights. */
    private static final String NET = """
            name: net
            inputs:
              image: {channels: 8, rows: 64, cols: 64}
            layers:
              - {name: a, type: convolution, inputs: [image], dims: {K: 16, R: 3, S: 3}, window: {pad: 1}}
              - {name: b, type: convolution, inputs: [a], dims: {K: 32, R: 3, S: 3}, window: {pad: 1}}
            """;

    private final Path folder;

    WeightCopiesTest(@TempDir Path folder) {
        this.folder = folder;
    }

    /** As many copies of each layer's weights as its nodes allow. */
    private static Mapping replicated(MappingFile file) {
        List<LayerMapping> layers = new ArrayList<>();
        for (LayerMapping how : file.mapping().layers()) {
            Layer layer = file.resolved().workload().layer(how.layer());
            List<Integer> legal = WeightCopies.legal(layer, how.partition());
            int most = legal.get(legal.size() - 1);
            layers.add(
                    new LayerMapping(how.layer(), how.region(), how.partition(), most, how.layouts(), how.loopNest()));
        }
        return new Mapping(file.mapping().workload(), layers);
    }

    @Test
    void copiesAreWrittenReadAndSimulated() throws IOException {
        Path net = Files.writeString(folder.resolve("net.yaml"), NET);
        Cli map = Cli.run(
                "map",
                "--workload",
                net.toString(),
                "--hardware",
                "chip4x4",
                "--scheduler",
                "tsp",
                "--budget",
                "500",
                "--out",
                folder.toString());
        assertThat(map.code()).as(map.err()).isZero();
        Path path = folder.resolve("mapping.json");
        MappingFile one = MappingFile.read(path);
        Mapping mapping = replicated(one);
        assertThat(mapping.layers()).anyMatch(layer -> layer.weightCopies() > 1);
        HardwareModel hardware = new HardwareModel(one.hardware());
        WorkloadCost cost = new CostModel(hardware, new TspScheduler())
                .evaluate(one.resolved().workload(), mapping);
        MapperOptions options = MapperOptions.of(Objective.EDP, MapperOptions.Style.NICEPIM);
        MapperResult result = new MapperResult.Mapped(mapping, cost, hardware, 1, Map.of(), 0);
        MapRun run = new MapRun(one.resolved().workload(), one.hardware(), options, result, 0, Optional.empty());
        ObjectNode document = MappingDocument.of(run);
        document.set(
                "source", new ObjectMapper().readTree(Files.readString(path)).get("source"));
        Files.writeString(path, Json.text(document));
        assertThat(MappingFile.read(path).mapping().layers()).isEqualTo(mapping.layers());
        StringWriter text = new StringWriter();
        new MapReport(run).print(false, new PrintWriter(text, true));
        assertThat(text.toString()).containsPattern("layer +type +region +partition +copies +layouts +tile");
        Cli simulate = Cli.run("simulate", "--mapping", path.toString(), "--scheduler", "tsp");
        assertThat(simulate.code()).as(simulate.err()).isZero();
    }
}
