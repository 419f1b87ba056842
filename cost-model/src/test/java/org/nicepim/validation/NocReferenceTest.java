package org.nicepim.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.nicepim.config.CsvTable;
import org.nicepim.hardware.ConfigFiles;
import org.nicepim.noc.LinkLoads;

/** The closed forms against BookSim2 (datasets/reference/noc_reference.md). */
class NocReferenceTest {
    private static final List<NocCase> COLLECTIVES =
            CsvTable.parse(ConfigFiles.table("../datasets/reference/noc_reference.csv"), "noc", NocCase.COLUMNS)
                    .rows()
                    .stream()
                    .map(NocCase::new)
                    .filter(noc -> noc.row().text("experiment").equals("collective"))
                    .toList();

    private static double[] errors(String pattern) {
        double[] errors = COLLECTIVES.stream()
                .filter(row -> row.pattern().startsWith(pattern))
                .mapToDouble(noc -> noc.modelCycles() / noc.row().number("cycles") - 1)
                .toArray();
        assertThat(errors).as(pattern).isNotEmpty();
        return errors;
    }

    private static double meanAbsolute(double[] errors) {
        double sum = 0;
        for (double error : errors) {
            sum += Math.abs(error);
        }
        return sum / errors.length;
    }

    @Test
    void loadsAndHopsEqualTheSimulatorsOnEveryRow() {
        for (NocCase row : COLLECTIVES) {
            double[] loads = LinkLoads.of(row.mesh(), row.flows());
            double ports = 0;
            double links = 0;
            for (int link = 0; link < loads.length; link++) {
                ports = LinkLoads.isPort(link) ? Math.max(ports, loads[link]) : ports;
                links = LinkLoads.isPort(link) ? links : Math.max(links, loads[link]);
            }
            assertThat(links).as(row.toString()).isEqualTo(row.maxMeshLinkFlits(), within(1e-6));
            assertThat(ports).as(row.toString()).isEqualTo(row.maxPortFlits(), within(1e-6));
            assertThat(LinkLoads.byteHops(loads)).as(row.toString()).isEqualTo(row.flitHops(), within(1e-6));
            assertThat(row.maxHops()).as(row.toString()).isEqualTo(row.statedMaxHops());
        }
    }

    @Test
    void ringsGathersAndScattersAreWithinFivePercentOnAverage() {
        for (String pattern : List.of("ring_step", "ring_allgather", "gather_to_corner", "scatter_from_corner")) {
            assertThat(meanAbsolute(errors(pattern))).as(pattern).isLessThan(0.05);
        }
    }

    @Test
    void permutationsAreWithinFivePercentOnAverage() {
        for (String pattern : List.of("transpose", "bitcomp", "neighbor_shift")) {
            assertThat(meanAbsolute(errors(pattern))).as(pattern).isLessThan(0.05);
        }
    }

    @Test
    void rotatedUnicastAllGatherIsWithinFifteenPercentOnAverage() {
        double[] errors = errors("alltoall_rotated");
        assertThat(errors).hasSize(33);
        assertThat(meanAbsolute(errors)).isLessThan(0.05);
        assertThat(DoubleStream.of(errors).map(Math::abs).max().orElseThrow()).isLessThan(0.2);
    }

    @Test
    void noCollectiveRowIsForeign() {
        assertThat(COLLECTIVES).hasSize(317);
    }
}
