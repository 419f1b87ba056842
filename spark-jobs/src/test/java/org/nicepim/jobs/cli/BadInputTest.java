package org.nicepim.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nicepim.jobs.TestRun;

/** Is each wrong input refused before Spark starts, with code 2 and one line that says what, why and perhaps what else? */
class BadInputTest {
    private static final String CHIP = """
            technology: default
            nodeRows: 4
            nodeCols: 4
            peRows: 16
            peCols: 16
            ifmapBufferBytes: 32KiB
            weightBufferBytes: 32KiB
            ofmapBufferBytes: 32KiB
            """;

    private static final String NET = """
            name: net
            inputs:
              image: {channels: 3, rows: 8, cols: 8}
            layers:
              - {name: a, type: convolution, inputs: [image], dims: {K: 4}, window: {pad: 1}}
              - {name: b, type: convolution, inputs: [a], dims: {K: 5}}
            """;

    private final Path folder;

    BadInputTest(@TempDir Path folder) throws IOException {
        this.folder = folder;
        write("test.yaml", TestRun.YAML);
        write("double.yaml", TestRun.YAML + "seed: 4\n");
        write("list.yaml", "- a\n- b\n");
        write("broken.yaml", "workloads: [alexnet\nspace: small\n");
        write("chip.yaml", CHIP);
        tables();
        write("chip3x5.yaml", CHIP.replace("nodeRows: 4", "nodeRows: 3").replace("nodeCols: 4", "nodeCols: 5"));
        write("negative.yaml", CHIP.replace("ifmapBufferBytes: 32KiB", "ifmapBufferBytes: -4"));
        write("missing.yaml", CHIP.replace("peCols: 16\n", "pecols: 16\n"));
        write("lenet.yaml", NET);
        write("broken_net.yaml", NET.replace("inputs: [image]", "inputs: [imgae]"));
        write("huge_net.yaml", NET.replace("K: 4", "K: 400000000, C: 400000000").replace("K: 5", "K: 400000000"));
        write("empty.yaml", "nodeRows: []\n");
        write("space3.yaml", CHIP.replace("technology: default\n", "").replace("nodeRows: 4", "nodeRows: [3, 5]"));
        write("huge.yaml", CHIP.replace("technology: default\n", "").replace("peRows: 16", "peRows: 1024"));
        write("order.yaml", CHIP.replace("technology: default\n", "").replace("peRows: 16", "peRows: [16, 8]"));
    }

