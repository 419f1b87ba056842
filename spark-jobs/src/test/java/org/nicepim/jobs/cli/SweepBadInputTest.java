package org.nicepim.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nicepim.jobs.sweep.TestSweep;

/** Is each wrong input of a sweep refused before Spark starts, with code 2 and one line that says what, why and perhaps what else? */
class SweepBadInputTest {
    private final Path folder;

    SweepBadInputTest(@TempDir Path folder) throws IOException {
        this.folder = folder;
        Files.writeString(folder.resolve("sweep.yaml"), TestSweep.YAML);
        Files.writeString(folder.resolve("typo.yaml"), TestSweep.YAML.replace("workloads:", "worklods:"));
        Files.writeString(
                folder.resolve("nothing.yaml"), TestSweep.YAML.replaceAll("(?s)hardware:.*?\nworkloads", "workloads"));
    }

    private static Arguments line(String arguments, String... words) {
        return arguments(List.of(arguments.split(" ")), List.of(words));
    }

    private static Arguments set(String set, String... words) {
        return arguments(List.of("@/sweep.yaml", "--set", set), List.of(words));
    }

    static Stream<Arguments> wrong() {
        return Stream.concat(values(), places());
    }

    private static Stream<Arguments> values() {
        return Stream.of(
                set("hardwre={space: small}", "--set hardwre", "unknown key", "Maybe 'hardware'?"),
                set("hardware=chip4x4", "hardware: must be a list of chips", "[chip4x4, chip8x8]"),
                set("hardware=[chip4x5]", "'chip4x5'", "Maybe 'chip4x4'?"),
                set("hardware=[chip4x4, chip4x4]", "hardware[1]", "stands twice"),
                set("hardware=[chip4x4, " + grid(20) + "]", "hardware[1]", "8000000 points", "Maybe one space"),
                set("hardware=[" + grid(9) + ", " + grid(8) + "]", "hardware[1]", "at most 1000000"),
                set("hardware={spce: small}", "hardware", "'space' is missing", "Maybe 'spce'?"),
                set("hardware={space: smal}", "'smal'", "Maybe 'small'?"),
                set("hardware={space: small, sample: {kind: sobel, designs: 3}}", "'sobel'", "Maybe 'sobol'?"),
                set("hardware={space: small, sample: {kind: sobol, designs: 65}}", "'65'", "64 points", "Maybe leave"),
                set("hardware={space: small, sample: {kind: sobol, design: 6}}", "'designs' is missing", "'design'"),
                set("hardware={space: small, smple: 3}", "hardware.smple", "Maybe 'sample'?"),
                set("workloads=[resnet81]", "workloads[0]", "'resnet81'", "Maybe 'resnet18'?"),
                set("batch=[1, 0]", "batch[1]", "'0'", "between 1 and 4096"),
                set("objective=[edp, edpp]", "objective[1]", "'edpp'", "Maybe 'ed2p'?"),
                set("objective=[edp, edp]", "objective[1]", "'edp' stands twice"),
                set("technology=[defualt]", "'defualt'", "Maybe 'default'?"),
                set("technology={extends: default}", "key 'name' is missing", "Maybe {name: mine"),
                set("technology=[default, default]", "the same name", "Maybe give one another"),
                set("technology={name: a, extends: default, noc: {linkbits: 1}}", "linkbits", "Maybe 'linkBits'?"),
                set("wordBits=[8, 12]", "wordBits[1]", "'12'", "8, 16, 24 or 32"),
                set("wordBits=[8, 8]", "wordBits[1]", "'8' stands twice"),
                set("batch=[1, 2, 1]", "batch[2]", "'1' stands twice"),
                set("mapper.style=nicepin", "mapper.style: 'nicepin'", "Maybe 'nicepim'?"),
                set("mapper.layout=cwh", "mapper.layout", "cwh"),
                set("fidelity=simulate-best", "fidelity: 'simulate-best'", "closed-form, simulate"),
                set("layers=yes", "layers: 'yes'", "true or false"),
                set("rowsPerFile=0", "rowsPerFile: '0'", "between 1 and"),
                set("scheduler=ipl", "scheduler: 'ipl'", "Maybe 'ilp'?"));
    }

    /** A grid of {@code 1000·sizes³} points. */
    private static String grid(int sizes) {
        String kib =
                IntStream.rangeClosed(1, sizes).mapToObj(i -> 8 * i + "KiB").collect(Collectors.joining(", "));
        String pes = "[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25]";
        return "{nodeRows: [2, 4], nodeCols: [2, 4], peRows: " + pes + ", peCols: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10],"
                + " ifmapBufferBytes: [" + kib + "], weightBufferBytes: [" + kib + "], ofmapBufferBytes: [" + kib
                + "]}";
    }

    private static Stream<Arguments> places() {
        return Stream.of(
                line("@/swep.yaml", "swep.yaml", "no such file", "Maybe 'sweep.yaml'?"),
                line("@/typo.yaml", "typo.yaml", "'workloads' is missing", "Maybe 'worklods'?"),
                line("@/nothing.yaml", "nothing.yaml", "'hardware' is missing"),
                line("@/sweep.yaml --rsume", "'--rsume'", "Maybe '--resume'?"),
                line("@/sweep.yaml --resume", "--resume finds no manifest.json"),
                line("@/sweep.yaml --csv @/none/x.csv", "--csv", "none", "Maybe make"),
                line("@/sweep.yaml --csv @", "--csv", "is a folder"),
                line("@/sweep.yaml --master loca[2]", "--master loca[2]", "Maybe 'local[*]'?"),
                line("@/sweep.yaml --out @/sweep.yaml", "is a file", "Maybe another --out?"),
                arguments(
                        List.of(
                                "@/sweep.yaml",
                                "--set",
                                "hardware=[{nodeRows: 3, nodeCols: 5, peRows: 8, peCols: 8, ifmapBufferBytes: 8KiB,"
                                        + " weightBufferBytes: 8KiB, ofmapBufferBytes: 8KiB}]"),
                        List.of("no design can be built", "48.00", "(64)", "Maybe")),
                arguments(
                        List.of("@/sweep.yaml", "--set", "hardware={space: default}", "--set", "rowsPerFile=1"),
                        List.of("rowsPerFile", "'1'", "more than 99999 files", "Maybe leave it out?")));
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void isRefusedInOneLine(List<String> args, List<String> words) {
        Stream<String> all = Stream.concat(Stream.of("sweep"), args.stream());
        if (!args.contains("--out")) {
            all = Stream.concat(all, Stream.of("--out", "@/run"));
        }
        Cli result = Cli.run(all.map(arg -> arg.replace("@", folder.toString())).toArray(String[]::new));
        assertThat(result.err().strip()).startsWith("nicepim: ").doesNotContain("\n", "Exception", "starting Spark");
        assertThat(result.err()).contains(words);
        assertThat(result.out()).isEmpty();
        assertThat(result.code()).isEqualTo(2);
        assertThat(folder.resolve("run")).doesNotExist();
    }
}
