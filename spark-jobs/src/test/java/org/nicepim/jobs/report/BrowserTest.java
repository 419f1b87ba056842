package org.nicepim.jobs.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Does the page work in a browser: no complaint, all charts there, hovering and sorting do something? Skipped without a Chromium. */
class BrowserTest {
    private final Path temporary;

    BrowserTest(@TempDir Path temporary) {
        this.temporary = temporary;
    }

    private Chromium opened(ObjectNode document) throws Exception {
        Optional<Path> program = Chromium.installed();
        assumeTrue(program.isPresent(), "no chromium, chromium-browser or google-chrome on the PATH");
        Path file = temporary.resolve("report.html");
        document.put("version", "test").put("made", "today");
        Files.writeString(file, Page.of(document), StandardCharsets.UTF_8);
        Chromium chromium = Chromium.start(program.orElseThrow(), temporary.resolve("profile"));
        chromium.open(file);
        return chromium;
    }

    private ObjectNode exploration() throws Exception {
        Path folder = ReportFolder.write(temporary.resolve("run"), 60, 8, 9).folder();
        return RunModel.read(folder.toString(), List.of(), Look.BEST, text -> {}, new Configuration());
    }

    @Test
    void anExplorationIsShownWhole() throws Exception {
        ObjectNode document = exploration();
        try (Chromium chromium = opened(document)) {
            assertThat(chromium.charts())
                    .isEqualTo(
                            "[\"chart-pareto:1\",\"chart-convergence:1\",\"chart-predicted:1\",\"chart-reliability:1\","
                                    + "\"chart-parallel:1\",\"chart-importance:1\",\"chart-layers:1\",\"chart-roofline:1\",\"chart-energy:1\","
                                    + "\"chart-gantt:1\",\"chart-links:1\",\"chart-gantt-1:0\",\"chart-links-1:0\"]");
            assertThat(chromium.evaluate("document.body.innerText").asText())
                    .contains("no comparison with random search");
            assertThat(chromium.evaluate("document.getElementById('chart-layers').textContent")
                            .asText())
                    .contains("layer<0>");
            anotherWorkload(chromium);
            hovering(chromium, document);
            sorting(chromium, document);
            theming(chromium);
            assertThat(chromium.complaints()).isEmpty();
        }
    }

    /** Of the design that was mapped again each workload has a node array of its own; one is shown. */
    private static void anotherWorkload(Chromium chromium) throws Exception {
        assertThat(chromium.evaluate("document.getElementById('again').textContent")
                        .asText())
                .startsWith("Mapped again, design ");
        chromium.evaluate("(() => { const pick = [...document.querySelectorAll('#design select')][1];"
                + " pick.value = [...pick.options].find(option => option.textContent === 'zfnet').value;"
                + " pick.dispatchEvent(new Event('change')); })()");
        assertThat(chromium.charts()).contains("chart-gantt:1", "chart-gantt-1:1", "chart-links-1:1");
        assertThat(chromium.evaluate(
                                "[...document.querySelectorAll('#design .chart')].filter(c => c.clientWidth).length")
                        .asInt())
                .isEqualTo(5);
    }

    /** Over the dot of the best design: its parameters. */
    private static void hovering(Chromium chromium, ObjectNode document) throws Exception {
        JsonNode place = chromium.evaluate("(() => { const c = document.getElementById('chart-pareto');"
                + " c.scrollIntoView({behavior: 'instant', block: 'center'}); const e = echarts.getInstanceByDom(c);"
                + " const data = e.getOption().series[0].data; const best = data[data.length - 1];"
                + " const at = e.convertToPixel('grid', best); const box = c.getBoundingClientRect();"
                + " return [box.left + at[0], box.top + at[1], best[3]]; })()");
        chromium.hover(place.get(0).asDouble(), place.get(1).asDouble());
        String tip = chromium.evaluate(
                        "new Promise(r => setTimeout(() => r(document.querySelector('#chart-pareto .tip')?.innerText"
                                + " ?? 'no tooltip'), 400))")
                .asText();
        JsonNode designs = document.get("designs");
        int best = place.get(2).asInt();
        assertThat(tip)
                .contains("design " + designs.get("id").get(best), "nodes", "PEs per node", "KiB", "mm²")
                .contains(designs.get("nodeRows").get(best) + " × "
                        + designs.get("nodeCols").get(best));
    }

    private static void sorting(Chromium chromium, ObjectNode document) throws Exception {
        String first =
                "[...document.querySelectorAll('#table-designs tbody tr')].map(row => row.cells[0].innerText).join(' ')";
        String header = "document.querySelectorAll('#table-designs th button')[0].click();";
        String byObjective = chromium.evaluate(first).asText();
        String ascending = chromium.evaluate(header + first).asText();
        String descending = chromium.evaluate(header + first).asText();
        assertThat(ascending).startsWith("0 1 2 3 ").isNotEqualTo(byObjective);
        assertThat(descending).startsWith("59 58 57 ");
        String csv = chromium.evaluate("document.getElementById('table-designs').csv()")
                .asText();
        List<String> lines = csv.lines().toList();
        assertThat(lines).hasSize(61);
        assertThat(lines.get(0)).startsWith("design_id,node_rows,").contains(",area_mm2,latency_ms,energy_mj,");
        assertThat(lines.get(1))
                .startsWith(
                        "59," + document.get("designs").get("nodeRows").get(59).asInt() + ",");
        assertThat(csv).contains("</script><b>weights</b> need 3 MiB");
    }

    private static void theming(Chromium chromium) throws Exception {
        String paper = "getComputedStyle(document.body).backgroundColor";
        String before = chromium.evaluate(paper).asText();
        assertThat(chromium.evaluate("document.getElementById('theme').click(); " + paper)
                        .asText())
                .isNotEqualTo(before);
    }

    @Test
    void aSweepIsShownWhole() throws Exception {
        Path folder = temporary.resolve("sweep");
        ReportFolder.writeSweep(folder);
        try (Chromium chromium =
                opened(RunModel.read(folder.toString(), List.of(), Look.NONE, text -> {}, new Configuration()))) {
            assertThat(chromium.charts())
                    .contains("chart-pareto:1", "chart-parallel:1", "chart-layers:1", "chart-energy:1")
                    .doesNotContain("convergence", ":0");
            assertThat(chromium.evaluate("document.body.innerText").asText()).contains("default, latency", "too few");
            assertThat(chromium.complaints()).isEmpty();
        }
    }
}