    private void tables() throws IOException {
        String designs =
                "nodeRows,nodeCols,peRows,peCols,ifmapBufferBytes,weightBufferBytes,ofmapBufferBytes,areaMm2\n";
        write("energy.yaml", "mac: {computePj: x}\n");
        write("area.yaml", "pes: {areaMm2: 1}\n");
        write("ert.yaml", "ERT: {version: 0.3, tables: [{name: pe.mac, actions: [{name: compute, energy: 1}]}]}\n");
        write("designs.csv", designs + "4,4,16,16,32768,32768,16384,NaN\n");
        write("twice.csv", designs + "4,4,16,16,32768,32768,16384,9\n4,4,16,16,32768,32768,16384,8\n");
        for (String key : List.of(
                "energyTable: energy.yaml",
                "areaTable: area.yaml",
                "synthesisedAreas: designs.csv",
                "synthesisedAreas: twice.csv",
                "energyTable: enrgy.yaml",
                "energyTable: ert.yaml")) {
            String file = key.replaceAll(".*: |\\.[a-z]*", "");
            write("tech_" + file + ".yaml", "name: mine\nextends: default\n" + key + "\n");
            write("chip_" + file + ".yaml", CHIP.replace("technology: default", "technology: tech_" + file + ".yaml"));
        }
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text, StandardCharsets.UTF_8);
    }

    private static Arguments explore(String option, String value, String... words) {
        return arguments(List.of("explore", "@/test.yaml", option, value), List.of(words));
    }

    private static Arguments set(String value, String... words) {
        return explore("--set", value, words);
    }

    private static Arguments map(String hardware, String... words) {
        return arguments(List.of("map", "--workload", "alexnet", "--hardware", hardware), List.of(words));
    }

    private static Arguments line(String command, String... words) {
        return arguments(command.isEmpty() ? List.of() : List.of(command.split(" ")), List.of(words));
    }

    private static Arguments objective(String word, String... words) {
        return line("map --workload alexnet --hardware chip4x4 --objective " + word, words);
    }

    static Stream<Arguments> wrong() {
        return Stream.of(
                        words(),
                        values(),
                        spaces(),
                        chips(),
                        references(),
                        places(),
                        workloads(),
                        comparisons(),
                        precision(),
                        technologies())
                .flatMap(part -> part);
    }

    private static Stream<Arguments> words() {
        return Stream.of(
                line("", "a command is needed", "explore"),
                line("exlpore", "'exlpore'", "Maybe 'explore'?", "--help"),
                line("explore", "FILE.yaml"),
                line("explore @/test.yaml --rseume", "'--rseume'", "Maybe '--resume'?"),
                line("explore @/test.yaml more", "'more'"),
                line("explore @/tset.yaml", "tset.yaml", "no such file", "Maybe 'test.yaml'?"),
                line("explore @", "is a folder"),
                line("explore @/double.yaml", "double.yaml", "'seed' stands twice"),
                line("explore @/list.yaml", "list.yaml", "must be a mapping"),
                line("explore @/broken.yaml", "broken.yaml", "not valid YAML"),
                line("map --workload alexnet", "--hardware"),
                line("map --workload alexnte --hardware chip4x4", "'alexnte'", "Maybe 'alexnet'?"),
                line("map --workload alexnet --hardware chip4x4 --batch 0", "--batch 0", "between 1 and 4096"),
                line("map --workload alexnet --hardware chip4x4 --batch x", "--batch", "'x'"),
                objective("edb", "'edb'", "latency, energy, edp, ed2p, or e^A*d^B", "Maybe 'edp'?"),
                objective("e^-1*d^2", "'e^-1*d^2'", "numbers from 0 to 10", "Maybe 'e^1*d^2'?"),
                objective("e^0*d^0", "not both 0", "Maybe 'e^1*d^2'?"),
                objective("e^1*d^x", "'e^1*d^x'", "numbers from 0 to 10"),
                objective("e^*d", "'e^*d'", "numbers from 0 to 10"),
                objective("e^nan*d^infinity", "numbers from 0 to 10"),
                objective("d^2*e", "'d^2*e'", "e^A*d^B"),
                line("map --workload alexnet --hardware chip4x4 --scheduler ipl", "ipl", "Maybe 'ilp'?"),
                line("map --workload alexnet --hardware chip4x4 --layout cwh", "--layout", "cwh"),
                line("map --workload alexnet --hardware chip4x4 --budget 0", "--budget 0", "at least 1"),
                line("map --workload alexnet --hardware chip4x4 --out @/chip.yaml", "--out", "is a file"),
                line("workloads resnet51", "'resnet51'", "Maybe 'resnet50'?"),
                line("workloads resnet50 --batch -3", "--batch -3"),
                line("init @/chip.yaml", "chip.yaml", "cannot be written"));
    }

    private static Stream<Arguments> workloads() {
        return Stream.of(
                line("workloads @/lente.yaml", "lente.yaml", "no such file", "Maybe 'lenet.yaml'?"),
                line("workloads @/lenet.yaml --batch 4", "batch 4", "the file fixes a batch of 1"),
                line("workloads @/lenet.yaml --sequence 4", "lenet.yaml", "no knob sequence (--sequence)"),
                line("workloads @/broken_net.yaml", "broken_net.yaml:5: layers[0]", "reads 'imgae'", "Maybe 'image'?"),
                line("workloads @/huge_net.yaml", "huge_net.yaml:5: layers[0]", "more than the 2^56"),
                line("workloads @/list.yaml", "list.yaml", "must be a mapping"),
                line("workloads @/none.onnx", "none.onnx"),
                line("workloads alexnet --dim n=4", "'alexnet'", "no knob dims (--dim)"),
                line("workloads alexnet --skip-unsupported", "no knob skipUnsupported"),
                line("workloads alexnet --sequence 4", "alexnet", "'sequence'"),
                line("workloads bert_base --sequence 0", "--sequence 0", "between 1 and"),
                line("workloads bert_base --blocks 13", "blocks", "at most 12"),
                line("workloads alexnet --weight-bits 0", "--weight-bits 0", "between 1 and 32"),
                line("workloads net.onnx --dim batch", "--dim batch", "NAME=VALUE", "Maybe '--dim batch=1'?"),
                line("workloads net.onnx --dim n=99999999999", "--dim n=99999999999"),
                line("workloads net.onnx --dim n=0", "--dim n=0", "at least 1"),
                line("workloads net.onnx --dim n=1 --dim n=2", "--dim n=2", "set twice"),
                line("workloads --sequence 4", "no option but --batch", "Maybe"),
                line("workloads --out @/zoo.yaml", "no option but --batch"),
                line("workloads alexnet --out @", "--out", "is a folder", "Maybe"),
                line("workloads alexnet --out @/net.txt", "must end in .yaml", "Maybe"),
                line("workloads alexnet --out @/nothing/net.yaml", "nothing/net.yaml", "cannot be written"),
                line("map --workload @/broken_net.yaml --hardware chip4x4", "broken_net.yaml:5"),
                line("map --workload src --hardware chip4x4", "'src'", "is a folder", "Maybe"),
                set("workloads=[@/broken_net.yaml]", "workloads[0]", "broken_net.yaml:5"),
                set("workloads=[{workload: alexnet, blocks: 3}]", "workloads[0]", "alexnet", "'blocks'"),
                set("workloads=[{workload: alexnet, bach: 3}]", "workloads[0].bach", "Maybe 'batch'?"));
    }

    private static Arguments compare(String options, String... words) {
        return line("compare --workload alexnet @/lenet.yaml --hardware chip4x4 " + options, words);
    }

    private static Stream<Arguments> comparisons() {
        return Stream.of(
                line("compare --workload alexnet", "--hardware"),
                line("compare --hardware chip4x4", "--workload"),
                line("compare --workload --hardware chip4x4", "--workload"),
                line("compare --workload alexnet alexnte --hardware chip4x4", "'alexnte'", "Maybe 'alexnet'?"),
                line("compare --workload alexnet AlexNet --hardware chip4x4", "--workload AlexNet", "stands twice"),
                line("compare --workload alexnet --hardware chip4x4 chip4x5", "'chip4x5'", "Maybe 'chip4x4'?"),
                compare("--hardware @/chip3x5.yaml", "chip3x5.yaml", "64 DRAM channels"),
                compare("--hardware chip4x4", "--hardware chip4x4", "stands twice"),
                compare("--workload @/lente.yaml", "lente.yaml", "Maybe 'lenet.yaml'?"),
                compare("--batch 4", "batch 4", "the file fixes a batch of 1"),
                compare("--batch 0", "--batch 0"),
                compare("--objective edb", "edb", "Maybe 'edp'?"),
                compare("--objective e^11*d", "'e^11*d'", "numbers from 0 to 10"),
                compare("--steps baseline,nicepin", "--steps nicepin", "Maybe 'nicepim'?"),
                compare("--steps ,", "--steps"),
                compare("--link-bits 100", "--link-bits 100", "64, 128 or 256"),
                compare("--link-bits x", "--link-bits", "'x'"),
                compare("--budget 0", "--budget 0", "at least 1"),
                compare("--simulat", "'--simulat'", "Maybe '--simulate'?"));
    }

    private static Stream<Arguments> precision() {
        return Stream.of(
                line("map --workload alexnet --hardware chip4x4 --word-bits 12", "--word-bits 12", "8, 16, 24 or 32"),
                line("map --workload alexnet --hardware chip4x4 --word-bits 64", "--word-bits 64"),
                line("map --workload alexnet --hardware chip4x4 --weight-bits 33", "--weight-bits 33"),
                set("wordBits=4", "wordBits: '4'", "between 8 and 32"),
                set("wordBits=20", "wordBits: '20'", "8, 16, 24 or 32"));
    }

    private static Stream<Arguments> values() {
        return Stream.of(
                set("evalutions=3", "--set evalutions", "unknown key", "Maybe 'evaluations'?"),
                set("tuner.knd=gp", "--set tuner.knd", "tuner.knd", "Maybe 'kind'?"),
                set("tuner.kind=dlk", "tuner.kind: 'dlk'", "Maybe 'dkl'?"),
                set("workloads=[resnet81]", "workloads[0]", "'resnet81'", "Maybe 'resnet18'?"),
                set("workloads=alexnet", "workloads", "must be a list"),
                set("workloads=[]", "workloads", "empty list"),
                set("workloads=[alexnet, AlexNet]", "stands twice"),
                set("evaluations=many", "evaluations: 'many'", "whole number"),
                set("evaluations=0", "evaluations: '0'", "between 1 and 1000000"),
                set("evaluations", "--set evaluations", "key=value", "Maybe"),
                set("=3", "--set =3", "key=value"),
                set(".=3", "--set .=3"),
                set("tuner..kind=gp", "--set tuner..kind"),
                set("seed.x=3", "seed", "no mapping"),
                set("batch=99999", "batch: '99999'", "between 1 and 4096"),
                set("objective=edpp", "objective: 'edpp'", "Maybe 'ed2p'?"),
                set("objective=e^1*d^-2", "objective: 'e^1*d^-2'", "numbers from 0 to 10", "Maybe 'e^1*d^2'?"),
                set("objective=ed3p", "objective: 'ed3p'", "Maybe 'ed2p'?"),
                set("scheduler=[ilp", "--set scheduler", "not valid YAML"),
                set("technology=defualt", "'defualt'", "Maybe 'default'?"),
                set("mapper.layout=chh", "mapper.layout", "chh"),
                explore("--seed", "-1", "--seed -1", "at least 0"),
                explore("--seed", "one", "--seed", "'one'"));
    }

    private static Stream<Arguments> spaces() {
        return Stream.of(
                set("space=@/empty.yaml", "empty.yaml:1", "nodeRows", "empty list"),
                set("space=@/space3.yaml", "divides", "64 DRAM channels", "Maybe"),
                set("space=@/huge.yaml", "mm²", "areaLimitMm2", "Maybe"),
                set("space=@/order.yaml", "order.yaml:3", "peRows", "ascend"),
                set("space=smal", "'smal'", "Maybe 'small'?"));
    }

    private static Stream<Arguments> chips() {
        return Stream.of(
                map("@/chip3x5.yaml", "chip3x5.yaml", "nodeRows × nodeCols = 15", "64 DRAM channels"),
                map("@/negative.yaml", "negative.yaml:6", "ifmapBufferBytes", "'-4'"),
                map("@/missing.yaml", "missing.yaml", "'peCols' is missing", "Maybe 'pecols'?"),
                map("chip4x5", "'chip4x5'", "Maybe 'chip4x4'?"),
                map("@/chp.yaml", "chp.yaml", "no such", "Maybe 'chip.yaml'?"),
                map("src", "'src'", "is a folder", "Maybe"),
                map("@/test.yaml", "test.yaml:1", "'technology' is missing", "of another kind", "workloads, space"));
    }

    private static Stream<Arguments> technologies() {
        return Stream.of(
                map("@/chip_energy.yaml", "energy.yaml:1: mac.computePj: 'x' must be a number between"),
                map("@/chip_area.yaml", "area.yaml:1: pes: unknown key", "Maybe 'pe'?"),
                map("@/chip_designs.yaml", "designs.csv:2: areaMm2: 'NaN' must be a finite number"),
                map("@/chip_twice.yaml", "twice.csv:3: areaMm2: '8' disagrees", "9.0"),
                map("@/chip_enrgy.yaml", "enrgy.yaml: no such file", "Maybe 'energy.yaml'?"),
                map("@/chip_ert.yaml", "tech_ert.yaml:3: energyTable", "'components' must map", "Maybe"),
                set("technology=@/tech_designs.yaml", "designs.csv:2: areaMm2"),
                set("technology=@/tech_area.yaml", "area.yaml:1: pes", "Maybe 'pe'?"),
                line("validate --technology default", "'default'", "Maybe give it the key 'synthesisedAreas'?"),
                line("validate --technology @/tech_twice.yaml", "twice.csv:3"));
    }

    private static Stream<Arguments> references() {
        return Stream.of(
                line("nest", "--file"),
                line("nest --file @/nothing.yaml", "nothing.yaml"),
                line("nest --file @/chip.yaml", "chip.yaml", "key 'dims' is missing", "of another kind"),
                line("validate --dram @/nothing.csv", "nothing.csv", "no such table"),
                line("validate --dram @/chip.yaml", "chip.yaml", "needs a header with the column 'config'"),
                line("validate --noc @/chip.yaml", "chip.yaml", "needs a header with the column 'experiment'"),
                line("validate --sram @/chip.yaml", "chip.yaml", "needs a header with the column"),
                line("validate --device hbm3", "'hbm3'", "Maybe 'hbm2'?"),
                line("validate --device @/chip.yaml", "chip.yaml", "key 'name' is missing"));
    }

    private static Stream<Arguments> places() {
        return Stream.of(
                explore("--out", "@/chip.yaml", "chip.yaml", "is a file", "Maybe another --out?"),
                explore("--out", "foo://host/run", "foo://host/run", "No FileSystem for scheme"),
                line("map --workload alexnet --hardware chip4x4 --out hdfs://h/x", "--out hdfs:/h/x", "this machine"),
                line("reproduce --quick --out hdfs://h/x", "--out hdfs:/h/x", "of this machine"),
                line("sweep ../conf/sweep/quickstart.yaml --csv @", "--csv", "is a folder", "Maybe"),
                explore("--master", "spark://127.0.0.1:1", "spark://127.0.0.1:1", "no Spark master answers"),
                explore("--master", "127.0.0.1:7077", "Maybe 'spark://127.0.0.1:7077'?"),
                explore("--master", "loca[2]", "--master loca[2]", "Maybe 'local[*]'?"),
                explore("--master", "spark://127.0.0.1:99999", "between 0 and 65535"),
                line("explore @/test.yaml --out @/nothing --resume", "nothing", "--resume finds no manifest.json"));
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void isRefusedInOneLine(List<String> args, List<String> words) {
        List<String> placed = new ArrayList<>();
        args.forEach(arg -> placed.add(arg.replace("@", folder.toString())));
        if (args.contains("explore") && !args.contains("--out")) {
            placed.addAll(List.of("--out", folder.resolve("run").toString()));
        }
        Cli result = Cli.run(placed.toArray(String[]::new));
        assertThat(result.err().strip()).startsWith("nicepim: ").doesNotContain("\n", "Exception", "starting Spark");
        assertThat(result.err()).contains(words);
        assertThat(result.out()).isEmpty();
        assertThat(result.code()).isEqualTo(2);
        assertThat(folder.resolve("run")).doesNotExist();
    }
}
