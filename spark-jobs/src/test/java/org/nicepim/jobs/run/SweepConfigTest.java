package org.nicepim.jobs.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nicepim.config.ConfigException;
import org.nicepim.config.YamlNode;
import org.nicepim.hardware.DesignPoint;
import org.nicepim.hardware.Technology;
import org.nicepim.jobs.sweep.Designs;
import org.nicepim.jobs.sweep.TestSweep;
import org.nicepim.mapper.MapperOptions;
import org.nicepim.mapper.Objective;

/** Does a sweep's file mean what it says? */
class SweepConfigTest {
    private static final Path EXAMPLES = Path.of("../conf/sweep");

    @TempDir
    private Path folder = Path.of("");

    private static Designs designs(String hardware, String... sets) {
        String[] all = Stream.concat(Stream.of("hardware=" + hardware), Stream.of(sets))
                .toArray(String[]::new);
        return TestSweep.with(all).context().designs();
    }

    private static List<DesignPoint> points(Designs designs) {
        return IntStream.range(0, (int) designs.size()).mapToObj(designs::point).toList();
    }

    @Test
    void theExamplesAreAccepted() throws IOException {
        try (Stream<Path> files = Files.list(EXAMPLES)) {
            assertThat(files.toList()).hasSizeGreaterThan(2).allSatisfy(file -> {
                YamlNode top = YamlNode.read(file);
                if (file.endsWith("benchmark.yaml")) {
                    top.set("hardware={space: ../conf/space/benchmark.yaml}");
                }
                assertThat(SweepConfig.read(top).plan().rowsToMap()).isPositive();
            });
        }
    }

    @Test
    void aSpaceIsSweptPointByPoint() {
        Designs all = designs("{space: small}");
        assertThat(all.size()).isEqualTo(64);
        assertThat(points(all))
                .doesNotHaveDuplicates()
                .startsWith(all.space().point(0))
                .endsWith(all.space().point(63));
        Designs inline = designs("{space: {nodeRows: 1, nodeCols: [1, 2], peRows: 8, peCols: 8,"
                + " ifmapBufferBytes: 8KiB, weightBufferBytes: 8KiB, ofmapBufferBytes: [8KiB, 16KiB]}}");
        assertThat(inline.size()).isEqualTo(4);
    }

    @ParameterizedTest
    @ValueSource(strings = {"sobol", "random"})
    void aSampleFollowsItsSeedAndHasNoDesignTwice(String kind) {
        String hardware = "{space: default, sample: {kind: " + kind + ", designs: 200}}";
        List<DesignPoint> sample = points(designs(hardware, "seed=5"));
        assertThat(sample).hasSize(200).doesNotHaveDuplicates();
        assertThat(points(designs(hardware, "seed=5"))).isEqualTo(sample);
        assertThat(points(designs(hardware, "seed=6"))).isNotEqualTo(sample);
        assertThat(points(designs(hardware.replace("200", "50"), "seed=5"))).isEqualTo(sample.subList(0, 50));
        String whole = "{space: small, sample: {kind: " + kind + ", designs: 64}}";
        assertThat(new HashSet<>(points(designs(whole)))).isEqualTo(new HashSet<>(points(designs("{space: small}"))));
    }

    @Test
    void aListHasChipsAndGrids() {
        Designs list = designs("[chip4x4, {nodeRows: [1, 2], nodeCols: 3, peRows: 8, peCols: 8, ifmapBufferBytes: 8KiB,"
                + " weightBufferBytes: 9KiB, ofmapBufferBytes: 10KiB}, chip8x8]");
        assertThat(points(list))
                .extracting(DesignPoint::values)
                .containsExactly(
                        List.of(4, 4, 32, 32, 65536, 65536, 32768),
                        List.of(1, 3, 8, 8, 8192, 9216, 10240),
                        List.of(2, 3, 8, 8, 8192, 9216, 10240),
                        List.of(8, 8, 16, 16, 16384, 16384, 8192));
        assertThat(IntStream.range(0, 4).mapToObj(list::name))
                .containsExactly(Optional.of("chip4x4"), Optional.empty(), Optional.empty(), Optional.of("chip8x8"));
    }

    @Test
    void technologiesAreNamedOrOverridden() {
        List<Technology> two = TestSweep.with(
                        "technology=[default, {name: narrow, extends: default, noc: {linkBits: 64}}]",
                        "wordBits=[8, 16]")
                .context()
                .technologies();
        assertThat(two)
                .extracting(Technology::name)
                .containsExactly("default_8bit", "default_16bit", "narrow_8bit", "narrow_16bit");
        assertThat(two).extracting(t -> t.noc().linkBits()).containsExactly(128, 128, 64, 64);
        assertThat(two).extracting(t -> t.logic().wordBits()).containsExactly(8, 16, 8, 16);
        assertThat(TestSweep.with("wordBits=8").context().technologies())
                .singleElement()
                .satisfies(t -> assertThat(t.name()).isEqualTo("default"));
    }

