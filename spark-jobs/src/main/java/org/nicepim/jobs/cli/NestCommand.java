package org.nicepim.jobs.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.nicepim.config.YamlNode;
import org.nicepim.cost.nest.Nest;
import org.nicepim.cost.nest.NestAnalysis;
import org.nicepim.cost.nest.NestCounts;
import org.nicepim.cost.nest.NestReader;
import org.nicepim.jobs.run.Json;
import picocli.CommandLine;

/** {@code nicepim nest}: one given layer, memory levels and loop nest. */
@CommandLine.Command(
        name = "nest",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "Counts what one given loop nest reads, fills and updates at each memory level, as timeloop-model does.",
            "",
            "conf/nest has examples that say what the keys mean; JSON files are read too. Tiles are fetched whole unless the file",
            "says 'sliding: true'.",
            ""
        },
        footer = {"", "Example:", "  nicepim nest --file conf/nest/conv3x3.yaml"})
final class NestCommand implements Callable<Integer> {
    @CommandLine.Option(names = "--file", required = true, paramLabel = "NEST.yaml", description = "the nest")
    private @Nullable Path file;

    @CommandLine.Mixin
    private OutputOptions output = new OutputOptions();

    @CommandLine.Spec
    private CommandLine.Model.@Nullable CommandSpec spec;

    @Override
    public Integer call() {
        Nest nest = NestReader.read(YamlNode.read(Objects.requireNonNull(file)));
        NestCounts counts = NestAnalysis.of(nest);
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        if (output.json()) {
            Json.print(out, document(nest, counts));
        } else {
            print(nest, counts, out);
        }
        return Main.DONE;
    }

    private static void print(Nest nest, NestCounts counts, PrintWriter out) {
        out.printf(
                Locale.ROOT,
                "%s: %.0f MACs on %.0f PEs, %.0f cycles (computing alone %.0f), %.3f uJ%n%n",
                nest.name(),
                counts.macs(),
                counts.activePes(),
                counts.cycles(),
                counts.computeCycles(),
                counts.energyPj() * 1e-6);
        Table table = new Table("level", "operand", "tile words", "words read", "words filled", "words updated");
        for (NestCounts.LevelCount count : counts.levels()) {
            table.row(
                    count.level(),
                    count.operand().name().toLowerCase(Locale.ROOT),
                    whole(count.tileWords()),
                    whole(count.reads()),
                    whole(count.fills()),
                    whole(count.updates()));
        }
        table.print(out);
    }

    private static String whole(double words) {
        return String.format(Locale.ROOT, "%.0f", words);
    }

    private static ObjectNode document(Nest nest, NestCounts counts) {
        ObjectNode document = Json.object();
        document.put("name", nest.name());
        document.put("macs", Math.round(counts.macs()));
        document.put("active_pes", Math.round(counts.activePes()));
        document.put("compute_cycles", Math.round(counts.computeCycles()));
        document.put("cycles", counts.cycles());
        document.put("energy_pj", counts.energyPj());
        ArrayNode levels = document.putArray("levels");
        for (NestCounts.LevelCount count : counts.levels()) {
            levels.addObject()
                    .put("level", count.level())
                    .put("operand", count.operand().name().toLowerCase(Locale.ROOT))
                    .put("tile_words", Math.round(count.tileWords()))
                    .put("reads", Math.round(count.reads()))
                    .put("fills", Math.round(count.fills()))
                    .put("updates", Math.round(count.updates()));
        }
        return document;
    }
}
