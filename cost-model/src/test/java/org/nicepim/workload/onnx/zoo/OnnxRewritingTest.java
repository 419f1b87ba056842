package org.nicepim.workload.onnx.zoo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nicepim.testkit.OnnxBuilder;
import org.nicepim.workload.Workload;
import org.nicepim.workload.WorkloadStatistics;
import org.nicepim.workload.onnx.OnnxImporter;

/** Is a network the same however its file is written? */
class OnnxRewritingTest {
    private static final List<String> IMAGES = List.of("alexnet", "resnet18", "mobilenet_v2");
    private static final List<String> SEQUENCES = List.of("bert_base", "vit_b16", "gpt2_decode");

    @ParameterizedTest
    @EnumSource
    void aRewrittenFileIsTheSameNetwork(Rewriting rewriting, @TempDir Path folder) {
        for (ZooFile file : files(rewriting)) {
            OnnxBuilder graph = file.file().get();
            Workload before = imported(graph, file, folder);
            rewriting.apply(graph.graph());
            Workload after = imported(graph, file, folder);
            assertThat(Skeleton.differences(Skeleton.of(before), Skeleton.of(after)))
                    .as(file.toString())
                    .isEmpty();
            assertThat(figures(after, rewriting)).as(file.toString()).isEqualTo(figures(before, rewriting));
        }
    }

    /** Of each kind the smaller networks, in the first style of each; products have no channels that could lie last. */
    private static List<ZooFile> files(Rewriting rewriting) {
        List<String> names = new ArrayList<>(IMAGES);
        if (rewriting != Rewriting.CHANNELS_LAST) {
            names.addAll(SEQUENCES);
        }
        return names.stream().map(OnnxRewritingTest::first).toList();
    }

    private static ZooFile first(String network) {
        return ZooFile.all()
                .filter(file -> file.network().equals(network))
                .findFirst()
                .orElseThrow();
    }

    private static Workload imported(OnnxBuilder graph, ZooFile file, Path folder) {
        return OnnxImporter.read(graph.write(folder.resolve("net.onnx")), file.dims(), false)
                .workload();
    }

    /** Parameters, operations without MACs, layers, and live words, which depend on the order of the file. */
    private static List<Long> figures(Workload workload, Rewriting rewriting) {
        WorkloadStatistics statistics = WorkloadStatistics.of(workload);
        List<Long> figures = new ArrayList<>(List.of(statistics.parameters(), statistics.vectorOps(), (long)
                workload.layers().size()));
        if (rewriting != Rewriting.BACKWARDS) {
            figures.add(statistics.peakLiveWords());
        }
        return figures;
    }
}
