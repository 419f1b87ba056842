package org.nicepim.workload.onnx.zoo;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.nicepim.testkit.OnnxBuilder;

/** Sound ONNX files, for tests that damage them. */
public final class Corpus {
    /**
     * A file.
     *
     * @param name its network
     * @param dims values of its open dims
     * @param model the file
     */
    public record Sound(String name, Map<String, Long> dims, OnnxBuilder model) {}

    private Corpus() {}

    /** One of each exporter's style, the small ones, so that thousands can be read. */
    public static List<Sound> files() {
        Stream<Sound> zoo = ZooFile.all()
                .filter(file -> List.of("alexnet", "googlenet", "resnet18", "mobilenet_v2", "gpt2_decode", "vit_b16")
                        .contains(file.network()))
                .map(file -> new Sound(file.toString(), file.dims(), file.file().get()));
        Stream<Sound> wild = WildFile.all()
                .map(file -> new Sound(file.toString(), file.dims(), file.file().get()));
        return Stream.concat(zoo, wild).toList();
    }
}
