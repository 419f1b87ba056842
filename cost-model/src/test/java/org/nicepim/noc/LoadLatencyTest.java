package org.nicepim.noc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.nicepim.hardware.NocSpec;

/** Latency curves against BookSim2 (datasets/reference/noc_reference.md). */
class LoadLatencyTest {
    private static final NocSpec NOC = new NocSpec(8, 4, 6, 0, 0);
    /** Share of saturation up to which the model is held against the simulator. */
    private static final double TESTED = 0.8;

    private static Map<String, List<NocReferenceRow>> curves() {
        Map<String, List<NocReferenceRow>> curves = new TreeMap<>();
        for (NocReferenceRow row : NocReferenceRow.read("latency_curve")) {
            String key = row.pattern() + " " + row.text("mesh_k") + " " + row.text("packet_flits");
            curves.computeIfAbsent(key, k -> new ArrayList<>()).add(row);
        }
        return curves;
    }

    private static double saturation(List<NocReferenceRow> curve) {
        return curve.stream()
                .filter(row -> row.text("stable").equals("1"))
                .mapToDouble(row -> row.number("accepted_flits_per_node_cycle"))
                .max()
                .orElseThrow();
    }

    private static List<Flow> flows(String pattern, Mesh mesh) {
        int k = mesh.cols();
        List<Flow> flows = new ArrayList<>();
        for (int node = 0; node < mesh.nodes(); node++) {
            int row = node / k;
            int col = node % k;
            switch (pattern) {
                case "transpose" -> flows.add(new Flow(node, col * k + row, 1));
                case "neighbor_diag_plus1_wrap" -> flows.add(new Flow(node, (row + 1) % k * k + (col + 1) % k, 1));
                case "uniform" -> {
                    for (int other = 0; other < mesh.nodes(); other++) {
                        flows.add(new Flow(node, other, 1.0 / mesh.nodes()));
                    }
                }
                default -> throw new IllegalStateException(pattern);
            }
        }
        return flows;
    }

    @Test
    void curvesAreWithinTwoPercentOnAverageUpToEightyPercentOfSaturation() {
        double sum = 0;
        int rows = 0;
        Map<String, List<NocReferenceRow>> curves = curves();
        assertThat(curves).hasSize(12);
        for (List<NocReferenceRow> curve : curves.values()) {
            NocReferenceRow first = curve.get(0);
            LoadLatency model = new LoadLatency(first.mesh(), NOC, flows(first.pattern(), first.mesh()));
            double limit = TESTED * saturation(curve);
            for (NocReferenceRow row : curve) {
                double rate = row.number("offered_flits_per_node_cycle");
                if (row.text("stable").equals("1") && rate <= limit) {
                    double cycles = model.cycles(rate, (int) row.number("packet_flits"));
                    double error = cycles / row.number("packet_latency_avg") - 1;
                    assertThat(Math.abs(error)).as(row.toString()).isLessThan(0.12);
                    sum += Math.abs(error);
                    rows++;
                }
            }
        }
        assertThat(rows).isGreaterThan(100);
        assertThat(sum / rows).isLessThan(0.02);
    }

    @Test
    void saturatedTrafficWaitsForever() {
        Mesh mesh = new Mesh(4, 4);
        LoadLatency model = new LoadLatency(mesh, NOC, flows("uniform", mesh));
        assertThat(model.cycles(1, 8)).isInfinite();
        assertThat(model.cycles(0, 1)).isEqualTo(6 + 4 * 2.5);
    }
}
