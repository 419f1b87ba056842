package org.nicepim.jobs.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.nicepim.config.YamlNode;
import org.nicepim.jobs.EvaluationContext;

/** Are the configurations that come with the program accepted? */
class ExamplesTest {
    private static final Path FOLDER = Path.of("../conf/explore");

    @Test
    void allOfThemAreAccepted() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            assertThat(files.toList()).hasSizeGreaterThan(1).allSatisfy(file -> {
                EvaluationContext context = EvaluationContext.of(ExploreConfig.read(YamlNode.read(file)));
                assertThat(context.workloads()).isNotEmpty();
            });
        }
    }

    @Test
    void theirPageNamesThemAll() throws IOException {
        String page = Files.readString(Path.of("../conf/README.md"), StandardCharsets.UTF_8);
        for (String folder : List.of("explore", "sweep")) {
            try (Stream<Path> files = Files.list(Path.of("../conf", folder))) {
                assertThat(files.map(file -> "(" + folder + "/" + file.getFileName() + ")"))
                        .allSatisfy(link -> assertThat(page).contains(link));
            }
        }
    }

    @Test
    void theSameModelAtTwoBatchesHasTwoNames() {
        ExploreConfig config = ExploreConfig.read(YamlNode.read(FOLDER.resolve("llm_decode.yaml")));
        assertThat(config.workloads())
                .extracting(workload -> workload.workload().name())
                .containsExactly("gpt2_decode_b1", "gpt2_decode_b16", "llama_block");
    }
}
