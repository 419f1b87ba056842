package org.nicepim.jobs.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.nicepim.config.ConfigException;
import org.nicepim.hardware.HardwareConfig;
import org.nicepim.jobs.Ladder;
import org.nicepim.jobs.LadderRow;
import org.nicepim.jobs.LadderStep;
import org.nicepim.jobs.ProgramVersion;
import org.nicepim.workload.Workload;

/**
 * Ladders of a comparison, one JSON file per workload and chip: a comparison that was stopped goes on with those that are there.
 * Only the closed form's figures are kept.
 */
public final class LadderFolder {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String ENDING = ".json";

    private final Path folder;
    private final Ladder ladder;

    private LadderFolder(Path folder, Ladder ladder) {
        this.folder = folder;
        this.ladder = ladder;
    }

    /**
     * Opens a folder and makes it if it is not there.
     *
     * @param ladder of every file
     * @param resume true to go on with what is there
     * @throws ConfigException if it holds ladders and is not to be resumed, or cannot be made
     */
    public static LadderFolder open(Path folder, Ladder ladder, boolean resume) {
        try {
            Files.createDirectories(folder);
            try (Stream<Path> files = Files.list(folder)) {
                if (!resume && files.anyMatch(file -> file.toString().endsWith(ENDING))) {
                    throw new ConfigException("--out: " + folder
                            + " holds ladders of an earlier run. Maybe --resume to go on with it, or another --out?");
                }
            }
            return new LadderFolder(folder, ladder);
        } catch (IOException e) {
            throw new ConfigException("--out: " + folder + " cannot be used (" + e + "). Maybe another --out?", e);
        }
    }

    /** The file of a case; signs that a path may hold are replaced. */
    private Path file(LadderRow.Case of) {
        return folder.resolve((of.workload() + "-on-" + of.hardware()).replaceAll("[^\\w.-]", "_") + ENDING);
    }

    /** All that decides the figures. */
    private String identity(Workload workload, HardwareConfig hardware) {
        return "nicepim " + ProgramVersion.text() + ", objective "
                + ladder.objective().word() + ", steps "
                + String.join(",", ladder.steps().stream().map(LadderStep::word).toList()) + ", budget "
                + ladder.budget()
                + ", workload " + RunIdentity.hash(workload) + ", hardware " + RunIdentity.hash(hardware);
    }

    /**
     * The rows of a case; empty if it has no file yet.
     *
     * @throws ConfigException if its file was made with other input, or is none of ours
     */
    public Optional<List<LadderRow>> read(LadderRow.Case of, Workload workload, HardwareConfig hardware) {
        Path file = file(of);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            JsonNode document = MAPPER.readTree(Files.readString(file, StandardCharsets.UTF_8));
            String made = document.path("identity").asText();
            String asked = identity(workload, hardware);
            if (!made.equals(asked)) {
                throw new ConfigException(file + ": --resume with another setting: it was made with '" + made
                        + "', now it is '" + asked + "'. Maybe another --out?");
            }
            List<LadderRow> rows = new ArrayList<>();
            document.path("rows").forEach(row -> rows.add(row(of, row)));
            return Optional.of(rows);
        } catch (IOException | IllegalArgumentException e) {
            throw new ConfigException(
                    file + ": is no ladder of this program (" + e.getMessage() + "). Maybe remove it?", e);
        }
    }

    private static LadderRow row(LadderRow.Case of, JsonNode row) {
        Optional<LadderRow.Figures> figures = row.path("latency_cycles").isNumber()
                ? Optional.of(new LadderRow.Figures(
                        new LadderRow.Price(
                                row.path("latency_cycles").asDouble(),
                                row.path("energy_pj").asDouble()),
                        Optional.empty(),
                        row.path("latency_lower_bound_cycles").asDouble(),
                        row.path("evaluations").asLong()))
                : Optional.empty();
        return new LadderRow(
                of,
                LadderStep.parse(row.path("step").asText()),
                figures,
                row.path("reason").asText(),
                row.path("search_seconds").asDouble());
    }

    /**
     * Writes the rows of a case.
     *
     * @throws ConfigException if that cannot be done
     */
    public void write(LadderRow.Case of, Workload workload, HardwareConfig hardware, List<LadderRow> rows) {
        ObjectNode document = MAPPER.createObjectNode();
        document.put("identity", identity(workload, hardware));
        document.put("workload", of.workload());
        document.put("hardware", of.hardware());
        for (LadderRow row : rows) {
            ObjectNode node = document.withArray("/rows").addObject();
            node.put("step", row.step().word());
            node.put("reason", row.reason());
            node.put("search_seconds", row.searchSeconds());
            row.figures().ifPresent(figures -> node.put(
                            "latency_cycles", figures.closedForm().latencyCycles())
                    .put("energy_pj", figures.closedForm().energyPj())
                    .put("latency_lower_bound_cycles", figures.lowerBoundCycles())
                    .put("evaluations", figures.evaluations()));
        }
        try {
            WholeFile.write(file(of), document.toPrettyString());
        } catch (IOException e) {
            throw new ConfigException("--out: " + file(of) + " cannot be written (" + e + "). Maybe another --out?", e);
        }
    }
}