    private void chip(String name, String technology) throws IOException {
        Files.writeString(
                folder.resolve(name),
                "technology: " + technology + "\nnodeRows: 1\nnodeCols: 2\npeRows: 8\npeCols: 8\n"
                        + "ifmapBufferBytes: 8KiB\nweightBufferBytes: 8KiB\nofmapBufferBytes: "
                        + name.charAt(0) + "KiB\n");
    }

    /** The technology of chips counts, unless the sweep names its own; chips that differ in it cannot be meant. */
    @Test
    void chipsBringTheirTechnology() throws IOException {
        Files.writeString(folder.resolve("fast.yaml"), "name: fast\nextends: default\nlogic: {clockMhz: 800}\n");
        chip("1.yaml", "fast.yaml");
        chip("2.yaml", "fast.yaml");
        chip("3.yaml", "default");
        String hardware = "hardware=[" + folder.resolve("1.yaml") + ", " + folder.resolve("2.yaml") + "]";
        assertThat(TestSweep.with(hardware).context().technologies())
                .extracting(Technology::name)
                .containsExactly("fast");
        assertThat(TestSweep.with(hardware, "technology=default").context().technologies())
                .extracting(Technology::name)
                .containsExactly("default");
        String mixed = "hardware=[" + folder.resolve("1.yaml") + ", " + folder.resolve("3.yaml") + "]";
        assertThatThrownBy(() -> TestSweep.with(mixed))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("its chips have different technologies")
                .hasMessageContaining("Maybe");
        assertThat(TestSweep.with(mixed, "technology=[default, " + folder.resolve("fast.yaml") + "]")
                        .context()
                        .technologies())
                .hasSize(2);
    }

    @Test
    void workloadsHaveEachBatchUnlessTheySayTheirs() {
        assertThat(TestSweep.with("workloads=[alexnet, {workload: zfnet, batch: 3}]", "batch=[1, 4]")
                        .context()
                        .workloads())
                .extracting(workload -> workload.name() + " " + workload.batch())
                .containsExactly("alexnet 1", "zfnet 3", "alexnet 4");
    }

    @Test
    void objectivesShareTheMapperOptions() {
        List<MapperOptions> mappers = TestSweep.with(
                        "objective=[latency, e^1*d^2]", "mapper={style: partition, layout: hwc, budget: 7}")
                .context()
                .mappers();
        assertThat(mappers)
                .extracting(MapperOptions::objective)
                .containsExactly(Objective.LATENCY, Objective.parse("ed2p"));
        assertThat(mappers).extracting(MapperOptions::budget).containsOnly(7L);
        assertThat(mappers).extracting(MapperOptions::style).containsOnly(MapperOptions.Style.PARTITION);
        assertThat(mappers.get(0).layouts()).hasToString("[HWC]");
    }

    @Test
    void filesAreAboutFiveHundredUnlessRowsAreFew() {
        assertThat(TestSweep.with("hardware={space: small}", "rowsPerFile=9")
                        .config()
                        .rowsPerFile())
                .isEqualTo(9);
        YamlNode top = YamlNode.parse(TestSweep.YAML.replace("rowsPerFile: 3\n", ""), "sweep.yaml");
        assertThat(SweepConfig.read(top).rowsPerFile()).isEqualTo(1);
        top.set("hardware={space: default, sample: {kind: random, designs: 1000}}");
        assertThat(SweepConfig.read(top).rowsPerFile()).isEqualTo(8);
        assertThat(SweepConfig.read(top).plan().batches()).hasSize(500);
    }

    /** What a resumed sweep must have in common with the one before. */
    @Test
    void theIdentityTellsSweepsApart() {
        String before = RunIdentity.of(TestSweep.with().config()).text();
        assertThat(RunIdentity.of(TestSweep.with("out=elsewhere").config()).text())
                .isEqualTo(before);
        for (String set : List.of(
                "hardware=[chip4x4]",
                "workloads=[alexnet]",
                "batch=1",
                "objective=latency",
                "mapper={budget: 3}",
                "scheduler=tsp",
                "fidelity=simulate",
                "layers=false",
                "rowsPerFile=4",
                "technology={name: default, extends: default, noc: {linkBits: 64}}",
                "wordBits=8")) {
            assertThat(RunIdentity.of(TestSweep.with(set).config()).text())
                    .as(set)
                    .isNotEqualTo(before);
        }
    }
}
